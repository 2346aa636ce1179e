"""From a match to a number: the reading of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from contracts.quantities.amounts import (
    count_of,
    currency_of,
    day_of,
    day_of_month,
    money_of,
    span_of,
    span_unit,
)
from contracts.quantities.model import Kind, Quantity
from contracts.quantities.patterns import PATTERNS
from contracts.quantities.rates import benchmark_of, share_of, share_unit, times_of

_READERS: dict[Kind, Callable[[Quantity, re.Match[str]], Quantity | None]] = {
    Kind.DAY: day_of,
    Kind.DAY_OF_MONTH: day_of_month,
    Kind.BENCHMARK: benchmark_of,
    Kind.TIMES: times_of,
    Kind.SHARE: share_of,
    Kind.MONEY: money_of,
    Kind.SPAN: span_of,
    Kind.COUNT: count_of,
}


def read_written(found: re.Match[str]) -> Quantity | None:
    """Return the number a pattern matched; None where the match is no number after all."""
    index = next(i for i in range(len(PATTERNS)) if found.group(f"k{i}") is not None)
    kind = PATTERNS[index][0]
    bare = Quantity(kind, found.start(), found.end())
    try:
        return _READERS[kind](bare, found)
    except ValueError as refusal:
        return replace(bare, unit=_unit(kind, found), unread=str(refusal))


def _unit(kind: Kind, found: re.Match[str]) -> str:
    """Return the unit of a number that could not be read, so that the place is still known."""
    if kind is Kind.MONEY:
        return currency_of(found.group())
    if kind is Kind.SHARE:
        return share_unit(found.group())
    return span_unit(found.group("span_unit")) if kind is Kind.SPAN else ""
