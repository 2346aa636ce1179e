"""Contracts: any one checked here and now, and the one that came along with an application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, Final

from flask import Blueprint, Response, request
from pydantic import Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from contracts.service import audit
from core.access import Role
from core.dates import day_of, now
from core.errors import InvalidInput
from database.transaction import Transaction
from documents.model import Document
from documents.reading import read
from underwriting import contract_audit
from webapp.api.application_forms import ContractBody
from webapp.api.applications import known
from webapp.api.fields import (
    AnswerBody,
    Body,
    Instant,
    JurisdictionCode,
    LenderTypeCode,
    Sha256,
)
from webapp.api.once import Answer, Telling, Turn, answer_json, once
from webapp.api.operations import PREFIX, Keying, Operation, described
from webapp.api.reading import JSON, read_body, read_fields
from webapp.auth import current_access
from webapp.services import services

blueprint = Blueprint("api_contracts", __name__, url_prefix=PREFIX)

_TAG: Final = "contracts"
_BYTES_MAX: Final = 21 << 20
_FILES_MAX: Final = 10
_OF_APPLICATION: Final = "/applications/<reference>/contract-audit"


class _Circumstances(Body):
    as_of: date | None = Field(
        default=None, description="Stands for the contract's day where the text names none."
    )
    jurisdiction: JurisdictionCode | None = Field(
        default=None, description="Read from the text when left out."
    )
    lender_type: LenderTypeCode | None = Field(
        default=None, description="Read from the lender's name when left out."
    )


class PackageBody(_Circumstances):
    """A loan with its side agreements, as one package."""

    files: list[ContractBody] = Field(min_length=1, max_length=_FILES_MAX)


class PackageForm(Body):
    """The same as a form with files."""

    as_of: date | SkipJsonSchema[None] = None
    jurisdiction: JurisdictionCode | SkipJsonSchema[None] = None
    lender_type: LenderTypeCode | SkipJsonSchema[None] = None
    file: Annotated[
        list[str],
        WithJsonSchema(
            {
                "type": "array",
                "items": {"type": "string", "contentMediaType": "application/octet-stream"},
                "minItems": 1,
                "maxItems": _FILES_MAX,
            }
        ),
    ]


class AuditAnswer(AnswerBody):
    """An audit: what the contract says, what it costs, and what does not fit."""

    package: dict[str, Any]
    terms: list[dict[str, Any]]
    cash_flows: dict[str, Any]
    rates: list[dict[str, Any]]
    hidden_cost: dict[str, Any] | None
    findings: list[dict[str, Any]]
    unsettled: list[dict[str, Any]]
    cleared: list[str]
    disclosures: list[dict[str, Any]]
    cost_statement: dict[str, Any]


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
        bytes_max=_BYTES_MAX,
    )
)
def audit_contract() -> Response:
    """Check a contract with its side agreements; nothing of it is kept."""
    circumstances, files = _package()
    documents = [_read(name, contents, where) for name, contents, where in files]
    found = audit(
        documents,
        as_of=circumstances.as_of or day_of(now()),
        jurisdiction=circumstances.jurisdiction,
        lender_type=circumstances.lender_type,
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


def _package() -> tuple[_Circumstances, Sequence[tuple[str, bytes, str]]]:
    """Return the circumstances, and the files as name, contents and place.

    Raises:
        InvalidInput: there is no file, or there are too many.
    """
    if request.mimetype == JSON or not request.files:
        body = read_body(PackageBody)
        return body, [
            (one.name, one.content_base64, f"/files/{index}/content_base64")
            for index, one in enumerate(body.files)
        ]
    files = [file for _, file in request.files.items(multi=True)]
    if len(files) > _FILES_MAX:
        raise InvalidInput(f"at most {_FILES_MAX} files", str(len(files)), "/file")
    form = read_fields(_Circumstances, dict(request.form.lists()))
    return form, [
        (file.filename or "", file.read(), f"/file/{index}") for index, file in enumerate(files)
    ]


def _read(name: str, contents: bytes, where: str) -> Document:
    """Return one document.

    Raises:
        InvalidInput: it cannot be read as one.
    """
    try:
        return read(contents, name)
    except InvalidInput as refusal:
        raise InvalidInput(refusal.expected, refusal.found, where) from None
