"""Single fields of JSON, each read with a refusal that names what was expected and where."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import cast

from core.errors import InvalidInput
from core.money import decimal_from

FLOWS_MAX = 20_000  # a payment a day for more than fifty years
TEXT_MAX = 200
_TIME_MAX = 100_000
_DIGITS_MAX = 40

JsonObject = Mapping[str, object]


def object_at(value: object, where: str) -> JsonObject:
    """Return an object.

    Raises:
        InvalidInput: it is none.
    """
    if not isinstance(value, Mapping):
        raise InvalidInput("an object", kind_of(value), where)
    return cast("JsonObject", value)


def list_at(value: object, where: str) -> list[object]:
    """Return a list of at least one.

    Raises:
        InvalidInput: it is none, or empty.
    """
    if not isinstance(value, list):
        raise InvalidInput("a list", kind_of(value), where)
    if not value:
        raise InvalidInput("a list of at least one", "an empty one", where)
    return cast("list[object]", value)


def number_at(value: object, where: str) -> Decimal:
    """Read a number of sane size; long tails of digits are refused, not cut.

    Raises:
        InvalidInput: it is no number, or too long a one.
    """
    if not isinstance(value, str | int | float | Decimal):
        raise InvalidInput("a number", kind_of(value), where)
    if isinstance(value, str) and len(value) > TEXT_MAX:
        raise InvalidInput("a number", f"a text of {len(value)} characters", where)
    number = decimal_from(value, where)
    if len(number.as_tuple().digits) > _DIGITS_MAX or abs(number.adjusted()) > _DIGITS_MAX:
        raise InvalidInput(f"a number of at most {_DIGITS_MAX} digits", "a longer one", where)
    return number


def count_at(value: object, where: str) -> int:
    """Return a whole number of flows or steps.

    Raises:
        InvalidInput: it is none, or out of range.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidInput("a whole number", kind_of(value), where)
    if not 1 <= value <= FLOWS_MAX:
        raise InvalidInput(f"a whole number from 1 to {FLOWS_MAX}", str(value)[:40], where)
    return value


def time_at(value: object, where: str) -> Fraction:
    """Read a time: a number, or a text that is an exact quotient such as "43/4380".

    Raises:
        InvalidInput: it is neither.
    """
    if isinstance(value, str) and value.count("/") == 1 and len(value) <= TEXT_MAX:
        above, below = (number_at(part, where) for part in value.split("/"))
        if below <= 0:
            raise InvalidInput("a quotient by a positive number", "another", where)
        time = Fraction(above) / Fraction(below)
    else:
        time = Fraction(number_at(value, where))
    if abs(time) > _TIME_MAX:
        raise InvalidInput(f"a time up to {_TIME_MAX} unit-periods", "a longer one", where)
    return time


def kind_of(value: object) -> str:
    """Name what was found without repeating it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    names = ((str, "a text"), (list, "a list"), (Mapping, "an object"))
    return next((name for kind, name in names if isinstance(value, kind)), "a number")


def short(value: object) -> str:
    """Show a value that a person chose from a list, cut short."""
    return repr(value)[:60]
