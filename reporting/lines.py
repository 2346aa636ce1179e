"""Lines that yearly prices are compared with, dated, each with whether its text was read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.text import Text
from reporting.model import ReferenceLine

LINES: tuple[ReferenceLine, ...] = (
    ReferenceLine(
        code="cn-24",
        title=Text("24%", "24\N{NARROW NO-BREAK SPACE}%"),
        percent=Decimal(24),
        since=date(2017, 8, 4),
        until=None,
        source=Text(
            "最高人民法院金融审判意见（2017）：金融借款的利息、复利、罚息和费用合计",
            "Supreme People's Court opinion on financial trials (2017): interest, compound and"
            " penalty interest and fees together",
        ),
        verified=False,
    ),
    ReferenceLine(
        code="cn-20",
        title=Text("20%", "20\N{NARROW NO-BREAK SPACE}%"),
        percent=Decimal(20),
        since=date(2025, 12, 1),
        until=None,
        source=Text(
            "消费金融公司新发放贷款的窗口指导（2025年12月，报道）",
            "Guidance for new loans of consumer finance companies (December 2025, as reported)",
        ),
        verified=False,
    ),
    ReferenceLine(
        code="cn-12",
        title=Text("12%", "12\N{NARROW NO-BREAK SPACE}%"),
        percent=Decimal(12),
        since=date(2025, 12, 1),
        until=None,
        source=Text(
            "小额贷款综合融资成本指引：2027年底前接近一年期LPR的四倍（报道）",
            "Guideline on micro-loans' all-in cost: about four times the one-year LPR by the end"
            " of 2027 (as reported)",
        ),
        verified=False,
    ),
)


def lines_on(day: date) -> tuple[ReferenceLine, ...]:
    """Return the lines in force on a day, the lowest first."""
    found = (line for line in LINES if line.since <= day and (not line.until or day < line.until))
    return tuple(sorted(found, key=lambda line: line.percent))
