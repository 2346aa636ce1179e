"""Instants, days and month arithmetic; the one place that reads the clock."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from core.errors import InvalidInput

# Days are those of where the law applies first: an instant belongs to its day in China.
ZONE: Final = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present instant in UTC. Doors and verbs call this; thinking takes `at`."""
    return datetime.now(UTC)


def day_of(at: datetime) -> date:
    """Return the calendar day of an instant in China, whatever zone it comes in."""
    return at.astimezone(ZONE).date()


def parse_day(text: str, where: str = "") -> date:
    """Read a day such as "2026-11-22".

    Raises:
        InvalidInput: it is not a calendar day in that form.
    """
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise InvalidInput("a day such as 2026-11-22", repr(text)[:40], where) from None


def days_in_month(day: date) -> int:
    """Return how many days the month of `day` has."""
    return calendar.monthrange(day.year, day.month)[1]


def add_months(day: date, months: int, day_of_month: int | None = None) -> date:
    """Move by whole months; a day the month lacks becomes its last day.

    Args:
        day: where to start.
        months: may be negative.
        day_of_month: the day the series really falls on (31 for month ends), so that a
            February does not shorten all that follow; the day of `day` when left out.
    """
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    wanted = day.day if day_of_month is None else day_of_month
    return first.replace(day=min(wanted, days_in_month(first)))


def iso(at: datetime) -> str:
    """Return an instant as RFC 3339 in UTC with microseconds, the form that is sealed."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
