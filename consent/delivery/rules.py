"""Who is told of a change, what is asked of them, when it is tried again: no clock, no chance."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from consent.delivery.model import (
    AnswerKind,
    Asked,
    Change,
    Course,
    Delivery,
    Missing,
    Outcome,
    Recipient,
    Standing,
)
from core.dates import iso

FORMAT: Final = "candor.delivery/1"

# By the kind of fact: what changed.
CHANGES: Final[Mapping[str, Change]] = {
    "consent.granted@1": Change.GRANTED,
    "consent.paused@1": Change.PAUSED,
    "consent.resumed@1": Change.RESUMED,
    "consent.withdrawn@1": Change.WITHDRAWN,
}
ASKED: Final[Mapping[Change, Asked]] = {
    Change.GRANTED: Asked.MAY_USE,
    Change.PAUSED: Asked.STOP,
    Change.RESUMED: Asked.MAY_USE,
    Change.WITHDRAWN: Asked.STOP_AND_DELETE,
}

_FIRST_SECONDS: Final = 15
_LONGEST_SECONDS: Final = 6 * 60 * 60
_TRIED_FOR: Final = timedelta(days=30)
_DOUBLINGS_MAX: Final = 20  # far beyond the longest pause; keeps the power small
_PSEUDONYM_BYTES: Final = 16


def recipients_of(
    recipients: Iterable[Recipient],
    change: Change,
    purpose: str,
    granted_at: datetime,
    at: datetime,
) -> tuple[Recipient, ...]:
    """Return who is to be told of a change at an instant.

    A yes is told to those who receive data then. A stop is told to everybody who may have received
    any since the yes was given, also where they receive none any more.
    """
    begins = at if ASKED[change] is Asked.MAY_USE else granted_at
    return tuple(
        one
        for one in recipients
        if purpose in one.purposes and one.since <= at and (one.until is None or one.until > begins)
    )


def pseudonym(key: bytes, subject_id: UUID) -> str:
    """Return what stands for a person at one recipient: 128 bits, by a key of that recipient's own.

    Two recipients that lay their lists side by side find no person in common.
    """
    return hmac.digest(key, subject_id.bytes, sha256)[:_PSEUDONYM_BYTES].hex()


def content_of(delivery: Delivery) -> dict[str, object]:
    """Return what a recipient is told: codes, instants and its own pseudonym, nobody's data."""
    return {
        "format": FORMAT,
        "delivery": str(delivery.id),
        "change": delivery.change.value,
        "purpose": delivery.purpose,
        "subject": delivery.pseudonym,
        "effective_at": iso(delivery.effective_at),
        "receipt_sha256": delivery.receipt_sha256,
        "asked": delivery.asked.value,
        "acknowledge_by": iso(delivery.acknowledge_by),
        "delete_by": None if delivery.delete_by is None else iso(delivery.delete_by),
    }


def next_try(delivery: Delivery, number: int, at: datetime) -> datetime | None:
    """Return when to try again after the try of this number failed; None when not any more.

    Pauses double from 15 seconds to six hours, each cut by up to a half so that what failed
    together does not come back together. The cut follows from the delivery's id and the number:
    whoever works it out again gets the same.
    """
    if at >= delivery.at + _TRIED_FOR:
        return None
    whole = min(_FIRST_SECONDS * 2 ** min(number - 1, _DOUBLINGS_MAX), _LONGEST_SECONDS)
    drawn = sha256(delivery.id.bytes + number.to_bytes(4)).digest()[0]
    return at + timedelta(seconds=whole * (1 - drawn / 512))


def due(course: Course, at: datetime) -> bool:
    """Say whether a delivery is to be tried at an instant."""
    if course.told_at is not None:
        return False
    if not course.attempts:
        return True
    planned = course.attempts[-1].next_at
    return planned is not None and planned <= at


def late(course: Course, at: datetime) -> tuple[Missing, ...]:
    """Return what is missing past its time; who may go on using data owes nothing in a hurry."""
    delivery = course.delivery
    if delivery.asked is Asked.MAY_USE:
        return ()
    found: list[Missing] = []
    deleted = course.answer(AnswerKind.DELETED)
    acknowledged = course.answer(AnswerKind.ACKNOWLEDGED) or deleted
    if acknowledged is None and at > delivery.acknowledge_by:
        found.append(Missing.ACKNOWLEDGEMENT)
    if deleted is None and delivery.delete_by is not None and at > delivery.delete_by:
        found.append(Missing.DELETION)
    return tuple(found)


def standing(course: Course, at: datetime) -> Standing:
    """Return how it stands with a recipient; what is missing past its time goes before the rest."""
    if course.answer(AnswerKind.DELETED) is not None:
        return Standing.DELETED
    if late(course, at):
        return Standing.LATE
    if course.answer(AnswerKind.ACKNOWLEDGED) is not None:
        return Standing.ACKNOWLEDGED
    if course.told_at is not None:
        return Standing.TOLD
    if not course.attempts:
        return Standing.BEING_TOLD
    again = course.attempts[-1].next_at
    return Standing.GIVEN_UP if again is None else Standing.NOT_REACHED


def outcome_of(status: int) -> Outcome:
    """Return how an attempt ended by the status of its answer; a redirection is not followed."""
    return Outcome.RECEIVED if 200 <= status < 300 else Outcome.REFUSED
