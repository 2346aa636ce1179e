"""Two offers beside each other, for the same amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.money import Money, Rate
from core.text import Text
from webapp.views.shared import Problem
from webapp.views.truecost import CostPicture, FeeLine


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.

    Args:
        rate: all in, simple; `compound` by the compound method.
        late: what one instalment, thirty days late, costs.
        leave: what is to pay to leave after the third instalment.
    """

    lender: Text
    name: Text
    picture: CostPicture
    price: Money
    instalment: Money
    instalments: int
    rate: Rate
    compound: Rate | None
    fees: tuple[FeeLine, ...]
    late: Money | None
    leave: Money | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two offers for one amount.

    Args:
        action: where the form asks for `one`, `other` and `amount`.
        offers: key and name of every offer.
        entered: what was asked for, by field.
        title: which costs less, and by how much; a question while nothing was asked.
        sides: the two; () while nothing was asked, or it could not be answered.
    """

    template: ClassVar[str] = "compare.html"

    action: str
    offers: tuple[tuple[str, Text], ...]
    entered: tuple[tuple[str, str], ...]
    title: Text
    lead: Text
    sides: tuple[Side, ...] = ()
    problems: tuple[Problem, ...] = ()
