"""Offers: what the lender has on its shelf."""

from __future__ import annotations

from flask import Blueprint, Response
from pydantic import Field

from core.access import Role
from core.dates import day_of, now
from underwriting import shelf
from underwriting.model import Offer
from underwriting.submission import SUBMIT
from webapp.api.fields import AnswerBody, Bilingual, LenderTypeCode, bilingual
from webapp.api.once import answer_json
from webapp.api.operations import PREFIX, Operation, described
from webapp.auth import current_access
from webapp.services import services

blueprint = Blueprint("api_offers", __name__, url_prefix=PREFIX)


class OfferAnswer(AnswerBody):
    """One offer; rates and fees are fractions, as decimal strings."""

    code: str
    product: str
    name: Bilingual
    scenario: str
    lender: Bilingual
    lender_type: LenderTypeCode
    currency: str
    amount_min: str
    amount_max: str
    months: int
    monthly_rate: str = Field(description="Interest a month on what is owed.")
    upfront_fee: str = Field(description="Withheld from the payout, of the amount.")
    monthly_fee: str = Field(description="Added to each instalment, of the amount.")
    late_daily_rate: str = Field(description="A day, on an instalment that is late.")
    stated_apr_percent: str | None
    form_version: int


class OffersAnswer(AnswerBody):
    """The offers in force today."""

    items: list[OfferAnswer]


@blueprint.get("/offers")
@described(
    Operation(
        tag="offers",
        roles=(Role.SUBMITTER, Role.COMPLIANCE),
        answers={200: OffersAnswer},
    )
)
def list_offers() -> Response:
    """List the lender's offers in force today."""
    access = current_access().in_act(SUBMIT)
    with services().database.transaction(access) as tx:
        found = shelf.offers_on(tx, day_of(now()), access.organisation)
    return answer_json(OffersAnswer(items=[_offer(offer) for offer in found]))


def _offer(offer: Offer) -> OfferAnswer:
    stated = offer.stated_apr
    return OfferAnswer(
        code=offer.code,
        product=offer.product.code,
        name=bilingual(offer.product.name),
        scenario=offer.product.scenario,
        lender=bilingual(offer.lender),
        lender_type=offer.lender_type,  # pyright: ignore[reportArgumentType]  # checked as it is made
        currency=offer.at_most.currency,
        amount_min=str(offer.at_least.amount),
        amount_max=str(offer.at_most.amount),
        months=offer.months,
        monthly_rate=f"{offer.monthly_rate:f}",
        upfront_fee=f"{offer.upfront_fee:f}",
        monthly_fee=f"{offer.monthly_fee:f}",
        late_daily_rate=f"{offer.late_daily_rate:f}",
        stated_apr_percent=None if stated is None else str(stated.rounded_percent()),
        form_version=offer.form_version,
    )
