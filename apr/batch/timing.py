"""When payments fall, by each way of counting: plain days by columns, all others by the rulebook.

A loan is plain if its payments are weeks or whole months apart, and at least six: then its own step
is the most frequent period, and a month's last day stands for the day of the first payment. All
other loans are counted by the same code as a single one, once for each different set of days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apr.batch.kernel import Annuities, Bools, Floats, Timed
from apr.batch.loans import EPOCH, MONTHS, UNITS, WEEKS, Ints, Loans
from apr.equation import equation_of
from apr.model import DatedAmount, DatedCash, NoRate, Regularity
from apr.series import day_of_series
from apr.standards import Counting, Standard

_PLAIN_PAYMENTS = 6
_HALF_MONTH_DAYS = 15
_MONTHS_A_DAY = 12.0 / 365.0
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_FIRST = (date(_FIRST_YEAR, 1, 1).toordinal()) - EPOCH
_PAYMENTS_MAX = 2_000  # rows of a matrix; longer loans go by the exact path


# Full steps and simple fraction to the first payment, and base periods in a step.
_First = tuple[tuple[NDArray[Any], NDArray[Any]], NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Timing:
    """Some loans with the times of one way of counting.

    Args:
        chosen: which loans of the block.
        loans: their equations, time in steps.
        base: base periods in a step, such as 3 months; a loan or all.
        per_year: base periods a year.
        regular: whether payments are regular in the sense of 12 CFR 1026.22(a)(3).
    """

    chosen: Ints
    loans: Annuities | Timed
    base: Floats
    per_year: Floats
    regular: Bools


def timings(loans: Loans, usable: Bools, standard: Standard) -> Iterator[Timing]:
    """Yield the usable loans with their times, each loan once; those left out are too long."""
    plain = usable & _plain(loans)
    by_days = standard.counting is Counting.DAYS_365
    for unit in (WEEKS, MONTHS):
        chosen = np.flatnonzero(plain & (loans.unit == unit))
        if len(chosen):
            some = loans.take(chosen)
            if unit == MONTHS and by_days:
                yield from _by_months_of_days(some, chosen)
            else:
                yield _annuities(some, chosen, standard, *_STEPS[unit, standard.counting](some))
    yield from _by_rulebook(loans, np.flatnonzero(usable & ~plain), standard)


def _plain(loans: Loans) -> Bools:
    years = (loans.first < _TABLE_END) & (loans.disbursed >= _FIRST + 366)
    long = (loans.count >= _PLAIN_PAYMENTS) & (loans.count * loans.step <= _PAYMENTS_MAX)
    weeks = (loans.unit == WEEKS) & (loans.step <= 4)
    months = (loans.unit == MONTHS) & np.isin(loans.step, (1, 3, 6))
    return years & long & (weeks | months)


def _annuities(
    loans: Loans, chosen: Ints, standard: Standard, first: tuple[Floats, Floats], base: Floats
) -> Timing:
    simple = standard.counting is Counting.APPENDIX_J
    if simple:
        steps_a_year = np.where(loans.unit == WEEKS, 52.0, 12.0) / loans.step
        base, per_year = np.ones(len(chosen)), steps_a_year
    elif standard.counting is Counting.EQUAL_MONTHS:
        per_year = np.full(len(chosen), 12.0)
    else:
        per_year = np.ones(len(chosen))
    count = loans.count.astype(np.float64)
    cash = Annuities(loans.received, loans.payment, loans.last, count, *first, simple)
    return Timing(chosen, cash, base, per_year, np.ones(len(chosen), np.bool_))


def _months_back(loans: Loans) -> tuple[Ints, Ints]:
    """Count whole months back from the first payment, and the days left at the start."""
    day, month = _day_and_month(loans.disbursed)
    pay_day, pay_month = _day_and_month(loans.first)
    here = np.minimum(pay_day, _MONTH_DAYS[month])
    next_month = np.minimum(pay_day, _MONTH_DAYS[month + 1]) + _MONTH_DAYS[month]
    short = here < day
    return pay_month - month - short, np.where(short, next_month, here) - day


def _j_weeks(loans: Loans) -> _First:
    days, length = loans.first - loans.disbursed, 7 * loans.step
    return ((days // length).astype(float), (days % length) / length), loans.step.astype(
        np.float64
    ) / 52.0


def _j_months(loans: Loans) -> _First:
    months, left = _months_back(loans)
    days, length = 30 * months + left, 30 * loans.step
    return ((days // length).astype(float), (days % length) / length), loans.step.astype(
        np.float64
    ) / 12.0


def _eu_weeks(loans: Loans) -> _First:
    days = loans.first - loans.disbursed
    left = days % 7
    weeks = days // 7 + 52.0 * left / _YEAR_DAYS[loans.disbursed + left - _FIRST]
    step = loans.step.astype(np.float64)
    return (weeks / step, np.zeros(len(days))), step / 52.0


def _eu_months(loans: Loans) -> _First:
    months, left = _months_back(loans)
    whole = months + 12.0 * left / _YEAR_DAYS[loans.disbursed + left - _FIRST]
    step = loans.step.astype(np.float64)
    return (whole / step, np.zeros(len(left))), step / 12.0


def _equal_weeks(loans: Loans) -> _First:
    days, length = loans.first - loans.disbursed, 7.0 * loans.step
    return (days / length, np.zeros(len(days))), length * _MONTHS_A_DAY


def _equal_months(loans: Loans) -> _First:
    months, left = _months_back(loans)
    instalments = loans.first - loans.disbursed >= _HALF_MONTH_DAYS
    begin = np.where(instalments, np.maximum(months, 1), months + left * _MONTHS_A_DAY)
    return (begin / loans.step, np.zeros(len(left))), loans.step.astype(float)


def _days_weeks(loans: Loans) -> _First:
    days, length = loans.first - loans.disbursed, 7.0 * loans.step
    return (days / length, np.zeros(len(days))), length / 365.0


_STEPS = {
    (WEEKS, Counting.APPENDIX_J): _j_weeks,
    (MONTHS, Counting.APPENDIX_J): _j_months,
    (WEEKS, Counting.EU): _eu_weeks,
    (MONTHS, Counting.EU): _eu_months,
    (WEEKS, Counting.EQUAL_MONTHS): _equal_weeks,
    (MONTHS, Counting.EQUAL_MONTHS): _equal_months,
    (WEEKS, Counting.DAYS_365): _days_weeks,
}


def _by_months_of_days(loans: Loans, chosen: Ints) -> Iterator[Timing]:
    """Yield loans of equal numbers of payments with their days over 365."""
    for count in np.unique(loans.count):
        same = np.flatnonzero(loans.count == count)
        some = loans.take(same)
        day, month = _day_and_month(some.first)
        times = np.empty((count, len(same)))
        for row in range(count):
            at = month + row * some.step
            times[row] = _MONTH_STARTS[at] + np.minimum(day, _MONTH_DAYS[at])
        times -= 1 + some.disbursed
        times /= 365.0
        yield Timing(
            chosen[same],
            Timed(some.received, _amounts(some), times),
            np.ones(len(same)),
            np.ones(len(same)),
            np.ones(len(same), np.bool_),
        )


def _by_rulebook(loans: Loans, chosen: Ints, standard: Standard) -> Iterator[Timing]:
    """Yield loans of equal numbers of payments, each set of days counted as a single loan's."""
    for count in np.unique(loans.count[chosen]):
        if count > _PAYMENTS_MAX:
            continue
        same = chosen[loans.count[chosen] == count]
        some = loans.take(same)
        keys = zip(
            some.disbursed.tolist(),
            some.first.tolist(),
            some.unit.tolist(),
            some.step.tolist(),
            strict=True,
        )
        counted = [_counted(key, int(count), standard) for key in keys]
        times = np.array([each[0] for each in counted]).T
        parts = np.array([each[1] for each in counted]).T
        yield Timing(
            same,
            Timed(
                some.received,
                _amounts(some),
                np.ascontiguousarray(times),
                np.ascontiguousarray(parts) if parts.any() else None,
            ),
            np.ones(len(same)),
            np.array([each[2] for each in counted]),
            np.array([each[3] for each in counted]),
        )


@lru_cache(maxsize=65_536)
def _counted(
    days_and_steps: tuple[int, int, int, int], count: int, standard: Standard
) -> tuple[tuple[float, ...], tuple[float, ...], float, bool]:
    """Return times, simple fractions, unit-periods a year and regularity of one set of days.

    Raises:
        AssertionError: never; days after the advance always make an equation.
    """
    disbursed, first, unit, step = days_and_steps
    begin = date.fromordinal(first + EPOCH)
    days = [day_of_series(begin, UNITS[unit], step * index) for index in range(count)]
    cash = DatedCash(
        (DatedAmount(date.fromordinal(disbursed + EPOCH), Decimal(count)),),
        tuple(DatedAmount(day, Decimal(2)) for day in days),
    )
    counted = equation_of(cash, standard)
    if isinstance(counted, NoRate):
        raise AssertionError(counted)  # noqa: TRY004 - nothing of the caller's is of a wrong type
    flows = counted.equation.flows[1:]
    simple = standard.counting is Counting.APPENDIX_J
    times = tuple(float(flow.whole if simple else flow.whole + flow.part) for flow in flows)
    parts = tuple(float(flow.part) if simple else 0.0 for flow in flows)
    regular = counted.regularity is not Regularity.IRREGULAR
    return times, parts, float(counted.equation.per_year), regular


def _amounts(loans: Loans) -> Floats:
    """Return payments by loans; all loans have equally many."""
    rows = int(loans.count[0])
    amounts = np.broadcast_to(loans.payment, (rows, len(loans))).copy()
    amounts[-1] = loans.last
    return amounts


def _day_and_month(days: Ints) -> tuple[Ints, Ints]:
    """Return day of the month and month (counted from the first of the tables) of days."""
    inside = np.clip(days, _FIRST, _TABLE_END - 1)
    month = _MONTH_OF_DAY[inside - _FIRST]
    return inside - _MONTH_STARTS[month] + 1, month


def _tables() -> tuple[Ints, Ints, Ints, Ints]:
    """Return by month its first day and length, by day its month and the year that ends on it."""
    months = np.arange(f"{_FIRST_YEAR}-01", f"{_LAST_YEAR + 1}-01", dtype="datetime64[M]")
    starts = months.astype("datetime64[D]").astype(np.int64)
    lengths = np.diff(starts)
    of_day = np.repeat(np.arange(len(lengths)), lengths)
    days = starts[of_day] + (np.arange(len(of_day)) - (starts[of_day] - starts[0]))
    year = _FIRST_YEAR + of_day // 12
    in_month = days - starts[of_day] + 1
    # The 29th of February is in the year that ends on a day if the day is not before March.
    ends = np.where((of_day % 12 < 1) | ((of_day % 12 == 1) & (in_month < 29)), year - 1, year)
    leap = (ends % 4 == 0) & ((ends % 100 != 0) | (ends % 400 == 0))
    return starts, lengths, of_day, np.where(leap, 366, 365)


_MONTH_STARTS, _MONTH_DAYS, _MONTH_OF_DAY, _YEAR_DAYS = _tables()
_TABLE_END = int(date(2120, 1, 1).toordinal()) - EPOCH
