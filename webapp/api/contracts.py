"""Contracts: any one checked here and now, and the one that came along with an application."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response
from pydantic import Field

from contracts.service import audit
from core.access import Role
from core.dates import now
from core.errors import InvalidInput
from database.transaction import Transaction
from documents.model import Document
from documents.reading import read
from underwriting import contract_audit
from webapp.api.applications import known
from webapp.api.fields import (
    AnswerBody,
    Instant,
    Sha256,
)
from webapp.api.once import Answer, Telling, Turn, answer_json, once
from webapp.api.operations import PREFIX, Keying, Operation, described
from webapp.api.packages import (
    PACKAGE_BYTES_MAX,
    AuditAnswer,
    PackageBody,
    PackageForm,
    read_package,
)
from webapp.auth import current_access
from webapp.services import services

blueprint = Blueprint("api_contracts", __name__, url_prefix=PREFIX)

_TAG: Final = "contracts"
_OF_APPLICATION: Final = "/applications/<reference>/contract-audit"


class ContractAuditAnswer(AnswerBody):
    """Where the audit of an application's contract stands, and the audit once it is there."""

    reference: str
    sha256: Sha256
    audited_at: Instant | None
    audit: AuditAnswer | None
    unreadable: str | None = Field(description="Why the contract could not be read.")


class AuditedAnswer(AnswerBody):
    """That the contract of an application has been audited."""

    reference: str
    sha256: Sha256
    audited_at: Instant | None


@blueprint.post("/contracts/audit")
@described(
    Operation(
        tag=_TAG,
        roles=(Role.COMPLIANCE,),
        body=PackageBody,
        form=PackageForm,
        answers={200: AuditAnswer},
        keying=Keying.OPTIONAL,
        bytes_max=PACKAGE_BYTES_MAX,
    )
)
def audit_contract() -> Response:
    """Check a contract with its side agreements; nothing of it is kept."""
    sent = read_package()
    documents = [_read(name, contents, where) for name, contents, where in sent.files]
    found = audit(
        documents,
        as_of=sent.asked.as_of,
        jurisdiction=sent.asked.jurisdiction,
        lender_type=sent.asked.lender_type,
    )
    return answer_json(AuditAnswer.model_validate(found.as_dict()))


@blueprint.get(_OF_APPLICATION)
@described(
    Operation(
        tag=_TAG,
        roles=(Role.SUBMITTER, Role.COMPLIANCE),
        answers={200: ContractAuditAnswer},
        missing=True,
    )
)
def read_contract_audit(reference: str) -> Response:
    """Return the audit of the contract that came along with an application."""
    known(reference)
    access, database = current_access(), services().database
    sha256, audited_at, found = contract_audit.audit_of(database, access, reference, now())
    why = None if found is None else found.get(contract_audit.UNREADABLE)
    answer = ContractAuditAnswer(
        reference=reference,
        sha256=sha256,
        audited_at=audited_at,
        audit=None if found is None or why else AuditAnswer.model_validate(found),
        unreadable=why,
    )
    return answer_json(answer)


@blueprint.post(_OF_APPLICATION)
@described(
    Operation(
        tag=_TAG,
        roles=(Role.SUBMITTER, Role.COMPLIANCE),
        answers={201: AuditedAnswer},
        keying=Keying.REQUIRED,
        missing=True,
    )
)
def make_contract_audit(reference: str) -> Response:
    """Audit the contract that came along with an application now, unless that was done already."""
    known(reference)
    return once(partial(_audit, reference))


def _audit(reference: str, turn: Turn) -> Telling:
    contract_audit.run(services().database, turn.access, reference, now())
    return partial(_audited, reference, turn)


def _audited(reference: str, turn: Turn, _tx: Transaction) -> Answer:
    database = services().database
    sha256, audited_at, _ = contract_audit.audit_of(database, turn.access, reference, now())
    answer = AuditedAnswer(reference=reference, sha256=sha256, audited_at=audited_at)
    return Answer(HTTPStatus.CREATED, answer)


def _read(name: str, contents: bytes, where: str) -> Document:
    """Return one document.

    Raises:
        InvalidInput: it cannot be read as one.
    """
    try:
        return read(contents, name)
    except InvalidInput as refusal:
        raise InvalidInput(refusal.expected, refusal.found, where) from None
