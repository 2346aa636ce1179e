"""Requests in: bodies, queries and cursors read into their forms, or one clear problem."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NoReturn, TypeVar, cast
from uuid import UUID

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from core.errors import InvalidInput

Form = TypeVar("Form", bound=BaseModel)

JSON: Final = "application/json"
_SIZES: dict[str, str] = {
    "string_too_short": "a text of at least {min_length} characters",
    "string_too_long": "a text of at most {max_length} characters",
    "string_pattern_mismatch": "a text of the form {pattern}",
    "too_short": "at least {min_length} of them",
    "too_long": "at most {max_length} of them",
    "greater_than_equal": "a number of at least {ge}",
    "less_than_equal": "a number of at most {le}",
    "literal_error": "one of {expected}",
    "missing": "a value",
    "extra_forbidden": "no other member than those described",
}


def read_body(form: type[Form]) -> Form:
    """Return the JSON body of the present request in its form.

    Raises:
        UnsupportedMediaType: the body is not declared to be JSON.
        BadRequest: it is not JSON.
        InvalidInput: a member does not fit.
    """
    contents = json_contents()
    try:
        return form.model_validate_json(contents)
    except ValidationError as fault:
        refuse(fault)


def read_any_body() -> object:
    """Return the JSON body as it stands, its numbers exact.

    Raises:
        UnsupportedMediaType: the body is not declared to be JSON.
        BadRequest: it is not JSON.
    """
    try:
        return json.loads(json_contents(), parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadRequest("the body is not JSON") from None


def json_contents() -> bytes:
    """Return the bytes of a body that says it is JSON.

    Raises:
        UnsupportedMediaType: it does not say so.
    """
    if request.mimetype != JSON:
        raise UnsupportedMediaType(f"the body must be {JSON}")
    return request.get_data()


def read_query(form: type[Form]) -> Form:
    """Return the query of the present request in its form.

    Raises:
        InvalidInput: an argument does not fit, or is not known.
    """
    return read_fields(form, dict(request.args.lists()))


def read_fields(form: type[Form], fields: Mapping[str, Sequence[str]]) -> Form:
    """Return the fields of a query or of a sent form.

    Raises:
        InvalidInput: a field does not fit, or is not known.
    """
    single = {
        name: values[0] if len(values) == 1 else list(values) for name, values in fields.items()
    }
    try:
        return form.model_validate(single, strict=False)
    except ValidationError as fault:
        refuse(fault)


def refuse(fault: ValidationError) -> NoReturn:
    """Refuse by the first fault found, without a word of what was sent.

    Raises:
        BadRequest: it is not JSON at all.
        InvalidInput: with the JSON pointer of what does not fit.
    """
    first = fault.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        raise BadRequest("the body is not JSON") from None
    expected = _expected(first)
    raise InvalidInput(expected, _found(first), pointer(first)) from None


def pointer(fault: ErrorDetails) -> str:
    """Return the JSON pointer of a fault; names that only the sender knows are left out."""
    parts = list(fault["loc"])
    if fault["type"] == "extra_forbidden":
        parts = parts[:-1]
    if parts and parts[-1] == "[key]":
        parts = parts[:-2]
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def cursor_of(last: UUID) -> str:
    """Return the cursor that goes on behind an entry of a list."""
    return base64.urlsafe_b64encode(last.bytes).decode().rstrip("=")


def read_cursor(cursor: str) -> UUID | None:
    """Return the entry a cursor stands behind; the form of cursors is checked before."""
    return None if not cursor else UUID(bytes=base64.urlsafe_b64decode(f"{cursor}=="))


def _expected(fault: ErrorDetails) -> str:
    known = _SIZES.get(fault["type"])
    if known is not None:
        return known.format(**fault.get("ctx", {}))
    message = fault["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    return message[0].lower() + message[1:]


def _found(fault: ErrorDetails) -> str:
    """Say what kind of thing was sent; a text is told by its length alone."""
    value: Any = fault["input"]
    if fault["type"] == "missing":
        return "nothing"
    if fault["type"] == "extra_forbidden":
        return "another"
    if isinstance(value, str):
        return f"a text of {len(value)} characters"
    if isinstance(value, list | dict):
        kind = "an object" if isinstance(value, dict) else "a list"
        return f"{kind} of {len(cast('list[object]', value))}"
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true or false"
    return "a number" if isinstance(value, int | float) else "something else"


def _no_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which are not JSON.

    Raises:
        ValueError: always.
    """
    raise ValueError(name)
