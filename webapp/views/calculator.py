"""The calculator: a loan's numbers in, what it costs out; two offers beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from core.money import Money, Rate
from core.text import Text
from webapp.views.shared import Problem
from webapp.views.truecost import CostPicture, LateLine, RateLine


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form.

    Args:
        name: in the form.
        hint: what to write; None for nothing more.
        unit: behind the field; None for none.
        choices: value and word, where it is to be chosen.
        mode: which keys a telephone shows: "decimal", "numeric" or "text".
    """

    name: str
    label: Text
    hint: Text | None = None
    unit: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = False
    mode: str = "decimal"


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that belong together, under one heading."""

    title: Text
    fields: tuple[Asked, ...]
    lead: Text | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One payment as a column: where it stands and how high each part is, in percent.

    Args:
        left: where the column begins.
        parts: kind, top and height of each part.
    """

    left: float
    parts: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment in numbers; number 0 is the day of payout."""

    number: int
    on: date
    principal: Money
    interest: Money
    fee: Money
    total: Money
    left: Money


@dataclass(frozen=True, slots=True)
class OverTime:
    """Where each yuan goes over time.

    Args:
        title: what the picture shows, in one sentence.
        width: of a column, in percent.
        highest: the largest payment, at the top of the picture.
    """

    title: Text
    bars: tuple[Bar, ...]
    width: float
    highest: Money
    instalments: tuple[Instalment, ...]


@dataclass(frozen=True, slots=True)
class LeavingLine:
    """Leaving after so many instalments; the worst month is marked."""

    after: int
    to_pay: Money
    cost: Money
    rate: Rate | None
    worst: bool = False


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """What one offer costs.

    Args:
        name: which of two; None for the only one.
        leaving_note: the worst month in one sentence.
    """

    name: Text | None
    picture: CostPicture
    rates: tuple[RateLine, ...]
    over_time: OverTime
    leaving: tuple[LeavingLine, ...]
    late: tuple[LateLine, ...]
    leaving_note: Text | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """One line of two offers beside each other: both values, and which of them is better.

    Args:
        better: 0 or 1; None where neither is, or where more is not better or worse.
    """

    label: Text
    values: tuple[Money | Rate | Text, Money | Rate | Text]
    better: int | None = None


@dataclass(frozen=True, slots=True)
class CalculatorPage:
    """The calculator, empty or with its answer.

    Args:
        action: where the form posts.
        first: the groups of the one offer.
        second: the same for another, which may be left empty.
        entered: what was typed, by field.
        title: the answer in one sentence; the question while nothing was asked.
        hero: the one amount; None while nothing was asked.
        hidden: whether the amount is cost that was not told.
        why: why the one costs less than the other, in sentences.
    """

    template: ClassVar[str] = "calculator.html"

    action: str
    first: tuple[FieldGroup, ...]
    second: tuple[FieldGroup, ...]
    title: Text
    lead: Text
    entered: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    hero: Money | None = None
    hidden: bool = False
    answers: tuple[OfferAnswer, ...] = ()
    beside: tuple[Beside, ...] = ()
    why: tuple[Text, ...] = ()

    @property
    def compares(self) -> bool:
        """Whether something was typed for the second offer."""
        typed = {one.name for group in self.second for one in group.fields if not one.choices}
        return any(name in typed and value.strip() for name, value in self.entered)
