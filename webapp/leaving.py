"""What an audit tells of leaving a loan early and of being late, as pages show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from contracts.reports.leaving import few_exits
from core.money import Money, Rate
from core.text import Text, filled
from webapp.views.truecost import EarlyLine, LateLine, Leaving

_WORST: Final = Text(
    "最不划算的是还完第 {after} 期就走：折合每年 {percent}。",
    "The dearest time to leave is after instalment {after}: like {percent} a year.",
)
_HOW: Final = Text(
    "剩余本金按合同写的利率计算；贷款人可能另有算法，请先要一份结清金额。",
    "What is still owed is counted at the contract's own interest rate. The lender may count"
    " otherwise: ask for a settlement figure first.",
)
_LATE: Final = Text(
    "一期 {instalment} 晚还，合同写的各项逾期费用合计如下。",
    "One instalment of {instalment} is late; all late charges of the contract together.",
)


def leaving_of(found: Mapping[str, Any], currency: str) -> Leaving:
    """Return what leaving early and being late cost, as far as an audit tells.

    Args:
        found: in the form of the interface; one kept from an earlier version may tell neither.
        currency: of its amounts; "" when it is not known.
    """
    early: Mapping[str, Any] | None = found.get("early_exit")
    late: Sequence[Mapping[str, Any]] = found.get("lateness") or ()
    money = currency or "CNY"
    return Leaving(
        few=tuple(_early(one, early, money) for one in few_exits(early)) if early else (),
        every=tuple(_early(one, early, money) for one in early["exits"]) if early else (),
        early_note=_worst(early) if early else None,
        early_how=_HOW if early else None,
        late=tuple(
            LateLine(one["days"], Money.of(one["cost"], money), _rate(one["yearly_percent"]))
            for one in late
        ),
        late_note=filled(_LATE, instalment=Money.of(late[0]["instalment"], money).display())
        if late
        else None,
    )


def _early(one: Mapping[str, Any], early: Mapping[str, Any], currency: str) -> EarlyLine:
    balance, charge = Decimal(one["balance"]), Decimal(one["charge"])
    return EarlyLine(
        after=one["after"],
        to_pay=Money.of(balance + charge, currency),
        rate=_rate(one["yearly_percent"]),
        charge=Money.of(charge, currency),
        worst=one["after"] == early["worst_after"],
    )


def _worst(early: Mapping[str, Any]) -> Text | None:
    for one in early["exits"]:
        if one["after"] == early["worst_after"]:
            rate = _rate(one["yearly_percent"])
            percent = f"{rate.rounded_percent(2):,}" if rate else ""
            said = Text(f"{percent}%", f"{percent} %")
            return filled(_WORST, after=str(one["after"]), percent=said)
    return None


def _rate(percent: str | None) -> Rate | None:
    return None if percent is None else Rate.percent(percent)
