"""Text and fields without the personal data in them, in four ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum

from core.errors import InvalidInput
from privacy.model import Label, Span
from privacy.names import COMPOUND_SURNAMES
from privacy.surrogates import pseudonym, surrogate

_STAR = "*"
_KEY_BYTES_MIN = 16
_REGION = re.compile(r"^[\u4e00-\u9fff]{2,12}?(?:省|自治区)?[\u4e00-\u9fff]{0,10}?(?:市|州|县|区)")


class Mode(StrEnum):
    """What stands in the place of a span."""

    MASK = "mask"  # stars, with the part that JR/T 0171 lets a screen show: 138****1234
    LABEL = "label"  # its kind: <PHONE>
    PSEUDONYM = "pseudonym"  # the same value, the same name: <PHONE_4K7Q2MXA>
    SURROGATE = "surrogate"  # an invented value of the same form


def mask(text: str, spans: Iterable[Span], mode: Mode = Mode.MASK, key: bytes | None = None) -> str:
    """Return the text with every span replaced.

    Args:
        text: the text that was scanned.
        spans: what the scan found in it, in order and not overlapping.
        mode: what stands in their place.
        key: for pseudonyms and surrogates, at least 16 secret bytes: whoever has it can test
            guesses, so each organisation has its own.

    Raises:
        InvalidInput: the mode needs a key and there is none, or it is too short.
    """
    replace = _replacement(mode, key)
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], replace(span.label, text[span.start : span.end]))
        done = span.end
    return "".join((*pieces, text[done:]))


def mask_value(kind: Label | str, value: str) -> str:
    """Return one field of a known kind as a screen may show it.

    Source:
        The display rules of JR/T 0171-2020 as described by others; see `privacy.kinds.BASES`.
    """
    plain = unicodedata.normalize("NFKC", value).strip()
    if not plain:
        return value
    shown = MASKS[Label(kind)](plain)
    return shown if shown != plain else _STAR * len(plain)


def _replacement(mode: Mode, key: bytes | None) -> Callable[[Label, str], str]:
    if mode is Mode.MASK:
        return mask_value
    if mode is Mode.LABEL:
        return lambda label, _value: f"<{label}>"
    if key is None or len(key) < _KEY_BYTES_MIN:
        found = "none" if key is None else f"{len(key)} bytes"
        raise InvalidInput(f"a key of at least {_KEY_BYTES_MIN} bytes", found, "key")
    invent = pseudonym if mode is Mode.PSEUDONYM else surrogate
    return lambda label, value: invent(key, label, value)


def _keep(head: int, tail: int) -> Callable[[str], str]:
    """Show the ends of a value; one too short to hide something in the middle shows nothing."""

    def shown(value: str) -> str:
        compact = re.sub(r"[ \-]", "", value)
        hidden = len(compact) - head - tail
        if hidden < 2:
            return _STAR * len(compact)
        return compact[:head] + _STAR * hidden + compact[len(compact) - tail :]

    return shown


def _person(value: str) -> str:
    """Show the surname of a Han name, the initials of another: 张*, J*** S****."""
    if value.isascii():
        return re.sub(r"(?<=\S)\S", _STAR, value)
    head = 2 if value[:2] in COMPOUND_SURNAMES and len(value) > 2 else 1
    if len(value) == 1:
        return _STAR
    return value[:head] + re.sub(r"[^·•．]", _STAR, value[head:])


def _phone(value: str) -> str:
    """Show the first three and last four digits of a mobile number, of others the last ones."""
    digits = [place for place, char in enumerate(value) if char.isdigit()]
    mobile = re.search(r"1[3-9][0-9](?:[ -]?[0-9]{4}){2}$", value)
    if mobile:
        plain = re.sub(r"[ -]", "", mobile.group())
        return f"{value[: mobile.start()]}{plain[:3]}****{plain[-4:]}"
    shown = set(digits[-4:] if len(digits) > 8 else digits[-2:])
    return "".join(
        char if not char.isdigit() or place in shown else _STAR for place, char in enumerate(value)
    )


def _card(value: str) -> str:
    digits = re.sub(r"[^0-9]", "", value)
    if len(digits) < 13:
        return _STAR * len(digits)
    return f"{digits[:4]} **** **** {digits[-4:]}"


def _resident(value: str) -> str:
    compact = re.sub(r"[ \-]", "", value)
    return _keep(6, 3 if len(compact) == 15 else 4)(value)


def _email(value: str) -> str:
    name, sign, host = value.partition("@")
    return f"{name[:1]}***{sign}{host}" if sign else _STAR * len(value)


def _address(value: str) -> str:
    region = _REGION.match(value)
    return f"{region.group() if region else ''}****"


def _employer(value: str) -> str:
    return f"{value[:2] if len(value) > 4 else ''}****"


def _birth_date(value: str) -> str:
    head = 4 if re.match(r"(?:19|20)[0-9]{2}", value) else 0
    return value[:head] + re.sub(r"[0-9]", _STAR, value[head:])


def _network(value: str) -> str:
    if ":" in value or "-" in value:
        return f"{value.split(':')[0].split('-')[0]}:****"
    return ".".join((*value.split(".")[:2], _STAR, _STAR))


def _location(value: str) -> str:
    return re.sub(r"\.[0-9]+", ".****", value)


def _everything(_value: str) -> str:
    """Not even the length of a secret is shown."""
    return _STAR * 6


MASKS: dict[Label, Callable[[str], str]] = {
    Label.PERSON: _person,
    Label.ADDRESS: _address,
    Label.PHONE: _phone,
    Label.EMAIL: _email,
    Label.ID_CARD: _resident,
    Label.PASSPORT: _keep(1, 3),
    Label.HKMO_PERMIT: _keep(1, 3),
    Label.TW_PERMIT: _keep(1, 3),
    Label.FOREIGN_PR_ID: _keep(3, 4),
    Label.BANK_CARD: _card,
    Label.USCC: _keep(4, 4),
    Label.PLATE: _keep(2, 1),
    Label.VIN: _keep(3, 4),
    Label.IMEI: _keep(2, 4),
    Label.MAC: _network,
    Label.IP: _network,
    Label.WECHAT: _keep(1, 1),
    Label.QQ: _keep(1, 2),
    Label.ALIPAY: lambda value: _email(value) if "@" in value else _keep(3, 4)(value),
    Label.IBAN: _keep(4, 4),
    Label.US_SSN: lambda value: f"***-**-{value[-4:]}" if len(value) >= 9 else "***-**-****",
    Label.LOCATION: _location,
    Label.CARD_SECRET: _everything,
    Label.BIRTH_DATE: _birth_date,
    Label.EMPLOYER: _employer,
}
