"""What a whole board adds up to: sums over what may be shown, and no group that may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from reporting.model import MarketBoard, ReferenceLine
from reporting.rollups import APPLICATIONS, DECISIONS

_TENTH = Decimal("0.1")
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Totals:
    """A board's totals over the lenders that may be shown.

    Args:
        decided_told: decisions of the lenders whose approvals may be shown.
        approved_share: percent of those, to a tenth; None when there is none, or when a lender's
            approvals are hidden while its decisions are not: those few would be left out because
            they are few, and the share of the others is not the market's.
        hour: by figure, sixty-one minutes ending with the present one, zeros included.
        hour_sums: by figure, the sum of those minutes.
        lenders_above: by line, how many lenders have at least one loan above it.
    """

    applications: int
    decided: int
    decided_told: int
    approved_share: Decimal | None
    hour: Mapping[str, tuple[tuple[datetime, int], ...]]
    hour_sums: Mapping[str, int]
    lenders_above: Mapping[str, int]


def totals_of(board: MarketBoard) -> Totals:
    """Return what a board adds up to."""
    lenders = board.lenders
    decided = sum(lender.decided or 0 for lender in lenders)
    # A hidden number is not a zero, and a zero is not hidden: only the hidden are left out.
    told = [
        (one.approved, one.decided) for one in lenders if one.approved is not None and one.decided
    ]
    hidden = any(one.approved is None and one.decided for one in lenders)
    approved, of_those = (sum(column) for column in zip(*told, strict=True)) if told else (0, 0)
    hour = {figure: _every_minute(board, figure) for figure in (APPLICATIONS, DECISIONS)}
    return Totals(
        applications=sum(lender.applications or 0 for lender in lenders),
        decided=decided,
        decided_told=of_those,
        approved_share=None if hidden else _percent(approved, of_those),
        hour=hour,
        hour_sums={figure: sum(n for _, n in minutes) for figure, minutes in hour.items()},
        lenders_above={line.code: _lenders_above(board, line) for line in board.lines},
    )


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100) * part / whole).quantize(_TENTH) if whole else None


def _lenders_above(board: MarketBoard, line: ReferenceLine) -> int:
    return sum(1 for lender in board.lenders if dict(lender.above).get(line.code, Decimal(0)) > 0)


def _every_minute(board: MarketBoard, figure: str) -> tuple[tuple[datetime, int], ...]:
    known = dict(dict(board.minutes).get(figure, ()))
    last = board.as_of.replace(second=0, microsecond=0)
    minutes = (last - timedelta(minutes=back) for back in range(_HOUR, -1, -1))
    return tuple((minute, known.get(minute, 0)) for minute in minutes)
