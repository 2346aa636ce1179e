"""Invented contract forms of varied honesty, for demonstration and tests, filled with numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contracts.numbers import ContractNumbers, Fee
from core.errors import NotFound
from core.text import Text

_FOLDER = Path(__file__).parent / "forms"
_CENT = Decimal("0.01")
_WITHHELD = Decimal("0.03")  # of the principal
_MONTHLY = Decimal("0.004")
_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Form:
    """One invented form.

    Args:
        name: language and character, such as "zh/honest".
        title: what it is like.
        adjust: turns honest numbers into those such a lender would print.
        departs: the codes its audit reports, when the rest is in order.
    """

    name: str
    title: Text
    adjust: Callable[[ContractNumbers], ContractNumbers]
    departs: frozenset[str]


def _as_they_are(numbers: ContractNumbers) -> ContractNumbers:
    return numbers


def _fee_withheld(numbers: ContractNumbers) -> ContractNumbers:
    amount = (numbers.principal * _WITHHELD).quantize(_CENT, ROUND_HALF_UP)
    chinese = numbers.currency == "CNY"
    label = "服务费" if chinese else "origination fee"
    payee = "云桥信息咨询有限公司" if chinese else "Bridge Advisory Services"
    return replace(numbers, fees=(Fee(label, amount, payee, withheld=True),))


def _monthly_fee(numbers: ContractNumbers) -> ContractNumbers:
    amount = (numbers.principal * _MONTHLY).quantize(_CENT, ROUND_HALF_UP)
    return replace(numbers, fees=(Fee("会员服务费", amount, "云桥信息咨询有限公司", "instalment"),))


def _late(numbers: ContractNumbers) -> ContractNumbers:
    return replace(numbers, late_daily_percent=Decimal("0.1"))


def _no_yearly_rate(numbers: ContractNumbers) -> ContractNumbers:
    return replace(numbers, stated_percent=None)


_HONEST = Text(zh="写明一切", en="Says everything")
_KEPT = Text(zh="放款时先扣费", en="Keeps a fee back")
_HIDDEN = Text(zh="附件里藏着每期服务费", en="Hides a monthly fee in an annex")
_WHOLE = Text(zh="逾期费按整笔借款算", en="Takes the late charge of the whole loan")
_DATA = Text(zh="索取过多个人信息", en="Takes more data than it needs")
_DAILY = Text(zh="只写日利率", en="States a daily rate only")

FORMS: tuple[Form, ...] = (
    Form("zh/honest", _HONEST, _as_they_are, frozenset()),
    Form("zh/fee_withheld", _KEPT, _fee_withheld, frozenset({"A02", "A04"})),
    Form("zh/hidden_service_fee", _HIDDEN, _monthly_fee, frozenset({"A02", "A03"})),
    Form("zh/late_on_total", _WHOLE, _late, frozenset({"C01", "C02"})),
    Form("zh/excessive_data", _DATA, _as_they_are, frozenset({"F01", "F02", "F03"})),
    Form("zh/daily_rate", _DAILY, _no_yearly_rate, frozenset({"A01"})),
    Form("en/honest", _HONEST, _as_they_are, frozenset()),
    Form("en/fee_withheld", _KEPT, _fee_withheld, frozenset({"A02", "A04"})),
    Form("en/late_on_total", _WHOLE, _late, frozenset({"C02"})),
    Form("en/excessive_data", _DATA, _as_they_are, frozenset({"F01", "F02", "F03"})),
    Form("en/daily_rate", _DAILY, _no_yearly_rate, frozenset({"A01"})),
)


def form(name: str) -> Form:
    """Return the form of that name.

    Raises:
        NotFound: there is none.
    """
    for row in FORMS:
        if row.name == name:
            return row
    raise NotFound(f"there is no contract form {name}")


def render(name: str, numbers: ContractNumbers) -> str:
    """Fill a form with the numbers of one contract, as a page of HTML.

    Raises:
        NotFound: there is no such form.
    """
    row = form(name)
    file = row.name.replace("/", "_") + ".html.jinja"
    return _environment().get_template(file).render(numbers=numbers)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    filters: dict[str, Callable[..., str]] = {
        "money": _money,
        "plain": _plain,
        "day_zh": _day_zh,
        "day_en": _day_en,
    }
    environment.filters.update(filters)  # pyright: ignore[reportUnknownMemberType]
    return environment


def _money(amount: Decimal) -> str:
    return f"{amount.quantize(_CENT, ROUND_HALF_UP):,}"


def _plain(value: Decimal) -> str:
    text = f"{value.quantize(Decimal('0.0001'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def _day_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day_en(day: date) -> str:
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
