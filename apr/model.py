"""The nouns of a yearly rate: flows in time, the equation they make, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.text import Text


class Annualisation(StrEnum):
    """How the rate of one unit-period becomes a yearly rate."""

    NOMINAL = "nominal"  # times the number of unit-periods a year
    EFFECTIVE = "effective"  # compounded over the year


class FractionRule(StrEnum):
    """What interest a fraction of a unit-period bears."""

    SIMPLE = "simple"  # the factor 1 + f·i
    COMPOUND = "compound"  # the factor (1 + i) to the power f


class Regularity(StrEnum):
    """Whether payments are regular in the sense of 12 CFR 1026.22(a)(3)."""

    REGULAR = "regular"
    IRREGULAR = "irregular"


class NoRate(StrEnum):
    """Why no yearly rate is given."""

    NEGATIVE = "negative"
    NO_ROOT = "no_root"
    NOTHING_LENT = "nothing_lent"
    NO_TIME = "no_time"
    OUT_OF_RANGE = "out_of_range"
    NEEDS_DATES = "needs_dates"


class Interval(StrEnum):
    """The kinds of standard interval; a unit-period is a number of one of them."""

    DAY = "day"
    WEEK = "week"
    SEMIMONTH = "semimonth"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DatedAmount:
    """An amount that changes hands on a day; not negative, in any one currency."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """The period in which an equation counts time, and why it was chosen.

    Args:
        interval: the kind of interval.
        count: how many of them make one unit-period, such as 2 for two weeks.
        per_year: unit-periods a year, exact.
        reason: how it was found; None when it was given.
    """

    interval: Interval
    count: int
    per_year: Fraction
    reason: Text | None = None

    @property
    def name(self) -> str:
        """The period in English, such as "month" or "2 weeks"."""
        return self.interval.value if self.count == 1 else f"{self.count} {self.interval.value}s"


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount at a point in time, counted in unit-periods from the start of the term.

    Args:
        whole: unit-periods before the fraction; a fraction itself only in the EU's years.
        part: the odd part of a unit-period, borne by the fraction rule.
        amount: what changes hands; inside an equation, advances are negative.
    """

    whole: Fraction
    part: Fraction
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DatedCash:
    """What is lent and what is paid back, by calendar day."""

    advances: tuple[DatedAmount, ...]
    payments: tuple[DatedAmount, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is lent and what is paid back, in unit-periods that somebody else counted.

    Args:
        advances: amounts lent.
        payments: amounts paid.
        per_year: unit-periods a year.
        unit_period: its name as given.
        annualisation: as given; only used when no known standard is asked for.
        fraction_rule: as given; likewise.
    """

    advances: tuple[Flow, ...]
    payments: tuple[Flow, ...]
    per_year: Fraction
    unit_period: str
    annualisation: Annualisation | None = None
    fraction_rule: FractionRule = FractionRule.COMPOUND


@dataclass(frozen=True, slots=True)
class Problem:
    """One question: the cash of one loan, and the standards to judge it by.

    Args:
        id: the asker's own name for it, handed back.
        standards: codes of the table of standards, or one free text for a timeline.
        cash: the flows.
    """

    id: str | int | None
    standards: tuple[str, ...]
    cash: DatedCash | Timeline


@dataclass(frozen=True, slots=True)
class Equation:
    """Present value of payments less advances, as a function of the unit-period rate.

    Args:
        flows: in order of time, payments positive, advances negative; none at the same point.
        per_year: unit-periods a year.
        unit_period: its name.
        annualisation: how the unit-period rate becomes yearly.
        fraction_rule: what a fraction of a unit-period bears.
    """

    flows: tuple[Flow, ...]
    per_year: Fraction
    unit_period: str
    annualisation: Annualisation
    fraction_rule: FractionRule


@dataclass(frozen=True, slots=True)
class Certificate:
    """Two rates close together between which the equation changes its sign.

    Args:
        low: percent a year just below the rate.
        high: percent a year just above it.
        npv_low: present value of payments less advances at `low`.
        npv_high: the same at `high`; of the opposite sign.
    """

    low: Decimal
    high: Decimal
    npv_low: Decimal
    npv_high: Decimal

    @property
    def holds(self) -> bool:
        """Whether the signs are opposite, so that a rate lies between."""
        return self.low < self.high and self.npv_low * self.npv_high < 0


@dataclass(frozen=True, slots=True)
class RateResult:
    """A yearly rate by one standard, with all that is needed to check it.

    Args:
        standard: the code, or the free text that was asked for.
        method: how it is worked out, in words.
        equation: the flows in unit-periods; None when they could not be counted.
        apr_exact: percent a year, right to far more digits than any law asks.
        apr_percent: the same rounded half up by the standard's own rule.
        reason: why there is no rate, if there is none.
        roots_percent: every positive rate that fits, rising; the first is reported.
        certificate: the two values that prove it.
        unit_period: how time was counted, when it was found from dates.
        regularity: regular or not, where a tolerance depends on it.
        tolerance_pp: the law's own tolerance in percentage points; None if it names none.
        citation: where the standard stands; None for a free text.
        verified: whether that text was read at its source.
        notes: what a reader should know beside the number.
    """

    standard: str
    method: Text
    equation: Equation | None = None
    apr_exact: Decimal | None = None
    apr_percent: Decimal | None = None
    reason: NoRate | None = None
    roots_percent: tuple[Decimal, ...] = ()
    certificate: Certificate | None = None
    unit_period: UnitPeriod | None = None
    regularity: Regularity | None = None
    tolerance_pp: Decimal | None = None
    citation: Text | None = None
    verified: bool = False
    notes: tuple[Text, ...] = ()
