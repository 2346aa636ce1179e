"""From terms to cash flows: what is received and what is paid, on which day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from contracts.fee_flows import falling_of, fees_of, received_of, with_the_first
from contracts.ledger import MONTHS_A_YEAR, Ledger, annuity, monthly_rate
from contracts.model import CashFlows, Method, Term, TermName
from core.dates import add_months

_CENT = Decimal("0.01")
_NEAR = Decimal("0.05")
_INSTALMENTS_MAX = 600
_DAYS_APART = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_APART = {"month": 1, "quarter": 3, "year": 12}


def build(terms: tuple[Term, ...], fallback_day: date) -> CashFlows:
    """Rebuild the flows of the loan from its terms; what is silent is named, not guessed.

    Args:
        terms: of the whole package.
        fallback_day: where time starts when the contract names no day.
    """
    ledger = Ledger(terms)
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
    at_start, periodic, named = fees_of(ledger, principal, bare)
    falling = falling_of(ledger, principal, bare)
    received = received_of(ledger, principal, at_start)
    on_top = falling.each if falling and not falling.inside else (Decimal(0),) * len(bare)
    first = with_the_first(ledger, principal)
    besides = (on_top[0] + first, *on_top[1:])
    payments = tuple(
        (on, amount + periodic + more) for (on, amount), more in zip(bare, besides, strict=True)
    )
    return CashFlows(
        advances=((start, received),),
        payments=payments,
        assumptions=tuple(ledger.assumptions),
        principal=principal,
        fees=(*named, *(falling.named if falling else ())),
        periodic_fee=periodic,
        falling_fees=falling.each if falling else (),
        on_top=sum(besides, Decimal(0)),
    )


def _start(ledger: Ledger, fallback_day: date) -> date:
    if stated := ledger.day(TermName.DISBURSED_ON):
        return stated
    if made := ledger.day(TermName.CONTRACT_DATE):
        ledger.assumptions.append("paid out on the day of the contract")
        return made
    if first := ledger.day(TermName.FIRST_PAYMENT_ON):
        ledger.assumptions.append("paid out one month before the first payment")
        return add_months(first, -1)
    if dated := [term.period for term in ledger.terms if term.name is TermName.PAYMENT]:
        ledger.assumptions.append("paid out one month before the first payment")
        term = ledger.first(TermName.TERM)
        once = len(dated) == 1 and term is not None and term.unit == "month"
        return add_months(date.fromisoformat(dated[0]), -int(term.number) if once and term else -1)
    ledger.assumptions.append(f"no day is stated; time is counted from {fallback_day}")
    return fallback_day


def _payments(ledger: Ledger, principal: Decimal, start: date) -> list[tuple[date, Decimal]]:
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


def _falls_due_once(ledger: Ledger) -> bool:
    """Say whether a short loan is paid back in one sum though no word calls it so."""
    term = ledger.first(TermName.TERM)
    names = (TermName.INSTALMENT, TermName.INSTALMENT_COUNT, TermName.METHOD)
    return (
        term is not None
        and term.unit in {"day", "week"}
        and all(ledger.first(name) is None for name in names)
    )


def _count(ledger: Ledger) -> int | None:
    counted = ledger.amount(TermName.INSTALMENT_COUNT)
    term = ledger.first(TermName.TERM)
    if counted is None and term is not None:
        counted = _counted(ledger, term)
    if counted is None or not 1 <= counted <= _INSTALMENTS_MAX:
        ledger.missing.append("number of instalments")
        return None
    return int(counted) + _told_beside(ledger, counted)


def _told_beside(ledger: Ledger, counted: Decimal) -> int:
    """Return 1 where the stated total shows that the last instalment comes after those counted."""
    names = (TermName.INSTALMENT, TermName.LAST_INSTALMENT, TermName.TOTAL_PAYABLE)
    each, last, total = (ledger.amount(name) for name in names)
    if each is None or last is None or total is None:
        return 0
    return int(abs(each * counted + last - total) < _NEAR)


def _counted(ledger: Ledger, term: Term) -> Decimal | None:
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


def _days(ledger: Ledger, start: date, count: int) -> list[date]:
    first = ledger.day(TermName.FIRST_PAYMENT_ON)
    if (days := _DAYS_APART.get(ledger.spacing)) is not None:
        step = timedelta(days=days)
        return [(first or start + step) + step * index for index in range(count)]
    months = _MONTHS_APART.get(ledger.spacing, 1)
    if first is None:
        ledger.assumptions.append("first payment one month after the loan is paid out")
        first = add_months(start, months)
    return [add_months(first, months * index) for index in range(count)]


def _amounts(ledger: Ledger, principal: Decimal, count: int) -> list[Decimal]:
    stated = ledger.amount(TermName.INSTALMENT)
    rate = monthly_rate(ledger.terms)
    if stated is None and rate is None:
        total = ledger.amount(TermName.TOTAL_PAYABLE)
        if total is None:
            ledger.missing.append("instalment or interest rate")
            return []
        ledger.assumptions.append("equal instalments of the stated total")
        return [(total / count).quantize(_CENT, ROUND_HALF_UP)] * count
    last = ledger.amount(TermName.LAST_INSTALMENT)
    told = ledger.method is not Method.INTEREST_FIRST or (last is not None and last >= principal)
    if stated is not None and told:
        return [stated] * (count - 1) + [stated if last is None else last]
    ledger.assumptions.append("instalments worked out from the stated rate and method")
    rate = _for_period(ledger, rate) if rate is not None else (stated or Decimal(0)) / principal
    return _by_method(principal, rate, count, ledger.method)


def _for_period(ledger: Ledger, monthly: Decimal) -> Decimal:
    """Return the stated rate for the time between two payments."""
    days = _DAYS_APART.get(ledger.spacing)
    if days is not None:
        return monthly * MONTHS_A_YEAR * days / 365
    return monthly * _MONTHS_APART.get(ledger.spacing, 1)


def _by_method(
    principal: Decimal, rate: Decimal, count: int, method: Method | None
) -> list[Decimal]:
    if method is Method.INTEREST_FIRST:
        interest = (principal * rate).quantize(_CENT, ROUND_HALF_UP)
        return [interest] * (count - 1) + [interest + principal]
    if method is Method.EQUAL_PRINCIPAL:
        part = (principal / count).quantize(_CENT, ROUND_HALF_UP)
        owed = [principal - part * index for index in range(count)]
        parts = [part] * (count - 1) + [owed[-1]]  # the last one takes up the rounding
        return [
            one + (left * rate).quantize(_CENT, ROUND_HALF_UP)
            for one, left in zip(parts, owed, strict=True)
        ]
    each = annuity(principal, rate, count)
    # Free of interest, the cents of nine times 111.11 would be missing from 1,000.
    last = principal - each * (count - 1) if rate == 0 else each
    return [each] * (count - 1) + [last]


def _end(ledger: Ledger, start: date) -> date | None:
    """Return when a loan is paid back in one sum: its own day, else the term counted."""
    due = ledger.day(TermName.FIRST_PAYMENT_ON)
    if due is not None and due > start:
        return due
    term = ledger.first(TermName.TERM)
    if term is None:
        return None
    count = int(term.number)
    if term.unit == "month":
        return add_months(start, count)
    return start + timedelta(days=count * {"week": 7, "fortnight": 14}.get(term.unit, 1))


def _months_between(ledger: Ledger, start: date, end: date) -> Decimal:
    """Return the length of a loan in months: as the term counts them, else by days over 365."""
    term = ledger.first(TermName.TERM)
    if term is not None and term.unit == "month" and end == add_months(start, int(term.number)):
        return term.number
    return Decimal((end - start).days) * 12 / 365


def _bullet(ledger: Ledger, principal: Decimal, start: date) -> list[tuple[date, Decimal]]:
    end = _end(ledger, start)
    if end is None:
        ledger.missing.append("term")
        return []
    total = ledger.amount(TermName.TOTAL_PAYABLE)
    rate = monthly_rate(ledger.terms)
    if total is None and rate is None:
        ledger.missing.append("total payable or interest rate")
        return []
    if total is None:
        months = _months_between(ledger, start, end)
        total = (principal * (1 + (rate or Decimal(0)) * months)).quantize(_CENT, ROUND_HALF_UP)
    return [(end, total)]
