"""Days of the calendar to time in an equation: Appendix J, the EU's rule, equal months, days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache

from apr.model import Interval, UnitPeriod
from core.dates import add_months, days_in_month

MONTHS_A_YEAR = 12
WEEKS_A_YEAR = 52
DAYS_A_YEAR = 365
DAYS_A_MONTH = 30  # Appendix J (b)(5)(ii)-(iii)


@lru_cache(maxsize=4096)
def _is_last(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day.day == days_in_month(day)


def whole_months(earlier: date, later: date) -> int | None:
    """Return the months between two days if they are a whole number, else None.

    A day that its month cuts short stands for the longer day: January 31 to February 28 is one
    month, and so is January 30 to February 28.

    Source:
        12 CFR 1026, Appendix J (b)(3)(iv).
    """
    shorter = earlier if earlier.day < later.day else later
    if earlier.day != later.day and not _is_last(shorter):
        return None
    return (later.year - earlier.year) * MONTHS_A_YEAR + later.month - earlier.month


def series_day(start: date, series: Sequence[date]) -> int:
    """Return the day of the month that a month's last day stands for in a series.

    February 28 in a series of the 30th means the 30th; in a series of month ends it means
    the 31st. Where the series fits the day it starts on, that day decides.

    Source:
        12 CFR 1026, Appendix J (b)(3)(iv).
    """
    if all(day.day == start.day or (day.day < start.day and _is_last(day)) for day in series):
        return start.day
    month_ends = all(_is_last(day) for day in series)
    longest = max(day.day for day in series)
    return 31 if month_ends and longest > 28 else longest


def months_and_days(earlier: date, later: date, day_of_month: int) -> tuple[int, int]:
    """Count whole months back from the later day, then the days left at the start.

    Args:
        earlier: where the interval begins.
        later: where it ends, not before `earlier`.
        day_of_month: what a last day of a month stands for in this series.

    Source:
        12 CFR 1026, Appendix J (b)(5)(ii); SWD(2012)128, section 4.1.1 (ii).
    """
    day = max(later.day, day_of_month) if _is_last(later) else later.day
    months = (later.year - earlier.year) * MONTHS_A_YEAR + later.month - earlier.month
    while (anchor := add_months(later, -months, day)) < earlier:
        months -= 1
    return months, (anchor - earlier).days


def appendix_j(
    start: date, day: date, period: UnitPeriod, day_of_month: int
) -> tuple[int, Fraction]:
    """Count full unit-periods and the fraction left from the start of the term to a day.

    Source:
        12 CFR 1026, Appendix J (b)(5).
    """
    days = (day - start).days
    if period.interval in {Interval.DAY, Interval.WEEK}:
        length = period.count * (7 if period.interval is Interval.WEEK else 1)
        return days // length, Fraction(days % length, length)
    months, left = months_and_days(start, day, day_of_month)
    if period.interval is Interval.YEAR:
        return _years(start, day, months, left, day_of_month)
    if period.interval is Interval.MONTH and period.count == 1:
        # Thirty days left, as from December 31 to January 30, are a full month at either reading.
        return months + left // DAYS_A_MONTH, Fraction(left % DAYS_A_MONTH, DAYS_A_MONTH)
    length = 15 if period.interval is Interval.SEMIMONTH else DAYS_A_MONTH * period.count
    equal_days = DAYS_A_MONTH * months + left
    return equal_days // length, Fraction(equal_days % length, length)


def eu_years(start: date, day: date, day_of_month: int, *, weeks: bool) -> Fraction:
    """Return the years between two days by the European rule; negative before the start.

    Whole months (or weeks, where payments are weekly) are counted back from the later day; the
    days left lie at the start and are divided by the length of the year that ends on the last
    of them.

    Source:
        2008/48/EC, Annex I, remark (c); SWD(2012)128, section 4.1.1.
    """
    if day < start:
        return -eu_years(day, start, day_of_month, weeks=weeks)
    if weeks:
        count, left = divmod((day - start).days, 7)
        a_year = WEEKS_A_YEAR
    else:
        count, left = months_and_days(start, day, day_of_month)
        a_year = MONTHS_A_YEAR
    if not left:
        return Fraction(count, a_year)
    last = date.fromordinal(start.toordinal() + left)
    year = (last - add_months(last, -MONTHS_A_YEAR)).days
    return Fraction(count * year + left * a_year, a_year * year)


def _years(
    start: date, day: date, months: int, left: int, day_of_month: int
) -> tuple[int, Fraction]:
    """Count by (b)(5)(v): months by 12 if nothing else is left, otherwise days by 365."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    if not left:
        return years, Fraction(rest, MONTHS_A_YEAR)
    anchor = add_months(day, -MONTHS_A_YEAR * years, max(day.day, day_of_month))
    days = (anchor - start).days
    # A year less a day in a leap year has 365 days: that is one full unit-period.
    return years + days // DAYS_A_YEAR, Fraction(days % DAYS_A_YEAR, DAYS_A_YEAR)
