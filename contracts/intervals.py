"""Between which bounds a rate lies when the contract leaves out what would settle it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from apr.model import DatedAmount
from apr.rates import rate_of
from contracts.cash_flows import build
from contracts.model import Method, Term, TermName

_WIDE: Final = Decimal("0.05")  # points; below it the missing fact does not move the rate
_METHODS: Final = (Method.EQUAL_INSTALMENTS, Method.EQUAL_PRINCIPAL, Method.INTEREST_FIRST)
_TOLD: Final = frozenset({TermName.METHOD, TermName.INSTALMENT, TermName.PAYMENT})


def intervals(
    terms: tuple[Term, ...], fallback_day: date, standards: tuple[str, ...]
) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """Return standard, lowest and highest rate in percent where the contract allows several.

    A repayment method nobody names is tried as each of the three in use; a fee called voluntary
    is left out and paid; a fee or a rate told as a range or a limit is tried at both ends.

    Args:
        terms: of the whole package.
        fallback_day: as `contracts.cash_flows.build` takes it.
        standards: by which the rates are computed.
    """
    tried = _possible(terms)
    if len(tried) < 2:
        return ()
    found: list[tuple[str, Decimal, Decimal]] = []
    for standard in standards:
        rates = [rate for one in tried if (rate := _rate(one, fallback_day, standard)) is not None]
        if rates and max(rates) - min(rates) > _WIDE:
            found.append((standard, min(rates), max(rates)))
    return tuple(found)


def _possible(terms: tuple[Term, ...]) -> tuple[tuple[Term, ...], ...]:
    names = {term.name for term in terms}
    by_method = (
        [terms]
        if names & _TOLD or TermName.INTEREST_RATE not in names
        else [(*terms, Term(TermName.METHOD, method.value)) for method in _METHODS]
    )
    if any(_voluntary(term) for term in terms):
        by_method += [
            tuple(replace(term, condition="") if _voluntary(term) else term for term in one)
            for one in by_method
        ]
    if not any(term.between for term in terms):
        return tuple(by_method)
    return tuple(_at_end(one, end) for one in by_method for end in (0, 1))


def _at_end(terms: tuple[Term, ...], end: int) -> tuple[Term, ...]:
    """Return the terms with each range at its lower (0) or upper (1) end."""
    return tuple(replace(term, value=term.between[end]) if term.between else term for term in terms)


def _voluntary(term: Term) -> bool:
    return term.name is TermName.FEE and term.condition == "optional"


def _rate(terms: tuple[Term, ...], fallback_day: date, standard: str) -> Decimal | None:
    flows = build(terms, fallback_day)
    if not flows.payments:
        return None
    advances = [DatedAmount(on, amount) for on, amount in flows.advances]
    payments = [DatedAmount(on, amount) for on, amount in flows.payments]
    return rate_of(advances, payments, standard).apr_exact
