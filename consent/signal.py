"""`Sec-GPC: 1`: a browser's no to marketing and to passing data on, recorded once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from consent import service, store
from consent.model import Method, Said, Stopped
from consent.purposes import PURPOSES
from database.transaction import Transaction

Known = tuple[tuple[UUID, UUID], ...]


def heed(tx: Transaction, language: str, at: datetime) -> tuple[Stopped, ...]:
    """Say no, wherever the person who acts is known, to every purpose that the signal speaks of.

    Recorded once a lender and purpose: a later yes, given by hand, is the person's last word and
    is not undone by the same browser's next request.

    Args:
        tx: bound to the person.
        language: what they read.
        at: when the signal came.

    Returns:
        What was allowed before and ended with it.

    Source:
        Global Privacy Control (W3C draft); PIPL 15 and 16.
    """
    codes = tuple(purpose.code for purpose in PURPOSES if purpose.gpc)
    known = store.subjects_of_person(tx)
    if not known or not _missing(tx, known, codes):
        return ()
    for _, subject_id in known:
        store.lock_subject(tx, subject_id)  # two requests at once record it once
    said = Said(Method.GPC, language, at)
    ended = [
        service.refuse(tx, organisation_id, subject_id, code, said)
        for organisation_id, subject_id, code in _missing(tx, known, codes)
    ]
    return tuple(one for one in ended if one is not None)


def _missing(tx: Transaction, known: Known, codes: tuple[str, ...]) -> list[tuple[UUID, UUID, str]]:
    columns = store.consent_events.c
    statement = select(columns.subject_id, columns.purpose).where(
        columns.subject_id.in_([subject_id for _, subject_id in known]),
        columns.kind == "refused",
        columns.method == Method.GPC.value,
    )
    told = {(row.subject_id, row.purpose) for row in tx.execute(statement)}
    return [
        (organisation_id, subject_id, code)
        for organisation_id, subject_id in known
        for code in codes
        if (subject_id, code) not in told
    ]
