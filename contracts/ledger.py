"""Terms by name while a loan's flows are put together, and the arithmetic of level payments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from contracts.model import Method, Term, TermName

_CENT = Decimal("0.01")
MONTHS_A_YEAR = 12


@dataclass(slots=True)
class Ledger:
    """Terms by name, and what had to be assumed while they were put together."""

    terms: tuple[Term, ...]
    assumptions: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])

    def first(self, name: TermName) -> Term | None:
        """Return the first term of a name; None where there is none."""
        return next((term for term in self.terms if term.name is name), None)

    def amount(self, name: TermName) -> Decimal | None:
        """Return the number of the first term of a name."""
        term = self.first(name)
        return term.number if term else None

    def day(self, name: TermName) -> date | None:
        """Return the day the first term of a name says."""
        term = self.first(name)
        return term.value if term and isinstance(term.value, date) else None

    @property
    def spacing(self) -> str:
        """How often payments come; "" where it is not told, then they come monthly."""
        told = (self.first(name) for name in (TermName.INSTALMENT, TermName.INSTALMENT_COUNT))
        return next((term.period for term in told if term is not None and term.period), "")

    @property
    def method(self) -> Method | None:
        """How the loan is repaid; None where it is not told."""
        term = self.first(TermName.METHOD)
        return Method(str(term.value)) if term else None


def monthly_rate(terms: tuple[Term, ...]) -> Decimal | None:
    """Return the contract's interest rate for one month, as a fraction; None if not stated."""
    for term in terms:
        if term.name is TermName.INTEREST_RATE and term.period in _A_YEAR:
            return term.number * _A_YEAR[term.period] / MONTHS_A_YEAR / 100
    return None


_A_YEAR = {"year": 1, "month": 12, "day": 365}


def annuity(principal: Decimal, rate: Decimal, count: int) -> Decimal:
    """Return the equal payment that pays a loan back, to the cent.

    Args:
        principal: what is lent.
        rate: for one period, as a fraction; may be zero.
        count: payments, at least one.
    """
    if rate == 0:
        return (principal / count).quantize(_CENT, ROUND_HALF_UP)
    payment = principal * rate / (1 - (1 + rate) ** -count)
    return payment.quantize(_CENT, ROUND_HALF_UP)
