"""The standards of a yearly rate as dated rows: how each counts, compounds and rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from apr.model import Annualisation, FractionRule, Regularity
from core.errors import InvalidInput
from core.text import Text

ALL = "all"


class Counting(StrEnum):
    """How days of the calendar become time in the equation."""

    APPENDIX_J = "appendix-j"  # detected unit-period, odd days by 30, 7k or 365
    EU = "eu"  # whole years, months or weeks, then days over 365 or 366, backwards
    EQUAL_MONTHS = "equal-months"  # one instalment a month; other days over 365/12
    DAYS_365 = "days-365"  # actual days over 365


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard during one stretch of time.

    Args:
        code: the name used by commands and interfaces.
        method: how the rate is worked out, in words.
        citation: where it stands.
        since: first day in force; None where the text read does not print it.
        until: last day in force; None while it goes on.
        source: where the text was read, or who reports it.
        verified: whether the counting rules were read word for word at a source.
        counting: how time is counted.
        annualisation: how the unit-period rate becomes yearly.
        fraction_rule: what a fraction of a unit-period bears.
        decimals: digits of the percentage shown; half rounds up.
        tolerances: the law's tolerance in percentage points by regularity; empty if none.
    """

    code: str
    method: Text
    citation: Text
    since: date | None
    until: date | None
    source: str
    verified: bool
    counting: Counting
    annualisation: Annualisation
    fraction_rule: FractionRule
    decimals: int = 2
    tolerances: tuple[tuple[Regularity, Decimal], ...] = ()

    def tolerance(self, regularity: Regularity | None) -> Decimal | None:
        """Return the tolerance in percentage points, None where the law names none."""
        return dict(self.tolerances).get(regularity) if regularity else None


_REG_Z_2012 = (
    "12 CFR part 1026, annual CFR edition of 2012-01-01 (76 FR 79772), XML in the public "
    "repository cfpb/fr-notices; later amendments were not compared"
)
_SWD_2012 = (
    "Remarks (c) and (d) of the annex and SWD(2012)128 final, section 4.1.1 (guidance, not law), "
    "PDF copy in the public repository andrewmurphy353/curo; the printed equation was not read"
)
_EU_METHOD = Text(
    zh="复利年化；时间按整年、整月或整周计，余下天数从后往前数，除以365或366",
    en="compounded; whole years, months or weeks, then days over 365 or 366 counted backwards",
)
_J_METHOD = Text(
    zh="精算法；单位期利率乘以每年单位期数，不足一期按单利",
    en="actuarial; unit-period rate times unit-periods a year, simple interest on a fraction",
)

STANDARDS: tuple[Standard, ...] = (
    Standard(
        code="us-appendix-j",
        method=_J_METHOD,
        citation=Text(
            zh="美国《Z条例》12 CFR 1026.22(a)及附录J(b)",
            en="Regulation Z, 12 CFR 1026.22(a) and Appendix J (b)",
        ),
        since=None,
        until=None,
        source=_REG_Z_2012,
        verified=True,
        counting=Counting.APPENDIX_J,
        annualisation=Annualisation.NOMINAL,
        fraction_rule=FractionRule.SIMPLE,
        tolerances=(
            (Regularity.REGULAR, Decimal("0.125")),
            (Regularity.IRREGULAR, Decimal("0.25")),
        ),
    ),
    Standard(
        code="us-appendix-k",
        method=Text(
            zh="反向抵押贷款年化总成本率；计时方法同附录J",
            en="total annual loan cost rate of a reverse mortgage; time counted as in Appendix J",
        ),
        citation=Text(
            zh="美国《Z条例》12 CFR 1026附录K", en="Regulation Z, 12 CFR 1026, Appendix K"
        ),
        since=None,
        until=None,
        source="Worked examples (b)(8) and (c) reproduced; the text of the rules was not read",
        verified=False,
        counting=Counting.APPENDIX_J,
        annualisation=Annualisation.NOMINAL,
        fraction_rule=FractionRule.SIMPLE,
    ),
    Standard(
        code="eu-aprc",
        method=_EU_METHOD,
        citation=Text(
            zh="欧盟指令2008/48/EC附件一第一部分备注（c）、（d）",
            en="Directive 2008/48/EC, Annex I, Part I, remarks (c) and (d)",
        ),
        since=None,
        until=date(2026, 11, 19),
        source=_SWD_2012,
        verified=True,
        counting=Counting.EU,
        annualisation=Annualisation.EFFECTIVE,
        fraction_rule=FractionRule.COMPOUND,
    ),
    Standard(
        code="eu-aprc",
        method=_EU_METHOD,
        citation=Text(zh="欧盟指令（EU）2023/2225附件三", en="Directive (EU) 2023/2225, Annex III"),
        since=date(2026, 11, 20),
        until=None,
        source="The annex is reported to keep the equation of 2008/48/EC; its text was not read",
        verified=False,
        counting=Counting.EU,
        annualisation=Annualisation.EFFECTIVE,
        fraction_rule=FractionRule.COMPOUND,
    ),
    Standard(
        code="uk-aprc",
        method=_EU_METHOD,
        citation=Text(zh="英国金融行为监管局手册CONC附录1.2", en="FCA Handbook, CONC App 1.2"),
        since=None,
        until=None,
        source="Reported by a secondary source to follow the European equation; not read",
        verified=False,
        counting=Counting.EU,
        annualisation=Annualisation.EFFECTIVE,
        fraction_rule=FractionRule.COMPOUND,
    ),
    Standard(
        code="cn-simple",
        method=Text(
            zh="单利：月内部收益率乘以12，每月等长",
            en="simple: monthly internal rate of return times 12, equal months",
        ),
        citation=Text(
            zh="中国人民银行公告〔2021〕第3号第四点",
            en="PBOC Announcement [2021] No. 3, point 4",
        ),
        since=date(2021, 3, 31),
        until=None,
        source="Third-party copies and the example of its annex, reproduced; not read at a source",
        verified=False,
        counting=Counting.EQUAL_MONTHS,
        annualisation=Annualisation.NOMINAL,
        fraction_rule=FractionRule.COMPOUND,
    ),
    Standard(
        code="cn-irr",
        method=Text(
            zh="复利：月内部收益率按12个月复合，每月等长",
            en="compounded: monthly internal rate of return over 12 months, equal months",
        ),
        citation=Text(
            zh="中国人民银行公告〔2021〕第3号第四点",
            en="PBOC Announcement [2021] No. 3, point 4",
        ),
        since=date(2021, 3, 31),
        until=None,
        source="Third-party copies and the example of its annex, reproduced; not read at a source",
        verified=False,
        counting=Counting.EQUAL_MONTHS,
        annualisation=Annualisation.EFFECTIVE,
        fraction_rule=FractionRule.COMPOUND,
    ),
    Standard(
        code="xirr-365",
        method=Text(
            zh="复利年化；实际天数除以365，与电子表格XIRR相同",
            en="compounded; actual days over 365, as a spreadsheet's XIRR",
        ),
        citation=Text(
            zh="通行惯例，非法定口径", en="a convention of spreadsheets, not a rule of law"
        ),
        since=None,
        until=None,
        source="Compared with pyxirr in the tests",
        verified=False,
        counting=Counting.DAYS_365,
        annualisation=Annualisation.EFFECTIVE,
        fraction_rule=FractionRule.COMPOUND,
    ),
)

CODES: tuple[str, ...] = tuple(dict.fromkeys(row.code for row in STANDARDS))


def standard_in_force(code: str, on: date | None) -> Standard:
    """Return the row of a standard for a loan of that day; without a day, the newest row.

    A loan older than the first row is judged by that row: its equation is the only one known.

    Raises:
        InvalidInput: there is no such standard.
    """
    rows = [row for row in STANDARDS if row.code == code]
    if not rows:
        raise InvalidInput(f"one of {', '.join(CODES)}", repr(code)[:60], "/standard")
    if on is None:
        return rows[-1]
    return next((row for row in rows if row.until is None or on <= row.until), rows[-1])
