"""Who sells a product, as a lender writes it down: one JSON file, whole or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from werkzeug.exceptions import BadRequest

from contracts.products.model import Advertisement, Channel, ChannelKind, Partner, PartnerRole
from contracts.products.sellers_store import Sellers
from core.errors import InvalidInput
from core.ids import new_id
from core.text import Language
from webapp.api.fields import Body, LanguageCode
from webapp.api.reading import refuse
from webapp.product_files import ShelfCode, Wording

Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class _Dated(Body):
    since: date = Field(strict=False)
    until: date | None = Field(default=None, strict=False)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("order", "a last day that is not before the first")
        return self


class PartnerPart(_Dated):
    """Somebody else who has a part in the product."""

    code: ShelfCode
    name: Wording
    role: Literal["introduces", "guarantees", "services", "insures", "collects"]


class ChannelPart(Body):
    """A way by which it reaches people."""

    code: ShelfCode
    name: Wording
    kind: Literal["app", "website", "branch", "partner", "phone"]
    partner: ShelfCode | None = None


class AdvertisementPart(_Dated):
    """Words it is advertised with."""

    code: ShelfCode
    channel: ShelfCode
    language: LanguageCode
    words: Paragraph


class SellersFile(Body):
    """The whole file."""

    partners: list[PartnerPart] = Field(default_factory=list[PartnerPart], max_length=200)
    channels: list[ChannelPart] = Field(default_factory=list[ChannelPart], max_length=200)
    advertisements: list[AdvertisementPart] = Field(
        default_factory=list[AdvertisementPart], max_length=500
    )


def read_sellers(path: Path) -> Sellers:
    """Return who sells a product.

    Raises:
        InvalidInput: something does not fit; the place is the file and a JSON pointer.
        OSError: the file cannot be opened.
    """
    try:
        written = SellersFile.model_validate_json(path.read_bytes())
    except ValidationError as fault:
        try:
            refuse(fault)
        except BadRequest:
            raise InvalidInput("JSON", "something else", path.name) from None
        except InvalidInput as refusal:
            place = f"{path.name} {refusal.where}".strip()
            raise InvalidInput(refusal.expected, refusal.found, place) from None
    return Sellers(
        tuple(
            Partner(
                new_id(), one.code, one.name.text(), PartnerRole(one.role), one.since, one.until
            )
            for one in written.partners
        ),
        tuple(
            Channel(new_id(), one.code, one.name.text(), ChannelKind(one.kind), one.partner or "")
            for one in written.channels
        ),
        tuple(
            Advertisement(
                new_id(),
                one.code,
                one.channel,
                Language(one.language),
                one.words,
                one.since,
                one.until,
            )
            for one in written.advertisements
        ),
    )
