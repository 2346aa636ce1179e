"""The numbers of one contract: what a form is filled with, and what is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from apr.model import DatedAmount
from apr.rates import rate_of
from contracts.ledger import annuity
from contracts.model import LenderType, Method, Term, TermName
from core.dates import add_months

_CENT = Decimal("0.01")
_LATE_TIMES = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee of an offer.

    Args:
        label: what it is called.
        amount: in major units, for one collection.
        payee: who receives it.
        period: "once" or "instalment".
        withheld: kept back from the proceeds.
    """

    label: str
    amount: Decimal
    payee: str
    period: str = "once"
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ContractNumbers:
    """All that differs from one contract of a form to the next; amounts in major units.

    Args:
        reference: the contract's number.
        lender_name: as printed.
        lender_type: decides the reference line; None when it is to be read from the name.
        borrower_name: as printed.
        contract_date: the day it is made and paid out.
        principal: what the contract calls lent.
        months: equal instalments, one a month.
        interest_percent: the interest rate a year.
        instalment: what is due each month.
        last_instalment: the last one, which takes up the rounding.
        first_payment_on: the first due day.
        stated_percent: the all-in yearly rate it prints; None prints none.
        fees: every fee.
        late_daily_percent: of lateness, a day.
        prepayment_percent: of the outstanding principal, zero for none.
        currency: of all amounts.
    """

    reference: str
    lender_name: str
    borrower_name: str
    contract_date: date
    principal: Decimal
    months: int
    interest_percent: Decimal
    instalment: Decimal
    last_instalment: Decimal
    first_payment_on: date
    stated_percent: Decimal | None
    fees: tuple[Fee, ...] = ()
    late_daily_percent: Decimal = Decimal("0.04")
    prepayment_percent: Decimal = Decimal(0)
    lender_type: LenderType | None = None
    currency: str = "CNY"

    @property
    def net_proceeds(self) -> Decimal:
        """What the borrower receives."""
        return self.principal - sum((fee.amount for fee in self.fees if fee.withheld), Decimal(0))

    @property
    def total_payable(self) -> Decimal:
        """All instalments together, without fees paid beside them."""
        return self.instalment * (self.months - 1) + self.last_instalment

    @property
    def payments(self) -> tuple[tuple[int, date, Decimal], ...]:
        """Number, day and amount of each instalment."""
        days = (add_months(self.first_payment_on, index) for index in range(self.months))
        amounts = [self.instalment] * (self.months - 1) + [self.last_instalment]
        return tuple(
            (number, day, amount)
            for number, (day, amount) in enumerate(zip(days, amounts, strict=True), start=1)
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """What a lender decides about a loan; the rest follows.

    Args:
        reference: the contract's number.
        lender_name: as printed.
        borrower_name: as printed.
        contract_date: the day it is made and paid out.
        principal: what is lent and received.
        months: equal instalments, one a month.
        interest_percent: the interest rate a year.
        currency: of all amounts.
        lender_type: None when it is to be read from the name.
    """

    reference: str
    lender_name: str
    borrower_name: str
    contract_date: date
    principal: Decimal
    months: int
    interest_percent: Decimal
    currency: str = "CNY"
    lender_type: LenderType | None = None


def honest_numbers(offer: Offer) -> ContractNumbers:
    """Work out what follows from an offer without fees: instalments, and the rate it has.

    The last instalment takes up the rounding of the others. Lateness costs just under one
    and a half times the interest.
    """
    rate = offer.interest_percent / 1200
    instalment = annuity(offer.principal, rate, offer.months)
    balance = offer.principal
    for _ in range(offer.months - 1):
        balance = (balance * (1 + rate)).quantize(_CENT, ROUND_HALF_UP) - instalment
    late = offer.interest_percent * _LATE_TIMES / 365
    return ContractNumbers(
        reference=offer.reference,
        lender_name=offer.lender_name,
        borrower_name=offer.borrower_name,
        contract_date=offer.contract_date,
        principal=offer.principal,
        months=offer.months,
        interest_percent=offer.interest_percent,
        instalment=instalment,
        last_instalment=(balance * (1 + rate)).quantize(_CENT, ROUND_HALF_UP),
        first_payment_on=add_months(offer.contract_date, 1),
        stated_percent=offer.interest_percent,
        late_daily_percent=late.quantize(Decimal("0.001"), ROUND_DOWN),
        lender_type=offer.lender_type,
        currency=offer.currency,
    )


def real_percent(numbers: ContractNumbers, standard: str) -> Decimal | None:
    """Return the yearly rate of the numbers, every fee within it, to two decimals."""
    at_start = sum((fee.amount for fee in numbers.fees if fee.period == "once"), Decimal(0))
    periodic = sum((fee.amount for fee in numbers.fees if fee.period != "once"), Decimal(0))
    advances = [DatedAmount(numbers.contract_date, numbers.principal - at_start)]
    payments = [DatedAmount(day, amount + periodic) for _, day, amount in numbers.payments]
    return rate_of(advances, payments, standard).apr_percent


def terms_of(numbers: ContractNumbers) -> tuple[Term, ...]:
    """Return the numbers as terms, which stand in no text."""
    unit = numbers.currency
    terms = [
        Term(TermName.CONTRACT_DATE, numbers.contract_date, "day"),
        Term(TermName.DISBURSED_ON, numbers.contract_date, "day"),
        Term(TermName.PRINCIPAL, numbers.principal, unit),
        Term(TermName.NET_PROCEEDS, numbers.net_proceeds, unit),
        Term(TermName.TERM, numbers.months, "month"),
        Term(TermName.INSTALMENT_COUNT, numbers.months),
        Term(TermName.METHOD, Method.EQUAL_INSTALMENTS.value),
        Term(TermName.INSTALMENT, numbers.instalment, unit),
        Term(TermName.LAST_INSTALMENT, numbers.last_instalment, unit),
        Term(TermName.FIRST_PAYMENT_ON, numbers.first_payment_on, "day"),
        Term(TermName.TOTAL_PAYABLE, numbers.total_payable, unit),
        Term(TermName.INTEREST_RATE, numbers.interest_percent, "percent", period="year"),
    ]
    if numbers.stated_percent is not None:
        terms.append(Term(TermName.ALL_IN_RATE, numbers.stated_percent, "percent", period="year"))
    for fee in numbers.fees:
        condition = "withheld" if fee.withheld else ""
        terms.append(
            Term(
                TermName.FEE,
                fee.amount,
                unit,
                period=fee.period,
                condition=condition,
                label=fee.label,
                payee=fee.payee,
            )
        )
    return tuple(terms)
