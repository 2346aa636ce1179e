"""Which kinds of a person's data a lender still holds, whether anybody may read them or not."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import Table, select

from database.transaction import Transaction
from underwriting import tables

_TABLES: Final[tuple[tuple[str, Table], ...]] = (
    ("identity", tables.applicant_identities),
    ("contact", tables.applicant_contacts),
    ("finances", tables.applicant_finances),
    ("device", tables.applicant_devices),
    ("note", tables.applicant_notes),
    ("contract", tables.application_contracts),
    ("credit_report", tables.credit_reports),
)


def categories_held(tx: Transaction, subject_id: UUID) -> tuple[str, ...]:
    """Return the kinds of data with at least one row about a subject.

    Args:
        tx: bound to the person themselves, who see their own whatever the gate says.
        subject_id: which subject of theirs.
    """
    return tuple(
        code
        for code, table in _TABLES
        if tx.execute(
            select(table.c.subject_id).where(table.c.subject_id == subject_id).limit(1)
        ).first()
    )
