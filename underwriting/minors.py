"""Whether a yes may be taken: by the birth an identity number states, by who says they study."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select

from consent.people import born_on, closed_by, groups_of
from consent.purposes import purpose_of
from core.dates import day_of
from core.errors import NotOpen
from database.transaction import Transaction
from underwriting.tables import applicant_finances, applicant_identities


def check_open(
    id_number: str,
    agreed: Sequence[tuple[str, str]],
    at: datetime,
    *,
    student: bool | None = None,
) -> None:
    """Take no yes to a purpose that is closed to people of this age, or to students.

    Args:
        id_number: the resident identity number.
        agreed: (purpose, SHA-256 of the notice shown).
        at: when.
        student: what they said; None where nobody asked.

    Raises:
        NotOpen: one of the purposes is not open to the person; nothing is recorded.
    """
    groups = groups_of(born_on(id_number), day_of(at), student=bool(student))
    for code, _ in agreed:
        purpose = purpose_of(code)
        group = closed_by(purpose, groups) if purpose is not None else None
        if group is not None:
            raise NotOpen(group.value, code)


def check_known(
    tx: Transaction, subject_id: UUID, agreed: Sequence[tuple[str, str]], at: datetime
) -> None:
    """As `check_open`, by what the subject's newest application says.

    Raises:
        NotOpen: as `check_open`.
    """
    columns, told = applicant_identities.c, applicant_finances.c
    newest = (
        select(columns.application_id, columns.id_number_sealed, told.finances_sealed)
        .outerjoin(
            applicant_finances,
            and_(
                told.organisation_id == columns.organisation_id,
                told.application_id == columns.application_id,
            ),
        )
        .where(columns.subject_id == subject_id)
        .order_by(columns.application_id.desc())
        .limit(1)
    )
    row = tx.execute(newest).one_or_none()
    if row is None:
        return
    number = f"applicant_identities.id_number/{row.application_id}"
    student: bool | None = None
    if row.finances_sealed is not None:
        place = f"applicant_finances.finances/{row.application_id}"
        student = json.loads(tx.unseal(subject_id, place, row.finances_sealed)).get("student")
    check_open(tx.unseal(subject_id, number, row.id_number_sealed), agreed, at, student=student)
