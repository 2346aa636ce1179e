"""The nouns of reporting: figures, distributions, and a board of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from core.text import Text


@dataclass(frozen=True, slots=True)
class Increment:
    """What one fact adds to one figure.

    Args:
        figure: code of the figure.
        bucket: the part of the figure it falls into.
        per_minute: whether it is counted by the minute too.
    """

    figure: str
    bucket: str
    per_minute: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means: its unit, its grain, and the law that asks for it, where one does."""

    code: str
    title: Text
    definition: Text
    unit: Text
    grain: str


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A line of law or supervision that prices are compared with.

    Args:
        percent: yearly, simple (12 times the monthly rate).
        verified: whether the text was read at its source; if not, it is shown as unverified.
    """

    code: str
    title: Text
    percent: Decimal
    since: date
    until: date | None
    source: Text
    verified: bool


@dataclass(frozen=True, slots=True)
class Distribution:
    """A spread of values, from a histogram: exact counts, values to one bucket's width.

    Args:
        count: how many.
        low, quarter, middle, three_quarters, high: the 5, 25, 50, 75 and 95 % points.
    """

    count: int
    low: Decimal
    quarter: Decimal
    middle: Decimal
    three_quarters: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class LenderRow:
    """One lender on a board; what is too small to be shown is None and said to be suppressed."""

    organisation_id: UUID
    name: Text
    applications: int | None
    decided: int | None
    approved: int | None
    referred: int | None
    declined: int | None
    rate: Distribution | None
    above: tuple[tuple[str, Decimal], ...]  # line code -> share of loans above it
    alerts: int | None
    overdue: int | None = None


@dataclass(frozen=True, slots=True)
class MarketBoard:
    """The regulator's overview, as of one instant.

    Args:
        since: the first day that is counted.
        minutes: by figure, (minute, value), the last hour.
        alerts: fraud rules fired, those of rules too rare to be shown too; None when few in all.
        alerts_by_rule: (code, title, count), the most first.
        given: consents given; None when few in all.
        withdrawn: consents taken back, all purposes; None when few in all.
        withdrawals_by_purpose: (code, name, count), the most first.
        effect_ms: milliseconds from withdrawal to effect, over all lenders.
        facts: sealed facts behind the board.
        suppressed: how many groups and parts of groups are too small to be shown.
        told: what recipients of data were told of consents and took; None when little in all.
        overdue: what recipients did not answer in time; None when little in all, which is an
            alarm already.
    """

    as_of: datetime
    since: date
    lenders: tuple[LenderRow, ...]
    lines: tuple[ReferenceLine, ...]
    minutes: tuple[tuple[str, tuple[tuple[datetime, int], ...]], ...]
    alerts: int | None
    alerts_by_rule: tuple[tuple[str, Text, int], ...]
    given: int | None
    withdrawn: int | None
    withdrawals_by_purpose: tuple[tuple[str, Text, int], ...]
    effect_ms: Distribution | None
    facts: int
    suppressed: int
    told: int | None = 0
    overdue: int | None = 0
