"""Numerals: figures, Chinese numerals plain and for cheques, English number words. Strict.

A numeral that has no single reading is refused: 二三十 (two or three tens), 12,5 (a comma that
groups nothing), 壹仟贰 (1,002 or 1,200).
"""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = "〇一二三四五六七八九"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
DIGITS = {
    **{letter: value for value, letter in enumerate(_PLAIN)},
    **{letter: value for value, letter in enumerate(_CAPITAL)},
    "两": 2,
    "貳": 2,
    "參": 3,
    "叄": 3,
    "陸": 6,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TEN_THOUSAND, _HUNDRED_MILLION = 10**4, 10**8
SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "萬": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
}

HAN = "[〇零一二两三四五六七八九十百千万亿壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟萬億]"
HAN_NUMBER = rf"{HAN}+(?:点{HAN}+)?"
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# Digits as they stand, well grouped or not; never the head of 12,0oo, which a picture gave.
# A leading point counts (.0493 %), and digits behind one are never read without it.
RUN = (
    r"(?:(?<!\d)(?<!\d[.,/⁄])(?<![^.\s]\.)(?<![\s:(]\.)(?>\d[\d.,]*\d|\d)|(?<![\w.])\.\d+)"
    r"(?![oOlI⁄⅐-⅞⁰-⁹₀-₉¹²³])"
)

_ONES = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_WORD = "(?:" + "|".join(sorted([*_ONES, *_TENS], key=len, reverse=True)) + ")"
ENGLISH_NUMBER = rf"(?:{_WORD}(?:[- ](?:and )?(?:{_WORD}|hundred|thousand|million))*)"


def han_number(text: str) -> int:
    """Read a whole number in Chinese numerals: 壹万贰仟叁佰 is 12300, 一万二 is 12000.

    Raises:
        ValueError: it is no numeral, or one with more than one reading.
    """
    if not text:
        raise ValueError("no numeral")
    if len(text) > 1 and all(letter in DIGITS for letter in text):
        if len(text) == 2 and not set(text) & set("〇零"):
            raise ValueError("a numeral with two readings")  # 两三 is two or three
        return int("".join(str(DIGITS[letter]) for letter in text))
    for letters, size in (("亿億", _HUNDRED_MILLION), ("万萬", _TEN_THOUSAND)):
        at = max(text.rfind(letter) for letter in letters)
        if at > 0:
            rest = text[at + 1 :]
            high = han_number(text[:at]) * size
            return high + (_below(rest, size) if rest else 0)
    return _section(text)


def _below(text: str, size: int) -> int:
    """Read what stands behind 万 or 亿; a lone digit counts the next lower unit (一万二).

    Raises:
        ValueError: it is no numeral, or one with more than one reading.
    """
    if len(text) == 1 and text in DIGITS:
        if text not in _PLAIN + "两":
            raise ValueError("a numeral with two readings")
        return DIGITS[text] * size // 10
    value = han_number(text)
    if value >= size:
        raise ValueError("not a numeral")
    return value


def _section(text: str) -> int:
    """Read up to four places: units fall, each has one digit, noughts only fill.

    Raises:
        ValueError: it is no numeral, or one with more than one reading.
    """
    total, digit, last, filled = 0, -1, 10_000, False
    for letter in text:
        if letter in "零〇":
            if digit > 0:
                raise ValueError("not a numeral")
            digit, filled = -1, True
        elif letter in DIGITS:
            if digit >= 0:
                raise ValueError("a numeral with two readings")
            digit = DIGITS[letter]
        elif letter in _UNITS and _UNITS[letter] < last:
            last = _UNITS[letter]
            total += (digit if digit >= 0 else _bare(last)) * last
            digit, filled = -1, False
        else:
            raise ValueError("not a numeral")
    if digit < 0:
        return total
    return total + _ones(digit, last, text, filled=filled)


def _bare(unit: int) -> int:
    """十 may stand without a digit; 百 and 千 may not.

    Raises:
        ValueError: it is no numeral, or one with more than one reading.
    """
    if unit != 10:
        raise ValueError("not a numeral")
    return 1


def _ones(digit: int, last: int, text: str, *, filled: bool) -> int:
    """Read the last digit: 三百五 is 350, but 叁佰伍 may be 305.

    Raises:
        ValueError: it has more than one reading.
    """
    if last in {100, 1000} and not filled:
        if text[-1] not in _PLAIN + "两":
            raise ValueError("a numeral with two readings")
        return digit * last // 10
    return digit


def han_decimal(text: str) -> Decimal:
    """Read Chinese numerals with or without a decimal part: 十五点四 is 15.4.

    Raises:
        ValueError: it is no numeral, or one with more than one reading.
    """
    ones, point, rest = text.partition("点")
    if not point:
        return Decimal(han_number(ones))
    if not rest or any(letter not in DIGITS for letter in rest):
        raise ValueError("not a numeral")
    decimals = "".join(str(DIGITS[letter]) for letter in rest)
    return Decimal(f"{han_number(ones)}.{decimals}")


def figure(text: str) -> Decimal:
    """Read figures, with commas only where they group thousands.

    Raises:
        ValueError: there are none, or they are grouped in another way.
    """
    stripped = text.strip()
    if re.fullmatch(r"\.\d+", stripped):
        stripped = f"0{stripped}"
    if re.fullmatch(FIGURE, stripped) is None:
        raise ValueError("no figures")
    return Decimal(stripped.replace(",", ""))


def english_number(text: str) -> int:
    """Read English number words below a thousand million: "one hundred and twenty".

    Raises:
        ValueError: a word is no number.
    """
    total, part = 0, 0
    words = [word for word in re.split(r"[-\s]+", text.lower()) if word not in {"", "and"}]
    if not words:
        raise ValueError("no numeral")
    for word in words:
        if word in _ONES:
            part += _ONES[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word == "hundred":
            part *= 100
        elif word in {"thousand", "million"}:
            total += part * SCALES[word]
            part = 0
        else:
            raise ValueError("not a numeral")
    return total + part


def decimal_of(text: str) -> Decimal:
    """Read a number in figures, Chinese numerals or English words.

    Raises:
        ValueError: it is none of them, or has more than one reading.
    """
    stripped = text.strip()
    if stripped[:1].isdigit() or stripped[:1] == ".":
        return figure(stripped)
    if stripped[:1].isascii():
        return Decimal(english_number(stripped))
    return han_decimal(stripped)
