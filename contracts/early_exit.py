"""Leaving the loan after each payment: what is owed, what it costs, and like which yearly rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from apr.model import DatedAmount
from apr.rates import rate_of
from contracts.ledger import monthly_rate
from contracts.model import Contract, TermName
from core.errors import InvalidInput

_CENT = Decimal("0.01")
_EXITS_MAX = 60  # a longer loan is tried at sixty places spread over its term


@dataclass(frozen=True, slots=True)
class Exit:
    """The loan paid off right after one of its payments.

    Args:
        after: number of the payment after which it is paid off.
        balance: principal owed then, at the stated rate.
        charge: what paying early costs on top.
        unearned: the payments left, less what is owed: what is asked for if nothing is given back.
        yearly_percent: the yearly rate of a loan left then; None where there is none.
    """

    after: int
    balance: Decimal
    charge: Decimal
    unearned: Decimal
    yearly_percent: Decimal | None


def exits(contract: Contract) -> tuple[Exit, ...]:
    """Return the loan left after each payment but the last; none where its numbers are unknown.

    The balance is that of the stated interest rate; the charge that of the contract, zero where
    it sets none. The yearly rate is by the first standard of the contract's place.
    """
    flows = contract.flows
    rate = monthly_rate(contract.terms)
    if not flows.payments or rate is None or not contract.rates:
        return ()
    balance = flows.principal
    left: list[Exit] = []
    places = range(1, len(flows.payments))
    shown = set(places) if len(places) <= _EXITS_MAX else set(places[:: len(places) // _EXITS_MAX])
    for after, (_, amount) in enumerate(flows.payments[:-1], start=1):
        balance = balance * (1 + rate) - (amount - flows.fee_of(after - 1))
        if balance <= 0:
            break
        if after in shown:
            left.append(_exit(contract, after, balance.quantize(_CENT, ROUND_HALF_UP)))
    return tuple(left)


def worst_exit(told: tuple[Exit, ...]) -> Exit | None:
    """Return the payment after which leaving gives the highest yearly rate."""
    rated = [one for one in told if one.yearly_percent is not None]
    return max(rated, key=lambda one: one.yearly_percent or Decimal(0), default=None)


def _exit(contract: Contract, after: int, balance: Decimal) -> Exit:
    flows = contract.flows
    charge = _charge(contract, balance)
    on = flows.payments[after - 1][0]
    payments = [DatedAmount(day, amount) for day, amount in flows.payments[:after]]
    payments[-1] = DatedAmount(on, payments[-1].amount + balance + charge)
    advances = [DatedAmount(day, amount) for day, amount in flows.advances]
    try:
        yearly = rate_of(advances, payments, contract.rates[0].standard).apr_exact
    except InvalidInput:
        yearly = None
    rest = sum((amount for _, amount in flows.payments[after:]), Decimal(0))
    return Exit(after, balance, charge, rest - balance, yearly)


def _charge(contract: Contract, balance: Decimal) -> Decimal:
    charges = [
        t for t in contract.all(TermName.PREPAYMENT_CHARGE) if isinstance(t.value, Decimal | int)
    ]
    if not charges:
        return Decimal(0)
    charge = charges[0]
    if charge.unit != "percent":
        return charge.number
    base = contract.flows.principal if charge.base == "principal" else balance
    return (base * charge.number / 100).quantize(_CENT, ROUND_HALF_UP)
