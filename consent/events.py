"""What was done to a person's consents, and by whom: rows that only ever grow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from consent.store import consent_events, subjects_of_person
from database.transaction import Transaction

_STOPPING = ("withdrawn", "paused")


def done_by(
    tx: Transaction, actors: Collection[UUID]
) -> tuple[tuple[UUID, datetime, str, str], ...]:
    """Return what these people stopped for the person who acts, newest first.

    Returns:
        (who, when, "withdrawn" or "paused", the purpose's code).
    """
    if not actors:
        return ()
    events, mine = consent_events.c, [subject_id for _, subject_id in subjects_of_person(tx)]
    statement = (
        select(events.actor_id, events.at, events.kind, events.purpose)
        .where(
            events.subject_id.in_(mine),
            events.actor_id.in_(list(actors)),
            events.kind.in_(_STOPPING),
        )
        .order_by(events.id.desc())
    )
    return tuple((row.actor_id, row.at, row.kind, row.purpose) for row in tx.execute(statement))
