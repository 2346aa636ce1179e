"""Whether a yes may be taken from an applicant, by the birth that their identity number states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from consent.people import born_on, closed_by, groups_of
from consent.purposes import purpose_of
from core.dates import day_of
from core.errors import NotOpen
from database.transaction import Transaction
from underwriting.tables import applicant_identities


def check_open(id_number: str, agreed: Sequence[tuple[str, str]], at: datetime) -> None:
    """Take no yes to a purpose that is closed to people of this age.

    Args:
        id_number: the resident identity number.
        agreed: (purpose, SHA-256 of the notice shown).
        at: when.

    Raises:
        NotOpen: the person is too young for one of the purposes; nothing is recorded.
    """
    groups = groups_of(born_on(id_number), day_of(at))
    for code, _ in agreed:
        purpose = purpose_of(code)
        group = closed_by(purpose, groups) if purpose is not None else None
        if group is not None:
            raise NotOpen(group.value, code)


def check_known(
    tx: Transaction, subject_id: UUID, agreed: Sequence[tuple[str, str]], at: datetime
) -> None:
    """As `check_open`, by the sealed identity number of the subject's newest application.

    Raises:
        NotOpen: as `check_open`.
    """
    columns = applicant_identities.c
    newest = (
        select(columns.application_id, columns.id_number_sealed)
        .where(columns.subject_id == subject_id)
        .order_by(columns.application_id.desc())
        .limit(1)
    )
    row = tx.execute(newest).one_or_none()
    if row is None:
        return
    place = f"applicant_identities.id_number/{row.application_id}"
    check_open(tx.unseal(subject_id, place, row.id_number_sealed), agreed, at)
