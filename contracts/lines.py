"""The one home of reference lines: dated rows, for whom, from which text, and the LPR beside them.

The audit compares a loan with the line of its lender's kind on its own day; the market board
draws the same rows. Whether a text was read at its source is told by its row of law.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.model import LenderType
from core.text import Text


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
        told: who says so, and of what.
        compares_loans: whether a single loan is held against it; guidance on averages or on
            the years to come is only drawn.
    """

    law: str
    lenders: frozenset[LenderType]
    percent: Decimal | None
    benchmark_times: int
    since: date
    until: date | None
    told: Text
    compares_loans: bool = True


_COURT = Text(
    "最高人民法院金融审判意见（2017）：金融借款的利息、复利、罚息和费用合计",
    "Supreme People's Court opinion on financial trials (2017): interest, compound and"
    " penalty interest and fees together",
)
_ASSIST = Text(
    "金规〔2025〕9号第6条及上述意见：增信服务费计入综合融资成本（报道）",
    "Jingui [2025] No. 9, article 6, with that opinion: enhancement fees count in the all-in cost"
    " (as reported)",
)
_MICROLOAN = Text(
    "小额贷款综合融资成本指引：不新发放超过24%的贷款（报道）",
    "Guideline on micro-loans' all-in cost: no new loans above 24 % (as reported)",
)
_PRIVATE = Text(
    "民间借贷规定第25条：合同成立时一年期LPR的四倍",
    "Private lending provisions, article 25: four times the one-year LPR when the contract was made",
)
_WINDOW = Text(
    "消费金融公司新发放贷款的窗口指导（2025年12月，报道）",
    "Guidance for new loans of consumer finance companies (December 2025, as reported)",
)
_TARGET = Text(
    "小额贷款综合融资成本指引：2027年底前接近一年期LPR的四倍（报道）",
    "Guideline on micro-loans' all-in cost: about four times the one-year LPR by the end"
    " of 2027 (as reported)",
)
_ASSISTED = frozenset({LenderType.BANK, LenderType.CONSUMER_FINANCE, LenderType.TRUST})
_24 = Decimal(24)

LINES: tuple[ReferenceLine, ...] = (
    ReferenceLine(
        "cn-court-2017-22", _ASSISTED, _24, 0, date(2017, 8, 4), date(2025, 9, 30), _COURT
    ),
    ReferenceLine("cn-loan-assist-2025-9", _ASSISTED, _24, 0, date(2025, 10, 1), None, _ASSIST),
    ReferenceLine(
        "cn-court-2017-22",
        frozenset({LenderType.AUTO_FINANCE}),
        _24,
        0,
        date(2017, 8, 4),
        None,
        _COURT,
    ),
    ReferenceLine(
        "cn-microloan-cost-2025",
        frozenset({LenderType.MICROLOAN}),
        _24,
        0,
        date(2025, 12, 1),
        None,
        _MICROLOAN,
    ),
    ReferenceLine(
        "cn-private-lending-25",
        frozenset({LenderType.PRIVATE}),
        None,
        4,
        date(2021, 1, 1),
        None,
        _PRIVATE,
    ),
    ReferenceLine(
        "cn-window-guidance-2025-12",
        frozenset({LenderType.CONSUMER_FINANCE}),
        Decimal(20),
        0,
        date(2025, 12, 1),
        None,
        _WINDOW,
        compares_loans=False,
    ),
    ReferenceLine(
        "cn-microloan-target-2027",
        frozenset({LenderType.MICROLOAN}),
        Decimal(12),
        0,
        date(2025, 12, 1),
        None,
        _TARGET,
        compares_loans=False,
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
        if not line.compares_loans or lender not in line.lenders or not in_force(line, on):
            continue
        if line.percent is not None:
            return line, line.percent
        lpr = benchmark(on)
        return (line, lpr * line.benchmark_times) if lpr else None
    return None


def in_force(line: ReferenceLine, on: date) -> bool:
    """Say whether a line holds on a day; its last day is still within it."""
    return line.since <= on and (line.until is None or on <= line.until)
