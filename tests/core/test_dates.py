"""Days are those of China; months keep the day they fall on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from core.dates import add_months, day_of, iso, parse_day
from core.errors import InvalidInput


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_china(at: datetime, day: date) -> None:
    assert day_of(at) == day


@given(st.dates(date(1980, 1, 1), date(2080, 1, 1)), st.integers(-240, 240))
def test_months_move_as_the_calendar_library_moves_them(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


def test_a_february_does_not_shorten_what_follows() -> None:
    assert add_months(date(2027, 2, 28), 1, day_of_month=31) == date(2027, 3, 31)


@pytest.mark.parametrize("text", ["2026-02-30", "22.11.2026", "", "昨天"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="expected a day such as 2026-11-22"):
        parse_day(text)


def test_an_instant_is_sealed_in_one_form() -> None:
    assert iso(datetime(2026, 11, 22, 8, 0, 1, 5, tzinfo=UTC)) == "2026-11-22T08:00:01.000005Z"
