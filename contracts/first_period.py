"""The time from the payout to the first payment: what it is charged, and what its days give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from contracts.ledger import Ledger, annuity, monthly_rate
from contracts.model import Contract, Term, TermName
from core.dates import add_months

_CENT: Final = Decimal("0.01")
_REGULAR: Final = range(27, 33)  # days that count as a month
_BANK_YEAR: Final = 360  # the dearer of the two years in use: no lender is charged with less
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class FirstPeriod:
    """A first period that is longer or shorter than the others.

    Args:
        begins: the day of the payout.
        ends: the day of the first payment.
        charged: its interest as the payments have it.
        due: the interest of its days at the stated rate, at most.
    """

    begins: date
    ends: date
    charged: Decimal
    due: Decimal

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.ends - self.begins).days

    @property
    def excess(self) -> Decimal:
        """What is charged beyond what the days give; nought where that is rounding."""
        beyond = self.charged - self.due
        return beyond if beyond > max(Decimal(1), self.due / 50) else Decimal(0)


def known_ends(contract: Contract) -> tuple[Term, Term] | None:
    """Return where the contract tells the payout, or its own day, and the first payment."""
    begins = contract.first(TermName.DISBURSED_ON) or contract.first(TermName.CONTRACT_DATE)
    ends = contract.first(TermName.FIRST_PAYMENT_ON) or contract.first(TermName.PAYMENT)
    return None if begins is None or ends is None else (begins, ends)


def first_period(contract: Contract) -> FirstPeriod | None:
    """Return an odd first period whose interest the payments tell; None where there is none.

    They tell it where the payments after the first pay off a regular loan at the stated rate, or
    where the first period takes the interest of whole months: else the cost may be another one's.
    """
    rate = monthly_rate(contract.terms)
    flows = contract.flows
    spacing = Ledger(contract.terms).spacing
    if known_ends(contract) is None or not rate or spacing not in {"", "month", "instalment"}:
        return None
    bare = _without_fees(contract)
    if len(bare) < 2 or (flows.payments[1][0] - flows.payments[0][0]).days not in _REGULAR:
        return None
    begins, ends = flows.advances[0][0], flows.payments[0][0]
    if (ends - begins).days in _REGULAR or ends <= begins:
        return None
    rest = sum((amount / (1 + rate) ** place for place, amount in enumerate(bare) if place), _ZERO)
    charged = bare[0] + rest - flows.principal
    if not _regular(rest, flows.principal, rate, len(bare)) and not _whole(
        charged, flows.principal * rate
    ):
        return None
    due = flows.principal * _months(begins, ends) * rate
    return FirstPeriod(begins, ends, _cents(charged), _cents(due))


_ZERO: Final = Decimal(0)


def _without_fees(contract: Contract) -> list[Decimal]:
    """Return what of each payment is principal and interest; nothing where fees hide inside."""
    flows = contract.flows
    repeated = any(fee.period != "once" for fee, _ in flows.fees)
    if repeated and not flows.periodic_fee and not flows.falling_fees:
        return []
    first = sum((amount for fee, amount in flows.fees if fee.condition == "first"), _ZERO)
    return [
        amount - flows.fee_of(place) - (_ZERO if place else first)
        for place, (_, amount) in enumerate(flows.payments)
    ]


def _regular(rest: Decimal, principal: Decimal, rate: Decimal, count: int) -> bool:
    """Say whether the later payments are those of a loan whose first period was a month."""
    level = principal * (1 + rate) - annuity(principal, rate, count)
    slack = max(Decimal("0.05") * count, principal / 2000)
    left = (level, principal * (count - 1) / count, principal)
    return any(abs(rest - one) <= slack for one in left)


def _whole(charged: Decimal, month: Decimal) -> bool:
    """Say whether the first period takes the interest of one or more whole months."""
    months = (charged / month).to_integral_value()
    return months >= 1 and abs(charged - months * month) <= max(Decimal(1), month / 100)


def _months(begins: date, ends: date) -> Decimal:
    """Return the length in months: whole ones, and each further day as a thirtieth."""
    whole = 0
    while add_months(begins, whole + 1) <= ends:
        whole += 1
    rest = (ends - add_months(begins, whole)).days
    return whole + Decimal(rest) * _MONTHS / _BANK_YEAR


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
