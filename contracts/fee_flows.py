"""What the fees of a contract add to its flows, and what the borrower gets in hand."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from contracts.falling_fees import FallingFees, falling_fees, falls
from contracts.ledger import MONTHS_A_YEAR, Ledger, annuity, monthly_rate
from contracts.model import Term, TermName

_CENT = Decimal("0.01")
_NEAR = Decimal("0.05")


def fee_amount(fee: Term, principal: Decimal, count: int) -> Decimal:
    """Return what one collection of a fee costs; a yearly share is spread over the months."""
    amount = fee.number * principal / 100 if fee.unit == "percent" else fee.number
    if fee.period == "year" and count > 1:
        amount /= MONTHS_A_YEAR
    return amount.quantize(_CENT, ROUND_HALF_UP)


def fees_of(
    ledger: Ledger, principal: Decimal, bare: list[tuple[date, Decimal]]
) -> tuple[Decimal, Decimal, tuple[tuple[Term, Decimal], ...]]:
    """Return what is paid at the start, what with each payment, and each fee's own total."""
    at_start, periodic = Decimal(0), Decimal(0)
    named: list[tuple[Term, Decimal]] = []
    count = len(bare)
    counted_apart = set(_falling_terms(ledger))
    for fee in (term for term in ledger.terms if term.name is TermName.FEE):
        if fee in counted_apart:
            continue
        amount = fee_amount(fee, principal, count)
        if fee.condition == "optional":
            ledger.assumptions.append(f"left out as voluntary: {fee.label}")
            continue
        ledger.assumptions += _which_end(fee)
        repeated = fee.period in {"instalment", "month"} or (fee.period == "year" and count > 1)
        named.append((fee, amount * count if repeated else amount))
        if fee.condition == "included":
            continue
        if repeated:
            periodic += amount
        elif fee.condition != "first":
            at_start += amount
    if periodic and _inside(ledger, periodic, principal, count):
        ledger.assumptions.append("the stated instalment already contains the periodic fees")
        periodic = Decimal(0)
    return at_start, periodic, tuple(named)


def _which_end(fee: Term) -> list[str]:
    """Say at which end of its range a fee is counted; nothing for one amount."""
    if fee.between is None:
        return []
    end = "most" if fee.number == fee.between[1] else "least"
    return [f"counted at the {end} it may be: {fee.label}"]


def falling_of(
    ledger: Ledger, principal: Decimal, bare: list[tuple[date, Decimal]]
) -> FallingFees | None:
    """Return the fees on what is still owed; None where the contract takes none."""
    rate = monthly_rate(ledger.terms)
    fees = _falling_terms(ledger)
    if not fees or rate is None:
        return None
    falling = falling_fees(fees, principal, rate, tuple(amount for _, amount in bare))
    if falling.inside:
        ledger.assumptions.append("the stated instalment already contains the periodic fees")
    return falling


def _falling_terms(ledger: Ledger) -> tuple[Term, ...]:
    """Return the fees that fall with the balance, where that can be worked out."""
    if ledger.spacing not in {"", "month", "instalment"} or monthly_rate(ledger.terms) is None:
        return ()
    return tuple(
        term
        for term in ledger.terms
        if term.name is TermName.FEE and not term.condition and falls(term)
    )


def with_the_first(ledger: Ledger, principal: Decimal) -> Decimal:
    """Return the fees that are paid together with the first payment."""
    return sum(
        (
            fee_amount(term, principal, 1)
            for term in ledger.terms
            if term.name is TermName.FEE and term.condition == "first"
        ),
        Decimal(0),
    )


def _inside(ledger: Ledger, periodic: Decimal, principal: Decimal, count: int) -> bool:
    """Say whether the stated instalment is interest and principal with the fees on top."""
    rate = monthly_rate(ledger.terms)
    stated = ledger.amount(TermName.INSTALMENT)
    if rate is None or stated is None:
        return False
    return abs(stated - annuity(principal, rate, count) - periodic) < _NEAR + periodic / 20


def received_of(ledger: Ledger, principal: Decimal, at_start: Decimal) -> Decimal:
    """Return what the borrower gets in hand, once the fees at the start are off it."""
    net = ledger.amount(TermName.NET_PROCEEDS)
    if ledger.first(TermName.PRINCIPAL) is None:
        return principal  # only what is received is named: fees are off it already
    if net is None or net > principal:
        return principal - at_start
    withheld = principal - net
    return net if withheld >= at_start - _NEAR else principal - at_start
