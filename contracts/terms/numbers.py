"""Patterns and readings of single amounts, shares and days, for rows of phrases.

`contracts.quantities.grammar.quantities` reads whole clauses, with ranges, caps, bases, periods
and conditions; these patterns find one number where a phrase already says what it is.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from contracts.quantities.amounts import currency_of
from contracts.quantities.amounts import day as _day
from contracts.quantities.numerals import FIGURE, HAN, RUN, SCALES, figure, han_number
from contracts.quantities.patterns import DAY
from contracts.quantities.rates import share
from core.patterns import words_of

__all__ = [
    "COUNT",
    "DAY",
    "FIGURE",
    "HAN",
    "MONEY",
    "PERCENT",
    "WORD_COUNT",
    "day",
    "figure",
    "han_number",
    "money",
    "percent",
    "readable",
    "tenths",
    "whole",
]

_MARK = r"(?:人民币|RMB|CNY|USD|EUR|GBP|(?:US|HK|S|A|C)\$|HKD|SGD|INR|\bRs\.?(?=\s?\d)|[¥$€£₹])"
# Never the head or the tail of digits grouped in another way (12,5) or misread (12,0oo).
_WELL = (
    rf"(?:(?<!\d)(?<!\d[.,/⁄])(?<![^.\s]\.)(?<![\s:(]\.)(?>{FIGURE})|(?<![\w.])\.\d+)"
    r"(?!\d|[.,]\d|[oOlI⁄⅐-⅞⁰-⁹₀-₉¹²³])"
)
MONEY = (
    rf"(?:(?:{_MARK}\(?(?:大写)?\)?[:：]?\s*)+{_WELL}(?:\s*(?:百万|[千万萬亿億])?元)?"
    rf"|{_WELL}\s*(?:百万|[千万萬亿億])?(?:元|圆|美元)"
    rf"|(?:人民币)?{HAN}{{2,24}}[元圆](?:{HAN}角)?(?:{HAN}分)?"
    rf"|{HAN}[元圆])"
)
COUNT = rf"(?:\d{{1,4}}|{HAN}{{1,4}})"
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
# Two and more: "one payment" is a manner of speaking, not a count.
WORD_COUNT = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}"
    rf"|{'|'.join(_ONES[1:])})"
)
PERCENT = (
    rf"(?:{_WELL}\s*(?:%|‰|percent\b|per cent\b|个?基点|bps?\b)"
    # "five percent (5%)" is read once, in figures.
    rf"|\b(?:{WORD_COUNT}|one)(?: and (?:a|one)[- ]half)?[- ]per ?cent\b(?!\s*\(\s*\d)"
    rf"|[百千万]分之(?:\s*{_WELL}|{HAN}{{1,8}}(?:点{HAN}{{1,6}})?))"
)
_IS_SHARE = "[%‰]|分之|基点|bp|per ?cent"
_FIRST = words_of(rf"(?P<run>{RUN})\s*(?P<scale>百万|[千万萬亿億])?")


def whole(text: str) -> int:
    """Read a count in figures, English words below a hundred, or Chinese numerals.

    Raises:
        ValueError: it is none of them.
    """
    stripped = text.strip()
    if not stripped:
        raise ValueError("no count")
    if stripped.isdigit():
        return int(stripped)
    return _in_words(stripped.lower()) if stripped.isascii() else han_number(stripped)


def _in_words(text: str) -> int:
    if text in _TEENS:
        return 10 + _TEENS.index(text)
    tens, _, ones = text.replace("-", " ").rpartition(" ")
    if not tens and ones in _TENS:
        tens, ones = ones, ""
    if (tens and tens not in _TENS) or (ones and ones not in _ONES):
        raise ValueError("no count")
    return (20 + 10 * _TENS.index(tens) if tens else 0) + (1 + _ONES.index(ones) if ones else 0)


def money(text: str) -> tuple[Decimal, str]:
    """Read an amount in major units and its currency.

    Raises:
        ValueError: there is no amount in it, or one with more than one reading.
    """
    currency = currency_of(text)
    found = _FIRST.search(text)
    if found:
        return figure(found.group("run")) * SCALES[found.group("scale") or ""], currency
    written = re.search(rf"({HAN}+)[元圆](?:({HAN})角)?(?:({HAN})分)?", text)
    if written is None:
        raise ValueError("no amount")
    amount = Decimal(han_number(written.group(1)))
    for index, place in ((2, Decimal("0.1")), (3, Decimal("0.01"))):
        if written.group(index):
            amount += han_number(written.group(index)) * place
    return amount, currency or "CNY"


def percent(text: str) -> Decimal:
    """Read a share as percent: 万分之五 is 0.05, 1.5‰ is 0.15, 30 基点 is 0.3.

    Raises:
        ValueError: there is no share in it, or one with more than one reading.
    """
    return share(text.strip())


_TENTHS = words_of(rf"(?P<first>{RUN}|{HAN}+)(?P<unit>[分厘])(?:(?P<rest>{HAN}|\d)厘)?")
_FEN = {"year": Decimal(10), "month": Decimal(1), "day": Decimal("0.1")}


def tenths(text: str, period: str) -> Decimal:
    """Read 分 and 厘, which are percent by the period they are said of.

    月息二分 is 2 % a month, 年息一分 10 % a year, 日息一厘 0.01 % a day; 厘 is a tenth of 分.

    Raises:
        ValueError: it is no such share, or said of no period.
    """
    found = _TENTHS.fullmatch(text)
    if found is None or period not in _FEN:
        raise ValueError("no share")
    fen = _FEN[period]
    first = found.group("first")
    value = (figure(first) if first.isascii() else Decimal(han_number(first))) * (
        fen if found.group("unit") == "分" else fen / 10
    )
    rest = found.group("rest") or ""
    if rest:
        value += (Decimal(rest) if rest.isascii() else Decimal(han_number(rest))) * fen / 10
    return value


def readable(text: str) -> bool:
    """Say whether an amount or a share has one reading; 二三十元 and 12,5% have none."""
    try:
        if re.search(_IS_SHARE, text):
            percent(text)
        else:
            money(text)
    except ValueError:
        return False
    return True


def day(text: str) -> date:
    """Read a calendar day in any of the writings of DAY.

    Raises:
        ValueError: it is no day of the calendar.
    """
    return _day(text)
