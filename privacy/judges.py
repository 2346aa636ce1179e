"""What a number says of itself: its structure and its check digit, weighed without context."""

from __future__ import annotations

import ipaddress
import re

from privacy import rules
from privacy.model import Evidence


def resident(value: str) -> frozenset[Evidence] | None:
    """A resident number of 18 or 15 digits; the residence permits have rows of their own."""
    if value.startswith(("810000", "820000", "830000")):
        return None
    return _evidence(fits=rules.resident_fits(value), checks=rules.resident_checks(value))


def permit(value: str) -> frozenset[Evidence] | None:
    """A residence permit of Hong Kong, Macao or Taiwan residents, built like a resident number."""
    return _evidence(fits=rules.real_day(value[6:14]), checks=rules.resident_checks(value))


def foreign_resident(value: str) -> frozenset[Evidence] | None:
    """The number on the card for foreign permanent residents since December 2023."""
    fits = rules.foreign_resident_fits(value)
    return _evidence(fits=fits, checks=rules.resident_checks(value) and fits)


def foreign_resident_old(value: str) -> frozenset[Evidence] | None:
    """Its form before: three letters of a country and twelve digits."""
    return _evidence(fits=rules.real_day(f"19{value[7:13]}"), checks=False)


def card(value: str) -> frozenset[Evidence] | None:
    """A scheme's range is structure only where Luhn agrees: half of all serials begin so."""
    checks = rules.luhn(value)
    return _evidence(fits=checks and rules.card_issuer_fits(value), checks=checks)


def grouped_card(value: str) -> frozenset[Evidence] | None:
    """Written in fours as on the card, a scheme's range is structure even with a slip in it."""
    return _evidence(fits=rules.card_issuer_fits(value), checks=rules.luhn(value))


def mobile(_value: str) -> frozenset[Evidence] | None:
    """A mainland mobile number; its shape is its structure."""
    return frozenset({Evidence.STRUCTURE})


def phone_us(value: str) -> frozenset[Evidence] | None:
    """A North American number; toll-free ones belong to companies."""
    digits = re.sub(r"[^0-9]", "", value)[-10:]
    toll_free = {"400", "800", "833", "844", "855", "866", "877", "888"}
    return None if digits[:3] in toll_free else frozenset({Evidence.STRUCTURE})


def phone_abroad(value: str) -> frozenset[Evidence] | None:
    """A number with a plus sign; short ones may be sums of money."""
    digits = sum(char.isdigit() for char in value)
    if not 8 <= digits <= 15:
        return None
    return _evidence(fits=digits >= 11, checks=False)


def uscc(value: str) -> frozenset[Evidence] | None:
    """A unified social credit code; of plain digits only where the check character is right."""
    checks = rules.uscc_checks(value)
    fits = rules.uscc_fits(value) and (checks or not value.isdigit())
    return _evidence(fits=fits, checks=checks)


def vin(value: str) -> frozenset[Evidence] | None:
    """A vehicle number, of letters and digits."""
    if value.isdigit() or value.isalpha():
        return None
    checks = rules.vin_checks(value)
    return _evidence(fits=checks, checks=checks)


def shape_says_it(_value: str) -> frozenset[Evidence] | None:
    """Nothing else looks like this."""
    return frozenset({Evidence.STRUCTURE})


def words_must_say_it(_value: str) -> frozenset[Evidence] | None:
    """Many things look like this: only a word in front of it tells."""
    return frozenset()


def imei(value: str) -> frozenset[Evidence] | None:
    """A device number; without a word in front it is any fifteen digits."""
    return frozenset() if rules.luhn(value) else None


def iban(value: str) -> frozenset[Evidence] | None:
    """An international account number."""
    return _evidence(fits=True, checks=True) if rules.iban_checks(value) else frozenset()


def ssn(value: str) -> frozenset[Evidence] | None:
    """A US social security number; some areas were never given out."""
    area, group, serial = value[:3], value[3:5], value[5:]
    if area in {"000", "666"} or area[0] == "9" or group == "00" or serial == "0000":
        return None
    return frozenset({Evidence.STRUCTURE})


def ipv4(value: str) -> frozenset[Evidence] | None:
    """Numbers such as 1.2.3.4 are versions or headings more often than addresses."""
    parts = [int(part) for part in value.split(".")]
    if max(parts) > 255 or parts[0] in {0, 127, 255}:
        return None
    return _evidence(fits=max(parts) >= 20, checks=False)


def ipv6(value: str) -> frozenset[Evidence] | None:
    """An address of version 6."""
    try:
        ipaddress.IPv6Address(value)
    except ValueError:
        return None
    return frozenset({Evidence.STRUCTURE})


def _evidence(*, fits: bool, checks: bool) -> frozenset[Evidence]:
    found = {Evidence.STRUCTURE: fits, Evidence.CHECK_DIGIT: checks}
    return frozenset(evidence for evidence, holds in found.items() if holds)
