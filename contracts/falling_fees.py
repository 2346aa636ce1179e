"""Fees on what is still owed: they fall with the balance, payment by payment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from contracts.model import Term

_CENT: Final = Decimal("0.01")
_MONTHS_A_YEAR: Final = 12
_NEAR: Final = Decimal("0.005")  # of an instalment


@dataclass(frozen=True, slots=True)
class FallingFees:
    """What fees on the balance come to.

    Args:
        each: with each payment, all of them together.
        named: each fee with its total over the loan.
        inside: the stated instalment already holds them.
    """

    each: tuple[Decimal, ...]
    named: tuple[tuple[Term, Decimal], ...]
    inside: bool


def falls(fee: Term) -> bool:
    """Say whether a fee is a share of what is still owed, taken again and again."""
    return (
        fee.unit == "percent"
        and fee.base == "outstanding"
        and fee.period in {"year", "month", "instalment"}
    )


def falling_fees(
    fees: tuple[Term, ...], principal: Decimal, rate: Decimal, payments: tuple[Decimal, ...]
) -> FallingFees:
    """Return fees on the balance of a loan that is paid monthly.

    Args:
        fees: those that `falls` says so of.
        principal: what is lent.
        rate: interest for one month, as a fraction.
        payments: as the contract states them, or as interest and principal come to.
    """
    shares = {fee: _monthly_share(fee) for fee in fees}
    share = sum(shares.values(), Decimal(0))
    inside = _is_level(payments) and _is_near(payments[0], principal, rate + share, len(payments))
    totals = dict.fromkeys(fees, Decimal(0))
    each: list[Decimal] = []
    balance = principal
    for payment in payments:
        owed = {fee: _rounded(max(balance, Decimal(0)) * part) for fee, part in shares.items()}
        for fee, amount in owed.items():
            totals[fee] += amount
        each.append(sum(owed.values(), Decimal(0)))
        balance -= payment - (each[-1] if inside else 0) - balance * rate
    return FallingFees(tuple(each), tuple(totals.items()), inside)


def _monthly_share(fee: Term) -> Decimal:
    return fee.number / 100 / (_MONTHS_A_YEAR if fee.period == "year" else 1)


def _is_level(payments: tuple[Decimal, ...]) -> bool:
    return len(set(payments[:-1])) <= 1


def _is_near(stated: Decimal, principal: Decimal, rate: Decimal, count: int) -> bool:
    """Say whether an instalment is that of an annuity at this rate."""
    level = principal * rate / (1 - (1 + rate) ** -count) if rate else principal / count
    return abs(stated - level) <= level * _NEAR


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
