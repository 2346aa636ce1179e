"""An administrator's view of their institution: what it offers, and which systems hold a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.money import Money, Rate
from core.text import Text
from webapp.views.shared import Link, Tag


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One offer on the shelf.

    Args:
        stated: the yearly rate its contract prints; None when it prints none.
        real: the yearly rate worked out for the smallest amount; None when there is none.
        understated: whether the real rate lies above the stated one.
    """

    name: Text
    code: str
    at_least: Money
    at_most: Money
    months: int
    stated: Rate | None
    real: Rate | None
    understated: bool = False


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key of the institution's systems; `end` is None once it opens nothing."""

    label: str
    scopes: tuple[Text, ...]
    made_at: datetime
    state: Tag
    end: Link | None = None


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """The product shelf and the keys of one institution.

    Args:
        rate_method: the method the real rates are worked out by.
    """

    template: ClassVar[str] = "shelf.html"

    title: Text
    rate_method: Text
    offers: tuple[OfferLine, ...] = ()
    keys: tuple[KeyLine, ...] = ()
