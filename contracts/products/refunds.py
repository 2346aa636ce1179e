"""What a borrower is owed back when a loan costs more than was told, as arithmetic anyone can redo.

The payments are scaled so that, discounted at the told rate, they are worth exactly what was
received. What was paid beyond the scaled payments is owed; what is still to come is to be lowered.
Interest on what is owed is not counted. Whether a law asks for it is not said here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from apr.model import DatedAmount, DatedCash
from apr.rates import exceeds, hidden_cost, rate_of
from apr.reading import read_problem
from contracts.lines import reference_line
from contracts.model import LenderType
from contracts.standards import ROUNDING_POINTS
from core.errors import InvalidInput
from core.money import Rate, minor_digits
from core.text import Text

_FINE: Final = Decimal("1e-20")
_FACTOR: Final = Decimal("1e-12")


class Basis(StrEnum):
    """What the payments are scaled to."""

    TOLD = "told"  # the yearly rate the contract told
    LINE = "line"  # the reference line for this kind of lender on the day it was paid out
    LOWER = "lower"  # the lower of the two


class Why(StrEnum):
    """Why nothing could be counted; a gap is never a zero."""

    NO_TOLD_RATE = "no told rate in the file"
    NO_LINE = "no reference line for this lender on that day"
    NO_RATE = "the flows have no yearly rate that could be compared"


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan as its row of the file tells it; amounts in major units of its currency.

    Args:
        payment: each instalment with every fee that comes with it.
        last_payment: the last one.
        every: unit and number between payments, such as ("months", 1) or ("weeks", 2).
        told_percent: the yearly rate the contract told; None when the row has none.
        paid: how many payments were made; None when the row does not say.
        told_as: by which standard the told rate is meant; "" leaves it to who asks.
    """

    loan_id: str
    offer_code: str
    currency: str
    lender_type: LenderType | None
    disbursed_on: date
    principal: Decimal
    net_proceeds: Decimal
    first_payment_on: date
    payment: Decimal
    payments: int
    last_payment: Decimal
    every: tuple[str, int]
    told_percent: Decimal | None
    paid: int | None = None
    told_as: str = ""

    @property
    def quantum(self) -> Decimal:
        """The smallest unit of its currency."""
        return Decimal(1).scaleb(-minor_digits(self.currency))

    @property
    def due(self) -> tuple[tuple[date, Decimal], ...]:
        """Day and amount of each payment, counted as `candor apr` counts a series.

        Raises:
            InvalidInput: the days leave the calendar.
        """
        unit, number = self.every
        series: dict[str, object] = {"date": self.first_payment_on.isoformat(), "amount": "1"}
        if self.payments > 1:
            series |= {"count": self.payments, "every": {unit: number}}
        lent = {"date": self.disbursed_on.isoformat(), "amount": "1"}
        cash = read_problem({"advances": [lent], "payments": [series]}).cash
        if not isinstance(cash, DatedCash):
            raise InvalidInput("payments on days", "others")
        days = [payment.on for payment in cash.payments]
        amounts = [self.payment] * (self.payments - 1) + [self.last_payment]
        return tuple(zip(days, amounts, strict=True))

    def paid_by(self, day: date) -> int:
        """How many payments were made: as the row says, else all that were due by a day."""
        return sum(on <= day for on, _ in self.due) if self.paid is None else self.paid


@dataclass(frozen=True, slots=True)
class Refund:
    """What one borrower is owed, with its arithmetic.

    Args:
        counted: how many payments were made; `assumed` when it rests on due days alone.
        compared_percent: the rate the payments were scaled to; None when nothing was counted.
        real_percent: the yearly rate by `standard`, rounded as it says; None where there is none.
        factor: each payment times this is what it would have been.
        fair_payment: what each payment would have been.
        fair_last: what the last one would have been.
        owed: to be paid back now; None when nothing could be counted.
        coming: how many payments are still due.
        lower_by: by how much each of them is to be lowered, the last apart.
        why: why nothing was counted.
    """

    loan: Loan
    standard: str
    counted: int
    assumed: bool
    compared_percent: Decimal | None = None
    real_percent: Decimal | None = None
    factor: Decimal | None = None
    fair_payment: Decimal | None = None
    fair_last: Decimal | None = None
    owed: Decimal | None = None
    coming: int = 0
    lower_by: Decimal | None = None
    why: Why | None = None

    @property
    def arithmetic(self) -> Text:
        """The arithmetic in one line."""
        if self.owed is None:
            return _NOT_COUNTED[self.why or Why.NO_RATE]
        if not self.factor:
            return Text(
                f"实际年化没有超过用来比较的{self.compared_percent}%，不用退",
                f"the real yearly rate is not above the {self.compared_percent} % compared with",
            )
        return _in_words(self)


_NOT_COUNTED: dict[Why, Text] = {
    Why.NO_TOLD_RATE: Text("文件里没有写明的年利率，没有计算", Why.NO_TOLD_RATE.value),
    Why.NO_LINE: Text("那天没有适用于这类放贷人的参考线，没有计算", Why.NO_LINE.value),
    Why.NO_RATE: Text("这些现金流算不出可比较的年利率，没有计算", Why.NO_RATE.value),
}


def refund_of(loan: Loan, basis: Basis, standard: str, on: date) -> Refund:
    """Work out what is owed for one loan.

    Args:
        loan: its row.
        basis: what its payments are scaled to.
        standard: by whose time and compounding, where the row does not say; such as "cn-simple".
        on: the day until which due payments count as made, where the row does not say.

    Raises:
        InvalidInput: there is no such standard.
    """
    standard = loan.told_as or standard
    counted = loan.paid_by(on)
    bare = Refund(loan, standard, counted, loan.paid is None, coming=loan.payments - counted)
    percent = _compared(loan, basis)
    if isinstance(percent, Why):
        return replace(bare, why=percent)
    advances = [DatedAmount(loan.disbursed_on, loan.net_proceeds)]
    payments = [DatedAmount(day, amount) for day, amount in loan.due]
    real = rate_of(advances, payments, standard).apr_percent
    if real is None:
        return replace(bare, compared_percent=percent, why=Why.NO_RATE)
    bare = replace(bare, compared_percent=percent, real_percent=real)
    if not exceeds(advances, payments, standard, Rate.percent(percent + ROUNDING_POINTS)):
        return replace(bare, owed=Decimal(0).quantize(loan.quantum))
    beyond = hidden_cost(advances, payments, Rate.percent(percent), standard, _FINE)
    return _scaled(bare, loan.net_proceeds / (loan.net_proceeds + beyond))


def _compared(loan: Loan, basis: Basis) -> Decimal | Why:
    line = _line(loan)
    match basis:
        case Basis.TOLD:
            return Why.NO_TOLD_RATE if loan.told_percent is None else loan.told_percent
        case Basis.LINE:
            return Why.NO_LINE if line is None else line
        case Basis.LOWER:
            known = [one for one in (loan.told_percent, line) if one is not None]
            return min(known) if known else Why.NO_TOLD_RATE


def _line(loan: Loan) -> Decimal | None:
    if loan.lender_type is None:
        return None
    found = reference_line(loan.lender_type, loan.disbursed_on)
    return None if found is None else found[1]


def _scaled(refund: Refund, exact: Decimal) -> Refund:
    loan = refund.loan
    factor = exact.quantize(_FACTOR, ROUND_HALF_UP)
    each = (loan.payment * factor).quantize(loan.quantum, ROUND_HALF_UP)
    last = (loan.last_payment * factor).quantize(loan.quantum, ROUND_HALF_UP)
    whole = min(refund.counted, loan.payments - 1)
    owed = (loan.payment - each) * whole
    if refund.counted == loan.payments:
        owed += loan.last_payment - last
    return replace(
        refund,
        factor=factor,
        fair_payment=each,
        fair_last=last,
        owed=owed,
        lower_by=loan.payment - each if refund.coming else None,
    )


def _in_words(refund: Refund) -> Text:
    loan = refund.loan
    each, last = refund.fair_payment, refund.fair_last
    whole = min(refund.counted, loan.payments - 1)
    zh = f"({loan.payment} − {each}) × {whole}"
    en = zh
    if refund.counted == loan.payments:
        zh, en = (f"{one} + ({loan.last_payment} − {last})" for one in (zh, en))
    rate = f"{refund.compared_percent}"
    return Text(
        f"按{rate}%，每期应为 {loan.payment} × {refund.factor} = {each}；{zh} = {refund.owed}",
        f"at {rate} % each payment would be {loan.payment} × {refund.factor} = {each}; "
        f"{en} = {refund.owed}",
    )
