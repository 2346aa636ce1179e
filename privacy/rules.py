"""Check digits and structures of identifiers: pure answers about one compact value."""

from __future__ import annotations

import re
from datetime import date

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_VIN_VALUES = dict(
    zip(
        "0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
        map(int, "012345678912345678123457923456789"),
        strict=True,
    )
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)

# First two digits of GB/T 2260; 81 to 83 stand on residence permits. Districts come and go,
# and old numbers keep theirs, so only the province is held against the table.
PROVINCES: frozenset[str] = frozenset(
    re.findall("..", "1112131415212223313233343536374142434445465051525354616263646571818283")
)
_CENTURIES = ("19", "20")


def real_day(digits: str) -> bool:
    """Is it a calendar day, written YYYYMMDD, of the twentieth or twenty-first century?"""
    if digits[:2] not in _CENTURIES:
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def resident_check(first17: str) -> str:
    """Return the check character of a resident number.

    Source:
        GB 11643-1999, by ISO 7064 MOD 11-2.
    """
    total = sum(
        int(digit) * weight for digit, weight in zip(first17, _RESIDENT_WEIGHTS, strict=True)
    )
    return _RESIDENT_CHECKS[total % 11]


def resident_checks(number: str) -> bool:
    """Is the last of 18 characters the right check character? Says nothing of 15 digits."""
    return len(number) == 18 and resident_check(number[:17]) == number[17].upper()


def resident_fits(number: str) -> bool:
    """Do region and birth date of a resident number of 18 or 15 digits make sense?"""
    day = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    return number[:2] in PROVINCES and number[2:6] != "9999" and real_day(day)


def foreign_resident_fits(number: str) -> bool:
    """Do province, country and birth date of a foreign resident's 18 digits make sense?

    Source:
        The layout published for the card issued since December 2023: 9, province, country
        (ISO 3166-1 numeric), birth date, sequence, check digit.
    """
    return (
        number[0] == "9"
        and number[1:3] in PROVINCES
        and number[3:6] != "000"
        and real_day(number[6:14])
    )


def luhn_check(payload: str) -> str:
    """Return the digit that makes `payload` pass Luhn's test (ISO/IEC 7812-1)."""
    return str(-_luhn_sum(f"{payload}0") % 10)


def luhn(digits: str) -> bool:
    """Do the digits pass Luhn's test (ISO/IEC 7812-1)? One random number in ten does."""
    return _luhn_sum(digits) % 10 == 0


def uscc_check(first17: str) -> str:
    """Return the check character of a unified social credit code (GB 32100-2015, MOD 31)."""
    total = sum(
        _USCC_ALPHABET.index(char) * weight
        for char, weight in zip(first17, _USCC_WEIGHTS, strict=True)
    )
    return _USCC_ALPHABET[-total % 31]


def uscc_checks(code: str) -> bool:
    """Is the last of 18 characters the right check character?"""
    return uscc_check(code[:17]) == code[17]


def uscc_fits(code: str) -> bool:
    """Do the registering authority and the region of a credit code make sense?"""
    return code[0] in "1234567895ANY" and (code[2:4] in PROVINCES or code[2:4] == "10")


def vin_checks(vin: str) -> bool:
    """Is the ninth character of a vehicle number the right check digit (GB 16735)?"""
    total = sum(_VIN_VALUES[char] * weight for char, weight in zip(vin, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11] == vin[8]


def iban_checks(iban: str) -> bool:
    """Is the remainder by 97 right (ISO 13616)?"""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def card_issuer_fits(digits: str) -> bool:
    """Do the leading digits and the length belong to a card scheme?

    Source:
        ISO/IEC 7812 ranges: UnionPay 62 and 81, Visa, Mastercard, American Express, JCB,
        Discover, and the ranges of Chinese debit cards from before 62.
    """
    length = len(digits)
    if digits.startswith("62") or digits.startswith(_OLD_CHINESE_DEBIT):
        return 16 <= length <= 19
    if digits[:2] in {"34", "37"}:
        return length == 15
    return length == 16 and _sixteen_digit_scheme(digits)


_OLD_CHINESE_DEBIT = (
    "9558",
    "9559",
    "9553",
    "9555",
    "9400",
    "9843",
    "9842",
    "4367",
    "4563",
    "6013",
)


def _sixteen_digit_scheme(digits: str) -> bool:
    first4 = int(digits[:4])
    return (
        digits[0] == "4"
        or 5100 <= first4 <= 5599
        or 2221 <= first4 <= 2720
        or 3528 <= first4 <= 3589
        or first4 == 6011
        or digits.startswith(("65", "81"))
    )


def _luhn_sum(digits: str) -> int:
    total = sum(int(digit) for digit in digits[-1::-2])
    return total + sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
