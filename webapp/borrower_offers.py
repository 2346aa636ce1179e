"""Offers with their cost said up front, and one loan's cost as a statement."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import lru_cache

from apr.model import DatedAmount
from apr.rates import rate_of
from core.money import Money, Rate
from core.text import Text
from underwriting.cost import Cost, cost_of
from underwriting.model import LateBase, Offer
from webapp import borrower_words as words
from webapp.views import apply
from webapp.views.truecost import CostKind, CostPart, CostPicture, EarlyLine, FeeLine, LateLine

LATE_DAYS = (7, 30, 90)
_DAYS_A_YEAR = 365
_EVERY_MONTH = Text("随每期还款", "with each instalment")
_AT_PAYOUT = Text("放款时先扣", "taken out before the money arrives")


def key_of(offer: Offer) -> str:
    """Return what stands for an offer in a form."""
    return f"{offer.organisation_id}:{offer.code}"


def shown(offer: Offer, on: date) -> apply.Offer:
    """Return an offer as one line, with its all-in yearly rate."""
    return apply.Offer(
        key=key_of(offer),
        lender=offer.lender,
        name=offer.product.name,
        at_most=offer.at_most,
        months=(offer.months,),
        rate=simple_rate(cost(offer, offer.at_most, on)),
        rate_method=words.SIMPLE,
    )


@lru_cache(maxsize=512)
def cost(offer: Offer, amount: Money, on: date) -> Cost:
    """Return the cost of one loan; worked out once."""
    return cost_of(offer, amount, on)


@lru_cache(maxsize=512)
def rate(loan: Cost, standard: str) -> Rate | None:
    """Return the yearly rate of a loan by a standard, rounded as it says."""
    advances = (DatedAmount(loan.disbursed_on, loan.payout.amount),)
    payments = tuple(DatedAmount(one.on, one.total.amount) for one in loan.instalments)
    found = rate_of(advances, payments, standard).apr_percent
    return None if found is None else Rate.percent(found)


def simple_rate(loan: Cost) -> Rate:
    """Return the all-in yearly rate, simple (PBOC [2021] No. 3); nought where nothing is paid."""
    return rate(loan, "cn-simple") or Rate(Decimal(0))


def picture(loan: Cost) -> CostPicture:
    """Return what one gets against what one pays, all of it named."""
    fees = loan.upfront_fee + loan.monthly_fees
    parts = [
        CostPart(CostKind.PRINCIPAL, Text("归还到手的钱", "The money you got"), loan.payout),
        CostPart(CostKind.INTEREST, Text("利息", "Interest"), loan.interest),
    ]
    if fees.minor:
        parts.append(CostPart(CostKind.FEE, Text("各项费用", "Fees"), fees))
    return CostPicture(loan.payout, tuple(parts))


def fees(offer: Offer, loan: Cost) -> tuple[FeeLine, ...]:
    """Return interest and every fee with who gets it."""
    lines = [FeeLine(Text("利息", "Interest"), offer.lender, loan.interest, _EVERY_MONTH)]
    form = offer.form
    for fee, total, when in (
        (form.upfront_fee, loan.upfront_fee, _AT_PAYOUT),
        (form.monthly_fee, loan.monthly_fees, _EVERY_MONTH),
    ):
        if fee is not None and total.minor:
            lines.append(FeeLine(fee.label, Text(fee.payee, fee.payee), total, when))
    return tuple(lines)


def late(offer: Offer, loan: Cost) -> tuple[LateLine, ...]:
    """Return what one late instalment costs by the day, and what a year of it would be like."""
    if not offer.late_daily_rate:
        return ()
    whole = offer.form.late_on is LateBase.LOAN
    base = loan.amount if whole else loan.instalments[0].total
    yearly = base.times(offer.late_daily_rate * _DAYS_A_YEAR)
    like = Rate(yearly.amount / loan.instalments[0].total.amount)
    return tuple(
        LateLine(days, base.times(offer.late_daily_rate * days), like) for days in LATE_DAYS
    )


def early(loan: Cost) -> tuple[EarlyLine, ...]:
    """Return what leaving early costs: the principal still owed; fees already paid stay paid."""
    count = len(loan.instalments)
    return tuple(_early(loan, after) for after in sorted({3, count // 2, count}) if after <= count)


def _early(loan: Cost, after: int) -> EarlyLine:
    owed = Money(sum(one.principal.minor for one in loan.instalments[after:]), loan.amount.currency)
    advances = (DatedAmount(loan.disbursed_on, loan.payout.amount),)
    paid = [(one.on, one.total) for one in loan.instalments[:after]]
    paid[-1] = (paid[-1][0], paid[-1][1] + owed)
    payments = tuple(DatedAmount(on, total.amount) for on, total in paid)
    found = rate_of(advances, payments, "cn-simple").apr_percent
    return EarlyLine(after, owed, None if found is None else Rate.percent(found))


def statement_sha256(offer: Offer, loan: Cost) -> str:
    """Return the SHA-256 of a cost statement: of every number on it."""
    said = {
        "offer": offer.code,
        "form_version": offer.form_version,
        "payout": str(loan.payout.amount),
        "instalments": [[one.on.isoformat(), str(one.total.amount)] for one in loan.instalments],
        "fees": [[line.label.zh, str(line.amount.amount)] for line in fees(offer, loan)],
        "late_daily_rate": str(offer.late_daily_rate.normalize()),
        "cn-simple": str(simple_rate(loan).as_percent.normalize()),
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
