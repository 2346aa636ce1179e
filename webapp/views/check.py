"""Check my contract: for everybody, without an account; the answer stands on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.text import Text
from webapp.views.calculator import Asked
from webapp.views.shared import Notice, Problem
from webapp.views.truecost import TrueCostPage


@dataclass(frozen=True, slots=True)
class CheckStartPage:
    """Where anybody hands in a contract, or says five numbers.

    Args:
        action: where files and words are posted.
        numbers_action: where the numbers are posted.
        numbers: the fields of the five-number form.
        accepts: the endings of files that can be read here.
        registers: which registers are asked, each with its day, in sentences.
        entered: what was typed, by field.
        by_numbers: whether the number form is the one that was used.
    """

    template: ClassVar[str] = "check.html"

    action: str
    numbers_action: str
    numbers: tuple[Asked, ...]
    accepts: str
    registers: tuple[Text, ...] = ()
    entered: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    by_numbers: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody to ask: who, about what, how to reach them."""

    who: Text
    about: Text
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class SeenNumber:
    """A number read from a picture, beside the piece of the picture that shows it.

    Args:
        words: as they were read.
        picture: the piece as a `data:` address.
        sure: how sure the reading is, in percent.
    """

    words: str
    picture: str
    sure: int


@dataclass(frozen=True, slots=True)
class CheckAnswerPage:
    """What a contract, or five numbers, turn out to be.

    Args:
        standing: what the registers of licences say about the lender; stands first.
        cost: the cost in money, the rates, the findings.
        partial: why the figures are not exact; None where they are.
        files: the names of what was read.
        todo: what to do now, in order.
        asks: whom to ask.
        again: where another one is checked.
        seen: numbers that were read from pictures, for the person to confirm.
        confirm: where they are sent once put right; "" where they cannot be.
        read: the words that travel with them.
        confirmed: what became of the numbers; None where none were asked about.
    """

    template: ClassVar[str] = "check_answer.html"

    standing: Notice
    cost: TrueCostPage
    again: str
    partial: Notice | None = None
    files: tuple[str, ...] = ()
    todo: tuple[Text, ...] = ()
    asks: tuple[Ask, ...] = ()
    seen: tuple[SeenNumber, ...] = ()
    confirm: str = ""
    read: str = ""
    confirmed: Notice | None = None
