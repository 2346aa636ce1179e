"""The contract that came along with an application: read, asked every question, kept sealed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from consent.looking import note_read
from contracts.audit import Audit
from contracts.service import audit
from contracts.standards import RULE_PACK
from core.access import Access
from core.dates import day_of
from core.errors import InvalidInput, NotFound
from core.money import Money
from database.tenancy import organisations
from database.transaction import Database, Transaction
from documents.reading import read
from evidence.model import Fact
from evidence.service import record
from underwriting import collected, shelf, store
from underwriting.model import Application, Offer

_ACT: Final = "application.review"
_CATEGORIES: Final = ("contract",)
UNREADABLE: Final = "unreadable"  # the only key of what is kept of a contract without text


def run(database: Database, access: Access, reference: str, at: datetime) -> dict[str, Any]:
    """Audit the contract of an application, once; heavy, so best called by a job.

    Args:
        database: as the app role.
        access: the lender's system, or its machine.
        reference: of the application.
        at: when.

    Returns:
        The audit in the form of the interface; the one kept before, where there is one. A
        contract that cannot be read is kept as {"unreadable": why}, and is not tried again.

    Raises:
        NotFound: there is no such application here, or no contract came along.
    """
    with database.transaction(access.in_act(_ACT)) as tx:
        application = store.application_of(tx, reference)
        kept = collected.audit_of(tx, application)
        if kept is not None:
            return json.loads(kept)
        name, contents = _contract_of(tx, application)
        note_read(tx, application.organisation_id, application.subject_id, _CATEGORIES, at)
        offer = shelf.offer_by_id(tx, application.organisation_id, application.offer_id)
        jurisdiction = _jurisdiction_of(tx, application)

    try:
        document = read(contents, name)
    except InvalidInput as refusal:
        answer: dict[str, Any] = {UNREADABLE: str(refusal)}
        with database.transaction(access.in_act(_ACT)) as tx:
            collected.keep_audit(tx, application, json.dumps(answer, ensure_ascii=False), at)
        return answer
    found = audit(
        (document,),
        as_of=day_of(application.created_at),
        jurisdiction=jurisdiction,
        lender_type=offer.lender_type,
    )
    answer = found.as_dict()
    with database.transaction(access.in_act(_ACT)) as tx:
        if collected.keep_audit(tx, application, json.dumps(answer, ensure_ascii=False), at):
            record(tx, _audited(application, offer, found), at)
    return answer


def audit_of(
    database: Database, access: Access, reference: str, at: datetime
) -> tuple[str, datetime | None, dict[str, Any] | None]:
    """Return SHA-256 of an application's contract, when it was audited, and the audit.

    The last two are None while the audit waits.

    Raises:
        NotFound: there is no such application here, or no contract came along.
    """
    with database.transaction(access.in_act(_ACT)) as tx:
        application = store.application_of(tx, reference)
        state = collected.contract_state(tx, application)
        if state is None:
            raise NotFound("no contract came along with the application")
        kept = collected.audit_of(tx, application)
        if kept is not None:
            owner = application.organisation_id
            note_read(tx, owner, application.subject_id, _CATEGORIES, at)
    return (*state, None if kept is None else json.loads(kept))


def _contract_of(tx: Transaction, application: Application) -> tuple[str, bytes]:
    contract = collected.contract_of(tx, application)
    if contract is None:
        raise NotFound("no contract came along with the application")
    return contract


def _jurisdiction_of(tx: Transaction, application: Application) -> str:
    own = organisations.c.id == application.organisation_id
    return tx.execute(select(organisations.c.jurisdiction).where(own)).scalar_one()


def _audited(application: Application, offer: Offer, found: Audit) -> Fact:
    """Return what is sealed about an audit: digests, codes and rates; no word of the contract."""
    contract = found.contract
    payload: dict[str, object] = {
        "files": [file.document.sha256 for file in contract.files],
        "findings": [finding.code for finding in found.findings],
        "severities": [finding.severity.value for finding in found.findings],
        "rates": {
            rate.standard: str(rate.apr_percent)
            for rate in contract.rates
            if rate.apr_percent is not None
        },
        "rule_pack": dict(RULE_PACK),
        "lender_type": offer.lender_type,
    }
    if contract.jurisdiction is not None:
        payload["jurisdiction"] = contract.jurisdiction.value
    if contract.made_on is not None:
        payload["contract_date"] = contract.made_on.isoformat()
    if found.hidden is not None and found.currency:
        payload["hidden_cost_minor"] = Money.of(found.hidden.amount, found.currency).minor
        payload["currency"] = found.currency
    return Fact("contract.audited@1", application.subject_id, application.reference, payload)
