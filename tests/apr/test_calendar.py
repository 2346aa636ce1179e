"""Days to time: the six cases of the European rule, Appendix J's counting, unit-periods."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apr.calendar import appendix_j, eu_years, months_and_days, series_day, whole_months
from apr.model import Interval
from apr.unit_period import detect, period_of
from core.dates import add_months


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(*texts: str) -> list[date]:
    return [day(text) for text in texts]


@pytest.mark.parametrize(
    ("start", "end", "months", "left", "year"),
    [
        ("2012-01-12", "2012-03-15", 2, 3, 365),
        ("2013-01-12", "2013-03-15", 2, 3, 366),
        ("2013-02-25", "2013-03-28", 1, 3, 366),
        ("2013-02-26", "2013-03-29", 1, 2, 366),
        ("2012-02-26", "2012-03-29", 1, 3, 366),
        ("2012-12-01", "2013-02-02", 2, 1, 366),
    ],
)
def test_the_six_intervals_of_the_commission(start, end, months, left, year) -> None:
    first, last = day(start), day(end)
    years = eu_years(first, last, series_day(first, [last]), weeks=False)

    assert years == Fraction(months, 12) + Fraction(left, year)
    assert eu_years(last, first, series_day(first, [last]), weeks=False) == -years


def test_weekly_payments_are_counted_in_weeks() -> None:
    assert eu_years(day("2025-01-01"), day("2025-01-15"), 15, weeks=True) == Fraction(2, 52)
    assert eu_years(day("2025-01-01"), day("2025-01-16"), 16, weeks=True) == Fraction(
        2, 52
    ) + Fraction(1, 366)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-01-10", "2025-02-10", 1),
        ("2025-01-31", "2025-02-28", 1),
        ("2025-01-30", "2025-02-28", 1),
        ("2025-02-28", "2025-03-31", 1),
        ("2024-01-31", "2024-02-28", None),
        ("2024-01-31", "2024-02-29", 1),
        ("2025-04-30", "2025-05-31", 1),
        ("2025-01-31", "2025-02-27", None),
        ("2024-02-29", "2025-02-28", 12),
    ],
)
def test_whole_months_know_month_ends(start, end, months) -> None:
    assert whole_months(day(start), day(end)) == months


@pytest.mark.parametrize(
    ("start", "series", "meant"),
    [
        ("2025-01-31", ["2025-02-28", "2025-03-31", "2025-04-30"], 31),
        ("2025-01-30", ["2025-02-28", "2025-03-30", "2025-04-30"], 30),
        ("2025-01-10", ["2025-02-28", "2025-03-31"], 31),
        ("2025-01-10", ["2025-02-28", "2025-03-28"], 28),
        ("2025-01-15", ["2025-02-15", "2025-02-28", "2025-03-15", "2025-03-31"], 31),
    ],
)
def test_what_a_months_last_day_means(start, series, meant) -> None:
    assert series_day(day(start), days(*series)) == meant


@given(
    st.dates(date(1980, 1, 1), date(2080, 1, 1)),
    st.integers(0, 480),
    st.integers(0, 27),
)
def test_months_and_days_are_found_again(end: date, months: int, left: int) -> None:
    end = end.replace(day=min(end.day, 28))
    start = add_months(end, -months) - timedelta(days=left)
    assert months_and_days(start, end, end.day) == (months, left)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 12000))
def test_time_never_runs_backwards(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    later = end + timedelta(days=1)
    for period in (
        period_of(Interval.DAY, 1),
        period_of(Interval.WEEK, 2),
        period_of(Interval.SEMIMONTH, 1),
        period_of(Interval.MONTH, 1),
        period_of(Interval.MONTH, 3),
    ):
        before, after = (sum(appendix_j(start, point, period, point.day)) for point in (end, later))
        assert before <= after


@pytest.mark.parametrize(
    ("interval", "count", "end", "time"),
    [
        (Interval.MONTH, 1, "1978-04-01", (1, Fraction(19, 30))),
        (Interval.MONTH, 2, "1978-04-01", (0, Fraction(49, 60))),
        (Interval.SEMIMONTH, 1, "1978-04-01", (3, Fraction(4, 15))),
        (Interval.WEEK, 1, "1978-04-01", (7, Fraction(1, 7))),
        (Interval.DAY, 1, "1978-04-01", (50, Fraction(0))),
        (Interval.YEAR, 1, "1980-08-10", (2, Fraction(1, 2))),
        (Interval.YEAR, 1, "1980-08-11", (2, Fraction(182, 365))),
    ],
)
def test_appendix_j_b5(interval, count, end, time) -> None:
    start = day("1978-02-10")
    assert appendix_j(start, day(end), period_of(interval, count), day(end).day) == time


def every(first: str, count: int, **step: int) -> list[date]:
    start = day(first)
    if "months" in step:
        return [add_months(start, step["months"] * index) for index in range(count)]
    return [start + timedelta(days=step["days"] * index) for index in range(count)]


@pytest.mark.parametrize(
    ("advances", "payments", "name", "per_year"),
    [
        (days("2025-01-10"), every("2025-02-25", 12, months=1), "month", 12),
        (days("2025-01-10"), every("2025-01-24", 26, days=14), "2 weeks", 26),
        (days("2025-02-01"), every("2025-03-01", 4, days=28), "4 weeks", 13),
        (days("2025-01-10"), every("2025-04-10", 8, months=3), "3 months", 4),
        (days("2025-01-10"), every("2026-01-10", 5, months=12), "year", 1),
        (
            days("2025-01-01"),
            sorted(every("2025-01-16", 9, months=1) + every("2025-02-01", 9, months=1)),
            "semimonth",
            24,
        ),
        (
            days("2025-01-15"),
            sorted(every("2025-01-31", 9, months=1) + every("2025-02-15", 9, months=1)),
            "semimonth",
            24,
        ),
        # Single advance, single payment: the term, up to a year.
        (days("2025-01-10"), days("2025-07-10"), "6 months", 2),
        (days("2025-01-10"), days("2025-02-25"), "46 days", Fraction(365, 46)),
        (days("2025-01-10"), days("2026-01-10"), "year", 1),
        (days("2025-01-10"), days("2028-03-15"), "year", 1),
        # Equally frequent: the smaller.
        (
            days("2025-01-01"),
            days("2025-02-01", "2025-03-01", "2025-05-01", "2025-07-01"),
            "month",
            12,
        ),
        # No common period: the average; of whole months, else to the nearest interval.
        (days("2025-01-01"), days("2025-03-01", "2025-06-01", "2025-10-01"), "3 months", 4),
        (days("2025-01-10"), days("2025-02-12", "2025-04-01"), "6 weeks", Fraction(26, 3)),
        # Several advances count as well.
        (
            days("2025-01-01", "2025-02-01", "2025-03-01"),
            days("2025-12-01"),
            "month",
            12,
        ),
    ],
)
def test_the_unit_period_is_found_and_said(advances, payments, name, per_year) -> None:
    period = detect(advances, payments)
    assert (period.name, period.per_year) == (name, per_year)
    assert period.reason.en.startswith(f"{name}: ")
    assert period.reason.zh
