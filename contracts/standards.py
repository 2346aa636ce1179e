"""Measures as dated rows: reference lines, the benchmark they hang on, tolerances."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.model import Jurisdiction, LenderType
from core.text import Text

# Rounding, not law: payments are whole cents and rates are printed with few digits.
ROUNDING_POINTS = Decimal("0.05")
RULE_PACK = {"id": "candor-rules", "version": "2026.11"}
STANDARDS_OF: dict[Jurisdiction, tuple[str, ...]] = {
    Jurisdiction.CN: ("cn-simple", "cn-irr"),
    Jurisdiction.US: ("us-appendix-j",),
    Jurisdiction.EU: ("eu-aprc",),
    Jurisdiction.UK: ("uk-aprc",),
}
STANDARD_NAMES: dict[str, Text] = {
    "cn-simple": Text("单利", "simple"),
    "cn-irr": Text("复利", "compound"),
    "us-appendix-j": Text("美国 APR", "US APR"),
    "eu-aprc": Text("欧盟 APRC", "EU APRC"),
    "uk-aprc": Text("英国 APRC", "UK APRC"),
}
STANDARDS_UNKNOWN = ("cn-simple", "cn-irr", "us-appendix-j", "eu-aprc")


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A yearly rate that regulators or courts compare with.

    Args:
        law: the row of law it stands in.
        lenders: for whom.
        percent: the line itself; None where it is a multiple of the benchmark.
        benchmark_times: how many times the one-year LPR of the contract's day.
        since: first day.
        until: last day; None while it goes on.
    """

    law: str
    lenders: frozenset[LenderType]
    percent: Decimal | None
    benchmark_times: int
    since: date
    until: date | None = None


LINES: tuple[ReferenceLine, ...] = (
    ReferenceLine(
        "cn-loan-assist-2025-9",
        frozenset({LenderType.BANK, LenderType.CONSUMER_FINANCE, LenderType.TRUST}),
        Decimal(24),
        0,
        date(2025, 10, 1),
    ),
    ReferenceLine(
        "cn-court-2017-22",
        frozenset({LenderType.BANK, LenderType.CONSUMER_FINANCE, LenderType.TRUST}),
        Decimal(24),
        0,
        date(2017, 8, 4),
        date(2025, 9, 30),
    ),
    ReferenceLine(
        "cn-court-2017-22",
        frozenset({LenderType.AUTO_FINANCE}),
        Decimal(24),
        0,
        date(2017, 8, 4),
    ),
    ReferenceLine(
        "cn-microloan-cost-2025",
        frozenset({LenderType.MICROLOAN}),
        Decimal(24),
        0,
        date(2025, 12, 1),
    ),
    ReferenceLine(
        "cn-private-lending-25",
        frozenset({LenderType.PRIVATE}),
        None,
        4,
        date(2021, 1, 1),
    ),
)

_ASKED: ContextVar[tuple[ReferenceLine, ...]] = ContextVar("lines asked", default=LINES)

# One-year loan prime rate, percent, from the day each was published. From memory, to be
# confirmed at the publisher; a finding that rests on it says so.
LPR_ONE_YEAR: tuple[tuple[date, Decimal], ...] = (
    (date(2019, 8, 20), Decimal("4.25")),
    (date(2019, 9, 20), Decimal("4.20")),
    (date(2019, 11, 20), Decimal("4.15")),
    (date(2020, 2, 20), Decimal("4.05")),
    (date(2020, 4, 20), Decimal("3.85")),
    (date(2021, 12, 20), Decimal("3.80")),
    (date(2022, 1, 20), Decimal("3.70")),
    (date(2022, 8, 22), Decimal("3.65")),
    (date(2023, 6, 20), Decimal("3.55")),
    (date(2023, 8, 21), Decimal("3.45")),
    (date(2024, 7, 22), Decimal("3.35")),
    (date(2024, 10, 21), Decimal("3.10")),
    (date(2025, 5, 20), Decimal("3.00")),
)


def benchmark(on: date) -> Decimal | None:
    """Return the one-year LPR last published by that day, in percent."""
    known = [percent for since, percent in LPR_ONE_YEAR if since <= on]
    return known[-1] if known else None


def lines_asked() -> tuple[ReferenceLine, ...]:
    """Return the lines that are asked here: the table's, or those a change would leave."""
    return _ASKED.get()


@contextmanager
def asking_lines(lines: tuple[ReferenceLine, ...]) -> Generator[None]:
    """Let other lines be asked inside the block."""
    token = _ASKED.set(lines)
    try:
        yield
    finally:
        _ASKED.reset(token)


def reference_line(lender: LenderType, on: date) -> tuple[ReferenceLine, Decimal] | None:
    """Return the line in force that day for a kind of lender, with its percent a year."""
    for line in lines_asked():
        if lender in line.lenders and line.since <= on and (not line.until or on <= line.until):
            if line.percent is not None:
                return line, line.percent
            lpr = benchmark(on)
            return (line, lpr * line.benchmark_times) if lpr else None
    return None
