"""Lines that yearly prices are drawn with; the rows themselves live with the contracts' law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from contracts import lines as home
from contracts.law.table import LAWS
from core.text import Text
from reporting.model import ReferenceLine


def _drawn(percent: Decimal) -> ReferenceLine:
    """Return the line of a percentage: the first row that set it tells its source."""
    rows = [row for row in home.LINES if row.percent == percent]
    ends = [row.until for row in rows]
    first = min(rows, key=lambda row: row.since)
    law = next((row for row in LAWS if row.code == first.law), None)
    return ReferenceLine(
        code=f"cn-{percent}",
        title=Text(f"{percent}%", f"{percent}\N{NARROW NO-BREAK SPACE}%"),
        percent=percent,
        since=first.since,
        until=None if None in ends else max(end for end in ends if end),
        source=first.told,
        verified=law is not None and law.verified,
    )


LINES: tuple[ReferenceLine, ...] = tuple(
    _drawn(percent) for percent in dict.fromkeys(r.percent for r in home.LINES) if percent
)


def lines_on(day: date) -> tuple[ReferenceLine, ...]:
    """Return the lines in force on a day, the lowest first."""
    found = (line for line in LINES if line.since <= day and (not line.until or day <= line.until))
    return tuple(sorted(found, key=lambda line: line.percent))
