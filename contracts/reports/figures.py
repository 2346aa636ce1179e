"""How a report writes amounts, rates, days and what the audit says in codes, in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, cast

from contracts.phrases import bilingual
from core.money import Money, Rate
from core.text import Language, Text

_CODES: Final[dict[str, Text]] = {
    "equal_instalments": Text("等额本息", "equal instalments"),
    "equal_principal": Text("等额本金", "equal principal"),
    "interest_first": Text("先息后本", "interest first, principal at the end"),
    "bullet": Text("到期一次还本付息", "all at the end"),
    "instalment": Text("每期收取", "with each instalment"),
    "month": Text("每月收取", "each month"),
    "year": Text("每年收取", "each year"),
    "day": Text("每日收取", "each day"),
    "once": Text("一次性收取", "once"),
    "withheld": Text("放款时扣下", "kept back at the payout"),
    "upfront": Text("放款前收取", "before the payout"),
    "included": Text("已含在每期还款中", "inside the instalments"),
    "optional": Text("自愿购买", "by choice"),
}
_BASES: Final[dict[str, Text]] = {
    "principal": Text("借款本金", "the principal"),
    "outstanding": Text("未还本金", "the principal still owed"),
    "arrears": Text("逾期金额", "the overdue amount"),
    "total": Text("整笔借款", "the whole loan"),
    "instalment": Text("每期还款额", "the instalment"),
}
_PERIODS: Final[dict[str, Text]] = {
    "year": Text("年", "a year"),
    "month": Text("月", "a month"),
    "day": Text("日", "a day"),
    "instalment": Text("期", "an instalment"),
}
_STANDARDS: Final[dict[str, Text]] = {
    "cn-simple": Text("中国单利（12 × 月内部收益率）", "China, simple (12 × monthly IRR)"),
    "cn-irr": Text("中国复利（IRR）", "China, compound (IRR)"),
    "eu-aprc": Text("欧盟 APRC", "EU APRC"),
    "uk-aprc": Text("英国 APRC", "UK APRC"),
    "us-appendix-j": Text("美国 APR（Z 条例附录 J）", "US APR (Regulation Z, Appendix J)"),
    "us-appendix-k": Text("美国年化成本（附录 K）", "US total annual cost (Appendix K)"),
    "xirr-365": Text("按日内部收益率（365）", "Daily IRR, 365 days"),
}
_NO_RATE: Final[dict[str, Text]] = {
    "negative": Text("收到的比偿还的多", "more is received than paid"),
    "no_root": Text("没有利率与这些收付款相符", "no rate fits these payments"),
    "nothing_lent": Text("没有借到钱", "nothing is lent"),
    "no_time": Text("借款没有经过时间", "no time passes"),
    "out_of_range": Text("超出可计算的范围", "beyond what is computed"),
    "needs_dates": Text("需要日期", "dates are needed"),
}
_RATE_OF = re.compile(r"(\S+) % of (\w+)")
_RATE_A = re.compile(r"(\S+) % / (\w+)")
_MINUS: Final = "\N{MINUS SIGN}"
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes for readers of one language.

    Args:
        language: which.
        currency: of the amounts; "" when it is not known.
    """

    language: Language
    currency: str = ""

    def say(self, value: object) -> str:
        """Return words of the audit: a wording, a pair of languages, a code or a phrase."""
        if isinstance(value, Text):
            return value.in_language(self.language)
        if isinstance(value, Mapping):
            return str(cast("Mapping[str, object]", value)[self.language.value])
        known = _CODES.get(str(value)) or _STANDARDS.get(str(value)) or _NO_RATE.get(str(value))
        return (known or bilingual(str(value))).in_language(self.language) if value else ""

    def money(self, amount: object) -> str:
        """Return an amount in major units with its currency: ¥12,345.67."""
        if not self.currency:
            return f"{Decimal(str(amount)):,.2f}".replace("-", _MINUS)
        return Money.of(str(amount), self.currency).display().replace("-", _MINUS)

    def percent(self, value: object, places: int = 2) -> str:
        """Return a percentage: 20.45% in Chinese, 20.45 % in English."""
        digits = f"{Rate.percent(str(value)).rounded_percent(places):,}".replace("-", _MINUS)
        return f"{digits}%" if self.language is Language.ZH else f"{digits}\u202f%"

    def points(self, value: object) -> str:
        """Return a difference of two percentages, with its sign: +8.45."""
        digits = Rate.percent(str(value)).rounded_percent(2)
        return f"{'+' if digits > 0 else ''}{digits}".replace("-", _MINUS)

    def day(self, value: str | date) -> str:
        """Return a day: 2026年9月1日 or 1 September 2026."""
        day = date.fromisoformat(value) if isinstance(value, str) else value
        if self.language is Language.ZH:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def page(self, number: int) -> str:
        """Return a page of a file: 第 3 页 or page 3."""
        return f"第 {number} 页" if self._chinese else f"page {number}"

    def rate_of(self, value: object) -> str:
        """Return a rate with its base or period, from "0.4 % of principal" or "12 % / year"."""
        text = value if isinstance(value, str) else self.say(value)
        based, yearly = _RATE_OF.fullmatch(text), _RATE_A.fullmatch(text)
        if based and based[2] in _BASES:
            base = self.say(_BASES[based[2]])
            percent = self._plain_percent(based[1])
            return f"{base}的 {percent}" if self._chinese else f"{percent} of {base}"
        if yearly and yearly[2] in _PERIODS:
            period = self.say(_PERIODS[yearly[2]])
            percent = self._plain_percent(yearly[1])
            return f"{period}利率 {percent}" if self._chinese else f"{percent} {period}"
        return self.say(text)

    @property
    def _chinese(self) -> bool:
        return self.language is Language.ZH

    def _plain_percent(self, digits: str) -> str:
        return f"{digits}%" if self._chinese else f"{digits}\u202f%"
