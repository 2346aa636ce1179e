"""Amounts the contract leaves open: "1%至3%", "200元到300元", "不超过借款本金的3%"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from contracts.terms.numbers import MONEY, PERCENT, money, percent, readable
from core.patterns import words_of

_TO: Final = r"\s*(?:至|到|~|～|-|–|—|\bto\b|\band\b)\s*"
_FURTHER: Final = words_of(rf"{_TO}(?:(?P<money>{MONEY})|(?P<share>{PERCENT}))", re.IGNORECASE)
# "200至300元": the unit stands behind the second number alone.
_LOWER: Final = words_of(r"(?<![\d.,])(?P<low>\d[\d,]*(?:\.\d+)?)\s*(?:至|到|~|～|-|–|—)\s*$")
_LIMIT: Final = words_of(
    r"(?:不(?:得)?(?:超过|高于|多于)|最高(?:不超过)?|至多|最多|上限为?)(?:人民币|按?(?:借款|贷款|剩余)?(?:本金|金额|总额)的?)?\s*$"
    r"|(?:up to|at most|not exceed(?:ing)?|no more than|not more than|a maximum of)\s*$",
    re.IGNORECASE,
)


def between(text: str, start: int, end: int) -> tuple[Decimal, Decimal] | None:
    """Return the least and the most an amount or a share may be; None where it is one number.

    Args:
        text: of the clause.
        start: where the first number begins.
        end: where it ends.
    """
    if not readable(text[start:end]):
        return None
    first = _number(text[start:end])
    further = _FURTHER.match(text, end)
    if further and readable(written := further.group("money") or further.group("share")):
        both = first, _number(written)
        return both if both[0] < both[1] and _alike(text[start:end], written) else None
    lower = _LOWER.search(text, 0, start)
    if lower and (low := Decimal(lower.group("low").replace(",", ""))) < first:
        return low, first
    return (Decimal(0), first) if first and _LIMIT.search(text[:start]) else None


def _alike(first: str, second: str) -> bool:
    return ("%" in first or "分之" in first) is ("%" in second or "分之" in second)


def _number(written: str) -> Decimal:
    shared = re.search(r"[%‰]|分之|基点|bp|per ?cent", written)
    return percent(written) if shared else money(written)[0]
