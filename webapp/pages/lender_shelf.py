"""An administrator's page: the products on the shelf, and the keys of the lender's systems."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from core.access import Role
from core.dates import day_of, now
from core.errors import NotFound
from core.money import Rate
from core.text import Text
from identity.api_keys import end_api_key, list_api_keys
from identity.model import ApiKey
from identity.rights import SCOPES
from underwriting.cost import cost_of, rates_of
from underwriting.model import Offer
from underwriting.shelf import offers_on
from webapp import account_words
from webapp import lender_words as words
from webapp.arrivals import go
from webapp.auth import current_access, signed_in
from webapp.navigation import SHELF
from webapp.rendering import show
from webapp.services import services
from webapp.views.shared import FormButton, Link, Tag, Tone
from webapp.views.shelf import KeyLine, OfferLine, ShelfPage
from webapp.views.signing import WaysPage

blueprint = Blueprint("lender_shelf", __name__)

_WORKS = Tag(Text("有效", "Works"), Tone.OK)
_ENDED = Tag(Text("已停用", "Ended"), Tone.QUIET)


@blueprint.get(SHELF)
@signed_in(Role.ADMIN)
def shelf() -> str:
    """Show what the lender offers, and its keys."""
    access, database = current_access(), services().database
    day = day_of(now())
    with database.transaction(access) as tx:
        offers = offers_on(tx, day, access.organisation)
    keys = list_api_keys(database, access)
    working = sum(key.ended_at is None for key in keys)
    title = Text(
        f"{len(offers)} 个产品在售，{working} 把密钥有效",
        f"{_counted(len(offers), 'product')} on the shelf, {_counted(working, 'key')} in use",
    )
    return show(
        ShelfPage(
            title,
            words.SIMPLE,
            tuple(_offer_line(offer, day) for offer in offers),
            tuple(_key_line(key) for key in keys),
        )
    )


@blueprint.get(f"{SHELF}/keys/<uuid:key_id>/end")
@signed_in(Role.ADMIN, stepped_up=True)
def end_key_form(key_id: UUID) -> str:
    """Ask whether a key shall end, somebody who proved themselves a moment ago.

    Raises:
        NotFound: the lender has no such key that works.
    """
    keys = list_api_keys(services().database, current_access())
    wanted = next((key for key in keys if key.id == key_id and key.ended_at is None), None)
    if wanted is None:
        raise NotFound("there is no such key that works")
    end = FormButton(words.END_KEY, f"{SHELF}/keys/{key_id}/end")
    return show(WaysPage(account_words.end_key(wanted.label), account_words.END_KEY_LEAD, (end,)))


@blueprint.post(f"{SHELF}/keys/<uuid:key_id>/end")
@signed_in(Role.ADMIN, stepped_up=True)
def end_key(key_id: UUID) -> Response:
    """End a key of the lender's own."""
    end_api_key(services().database, current_access(), key_id, now())
    return go(SHELF)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _offer_line(offer: Offer, day: date) -> OfferLine:
    percent = dict(rates_of(cost_of(offer, offer.at_least, day))).get("cn-simple")
    real = None if percent is None else Rate.percent(percent)
    # A tenth of a point is rounding of whole cents on the smallest amount.
    understated = (
        real is not None
        and offer.stated_apr is not None
        and real.as_percent - offer.stated_apr.as_percent > Rate.percent("0.1").as_percent
    )
    return OfferLine(
        offer.product.name,
        offer.code,
        offer.at_least,
        offer.at_most,
        offer.months,
        offer.stated_apr,
        real,
        understated,
    )


def _key_line(key: ApiKey) -> KeyLine:
    labels = tuple(scope.label for scope in SCOPES if scope.code in key.scopes)
    works = key.ended_at is None
    end = Link(words.END_KEY, f"{SHELF}/keys/{key.id}/end") if works else None
    return KeyLine(key.label, labels, key.created_at, _WORKS if works else _ENDED, end)
