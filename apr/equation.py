"""Cash flows to the equation of a standard: time counted its way, same-day flows netted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from apr.calendar import (
    DAYS_A_YEAR,
    MONTHS_A_YEAR,
    appendix_j,
    eu_years,
    months_and_days,
    series_day,
    whole_months,
)
from apr.model import (
    DatedCash,
    Equation,
    Flow,
    Interval,
    NoRate,
    Regularity,
    Timeline,
    UnitPeriod,
)
from apr.standards import Counting, Standard
from apr.unit_period import detect, period_of
from core.text import Text

_Times = dict[date, tuple[Fraction, Fraction]]
_MONTHS_A_DAY = Fraction(MONTHS_A_YEAR, DAYS_A_YEAR)

# A first period shorter than this is counted by its days, not as one instalment period.
_HALF_MONTH_DAYS = 15

_FIRST_PERIOD_AS_MONTHS = Text(
    zh="首期不是整月，按整月期数计算；公告未规定零头天数的算法",
    en="the odd first period is counted in whole months; the announcement names no day count",
)
_EU_YEARS = Text(
    zh="以年计：先数整月，余下天数除以365或366",
    en="years: whole months first, the days left over 365 or 366",
)
_EU_WEEKS = Text(
    zh="以年计：按周还款，先数整周，余下天数除以365或366",
    en="years: payments are weekly, so whole weeks first, the days left over 365 or 366",
)
_DAYS = Text(zh="以年计：实际天数除以365", en="years: actual days over 365")
_EQUAL_MONTHS = Text(zh="以月计：每月等长", en="months: all of equal length")


@dataclass(frozen=True, slots=True)
class Counted:
    """An equation, how its time was counted, and what to say about it."""

    equation: Equation
    unit_period: UnitPeriod | None
    regularity: Regularity | None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class _Term:
    """The days of a loan after netting, and what a month's last day stands for."""

    start: date
    first_advance: date
    days: tuple[date, ...]
    month_day: int
    detected: UnitPeriod

    @property
    def weekly(self) -> bool:
        """Whether intervals are to be counted in weeks."""
        found = self.detected
        alone = found.interval is Interval.DAY and len(self.days) == 2 and found.count % 7 == 0
        return found.interval is Interval.WEEK or alone


def equation_of(cash: DatedCash | Timeline, standard: Standard) -> Counted | NoRate:
    """Return the equation of a loan by a standard, or why there is none."""
    if isinstance(cash, Timeline):
        return _from_timeline(cash, standard)
    return _from_dates(cash, standard)


def timeline_equation(cash: Timeline) -> Equation | NoRate:
    """Return the equation of a timeline by the rules it brings itself."""
    assert cash.annualisation is not None, "the reader asks for it"  # noqa: S101
    flows = _net(cash)
    if isinstance(flows, NoRate):
        return flows
    return Equation(flows, cash.per_year, cash.unit_period, cash.annualisation, cash.fraction_rule)


def regularity_of(advances: Sequence[Flow], payments: Sequence[Flow]) -> Regularity:
    """Say whether payments are regular: one advance, equal payments one unit-period apart.

    An odd first period and an odd first or last payment stay regular.

    Source:
        12 CFR 1026.22(a)(3).
    """
    points = [flow.whole + flow.part for flow in payments]
    gaps = [later - earlier for earlier, later in pairwise(points)]
    amounts = {flow.amount for flow in payments[1:-1]}
    regular = len(advances) == 1 and all(gap == 1 for gap in gaps) and len(amounts) <= 1
    return Regularity.REGULAR if regular else Regularity.IRREGULAR


def _from_timeline(cash: Timeline, standard: Standard) -> Counted | NoRate:
    if standard.counting is Counting.DAYS_365:
        return NoRate.NEEDS_DATES
    flows = _net(cash)
    if isinstance(flows, NoRate):
        return flows
    per_year, name = cash.per_year, cash.unit_period
    if standard.counting is Counting.EQUAL_MONTHS and per_year != MONTHS_A_YEAR:
        scale = MONTHS_A_YEAR / per_year
        flows = tuple(
            replace(flow, whole=(flow.whole + flow.part) * scale, part=Fraction(0))
            for flow in flows
        )
        per_year, name = Fraction(MONTHS_A_YEAR), Interval.MONTH.value
    equation = Equation(flows, per_year, name, standard.annualisation, standard.fraction_rule)
    return Counted(equation, None, _regularity(cash) if standard.tolerances else None)


def _regularity(cash: Timeline) -> Regularity:
    start = min(flow.whole + flow.part for flow in cash.advances)
    later = [flow for flow in cash.payments if flow.whole + flow.part > start and flow.amount]
    later.sort(key=lambda flow: flow.whole + flow.part)
    points = {flow.whole + flow.part for flow in cash.advances}
    return regularity_of([cash.advances[0]] * len(points), later)


def _net(cash: Timeline) -> tuple[Flow, ...] | NoRate:
    """Net what falls on one point of time; both signs must be left, at different points."""
    totals: dict[tuple[Fraction, Fraction], Decimal] = {}
    for sign, flows in ((-1, cash.advances), (1, cash.payments)):
        for flow in flows:
            key = (flow.whole, flow.part)
            totals[key] = totals.get(key, Decimal(0)) + sign * flow.amount
    ordered = sorted(totals.items(), key=lambda item: item[0][0] + item[0][1])
    net = tuple(Flow(whole, part, amount) for (whole, part), amount in ordered if amount)
    return _refusal([flow.amount for flow in net], len(totals)) or net


def _refusal(amounts: Sequence[Decimal], points: int) -> NoRate | None:
    if points < 2:
        return NoRate.NO_TIME
    if all(amount > 0 for amount in amounts):
        return NoRate.NOTHING_LENT
    if all(amount < 0 for amount in amounts):
        return NoRate.NEGATIVE
    return None


def _from_dates(cash: DatedCash, standard: Standard) -> Counted | NoRate:
    totals: dict[date, Decimal] = {}
    for sign, dated in ((-1, cash.advances), (1, cash.payments)):
        for item in dated:
            totals[item.on] = totals.get(item.on, Decimal(0)) + sign * item.amount
    net = {day: totals[day] for day in sorted(totals) if totals[day]}
    if refused := _refusal(tuple(net.values()), len(totals)):
        return refused
    term = _term(cash, tuple(net))
    times, period, notes = _count(term, standard.counting)
    flows = tuple(Flow(*times[day], amount) for day, amount in net.items())
    regularity = _dated_regularity(cash, times) if standard.tolerances else None
    equation = Equation(
        flows, period.per_year, period.name, standard.annualisation, standard.fraction_rule
    )
    return Counted(equation, period, regularity, notes)


def _term(cash: DatedCash, days: tuple[date, ...]) -> _Term:
    advances = sorted({item.on for item in cash.advances if item.amount})
    payments = sorted({item.on for item in cash.payments if item.amount})
    later = [day for day in payments if day > advances[0]] or payments
    start = days[0]
    month_day = series_day(start, [day for day in days if day > start])
    return _Term(start, advances[0], days, month_day, detect(advances, later))


def _dated_regularity(cash: DatedCash, times: _Times) -> Regularity:
    first = min(item.on for item in cash.advances)
    totals: dict[date, Decimal] = {}
    for item in cash.payments:
        if item.on > first:
            totals[item.on] = totals.get(item.on, Decimal(0)) + item.amount
    points = {item.on for item in cash.advances}
    payments = [Flow(*times[day], totals[day]) for day in sorted(totals) if day in times]
    return regularity_of([Flow(Fraction(0), Fraction(0), Decimal(0))] * len(points), payments)


def _count(term: _Term, counting: Counting) -> tuple[_Times, UnitPeriod, tuple[Text, ...]]:
    """Return each day's time, the unit-period, and notes."""
    zero = Fraction(0)
    if counting is Counting.APPENDIX_J:
        times: _Times = {}
        for day in term.days:
            whole, part = appendix_j(term.start, day, term.detected, term.month_day)
            times[day] = (Fraction(whole), part)
        return times, term.detected, ()
    if counting is Counting.EQUAL_MONTHS:
        months, notes = _equal_months(term)
        return months, period_of(Interval.MONTH, 1, _EQUAL_MONTHS), notes
    if counting is Counting.EU:
        first, day_of_month, weeks = term.first_advance, term.month_day, term.weekly
        years = {day: eu_years(first, day, day_of_month, weeks=weeks) for day in term.days}
        reason = _EU_WEEKS if weeks else _EU_YEARS
    else:
        years = {day: Fraction((day - term.start).days, DAYS_A_YEAR) for day in term.days}
        reason = _DAYS
    times = {day: (time, zero) for day, time in years.items()}
    return times, period_of(Interval.YEAR, 1, reason), ()


def _equal_months(term: _Term) -> tuple[_Times, tuple[Text, ...]]:
    """Count in equal months: one instalment a month, or months and days over 365/12."""
    zero, start, first = Fraction(0), term.start, term.days[1]
    waited = months_and_days(start, first, term.month_day)
    steps = [whole_months(first, day) for day in term.days[1:]]
    instalments = len(steps) > 1 and (first - start).days >= _HALF_MONTH_DAYS
    if instalments and None not in steps:
        begin = max(waited[0], 1)
        times: _Times = {start: (zero, zero)}
        for day, step in zip(term.days[1:], steps, strict=True):
            times[day] = (Fraction(begin + (step or 0)), zero)
        odd = whole_months(start, first) is None
        return times, (_FIRST_PERIOD_AS_MONTHS,) if odd else ()
    by_days = term.detected.interval in {Interval.DAY, Interval.WEEK}
    times = {}
    for day in term.days:
        months, left = (0, (day - start).days)
        if not by_days:
            months, left = months_and_days(start, day, term.month_day)
        times[day] = (months + left * _MONTHS_A_DAY, zero)
    return times, ()
