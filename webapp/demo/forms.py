"""The demonstration's invented contract forms, of varied honesty, and who takes their fees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Final

from contracts.filling import fill
from contracts.numbers import ContractNumbers, Fee
from core.errors import NotFound
from core.text import Language, Text
from underwriting.model import FeeName, FormVersion, LateBase

SERVICE_FEE: Final = FeeName(Text("服务费", "Service fee"), "云桥信息咨询有限公司")
MEMBERSHIP_FEE: Final = FeeName(Text("会员服务费", "Membership fee"), "云桥信息咨询有限公司")

_FOLDER = Path(__file__).parent / "contracts"
_BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock %}", re.DOTALL)
_CENT = Decimal("0.01")
_WITHHELD = Decimal("0.03")  # of the principal
_MONTHLY = Decimal("0.004")


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
    label = SERVICE_FEE.label.zh if chinese else "origination fee"
    payee = SERVICE_FEE.payee if chinese else "Bridge Advisory Services"
    return replace(numbers, fees=(Fee(label, amount, payee, withheld=True),))


def _monthly_fee(numbers: ContractNumbers) -> ContractNumbers:
    amount = (numbers.principal * _MONTHLY).quantize(_CENT, ROUND_HALF_UP)
    fee = Fee(MEMBERSHIP_FEE.label.zh, amount, MEMBERSHIP_FEE.payee, "instalment")
    return replace(numbers, fees=(fee,))


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
    Form("zh/fee_withheld", _KEPT, _fee_withheld, frozenset({"A02", "A04", "B02"})),
    Form("zh/hidden_service_fee", _HIDDEN, _monthly_fee, frozenset({"A02", "A03", "B02"})),
    Form("zh/late_on_total", _WHOLE, _late, frozenset({"C01", "C02"})),
    Form("zh/excessive_data", _DATA, _as_they_are, frozenset({"F01", "F02", "F03"})),
    Form("zh/daily_rate", _DAILY, _no_yearly_rate, frozenset({"A01", "G01"})),
    Form("en/honest", _HONEST, _as_they_are, frozenset()),
    Form("en/fee_withheld", _KEPT, _fee_withheld, frozenset({"A02", "A04", "B02"})),
    Form("en/late_on_total", _WHOLE, _late, frozenset({"C01", "C02"})),
    Form("en/excessive_data", _DATA, _as_they_are, frozenset({"F01", "F02", "F03"})),
    Form("en/daily_rate", _DAILY, _no_yearly_rate, frozenset({"A01", "G01"})),
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


@cache
def text_of(name: str) -> str:
    """Return a form whole: the text of its language, with the blocks in which it differs.

    Raises:
        NotFound: there is no such form.
    """
    row = form(name)
    own = dict(_BLOCK.findall(_read(row.name.replace("/", "_"))))

    def block(found: re.Match[str]) -> str:
        words = own.get(found[1], found[2])
        return f"{{% block {found[1]} %}}{words}{{% endblock %}}"

    return _BLOCK.sub(block, _read(f"base_{row.name[:2]}"))


def version_of(name: str) -> FormVersion:
    """Return a form as its lender publishes it.

    Raises:
        NotFound: there is no such form.
    """
    return FormVersion(
        name=name,
        version=1,
        language=Language(name[:2]),
        text=text_of(name),
        upfront_fee=SERVICE_FEE,
        monthly_fee=MEMBERSHIP_FEE,
        late_on=LateBase.LOAN if name.endswith("late_on_total") else LateBase.OVERDUE,
    )


def render(name: str, numbers: ContractNumbers) -> str:
    """Fill a form with the numbers of one contract, as a page of HTML.

    Raises:
        NotFound: there is no such form.
    """
    return fill(text_of(name), numbers)


def _read(name: str) -> str:
    return (_FOLDER / f"{name}.html.jinja").read_text(encoding="utf-8")
