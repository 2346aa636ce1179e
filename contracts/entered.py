"""A loan as somebody enters it, number by number: flows, rates, rows, leaving and lateness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from apr.model import DatedAmount, RateResult
from apr.rates import hidden_cost, rate_of
from contracts.cash_flows import build
from contracts.ledger import monthly_rate
from contracts.model import CashFlows, Method, Term, TermName
from core.errors import InvalidInput
from core.money import Rate

INSTALMENTS_MAX: Final = 120
LATE_DAYS: Final = (1, 7, 30, 90)
MEASURE: Final = "cn-simple"  # the measure of leaving early, in which lenders quote here

_CENT = Decimal("0.01")
_DAYS_A_YEAR = 365
_ROUNDING = Decimal("0.1")  # points: what cents make of a yearly rate over a short time


class LateOn(StrEnum):
    """What a late charge is taken of."""

    INSTALMENT = "instalment"
    LOAN = "loan"


@dataclass(frozen=True, slots=True)
class Entered:
    """A loan repaid once a month; amounts in major units of one currency.

    Args:
        principal: what the contract calls lent, without fees that are lent along.
        count: of instalments.
        on: the day it is paid out.
        method: how it is paid back.
        told_percent: the yearly rate that was told; None when none was.
        instalment: what is due each month without `each_fee`; None where it follows from the
            rate.
        withheld: kept back from what is paid out.
        upfront: paid before the money arrives.
        each_fee: paid with each instalment.
        financed: fees that are lent along and repaid with the principal.
        leaving_percent: of the principal still owed, for paying early.
        late_percent: a day of lateness, of `late_on`.
    """

    principal: Decimal
    count: int
    on: date
    method: Method = Method.EQUAL_INSTALMENTS
    told_percent: Decimal | None = None
    instalment: Decimal | None = None
    withheld: Decimal = Decimal(0)
    upfront: Decimal = Decimal(0)
    each_fee: Decimal = Decimal(0)
    financed: Decimal = Decimal(0)
    leaving_percent: Decimal = Decimal(0)
    late_percent: Decimal | None = None
    late_on: LateOn = LateOn.INSTALMENT


@dataclass(frozen=True, slots=True)
class Row:
    """One instalment and what each part of it is; `left` is the principal owed after it."""

    on: date
    principal: Decimal
    interest: Decimal
    fee: Decimal
    left: Decimal

    @property
    def total(self) -> Decimal:
        """All that is due that day."""
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class Leaving:
    """Leaving after an instalment: what is to pay then, what the loan cost, its yearly rate.

    Args:
        after: how many instalments were paid.
        to_pay: the principal still owed, and the charge for leaving.
        cost: all paid beyond what was received.
        percent: simple, a year; None when there is none.
    """

    after: int
    to_pay: Decimal
    cost: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Lateness:
    """One instalment late by so many days: the charge, and the yearly rate it is like."""

    days: int
    charge: Decimal
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Priced:
    """What an entered loan costs.

    Args:
        entered: the loan.
        flows: as `cash_flows.build` makes them of its terms.
        rates: by each standard asked for.
        rows: one for each instalment.
        hidden: paid beyond the told rate, worth on the day of payout; None when none was told.
        leaving: after each instalment but the last.
        late: empty when no late charge was entered.
    """

    entered: Entered
    flows: CashFlows
    rates: tuple[RateResult, ...]
    rows: tuple[Row, ...]
    hidden: Decimal | None
    leaving: tuple[Leaving, ...]
    late: tuple[Lateness, ...]

    @property
    def price(self) -> Decimal:
        """All that is paid beyond what is received."""
        return self.flows.paid - self.flows.received

    @property
    def interest(self) -> Decimal:
        """Interest over the whole loan."""
        return sum((row.interest for row in self.rows), Decimal(0))

    @property
    def fees(self) -> Decimal:
        """All fees over the whole loan."""
        return sum((amount for _, amount in self.flows.fees), Decimal(0))

    @property
    def worst(self) -> Leaving | None:
        """The dearest month to leave in, by the yearly rate; None where staying costs the same."""
        whole = self.percent(MEASURE)
        known = [one for one in self.leaving if one.percent is not None]
        dearest = max(known, key=_percent_of) if known else None
        if dearest is None or (whole is not None and _percent_of(dearest) <= whole + _ROUNDING):
            return None
        return dearest

    def percent(self, standard: str) -> Decimal | None:
        """Return the yearly rate by one of the standards asked for."""
        return next((one.apr_percent for one in self.rates if one.standard == standard), None)


def price(entered: Entered, standards: Sequence[str]) -> Priced:
    """Work out what a loan costs that was entered by its numbers.

    Raises:
        InvalidInput: the numbers make no loan; `where` names the field.
    """
    _require(entered)
    flows = build(_terms(entered), entered.on)
    if flows.received <= 0:
        raise InvalidInput("fees below the amount lent", "nothing left to receive", "withheld")
    advances, payments = _dated(flows.advances), _dated(flows.payments)
    rows = _rows(entered, flows)
    return Priced(
        entered=entered,
        flows=flows,
        rates=tuple(rate_of(advances, payments, code) for code in standards),
        rows=rows,
        hidden=None
        if entered.told_percent is None
        else hidden_cost(advances, payments, Rate.percent(entered.told_percent), MEASURE),
        leaving=tuple(
            _leaving(entered, flows, rows, after) for after in range(1, len(flows.payments))
        ),
        late=_late(entered, rows),
    )


def _require(entered: Entered) -> None:
    """Let numbers pass that make a loan.

    Raises:
        InvalidInput: they make none.
    """
    if entered.principal <= 0:
        raise InvalidInput("an amount above nought", str(entered.principal), "principal")
    if not 1 <= entered.count <= INSTALMENTS_MAX:
        raise InvalidInput(f"1 to {INSTALMENTS_MAX} instalments", str(entered.count), "count")
    if entered.told_percent is None and entered.instalment is None:
        raise InvalidInput("the yearly rate or the instalment", "neither", "instalment")


def _terms(entered: Entered) -> tuple[Term, ...]:
    terms = [
        Term(TermName.DISBURSED_ON, entered.on, "day"),
        Term(TermName.PRINCIPAL, entered.principal + entered.financed, "CNY"),
        Term(TermName.INSTALMENT_COUNT, entered.count),
        Term(TermName.METHOD, entered.method.value),
    ]
    if entered.told_percent is not None:
        rate = Term(TermName.INTEREST_RATE, entered.told_percent, "percent", period="year")
        terms.append(rate)
    if entered.instalment is not None:
        terms.append(Term(TermName.INSTALMENT, entered.instalment, "CNY"))
    for amount, period, condition in (
        (entered.withheld, "once", "withheld"),
        (entered.upfront, "once", "upfront"),
        # A fee that is lent along is owed as principal and never arrives.
        (entered.financed, "once", "withheld"),
        (entered.each_fee, "instalment", ""),
    ):
        if amount:
            terms.append(Term(TermName.FEE, amount, "CNY", period=period, condition=condition))
    return tuple(terms)


def _dated(flows: Sequence[tuple[date, Decimal]]) -> list[DatedAmount]:
    return [DatedAmount(on, amount) for on, amount in flows]


def _rows(entered: Entered, flows: CashFlows) -> tuple[Row, ...]:
    """Split each instalment by the rate of the bare loan; the last takes up the rounding."""
    monthly = _monthly(entered, flows)
    left, rows = flows.principal, list[Row]()
    for number, (on, total) in enumerate(flows.payments, 1):
        bare = total - flows.periodic_fee
        interest = min((left * monthly).quantize(_CENT, ROUND_HALF_UP), bare)
        repaid = left if number == len(flows.payments) else bare - interest
        left -= repaid
        rows.append(Row(on, repaid, bare - repaid, flows.periodic_fee, left))
    return tuple(rows)


def _monthly(entered: Entered, flows: CashFlows) -> Decimal:
    """Return the month's rate of principal and bare instalments, as the contract counts them."""
    stated = monthly_rate(_terms(entered))
    if entered.instalment is None and stated is not None:
        return stated
    lent = [DatedAmount(entered.on, flows.principal)]
    bare = [DatedAmount(on, total - flows.periodic_fee) for on, total in flows.payments]
    found = rate_of(lent, bare, MEASURE).apr_exact
    return Decimal(0) if found is None or found < 0 else found / 1200


def _leaving(entered: Entered, flows: CashFlows, rows: tuple[Row, ...], after: int) -> Leaving:
    owed = max(rows[after - 1].left, Decimal(0))
    charge = (owed * entered.leaving_percent / 100).quantize(_CENT, ROUND_HALF_UP)
    paid = _dated(flows.payments[:after])
    paid[-1] = DatedAmount(paid[-1].on, paid[-1].amount + owed + charge)
    total = sum((one.amount for one in paid), Decimal(0))
    percent = rate_of(_dated(flows.advances), paid, MEASURE).apr_percent
    return Leaving(after, owed + charge, total - flows.received, percent)


def _late(entered: Entered, rows: tuple[Row, ...]) -> tuple[Lateness, ...]:
    if entered.late_percent is None:
        return ()
    instalment = rows[0].total
    base = entered.principal if entered.late_on is LateOn.LOAN else instalment
    daily = base * entered.late_percent / 100
    like = daily * _DAYS_A_YEAR / instalment * 100
    return tuple(
        Lateness(days, (daily * days).quantize(_CENT, ROUND_HALF_UP), like) for days in LATE_DAYS
    )


def _percent_of(leaving: Leaving) -> Decimal:
    return leaving.percent or Decimal(0)
