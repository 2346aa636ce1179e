"""The nouns of a lender's consent board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from consent.model import Purpose


class State(StrEnum):
    """How a grant stands at an instant; the first that holds, as `consent.rules.standing` asks."""

    OPEN = "open"
    PAUSED = "paused"
    STALE = "stale"
    BUNDLED = "bundled"  # given along with others, where its purpose needs a yes of its own
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"  # ended by a newer yes of the same person to the same purpose
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """One purpose that rests on consent: its grants by state, and how often it was refused."""

    purpose: Purpose
    grants: dict[State, int]
    refusals: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, over stored instants.

    Args:
        count: how many were measured.
        p50_ms, p99_ms: whole milliseconds; None where nothing was measured.
    """

    count: int
    p50_ms: int | None
    p99_ms: int | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of the messages that ask recipients to stop."""

    asked: int
    told: int
    acknowledged: int
    deleted: int
    late: int


@dataclass(frozen=True, slots=True)
class Reads:
    """The log of looks at personal data; a person's own looks are not in it.

    Args:
        total: how many there are.
        without_purpose: how many of them no purpose of their act covers, kind of data by kind.
    """

    total: int
    without_purpose: int


@dataclass(frozen=True, slots=True)
class Held:
    """How many of the grants that stand keep within their limits."""

    standing: int
    inside: int


@dataclass(frozen=True, slots=True)
class Board:
    """All of it at one instant."""

    at: datetime
    lines: tuple[PurposeLine, ...]
    ledger: Ledger
    effect: Spread
    told: Spread
    acknowledged: Spread
    reads: Reads
    held: Held


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """One refusal without a name: of which purpose, by which method, when."""

    id: UUID
    purpose: str
    method: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One grant without a name: the purpose, how it stands, how and when it was given."""

    id: UUID
    purpose: str
    state: State
    method: str
    language: str
    granted_at: datetime
    valid_until: datetime
    withdrawn_at: datetime | None
