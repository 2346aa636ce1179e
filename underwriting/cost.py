"""What an offer costs for one amount: payout, instalments, totals, and the yearly rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from apr.model import DatedAmount
from apr.rates import rate_of
from core.dates import add_months
from core.errors import InvalidInput
from core.money import Money
from underwriting.model import Offer

# The standards a Chinese loan is shown by; the first is the one named in big figures.
STANDARDS: tuple[str, ...] = ("cn-simple", "cn-irr", "eu-aprc", "us-appendix-j")

# The same offer, amount and day cost the same, whoever asks; nothing here tells of a person.
_KEPT_MAX: Final = 4096


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment: what it repays, and what it costs."""

    on: date
    principal: Money
    interest: Money
    fee: Money

    @property
    def total(self) -> Money:
        """What the borrower pays that day."""
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of one loan, exact to the cent.

    Args:
        amount: what is lent on paper, and owed.
        payout: what arrives: the amount less what is withheld.
        upfront_fee: what is withheld.
        instalments: every payment.
    """

    amount: Money
    payout: Money
    upfront_fee: Money
    disbursed_on: date
    instalments: tuple[Instalment, ...]

    @property
    def total_paid(self) -> Money:
        """All payments together."""
        return _sum(tuple(one.total for one in self.instalments), self.amount.currency)

    @property
    def interest(self) -> Money:
        """All interest together."""
        return _sum(tuple(one.interest for one in self.instalments), self.amount.currency)

    @property
    def monthly_fees(self) -> Money:
        """All fees that come with instalments, together."""
        return _sum(tuple(one.fee for one in self.instalments), self.amount.currency)

    @property
    def price(self) -> Money:
        """What borrowing costs: all that is paid, less what arrived."""
        return self.total_paid - self.payout


@lru_cache(_KEPT_MAX)
def cost_of(offer: Offer, amount: Money, on: date) -> Cost:
    """Work out the cost of an amount under an offer that is repaid in equal instalments.

    Args:
        offer: the numbers of the product.
        amount: within what the offer lends.
        on: the day of the payout; instalments follow month by month.

    Raises:
        InvalidInput: the amount is outside of what the offer lends.
    """
    if amount < offer.at_least or offer.at_most < amount:
        raise InvalidInput(
            f"an amount from {offer.at_least.display()} to {offer.at_most.display()}",
            amount.display(),
            "/amount",
        )
    withheld = amount.times(offer.upfront_fee)
    fee = amount.times(offer.monthly_fee)
    level = _level_payment(amount, offer.monthly_rate, offer.months)
    instalments: list[Instalment] = []
    owed = amount
    for number in range(1, offer.months + 1):
        interest = owed.times(offer.monthly_rate)
        # The last one repays what rounding has left, so that nothing stays owed.
        principal = owed if number == offer.months else level - interest
        instalments.append(Instalment(add_months(on, number), principal, interest, fee))
        owed = owed - principal
    return Cost(amount, amount - withheld, withheld, on, tuple(instalments))


@lru_cache(_KEPT_MAX)
def rates_of(cost: Cost) -> tuple[tuple[str, str], ...]:
    """Return the yearly rate by each standard, in percent, rounded as that standard says."""
    advances = (DatedAmount(cost.disbursed_on, cost.payout.amount),)
    payments = tuple(DatedAmount(one.on, one.total.amount) for one in cost.instalments)
    found = ((standard, rate_of(advances, payments, standard)) for standard in STANDARDS)
    return tuple(
        (standard, str(result.apr_percent))
        for standard, result in found
        if result.apr_percent is not None
    )


def _level_payment(amount: Money, monthly_rate: Decimal, months: int) -> Money:
    if monthly_rate == 0:
        return amount.times(Decimal(1) / months)
    growth = (1 + monthly_rate) ** months
    payment = Decimal(amount.minor) * monthly_rate * growth / (growth - 1)
    return Money(int(payment.quantize(Decimal(1), ROUND_HALF_UP)), amount.currency)


def _sum(amounts: tuple[Money, ...], currency: str) -> Money:
    return Money(sum(amount.minor for amount in amounts), currency)
