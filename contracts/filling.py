"""A lender's contract form filled with the numbers of one contract, as a page of HTML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Final

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contracts.numbers import ContractNumbers
from core.errors import InvalidInput

_CENT = Decimal("0.01")
_KEPT_MAX: Final = 256
_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
# What a form may fail with, apart from its own grammar: it is a lender's text, not our code.
_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)


def fill(text: str, numbers: ContractNumbers) -> str:
    """Fill a form.

    Args:
        text: HTML with Jinja's marks; it sees `numbers` (`contracts.numbers.ContractNumbers`) and
            the filters `money`, `plain`, `day_zh` and `day_en`, and nothing else of the house.
        numbers: of one contract.

    Raises:
        InvalidInput: the form cannot be read, or asks for something that is not there.
    """
    try:
        return _template(text).render(numbers=numbers)
    except TemplateSyntaxError as error:
        raise InvalidInput(
            "a form that can be filled",
            error.message or "a mark that is not closed",
            f"line {error.lineno}",
        ) from None
    except _FAULTS as error:
        found = f"{type(error).__name__}: {error}"
        raise InvalidInput("a form that can be filled", found[:200]) from None


@lru_cache(_KEPT_MAX)
def _template(text: str) -> Template:
    return _environment().from_string(text)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    filters: dict[str, Callable[..., str]] = {
        "money": _money,
        "plain": _plain,
        "day_zh": _day_zh,
        "day_en": _day_en,
    }
    environment.filters.update(filters)  # pyright: ignore[reportUnknownMemberType]
    return environment


def _money(amount: Decimal) -> str:
    return f"{amount.quantize(_CENT, ROUND_HALF_UP):,}"


def _plain(value: Decimal) -> str:
    text = f"{value.quantize(Decimal('0.0001'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def _day_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day_en(day: date) -> str:
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
