"""From terms to cash flows: what is received and what is paid, on which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from contracts.model import CashFlows, Method, Term, TermName
from core.dates import add_months

_CENT = Decimal("0.01")
_NEAR = Decimal("0.05")
_INSTALMENTS_MAX = 600
_MONTHS_A_YEAR = 12
_DAYS_APART = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_APART = {"month": 1, "quarter": 3, "year": 12}


@dataclass(slots=True)
class _Ledger:
    """Terms by name, and what had to be assumed while they were put together."""

    terms: tuple[Term, ...]
    assumptions: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])

    def first(self, name: TermName) -> Term | None:
        return next((term for term in self.terms if term.name is name), None)

    def amount(self, name: TermName) -> Decimal | None:
        term = self.first(name)
        return term.number if term else None

    def day(self, name: TermName) -> date | None:
        term = self.first(name)
        return term.value if term and isinstance(term.value, date) else None

    @property
    def spacing(self) -> str:
        """How often payments come; "" where it is not told, then they come monthly."""
        told = (self.first(name) for name in (TermName.INSTALMENT, TermName.INSTALMENT_COUNT))
        return next((term.period for term in told if term is not None and term.period), "")

    @property
    def method(self) -> Method | None:
        term = self.first(TermName.METHOD)
        return Method(str(term.value)) if term else None


def monthly_rate(terms: tuple[Term, ...]) -> Decimal | None:
    """Return the contract's interest rate for one month, as a fraction; None if not stated."""
    for term in terms:
        if term.name is TermName.INTEREST_RATE and term.period in _A_YEAR:
            return term.number * _A_YEAR[term.period] / _MONTHS_A_YEAR / 100
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


def build(terms: tuple[Term, ...], fallback_day: date) -> CashFlows:
    """Rebuild the flows of the loan from its terms; what is silent is named, not guessed.

    Args:
        terms: of the whole package.
        fallback_day: where time starts when the contract names no day.
    """
    ledger = _Ledger(terms)
    principal = ledger.amount(TermName.PRINCIPAL) or ledger.amount(TermName.NET_PROCEEDS)
    if principal is None or principal <= 0:
        return CashFlows(missing=("principal",))
    start = _start(ledger, fallback_day)
    bare = _payments(ledger, principal, start)
    if not bare:
        return CashFlows(
            missing=tuple(ledger.missing) or ("payments",),
            assumptions=tuple(ledger.assumptions),
            principal=principal,
        )
    at_start, periodic, named = _fees(ledger, principal, bare)
    received = _received(ledger, principal, at_start)
    payments = tuple((on, amount + periodic) for on, amount in bare)
    return CashFlows(
        advances=((start, received),),
        payments=payments,
        assumptions=tuple(ledger.assumptions),
        principal=principal,
        fees=named,
        periodic_fee=periodic,
    )


def _start(ledger: _Ledger, fallback_day: date) -> date:
    if stated := ledger.day(TermName.DISBURSED_ON):
        return stated
    if made := ledger.day(TermName.CONTRACT_DATE):
        ledger.assumptions.append("paid out on the day of the contract")
        return made
    if first := ledger.day(TermName.FIRST_PAYMENT_ON):
        ledger.assumptions.append("paid out one month before the first payment")
        return add_months(first, -1)
    ledger.assumptions.append(f"no day is stated; time is counted from {fallback_day}")
    return fallback_day


def _payments(ledger: _Ledger, principal: Decimal, start: date) -> list[tuple[date, Decimal]]:
    rows = [term for term in ledger.terms if term.name is TermName.PAYMENT]
    if rows:
        return [(date.fromisoformat(row.period), row.number) for row in rows]
    if ledger.method is Method.BULLET or _falls_due_once(ledger):
        return _bullet(ledger, principal, start)
    count = _count(ledger)
    if count is None:
        return []
    amounts = _amounts(ledger, principal, count)
    return list(zip(_days(ledger, start, count), amounts, strict=True)) if amounts else []


def _falls_due_once(ledger: _Ledger) -> bool:
    """Say whether a short loan is paid back in one sum though no word calls it so."""
    term = ledger.first(TermName.TERM)
    names = (TermName.INSTALMENT, TermName.INSTALMENT_COUNT, TermName.METHOD)
    return (
        term is not None
        and term.unit in {"day", "week"}
        and all(ledger.first(name) is None for name in names)
    )


def _count(ledger: _Ledger) -> int | None:
    counted = ledger.amount(TermName.INSTALMENT_COUNT)
    term = ledger.first(TermName.TERM)
    if counted is None and term is not None:
        counted = _counted(ledger, term)
    if counted is None or not 1 <= counted <= _INSTALMENTS_MAX:
        ledger.missing.append("number of instalments")
        return None
    return int(counted) + _told_beside(ledger, counted)


def _told_beside(ledger: _Ledger, counted: Decimal) -> int:
    """Return 1 where the stated total shows that the last instalment comes after those counted."""
    names = (TermName.INSTALMENT, TermName.LAST_INSTALMENT, TermName.TOTAL_PAYABLE)
    each, last, total = (ledger.amount(name) for name in names)
    if each is None or last is None or total is None:
        return 0
    return int(abs(each * counted + last - total) < _NEAR)


def _counted(ledger: _Ledger, term: Term) -> Decimal | None:
    """Return how many instalments fit the term, by how often they come."""
    apart = _DAYS_APART.get(ledger.spacing)
    length = {"day": 1, "week": 7, "fortnight": 14}.get(term.unit)
    if apart is not None and length is not None:
        return term.number * length // apart
    if apart is not None and term.unit == "month":
        ledger.assumptions.append("instalments counted from the term")
        return (term.number * 365 / 12 / apart).to_integral_value()
    if term.unit != "month":
        return None
    ledger.assumptions.append("one instalment a month")
    return term.number / _MONTHS_APART.get(ledger.spacing, 1)


def _days(ledger: _Ledger, start: date, count: int) -> list[date]:
    first = ledger.day(TermName.FIRST_PAYMENT_ON)
    if (days := _DAYS_APART.get(ledger.spacing)) is not None:
        step = timedelta(days=days)
        return [(first or start + step) + step * index for index in range(count)]
    months = _MONTHS_APART.get(ledger.spacing, 1)
    if first is None:
        ledger.assumptions.append("first payment one month after the loan is paid out")
        first = add_months(start, months)
    return [add_months(first, months * index) for index in range(count)]


def _amounts(ledger: _Ledger, principal: Decimal, count: int) -> list[Decimal]:
    stated = ledger.amount(TermName.INSTALMENT)
    rate = monthly_rate(ledger.terms)
    if stated is None and rate is None:
        total = ledger.amount(TermName.TOTAL_PAYABLE)
        if total is None:
            ledger.missing.append("instalment or interest rate")
            return []
        ledger.assumptions.append("equal instalments of the stated total")
        return [(total / count).quantize(_CENT, ROUND_HALF_UP)] * count
    if stated is not None and ledger.method is not Method.INTEREST_FIRST:
        last = ledger.amount(TermName.LAST_INSTALMENT)
        return [stated] * (count - 1) + [stated if last is None else last]
    ledger.assumptions.append("instalments worked out from the stated rate and method")
    rate = _for_period(ledger, rate) if rate is not None else (stated or Decimal(0)) / principal
    return _by_method(principal, rate, count, ledger.method)


def _for_period(ledger: _Ledger, monthly: Decimal) -> Decimal:
    """Return the stated rate for the time between two payments."""
    days = _DAYS_APART.get(ledger.spacing)
    if days is not None:
        return monthly * _MONTHS_A_YEAR * days / 365
    return monthly * _MONTHS_APART.get(ledger.spacing, 1)


def _by_method(
    principal: Decimal, rate: Decimal, count: int, method: Method | None
) -> list[Decimal]:
    if method is Method.INTEREST_FIRST:
        interest = (principal * rate).quantize(_CENT, ROUND_HALF_UP)
        return [interest] * (count - 1) + [interest + principal]
    if method is Method.EQUAL_PRINCIPAL:
        part = principal / count
        owed = [principal - part * index for index in range(count)]
        return [(part + left * rate).quantize(_CENT, ROUND_HALF_UP) for left in owed]
    return [annuity(principal, rate, count)] * count


def _bullet(ledger: _Ledger, principal: Decimal, start: date) -> list[tuple[date, Decimal]]:
    term = ledger.first(TermName.TERM)
    if term is None:
        ledger.missing.append("term")
        return []
    count = int(term.number)
    days = count * {"week": 7, "fortnight": 14}.get(term.unit, 1)
    end = add_months(start, count) if term.unit == "month" else start + timedelta(days=days)
    total = ledger.amount(TermName.TOTAL_PAYABLE)
    rate = monthly_rate(ledger.terms)
    if total is None and rate is None:
        ledger.missing.append("total payable or interest rate")
        return []
    if total is None:
        months = Decimal(count) if term.unit == "month" else Decimal(days) * 12 / 365
        total = (principal * (1 + (rate or Decimal(0)) * months)).quantize(_CENT, ROUND_HALF_UP)
    return [(end, total)]


def fee_amount(fee: Term, principal: Decimal, count: int) -> Decimal:
    """Return what one collection of a fee costs; a yearly share is spread over the months."""
    amount = fee.number * principal / 100 if fee.unit == "percent" else fee.number
    if fee.period == "year" and count > 1:
        amount /= _MONTHS_A_YEAR
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _fees(
    ledger: _Ledger, principal: Decimal, bare: list[tuple[date, Decimal]]
) -> tuple[Decimal, Decimal, tuple[tuple[Term, Decimal], ...]]:
    """Return what is paid at the start, what with each payment, and each fee's own total."""
    at_start, periodic = Decimal(0), Decimal(0)
    named: list[tuple[Term, Decimal]] = []
    count = len(bare)
    for fee in (term for term in ledger.terms if term.name is TermName.FEE):
        amount = fee_amount(fee, principal, count)
        if fee.condition == "optional":
            ledger.assumptions.append(f"left out as voluntary: {fee.label}")
            continue
        repeated = fee.period in {"instalment", "month"} or (fee.period == "year" and count > 1)
        named.append((fee, amount * count if repeated else amount))
        if fee.condition == "included":
            continue
        if repeated:
            periodic += amount
        else:
            at_start += amount
    if periodic and _inside(ledger, periodic, principal, count):
        ledger.assumptions.append("the stated instalment already contains the periodic fees")
        periodic = Decimal(0)
    return at_start, periodic, tuple(named)


def _inside(ledger: _Ledger, periodic: Decimal, principal: Decimal, count: int) -> bool:
    """Say whether the stated instalment is interest and principal with the fees on top."""
    rate = monthly_rate(ledger.terms)
    stated = ledger.amount(TermName.INSTALMENT)
    if rate is None or stated is None:
        return False
    return abs(stated - annuity(principal, rate, count) - periodic) < _NEAR + periodic / 20


def _received(ledger: _Ledger, principal: Decimal, at_start: Decimal) -> Decimal:
    net = ledger.amount(TermName.NET_PROCEEDS)
    if ledger.first(TermName.PRINCIPAL) is None:
        return principal  # only what is received is named: fees are off it already
    if net is None or net > principal:
        return principal - at_start
    withheld = principal - net
    return net if withheld >= at_start - _NEAR else principal - at_start
