"""When a person is asked: a clear no is not asked again inside its lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from consent.model import Purpose
from consent.purposes import purpose_of
from consent.store import consent_events, subjects_of_person
from core.dates import day_of
from core.text import Text
from database.transaction import Transaction

_CLEAR_NO = ("refused", "withdrawn")


@dataclass(frozen=True, slots=True)
class Lock:
    """For how long a no is not asked again.

    Args:
        days: counted from the no.
        since: first day this row holds.
        until: last day; None while it holds.
        law: the article it serves.
        why: where the number comes from.
    """

    days: int
    since: date
    until: date | None
    law: str
    why: Text


# The article forbids to ask often after a clear no and names no number of days; this one is ours.
LOCKS: tuple[Lock, ...] = (
    Lock(
        90,
        date(2025, 1, 1),
        None,
        "cn-ndr-22",
        Text(
            "条例要求不得频繁征求同意，没有规定天数；90 天是我们自己定的。",
            "The regulation forbids asking often and names no days; 90 are our own choice.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Declined:
    """A clear no, and until when it is not asked again."""

    organisation_id: UUID
    subject_id: UUID
    purpose: str
    said_at: datetime
    until: datetime


def lock_on(day: date, locks: Iterable[Lock] = LOCKS) -> Lock | None:
    """Return the row in force on a day; None before there was one."""
    return next(
        (one for one in locks if one.since <= day and (one.until is None or day <= one.until)),
        None,
    )


def is_locked_by_no(purpose: Purpose | None) -> bool:
    """Say whether a no to a purpose holds for later askings too.

    What an application cannot go on without is asked for each application that a person begins:
    there it is their own wish that asks, and a no speaks of that application alone.
    """
    return purpose is not None and purpose.optional


def declined(tx: Transaction, subject_ids: Iterable[UUID], at: datetime) -> tuple[Declined, ...]:
    """Return what these subjects said no to so recently that they are not asked again."""
    columns = consent_events.c
    statement = (
        select(
            columns.organisation_id, columns.subject_id, columns.purpose, columns.kind, columns.at
        )
        .where(columns.subject_id.in_(list(subject_ids)))
        .where(columns.kind.in_(("granted", *_CLEAR_NO)))
        .order_by(columns.at, columns.id)
    )
    last = {(row.subject_id, row.purpose): row for row in tx.execute(statement)}
    found: list[Declined] = []
    for row in last.values():
        lock = lock_on(day_of(row.at))
        if (
            row.kind not in _CLEAR_NO
            or lock is None
            or not is_locked_by_no(purpose_of(row.purpose))
        ):
            continue
        until = row.at + timedelta(days=lock.days)
        if at < until:
            found.append(Declined(row.organisation_id, row.subject_id, row.purpose, row.at, until))
    return tuple(found)


def noes_at(tx: Transaction, organisation_id: UUID, at: datetime) -> tuple[Declined, ...]:
    """Return what the person who acts is not asked again at one lender."""
    mine = [subject for owner, subject in subjects_of_person(tx) if owner == organisation_id]
    return declined(tx, mine, at)
