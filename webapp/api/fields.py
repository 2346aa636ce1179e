"""The forms that fields take in every body and answer, and the one form of an error."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import date
from typing import Annotated, Any, Literal, cast

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from consent.purposes import PURPOSES
from core.dates import iso
from core.text import Text

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BASE64 = "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)"


def _bytes_from(value: object) -> bytes:
    """Decode base64 as RFC 4648 writes it.

    Raises:
        PydanticCustomError: it is not, or there is nothing in it.
    """
    try:
        contents = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        contents = b""
    if not contents:
        raise PydanticCustomError("base64", "base64 of at least one byte")
    return contents


def _day_from(value: object) -> date:
    """Read a day as RFC 3339 writes it, and in no other way.

    Raises:
        PydanticCustomError: it is none.
    """
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "a day such as 2026-11-23")


def _one_of(codes: tuple[str, ...], expected: str) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return what lets only these codes through, and describes them."""

    def check(value: object) -> object:
        if not isinstance(value, str) or value not in codes:
            raise PydanticCustomError("code", expected)  # pyright: ignore[reportArgumentType]
        return value

    return BeforeValidator(check), WithJsonSchema({"type": "string", "enum": list(codes)})


AgreedPurpose = Annotated[
    str,
    *_one_of(
        tuple(one.code for one in PURPOSES if one.needs_grant), "a purpose that rests on consent"
    ),
]
RevocablePurpose = Annotated[
    str,
    *_one_of(
        tuple(one.code for one in PURPOSES if one.needs_grant and one.revocable),
        "a purpose that can be taken back",
    ),
]
Base64 = Annotated[
    bytes,
    BeforeValidator(_bytes_from),
    WithJsonSchema(
        {"type": "string", "contentEncoding": "base64", "minLength": 4, "pattern": f"^{_BASE64}$"}
    ),
]
Day = Annotated[date, BeforeValidator(_day_from)]
Amount = Annotated[
    str,
    StringConstraints(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$"),
    Field(description="Major units as a decimal string, such as 12000.00.", examples=["12000.00"]),
]
Line = Annotated[str, StringConstraints(pattern=r"^[^\u0000-\u001f\u007f]*$", max_length=200)]
Code = Annotated[str, StringConstraints(pattern=r"^[!-~]+$", max_length=100)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[^\u0000-\u001f\u007f/]+$", max_length=120)]
Instant = Annotated[
    AwareDatetime,
    PlainSerializer(iso, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
LanguageCode = Literal["zh", "en"]
JurisdictionCode = Literal["cn", "us", "eu", "uk"]
LenderTypeCode = Literal[
    "bank",
    "consumer_finance",
    "auto_finance",
    "trust",
    "microloan",
    "pawn",
    "private",
    "credit_union",
]
StateCode = Literal["waiting", "paused", "in_review", "approved", "declined", "cancelled"]


class Body(BaseModel):
    """What comes in: nothing but what is described, in the very types described."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class QueryArguments(BaseModel):
    """What stands behind the question mark of an address."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswerBody(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True)


class Bilingual(AnswerBody):
    """One wording in Chinese and English."""

    zh: str
    en: str


class PlainText(AnswerBody):
    """A text that is no JSON."""


class AnyObject(AnswerBody):
    """An object whose members are described in the documentation."""

    model_config = ConfigDict(extra="allow", frozen=True)


class Problem(AnswerBody):
    """An error in the form of RFC 9457; nothing of what was sent is repeated in it."""

    type: str = Field(examples=["urn:candor:problem:invalid-input"])
    title: str
    status: int
    detail: str = Field(description="One line: where, what was expected, what was found.")
    code: str = Field(description="Stable, for programs to compare.", examples=["invalid-input"])
    pointer: str = Field(default="", description="JSON pointer to what does not fit.")
    expected: str = ""
    reason: str = Field(default="", description="Why the consent gate refuses.")
    purpose: str = Field(default="", description="The purpose it refuses.")
    reference: str = Field(default="", description="Of a fault of ours, to be told to us.")


def bilingual(text: Text | dict[str, Any]) -> Bilingual:
    """Return a wording in the form of answers."""
    return Bilingual(**cast("dict[str, str]", text if isinstance(text, dict) else text.as_dict()))
