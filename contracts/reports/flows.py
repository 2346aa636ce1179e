"""Where each yuan goes: what is paid, taken apart by purpose and payee."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, cast

from contracts.reports.figures import Writer
from contracts.reports.model import Money, Part, PartKind
from core.text import Text

_RETURNED: Final = Text("还回您收到的钱", "Gives back the money you received")
_KEPT: Final = Text(
    "本金中没有到账、也没有写明名目的部分", "Principal kept back under no name in the contract"
)
_YOU: Final = Text("回到贷款人", "back to the lender")
_OTHERS: Final = Text("其余各项费用", "all other fees")
_SEVERAL: Final = Text("多个收取人", "several payees")
_INTEREST: Final = "Interest"
_CENT: Final = Decimal("0.01")
_ROUNDING: Final = Decimal("0.05")  # payments are whole cents, and so are their parts
_FEES_SHOWN: Final = 6


def money_of(found: Mapping[str, Any], write: Writer) -> Money | None:
    """Take apart what the borrower pays when all goes well; None where it is not known.

    The parts are those of the audit's own statement and add up to what is paid, to the cent; where
    they do not (a named fee that no payment holds), only the sums are given.
    """
    statement: Mapping[str, Any] = found["cost_statement"]
    paid = Decimal(str(statement.get("paid_in_all") or 0))
    received = Decimal(str(statement.get("received") or 0))
    if paid <= 0 or received <= 0:
        return None
    named = _parts(found, statement, write)
    kept = paid - received - sum((part.amount for part in named), Decimal(0))
    if kept < -_ROUNDING or any(part.amount < 0 for part in named):
        return Money(received, paid)
    back = received
    if abs(kept) <= _ROUNDING:
        back, kept = received + kept, Decimal(0)
    first = Part(PartKind.RETURNED, write.say(_RETURNED), write.say(_YOU), back)
    rest = (Part(PartKind.KEPT, write.say(_KEPT), "", kept),) if kept else ()
    return Money(received, paid, (first, *rest, *named))


def _parts(
    found: Mapping[str, Any], statement: Mapping[str, Any], write: Writer
) -> tuple[Part, ...]:
    hidden = _hidden_names(found)
    interest: list[Part] = []
    fees: list[Part] = []
    for item in statement["items"]:
        name, amount = write.say(item["name"]), Decimal(str(item["amount"]))
        english = _english(item["name"])
        if english == _INTEREST:
            interest.append(Part(PartKind.INTEREST, name, item["payee"], amount))
        elif amount:
            fees.append(Part(PartKind.FEE, name, item["payee"], amount, hidden=english in hidden))
    fees.sort(key=lambda part: -part.amount)
    return (*interest, *_few(fees, write))


def _few(fees: list[Part], write: Writer) -> tuple[Part, ...]:
    """Put the smallest fees together where there are more than a picture can show."""
    if len(fees) <= _FEES_SHOWN:
        return tuple(fees)
    shown, small = fees[: _FEES_SHOWN - 1], fees[_FEES_SHOWN - 1 :]
    amount = sum((part.amount for part in small), Decimal(0))
    payees = {part.payee for part in small}
    payee = small[0].payee if len(payees) == 1 else write.say(_SEVERAL)
    hidden = all(part.hidden for part in small)
    name = f"{write.say(_OTHERS)} ({len(small)})"
    return (*shown, Part(PartKind.FEE, name, payee, amount, hidden=hidden))


def _hidden_names(found: Mapping[str, Any]) -> frozenset[str]:
    """Return the fees that the stated rate does not show: those that explain hidden cost."""
    hidden = found.get("hidden_cost")
    if not hidden or Decimal(str(hidden["amount"])) <= _CENT:
        return frozenset()
    names: set[str] = set()
    for part in hidden["explained"]:
        names.add(_english(part["name"]))
    return frozenset(names)


def _english(name: object) -> str:
    return str(cast("Mapping[str, str]", name)["en"] if isinstance(name, Mapping) else name)
