"""What was collected for an application: sealed, one category a table, behind the gate."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Table, and_, exists, select

from core.money import Money
from database.transaction import Transaction
from underwriting.model import Applicant, Application, Counts, Submission
from underwriting.tables import (
    applicant_contacts,
    applicant_devices,
    applicant_finances,
    applicant_identities,
    applicant_notes,
    application_contracts,
    applications,
    credit_reports,
)

# All that is kept of a file's name: what people call their files often names them.
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,5}\Z")
# By which columns it shows that something of a category came through the gate.
_SEEN_BY: Final = (
    ("identity", ("name_sealed",)),
    ("contact", ("phone_sealed",)),
    ("device", ("device_index", "address_index")),
    ("finances", ("finances_sealed",)),
    ("note", ("note_sealed",)),
    ("credit_report", ("report_sealed",)),
)


@dataclass(frozen=True, slots=True)
class Collected:
    """What was read of an application.

    Args:
        applicant: what the gate let through; the rest is empty.
        keys: the blind keys velocity is counted by.
        credit_report: None where none has come, and where it may not be read.
        read: the categories of which there was something to read, and that were read.
    """

    applicant: Applicant
    keys: Counts
    credit_report: Mapping[str, float | int] | None
    read: tuple[str, ...]


def collect(tx: Transaction, application: Application, submission: Submission) -> None:
    """Seal and keep what the applicant handed in, each part in the table of its category."""
    applicant = submission.applicant
    owner = application.organisation_id
    key = _key(application)

    def seal(place: str, plain: str) -> bytes:
        return tx.seal(application.subject_id, f"{place}/{application.id}", plain)

    tx.execute(
        applicant_identities.insert(),
        {
            **key,
            "name_sealed": seal("applicant_identities.name", applicant.name),
            "id_number_sealed": seal("applicant_identities.id_number", applicant.id_number),
            "id_number_index": tx.blind("id_number", applicant.id_number, owner),
        },
    )
    tx.execute(
        applicant_contacts.insert(),
        {
            **key,
            "phone_sealed": seal("applicant_contacts.phone", applicant.phone),
            "phone_index": tx.blind("phone", applicant.phone, owner),
        },
    )
    tx.execute(
        applicant_devices.insert(),
        {
            **key,
            "device_index": _blind_or_empty(tx, "device", applicant.device, owner),
            "address_index": _blind_or_empty(tx, "address", applicant.address, owner),
        },
    )
    finances = {
        "monthly_income_minor": applicant.monthly_income.minor,
        "currency": applicant.monthly_income.currency,
        "use": applicant.use,
        "student": applicant.student,
    }
    sealed = seal("applicant_finances.finances", json.dumps(finances, ensure_ascii=False))
    tx.execute(applicant_finances.insert(), {**key, "finances_sealed": sealed})
    if applicant.note:
        sealed = seal("applicant_notes.note", applicant.note)
        tx.execute(applicant_notes.insert(), {**key, "note_sealed": sealed})


def keep_credit_report(
    tx: Transaction, application: Application, report: Mapping[str, float | int], at: datetime
) -> None:
    """Seal and keep the credit report of an application."""
    place = f"credit_reports.report/{application.id}"
    sealed = tx.seal(application.subject_id, place, json.dumps(dict(report)))
    tx.execute(
        credit_reports.insert(), {**_key(application), "report_sealed": sealed, "received_at": at}
    )


def keep_contract(
    tx: Transaction, application: Application, contract: tuple[str, bytes], at: datetime
) -> str:
    """Seal and keep a contract that came along; return its SHA-256."""
    name, document = contract
    digest = hashlib.sha256(document).hexdigest()
    place = f"application_contracts.document/{application.id}"
    # Sealing works on text; latin-1 carries every byte as it is.
    sealed = tx.seal(application.subject_id, place, document.decode("latin-1"))
    tx.execute(
        application_contracts.insert(),
        {
            **_key(application),
            "name": "contract" + "".join(_SUFFIX.findall(name.lower())),
            "sha256": digest,
            "document_sealed": sealed,
            "received_at": at,
        },
    )
    return digest


def contract_of(tx: Transaction, application: Application) -> tuple[str, bytes] | None:
    """Return name and bytes of the contract that came along; None when none did."""
    row = tx.execute(select(application_contracts).where(_is(application_contracts, application)))
    found = row.one_or_none()
    if found is None:
        return None
    place = f"application_contracts.document/{application.id}"
    plain = tx.unseal(application.subject_id, place, found.document_sealed)
    return found.name, plain.encode("latin-1")


def contract_state(tx: Transaction, application: Application) -> tuple[str, datetime | None] | None:
    """Return SHA-256 of the contract that came along, and when it was audited; None without one."""
    columns = application_contracts.c
    statement = select(columns.sha256, columns.audited_at)
    row = tx.execute(statement.where(_is(application_contracts, application))).one_or_none()
    return None if row is None else (row.sha256, row.audited_at)


def keep_audit(tx: Transaction, application: Application, audit: str, at: datetime) -> bool:
    """Keep the audit (JSON) of the contract that came along; False when one is kept already."""
    place = f"application_contracts.audit/{application.id}"
    sealed = tx.seal(application.subject_id, place, audit)
    kept = tx.execute(
        application_contracts.update()
        .where(
            _is(application_contracts, application), application_contracts.c.audited_at.is_(None)
        )
        .values(audit_sealed=sealed, audited_at=at)
    )
    return kept.rowcount == 1


def audit_of(tx: Transaction, application: Application) -> str | None:
    """Return the audit (JSON) of the contract that came along; None while there is none."""
    column = application_contracts.c.audit_sealed
    statement = select(column).where(_is(application_contracts, application))
    sealed = tx.execute(statement).scalar_one_or_none()
    if sealed is None:
        return None
    place = f"application_contracts.audit/{application.id}"
    return tx.unseal(application.subject_id, place, sealed)


def read_collected(tx: Transaction, application: Application) -> Collected:
    """Read what the gate lets through; what it holds back is empty."""
    row = tx.execute(_collected_of(application)).one()
    keys = Counts(
        phone=row.phone_index or "",
        device=row.device_index or "",
        address=row.address_index or "",
        subject=row.id_number_index or "",
    )
    report = _unsealed(tx, application, "credit_reports.report", row.report_sealed)
    return Collected(
        applicant=_applicant(tx, application, row),
        keys=keys,
        credit_report=json.loads(report) if report else None,
        read=tuple(code for code, columns in _SEEN_BY if any(getattr(row, one) for one in columns)),
    )


def has_credit_report(tx: Transaction, application: Application) -> bool:
    """Say whether a credit report is kept for an application, and may be read."""
    return bool(tx.execute(select(exists().where(_is(credit_reports, application)))).scalar())


def names_of(tx: Transaction, found: tuple[Application, ...]) -> dict[UUID, str]:
    """Return the applicants' names by application, as far as the bound act may read them."""
    tx.load_keys({application.subject_id for application in found})
    statement = select(
        applicant_identities.c.application_id, applicant_identities.c.name_sealed
    ).where(applicant_identities.c.application_id.in_([one.id for one in found]))
    subjects = {application.id: application.subject_id for application in found}
    return {
        row.application_id: tx.unseal(
            subjects[row.application_id],
            f"applicant_identities.name/{row.application_id}",
            row.name_sealed,
        )
        for row in tx.execute(statement)
    }


def _collected_of(application: Application) -> Any:
    source: Any = applications
    for table in (
        applicant_identities,
        applicant_contacts,
        applicant_devices,
        applicant_finances,
        applicant_notes,
        credit_reports,
    ):
        source = source.outerjoin(
            table,
            and_(
                table.c.organisation_id == applications.c.organisation_id,
                table.c.application_id == applications.c.id,
            ),
        )
    return (
        select(
            applicant_identities.c.name_sealed,
            applicant_identities.c.id_number_sealed,
            applicant_identities.c.id_number_index,
            applicant_contacts.c.phone_sealed,
            applicant_contacts.c.phone_index,
            applicant_devices.c.device_index,
            applicant_devices.c.address_index,
            applicant_finances.c.finances_sealed,
            applicant_notes.c.note_sealed,
            credit_reports.c.report_sealed,
        )
        .select_from(source)
        .where(
            applications.c.organisation_id == application.organisation_id,
            applications.c.id == application.id,
        )
    )


def _applicant(tx: Transaction, application: Application, row: Row[Any]) -> Applicant:
    finances = _unsealed(tx, application, "applicant_finances.finances", row.finances_sealed)
    told: dict[str, Any] = json.loads(finances) if finances else {}
    return Applicant(
        name=_unsealed(tx, application, "applicant_identities.name", row.name_sealed),
        id_number=_unsealed(
            tx, application, "applicant_identities.id_number", row.id_number_sealed
        ),
        phone=_unsealed(tx, application, "applicant_contacts.phone", row.phone_sealed),
        monthly_income=Money(told.get("monthly_income_minor", 0), told.get("currency", "CNY")),
        use=told.get("use", ""),
        note=_unsealed(tx, application, "applicant_notes.note", row.note_sealed),
        student=told.get("student"),
    )


def _unsealed(tx: Transaction, application: Application, place: str, sealed: bytes | None) -> str:
    if sealed is None:
        return ""
    return tx.unseal(application.subject_id, f"{place}/{application.id}", sealed)


def _blind_or_empty(tx: Transaction, column: str, value: str, owner: UUID) -> str:
    return tx.blind(column, value, owner) if value else ""


def _key(application: Application) -> dict[str, Any]:
    return {
        "organisation_id": application.organisation_id,
        "application_id": application.id,
        "subject_id": application.subject_id,
    }


def _is(table: Table, application: Application) -> Any:
    return and_(
        table.c.organisation_id == application.organisation_id,
        table.c.application_id == application.id,
    )
