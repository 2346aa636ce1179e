"""All that is kept for somebody's applications, and how each decision came about: for them to read.

Only what the transaction may read: the person sees their own; the lender that answers for them
what the gate lets through in the act it is bound to.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from consent.bases import Jurisdiction, bases_of
from consent.confidential import for_the_person, is_confidential
from consent.model import Grant
from consent.purposes import purpose_of
from database.transaction import Transaction
from evidence.kinds import kind_of
from evidence.service import entries_about
from underwriting import collected, shelf, store
from underwriting.model import Application, Offer
from underwriting.tables import applications, outcomes

Row = dict[str, Any]


def applications_of_subject(tx: Transaction, subject_id: UUID) -> tuple[Application, ...]:
    """Return a subject's applications, the oldest first."""
    statement = select(applications.c.reference).where(applications.c.subject_id == subject_id)
    references = tx.execute(statement.order_by(applications.c.id)).scalars().all()
    return tuple(store.application_of(tx, one) for one in references)


def application_rows(tx: Transaction, found: tuple[Application, ...]) -> list[Row]:
    """Return what was asked for and what was collected, one row an application."""
    return [_application(tx, one, _offer(tx, one)) for one in found]


def contract_rows(tx: Transaction, found: tuple[Application, ...]) -> list[Row]:
    """Return the contracts that came along, whole."""
    rows: list[Row] = []
    for application in found:
        contract = collected.contract_of(tx, application)
        state = collected.contract_state(tx, application)
        if contract is not None and state is not None:
            rows.append(
                {
                    "reference": application.reference,
                    "file": contract[0],
                    "sha256": state[0],
                    "content_base64": base64.b64encode(contract[1]).decode(),
                }
            )
    return rows


def decision_rows(
    tx: Transaction, found: tuple[Application, ...], grants: tuple[Grant, ...]
) -> list[Row]:
    """Return every decision with its reasons, the data it used, by which right, and the versions.

    Args:
        tx: bound to the person, or to the lender that answers.
        found: the applications.
        grants: the subject's, to name the consent each use rested on.
    """
    rows: list[Row] = []
    for application in found:
        offer = _offer(tx, application)
        statement = select(outcomes).where(
            outcomes.c.organisation_id == application.organisation_id,
            outcomes.c.application_id == application.id,
        )
        used = _rights_used(tx, application, offer, grants)
        for row in tx.execute(statement.order_by(outcomes.c.version)).all():
            details = for_the_person(row.details)
            rows.append(
                {
                    "reference": application.reference,
                    "decided_at": row.decided_at.isoformat(),
                    "result": row.action,
                    "decided_by": row.decided_by,
                    "reasons": [one["text"] for one in details.get("reasons", ())],
                    "policy_version": row.policy,
                    "form_version": offer.form_version,
                    "score_version": _model(details),
                    "yearly_rates": details.get("rates", {}),
                    "contract_findings": details.get("findings", []),
                    "data_used": used if row.decided_by == "machine" else [],
                }
            )
    return rows


def record_rows(tx: Transaction, found: tuple[Application, ...]) -> list[Row]:
    """Return what the sealed log recorded of each application, oldest first."""
    rows: list[Row] = []
    for application in found:
        owner = application.organisation_id
        for entry in entries_about(tx, owner, application.reference):
            if not is_confidential(entry.kind):
                rows.append(
                    {
                        "reference": application.reference,
                        "recorded_at": entry.at.isoformat(),
                        "what": kind_of(entry.kind).title.as_dict(),
                        "entry": str(entry.id),
                    }
                )
    return rows


def _application(tx: Transaction, application: Application, offer: Offer) -> Row:
    held = collected.read_collected(tx, application)
    who = held.applicant
    return {
        "reference": application.reference,
        "asked_at": application.created_at.isoformat(),
        "state": application.state.value,
        "product": offer.product.name.as_dict(),
        "amount": application.amount.display(),
        "months": application.months,
        "channel": application.channel.value,
        "decided_at": None
        if application.decided_at is None
        else application.decided_at.isoformat(),
        "name": who.name,
        "id_number": who.id_number,
        "phone": who.phone,
        "monthly_income": who.monthly_income.display() if who.use else "",
        "use": who.use,
        "student": who.student,
        "note": who.note,
        # One cannot read a number back from its index; that it is kept is to be known all the same.
        "device_mark": held.keys.device,
        "address_mark": held.keys.address,
        "credit_report": held.credit_report,
    }


def _rights_used(
    tx: Transaction, application: Application, offer: Offer, grants: tuple[Grant, ...]
) -> list[Row]:
    """Return by which right the machine used which data: as the log has it of the decision."""
    told: tuple[str, ...] = ()
    for entry in entries_about(tx, application.organisation_id, application.reference):
        if entry.kind == "application.decided@1" and entry.payload is not None:
            told = tuple(str(one) for one in _list(entry.payload.get("permissions")))
    return [_used(code, application, offer, grants) for code in told]


def _used(code: str, application: Application, offer: Offer, grants: tuple[Grant, ...]) -> Row:
    purpose = purpose_of(code)
    grant = next(
        (one for one in grants if one.purpose == code and application.id in one.used_for), None
    )
    law = [
        article
        for row in bases_of(code)
        if row.jurisdiction is Jurisdiction(offer.jurisdiction) and row.verified
        for article in row.law
    ]
    return {
        "purpose": code,
        "purpose_name": purpose.name.as_dict() if purpose else {},
        "basis": purpose.basis.value if purpose else "",
        "law": law,
        "data": list(grant.categories if grant else purpose.categories if purpose else ()),
        "notice_sha256": grant.notice_sha256 if grant else None,
        "agreed_at": grant.granted_at.isoformat() if grant else None,
    }


def _model(details: Mapping[str, Any]) -> str | None:
    credit = details.get("credit")
    return None if credit is None else str(credit["model"])


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _offer(tx: Transaction, application: Application) -> Offer:
    return shelf.offer_by_id(tx, application.organisation_id, application.offer_id)
