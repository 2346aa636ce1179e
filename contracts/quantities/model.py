"""One number of a contract with all that gives it a meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a number measures."""

    SHARE = "share"  # percent of something
    MONEY = "money"
    SPAN = "span"  # a length of time
    DAY = "day"  # of the calendar
    DAY_OF_MONTH = "day_of_month"  # 每月15日
    TIMES = "times"  # a multiple: 1.5 倍, 50 % above
    BENCHMARK = "benchmark"  # hangs on a published rate: LPR + 50 bp, four times the LPR
    COUNT = "count"  # instalments, occurrences


class Bound(StrEnum):
    """How far a number binds."""

    EXACT = "exact"
    ABOUT = "about"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    BETWEEN = "between"


class Choose(StrEnum):
    """Which of two numbers holds."""

    GREATER = "greater"
    LESSER = "lesser"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as it is written; what could not be read is said, never filled in.

    Args:
        kind: what it measures.
        start: offset of its first character in the text that was read.
        end: exclusive.
        low: percent, major units of money, months, days, times …; None where it was not read.
        high: differs from `low` only between bounds.
        bound: how far it binds; AT_MOST has no `low`, AT_LEAST no `high`.
        unit: "percent", "point" (of percent), a currency such as "CNY", "day", "business_day",
            "week", "month", "quarter", "year", "instalment", "occurrence", "times".
        base: what a share or a multiple is taken of: "principal", "outstanding", "arrears",
            "instalment", "total", "price", "interest", "rate"; "" where nothing is said.
        noun: the base in the contract's own words.
        period: "year", "month", "day", "week", "quarter", "instalment", "once", "occurrence" or "".
        condition: the words of the clause under which it applies.
        benchmark: the published rate it hangs on: "LPR", "SOFR", "prime" …
        tenor: of the benchmark, in years; 0 where it is not said.
        on: the calendar day, for days.
        limits: place in the list of the number that this one caps or floors; -1 for none.
        other: place of the number it is compared with ("whichever is greater"); -1 for none.
        choose: which of the two holds.
        readings: the readings that disagree (capitals 12,300, figures 12,000).
        unread: why there is no value: "blank", "digits", "words and figures disagree" …
    """

    kind: Kind
    start: int
    end: int
    low: Decimal | None = None
    high: Decimal | None = None
    bound: Bound = Bound.EXACT
    unit: str = ""
    base: str = ""
    noun: str = ""
    period: str = ""
    condition: str = ""
    benchmark: str = ""
    tenor: int = 0
    on: date | None = None
    limits: int = -1
    other: int = -1
    choose: Choose | None = None
    readings: tuple[Decimal, ...] = ()
    unread: str = ""

    @property
    def value(self) -> Decimal | None:
        """The one value; None for a range and for what was not read."""
        if self.bound is Bound.BETWEEN:
            return None
        return self.low if self.low is not None else self.high
