"""What a borrower can say without a contract: five numbers, and the cost they already settle.

What is not known stays unknown: without the fees the cost is "at least" so much, without the
rhythm of payments the yearly rate lies between two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from apr.model import DatedAmount
from apr.rates import hidden_cost, rate_of
from core.dates import add_months
from core.errors import InvalidInput
from core.money import Rate

PAYMENTS_MAX: Final = 600
STANDARDS: Final = ("cn-simple", "cn-irr")


class Every(StrEnum):
    """How often one pays."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class FiveNumbers:
    """What somebody knows of their loan; amounts in major units.

    Args:
        received: what arrived.
        payment: what is paid each time.
        count: how many times.
        every: how often; None when not known.
        fees: paid beside it, all together, before the money arrived; None when not known.
        told_percent: the yearly rate that was told; None when none was.
    """

    received: Decimal
    payment: Decimal
    count: int
    every: Every | None = None
    fees: Decimal | None = None
    told_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """A value that is known exactly, where both are the same, or lies between the two."""

    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        """Whether there is one value."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Settled:
    """What five numbers settle.

    Args:
        numbers: as they were said.
        received: what arrived, less what was paid for it before.
        paid: all instalments.
        rates: by each of `STANDARDS`; None where no yearly rate fits.
        hidden: paid beyond the told rate, on the day of payout; None when none was told.
        at_least: whether unknown fees can only raise what is said here.
    """

    numbers: FiveNumbers
    received: Decimal
    paid: Decimal
    rates: tuple[tuple[str, Between | None], ...]
    hidden: Between | None
    at_least: bool

    @property
    def price(self) -> Decimal:
        """All that is paid beyond what was received."""
        return self.paid - self.received


def settle(numbers: FiveNumbers, on: date) -> Settled:
    """Say what five numbers settle.

    Args:
        numbers: as they were said.
        on: the day the money arrives; it decides only the calendar.

    Raises:
        InvalidInput: they make no loan; `where` names the field.
    """
    _require(numbers)
    received = numbers.received - (numbers.fees or Decimal(0))
    if received <= 0:
        raise InvalidInput("fees below what arrived", "as much or more", "fees")
    rhythms = (numbers.every,) if numbers.every else (Every.WEEK, Every.QUARTER)
    advances = [DatedAmount(on, received)]
    series = [_payments(numbers, on, every) for every in rhythms]
    rates: list[tuple[str, Between | None]] = []
    for code in STANDARDS:
        found = [rate_of(advances, payments, code).apr_percent for payments in series]
        known = [one for one in found if one is not None]
        whole = len(known) == len(found)
        rates.append((code, Between(min(known), max(known)) if whole else None))
    hidden = None
    if numbers.told_percent is not None:
        told = Rate.percent(numbers.told_percent)
        beyond = [hidden_cost(advances, payments, told, "cn-simple") for payments in series]
        hidden = Between(min(beyond), max(beyond))
    return Settled(
        numbers=numbers,
        received=received,
        paid=numbers.payment * numbers.count,
        rates=tuple(rates),
        hidden=hidden,
        at_least=numbers.fees is None,
    )


def _require(numbers: FiveNumbers) -> None:
    """Let numbers pass that make a loan.

    Raises:
        InvalidInput: they make none.
    """
    for field, amount in (("received", numbers.received), ("payment", numbers.payment)):
        if amount <= 0:
            raise InvalidInput("an amount above nought", str(amount), field)
    if not 1 <= numbers.count <= PAYMENTS_MAX:
        raise InvalidInput(f"1 to {PAYMENTS_MAX} payments", str(numbers.count), "count")


def _payments(numbers: FiveNumbers, on: date, every: Every) -> list[DatedAmount]:
    return [
        DatedAmount(_day(on, every, number), numbers.payment)
        for number in range(1, numbers.count + 1)
    ]


def _day(on: date, every: Every, number: int) -> date:
    if every is Every.WEEK:
        return on + timedelta(weeks=number)
    if every is Every.FORTNIGHT:
        return on + timedelta(weeks=2 * number)
    return add_months(on, number * (3 if every is Every.QUARTER else 1))
