"""Keyed stand-ins: the same value under the same key becomes the same name or invented value."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from privacy import rules
from privacy.model import Label

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = "安博晨丹恩帆刚涵嘉凯岚明宁佩琪睿思彤文希雪亚怡泽志哲卓子正云永义欣晓伟松书若清鹏"
_FIRST = ("Alex", "Casey", "Drew", "Jamie", "Jordan", "Morgan", "Riley", "Robin", "Sam", "Taylor")
_LAST = ("Adler", "Baker", "Carver", "Draper", "Ellery", "Fuller", "Glover", "Harper", "Mercer")
_PLACES = ("110101", "310104", "330106", "440305", "510107", "420106", "320102", "370202")
_FIRST_BIRTHDAY = date(1960, 1, 1)
_BIRTHDAYS = 16_000  # days: up to 2003


def pseudonym(key: bytes, label: Label, value: str) -> str:
    """Return a name such as <PHONE_4K7Q2MXA>; 40 bits tell about a million values apart.

    A password or a code gets no name of its own: there are too few of them to hide among.
    """
    if label is Label.CARD_SECRET:
        return f"<{label}>"
    return f"<{label}_{_tag(_digest(key, label, value))}>"


def surrogate(key: bytes, label: Label, value: str) -> str:
    """Return an invented value of the same form, or a pseudonym where no form is known.

    Its check digits are right. It may by chance be somebody's; it is never this person's, save
    by that chance.
    """
    invent = _FORMS.get(label)
    made = invent(_digest(key, label, value), value) if invent else ""
    return made or pseudonym(key, label, value)


def _digest(key: bytes, label: Label, value: str) -> bytes:
    """Spellings of one value count as one: width, capitals, spaces, dashes."""
    plain = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", value)).upper()
    return hmac.digest(key, f"{label}\0{plain}".encode(errors="surrogatepass"), hashlib.sha256)


def _tag(digest: bytes) -> str:
    return base64.b32encode(digest[:5]).decode()


def _digits(digest: bytes, count: int) -> str:
    return str(int.from_bytes(digest[8:], "big"))[-count:]


def _person(digest: bytes, value: str) -> str:
    one, two, three = (int.from_bytes(digest[place : place + 4], "big") for place in (0, 4, 8))
    if value.isascii():
        return f"{_FIRST[one % len(_FIRST)]} {_LAST[two % len(_LAST)]}"
    given = _GIVEN[two % len(_GIVEN)] + _GIVEN[three % len(_GIVEN)] * (len(value) > 2)
    return _SURNAMES[one % len(_SURNAMES)] + given


def _phone(digest: bytes, value: str) -> str:
    digits = re.sub(r"[^0-9]", "", value)
    if not re.search(r"1[3-9][0-9]{9}$", digits):
        return ""
    return f"1{digits[-10]}{_digits(digest, 9)}"


def _resident(digest: bytes, _value: str) -> str:
    place = _PLACES[digest[0] % len(_PLACES)]
    days = int.from_bytes(digest[1:4], "big") % _BIRTHDAYS
    born = _FIRST_BIRTHDAY + timedelta(days=days)
    first17 = f"{place}{born:%Y%m%d}{_digits(digest, 3)}"
    return first17 + rules.resident_check(first17)


def _card(digest: bytes, value: str) -> str:
    digits = re.sub(r"[^0-9]", "", value)
    payload = digits[:4] + _digits(digest, len(digits) - 5)
    return payload + rules.luhn_check(payload)


def _email(digest: bytes, _value: str) -> str:
    return f"user-{_tag(digest).lower()}@example.com"


_FORMS: dict[Label, Callable[[bytes, str], str]] = {
    Label.PERSON: _person,
    Label.PHONE: _phone,
    Label.ID_CARD: _resident,
    Label.BANK_CARD: _card,
    Label.EMAIL: _email,
}
