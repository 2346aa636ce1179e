"""What one late instalment costs: each charge on its own base, by the day and by the year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from contracts.ledger import monthly_rate
from contracts.model import Contract, Term, TermName
from core.patterns import words_of

_A_YEAR: Final = {"day": 365, "week": 52, "month": 12, "instalment": 12, "year": 1}
_SAME: Final = Decimal("0.03")  # the same rate, printed for a day and for a year
_NAMES: Final = (
    ("interest", words_of(r"罚息|逾期利息|default interest|penalty interest", re.IGNORECASE)),
    ("penalty", words_of(r"违约金|滞纳金|赔偿金|liquidated damages|penalty of", re.IGNORECASE)),
    ("fee", words_of(r"管理费|催收费|处理费|late (?:charge|fee)|delinquency", re.IGNORECASE)),
)
_ON_TOP: Final = words_of(
    r"另|并|同时|此外|还[应须需要]|再|besides|\balso\b|plus|in addition|additional|further|second",
    re.IGNORECASE,
)
_LUMP: Final = Decimal(10)  # percent
_LATE_ON: Final = (30, 90)  # days
_DAYS_IN: Final = {"day": 1, "week": 7, "month": 30, "instalment": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Late:
    """One instalment so many days late.

    Args:
        instalment: what was due.
        cost: all charges together.
    """

    days: int
    instalment: Decimal
    cost: Decimal

    @property
    def yearly_percent(self) -> Decimal:
        """The charges as percent a year of what is late."""
        return self.cost / self.instalment / self.days * 36500


def late_yearly(charge: Term, yearly_rate: Decimal) -> Decimal:
    """Return a late charge as percent a year of its own base.

    Args:
        charge: a share for a period, or a multiple of the contract rate.
        yearly_rate: the contract rate, percent a year; what a multiple is taken of.
    """
    if charge.unit == "times":
        return charge.number * yearly_rate
    return charge.number * _A_YEAR.get(charge.period, 1)


def contract_rate(contract: Contract) -> Decimal | None:
    """Return the yearly interest rate a late charge is compared with; None if not stated.

    A percentage that is also the price of a fee is no interest rate; of several the highest
    counts, so that no late charge looks dearer than it is.
    """
    fees = {fee.number for fee in contract.all(TermName.FEE) if fee.unit == "percent"}
    rates = [
        rate.number * _A_YEAR[period]
        for rate in contract.all(TermName.INTEREST_RATE)
        if (period := _period(rate)) and rate.number not in fees and not _is_late(rate, contract)
    ]
    if rates:
        return max(rates)
    monthly = monthly_rate(contract.terms)
    return None if monthly is None else monthly * 1200


def _period(rate: Term) -> str:
    """Return what a rate is for; where only its words tell, what they tell."""
    if rate.period:
        return rate.period if rate.period in _A_YEAR else ""
    quote = rate.source.quote if rate.source else ""
    return "year" if re.search(r"年|annual|annum|year", quote, re.IGNORECASE) else ""


def _is_late(rate: Term, contract: Contract) -> bool:
    return any(
        rate.number == late.number and late.unit == "percent"
        for late in contract.all(TermName.LATE_CHARGE)
    )


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


def lateness(contract: Contract) -> tuple[Late, ...]:
    """Return what one instalment costs that is 30 and 90 days late; none where nothing tells."""
    late = contract.all(TermName.LATE_CHARGE)
    counted = tuple(charge for charge in late if not is_lump(charge) and charge.number > 0)
    return stacked(contract, charge_kinds(contract, counted)) if counted else ()


def stacked(contract: Contract, charges: tuple[Term, ...]) -> tuple[Late, ...]:
    """Return these charges together, after 30 and 90 days; none without an instalment."""
    instalment = one_instalment(contract)
    if not instalment:
        return ()
    return tuple(
        Late(
            days,
            instalment,
            sum((after_days(contract, one, days) for one in charges), Decimal(0)).quantize(
                Decimal("0.01"), ROUND_HALF_UP
            ),
        )
        for days in _LATE_ON
    )


def is_lump(charge: Term) -> bool:
    """A share that is owed once, weighs at least a tenth, and is not of the late amount alone."""
    return (
        charge.unit == "percent"
        and charge.period == "once"
        and charge.base != "arrears"
        and charge.number >= _LUMP
    )


def charge_kinds(contract: Contract, late: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the charges that differ.

    The same rate in other units is one charge; so is a charge of one name that another clause
    states differently, unless it is said to come on top.
    """
    yearly_rate = (monthly_rate(contract.terms) or Decimal(0)) * 1200
    kinds: dict[tuple[str, Decimal], Term] = {}
    for charge in late:
        if any(_restates(charge, other) for other in kinds.values()):
            continue
        if charge.unit == "times" or (charge.unit == "percent" and charge.period != "once"):
            yearly = late_yearly(charge, yearly_rate)
            same = (k for k, v in kinds if k == "rate" and abs(v - yearly) <= yearly * _SAME)
            if next(same, None) is None:
                kinds["rate", yearly] = charge
        else:
            kinds[f"{charge.unit} {charge.period}", charge.number] = charge
    return tuple(kinds.values())


def _restates(charge: Term, other: Term) -> bool:
    """Say whether two clauses state one charge, by the only name both give it."""
    if charge.source is None or other.source is None or charge.source == other.source:
        return False
    quotes = (charge.source.quote, other.source.quote)
    names = [{name for name, words in _NAMES if words.search(quote)} for quote in quotes]
    return len(names[0]) == 1 and names[0] == names[1] and not _ON_TOP.search(quotes[0])
