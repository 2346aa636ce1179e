"""The days of a series of payments: so many days, weeks, half months, months or years apart."""

from __future__ import annotations

from datetime import date, timedelta

from core.dates import add_months


def day_of_series(first: date, unit: str, steps: int) -> date:
    """Return the day so many intervals after the first, month ends kept.

    Args:
        first: the first day.
        unit: "days", "weeks", "semimonths", "months" or "years".
        steps: how many of them; not negative.

    Raises:
        ValueError: the day lies beyond the year 9999.
        OverflowError: likewise, for days and weeks.
    """
    if unit in {"days", "weeks"}:
        return first + timedelta(days=steps * (7 if unit == "weeks" else 1))
    if unit in {"months", "years"}:
        return add_months(first, steps * (12 if unit == "years" else 1))
    months, half = divmod(steps, 2)
    if not half:
        return add_months(first, months)
    if first.day <= 15:
        # The 15th goes with the last day of the month, the 1st with the 16th.
        return add_months(first, months, 31 if first.day == 15 else first.day + 15)
    return add_months(first, months + 1, min(first.day - 15, 15))
