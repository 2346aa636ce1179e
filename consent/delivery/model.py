"""The nouns of delivery: recipients, what each is told, every attempt, every answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from core.text import Text


class Change(StrEnum):
    """What became of a consent; each is a kind of fact in the evidence log."""

    GRANTED = "granted"
    PAUSED = "paused"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"


class Asked(StrEnum):
    """What a recipient is asked to do."""

    MAY_USE = "may_use"
    STOP = "stop"  # until the consent is resumed
    STOP_AND_DELETE = "stop_and_delete"


class Outcome(StrEnum):
    """How one attempt to tell a recipient ended."""

    RECEIVED = "received"  # answered with a status of 200 to 299
    REFUSED = "refused"  # answered with another status
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    FORBIDDEN_ADDRESS = "forbidden_address"  # its name leads where nothing is sent to
    BROKEN = "broken"  # anything else, such as an answer that is no HTTP


class AnswerKind(StrEnum):
    """What a recipient answers by itself, signed."""

    ACKNOWLEDGED = "acknowledged"
    DELETED = "deleted"


class Missing(StrEnum):
    """What a recipient did not answer in time."""

    ACKNOWLEDGEMENT = "acknowledgement"
    DELETION = "deletion"


class Standing(StrEnum):
    """How it stands with one recipient and one change, as the person reads it."""

    BEING_TOLD = "being_told"
    NOT_REACHED = "not_reached"  # tried in vain, and tried again
    GIVEN_UP = "given_up"  # not tried any more
    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"
    DELETED = "deleted"
    LATE = "late"  # what was to be answered by now is not


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody outside who gets data for some purposes.

    Args:
        purposes: codes of the purposes it receives data for.
        endpoint: where it is told.
        public_key: its Ed25519 key, 32 bytes in base64; it signs its answers with the private half.
        key_id: what it names its key by.
        our_key_id: what we name ours by, when we tell it something.
        acknowledge_seconds: how long it may take to acknowledge.
        delete_days: how long it may take to delete, as the contract with it says.
        since: from when on it receives data.
        until: from when on it receives none; None while it does.
    """

    id: UUID
    organisation_id: UUID
    name: Text
    purposes: tuple[str, ...]
    endpoint: str
    public_key: str
    key_id: str
    our_key_id: str
    acknowledge_seconds: int
    delete_days: int
    since: datetime
    until: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it still receives data."""
        return self.until is None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One change that one recipient is to be told; never changed once it is written.

    Args:
        entry_id: the entry of the evidence log that the change is.
        recipient: its names on the day it was written.
        pseudonym: what stands for the person at this recipient alone.
        effective_at: since when the change holds here.
        receipt_sha256: of the receipt the person holds; None where it cannot be read any more.
        acknowledge_by: until when an acknowledgement is in time.
        delete_by: until when the data is to be deleted; None where nothing is.
    """

    id: UUID
    organisation_id: UUID
    recipient_id: UUID
    subject_id: UUID
    entry_id: UUID
    grant_id: UUID
    purpose: str
    change: Change
    asked: Asked
    recipient: Text
    pseudonym: str
    effective_at: datetime
    receipt_sha256: str | None
    acknowledge_by: datetime
    delete_by: datetime | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to tell a recipient.

    Args:
        number: from 1.
        status: of the HTTP answer; None where there was none.
        took_ms: from the first byte sent to the answer.
        next_at: when it is tried again; None when it is not.
    """

    number: int
    at: datetime
    outcome: Outcome
    status: int | None
    took_ms: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Untold:
    """A delivery that is due: how often it was tried, and whether the recipient is to stop."""

    delivery_id: UUID
    tries: int
    stops: bool


@dataclass(frozen=True, slots=True)
class Retained:
    """What a recipient still keeps, by which rule, and until when."""

    category: str
    rule: str
    until: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What a recipient said: when it came in, when they say it happened, and the proof."""

    kind: AnswerKind
    at: datetime
    said_at: datetime
    body_sha256: str
    entry_id: UUID
    method: str | None = None
    kept: tuple[Retained, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """One delivery with all that has happened to it.

    Args:
        overdue: since when what is missing of it is known to be late.
    """

    delivery: Delivery
    attempts: tuple[Attempt, ...] = ()
    answers: tuple[Answer, ...] = ()
    overdue: tuple[tuple[Missing, datetime], ...] = ()

    def answer(self, kind: AnswerKind) -> Answer | None:
        """Return what the recipient answered, if it did."""
        return next((one for one in self.answers if one.kind is kind), None)

    @property
    def told_at(self) -> datetime | None:
        """When the recipient first took it; an answer of its own says so too."""
        taken = [one.at for one in self.attempts if one.outcome is Outcome.RECEIVED]
        return min([*taken, *(one.at for one in self.answers)], default=None)


@dataclass(frozen=True, slots=True)
class Hearing:
    """One who is to hear that a consent ended.

    Args:
        recipient: its names.
        course: what became of it; None in the moment before it is written down.
    """

    grant_id: UUID
    purpose: str
    recipient: Text
    course: Course | None
