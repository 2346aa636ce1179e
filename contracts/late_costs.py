"""What one late instalment costs: each charge on its own base, by the day and by the year."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from contracts.cash_flows import monthly_rate
from contracts.model import Contract, Term

_A_YEAR: Final = {"day": 365, "week": 52, "month": 12, "instalment": 12, "year": 1}
_DAYS_IN: Final = {"day": 1, "week": 7, "month": 30, "instalment": 30, "year": 365}


def late_yearly(charge: Term, yearly_rate: Decimal) -> Decimal:
    """Return a late charge as percent a year of its own base.

    Args:
        charge: a share for a period, or a multiple of the contract rate.
        yearly_rate: the contract rate, percent a year; what a multiple is taken of.
    """
    if charge.unit == "times":
        return charge.number * yearly_rate
    return charge.number * _A_YEAR.get(charge.period, 1)


def one_instalment(contract: Contract) -> Decimal:
    """Return the first instalment; nought when it is not known."""
    return contract.flows.payments[0][1] if contract.flows.payments else Decimal(0)


def after_days(contract: Contract, charge: Term, days: int) -> Decimal:
    """Return what a charge comes to when one instalment is so many days late.

    A charge for each instalment or month counts once for every month begun.
    """
    base = contract.flows.principal if charge.base == "total" else one_instalment(contract)
    if charge.unit == "times":
        yearly = charge.number * (monthly_rate(contract.terms) or Decimal(0)) * 1200
        return base * yearly / 100 * days / 365
    each = base * charge.number / 100 if charge.unit == "percent" else charge.number
    if charge.period == "once":
        return each
    length = _DAYS_IN.get(charge.period, 30)
    if charge.period in {"month", "instalment"}:
        return each * -(-days // length)
    return each * days / length
