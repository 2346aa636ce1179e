"""Shares, multiples, and rates that hang on a published one, from what a pattern matched."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from contracts.quantities.model import Kind, Quantity
from contracts.quantities.numerals import HAN, RUN
from contracts.quantities.patterns import NUMBER, number

_SHORT = {"prime rate": "prime", "euribor": "EURIBOR"}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "eighth": 8,
    "tenth": 10,
    "twelfth": 12,
    "second": 52,
}


def share_unit(text: str) -> str:
    """Return "point" for points and basis points, which add to a rate; otherwise "percent"."""
    return "point" if re.search(r"点$|points?$|bps?$", text.strip(), re.I) else "percent"


def share(text: str) -> Decimal:
    """Read a share as percent: 万分之五 is 0.05, 1.5‰ is 0.15, 30 基点 is 0.3.

    Raises:
        ValueError: why it has no value, in one phrase.
    """
    fraction = re.match(r"([百千万])分之\s*|([千万])(?=[\d.一二三四五六七八九])", text)
    if fraction:
        parts = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}
        return number(text[fraction.end() :]) * parts[fraction.group(1) or fraction.group(2)]
    interest = re.fullmatch(rf"({RUN}|{HAN}{{1,2}})([分厘])(?:({HAN})厘)?", text)
    if interest:
        raise ValueError("分 and 厘 are read with 月息 or 年息 only")
    found = re.match(rf"\s*(?P<n>{NUMBER})(?:\s*\((?P<again>{RUN})\s*%?\))?\s*(?P<u>\D*)", text)
    if found is None:
        raise ValueError("no share")
    value = number(found.group("n"))
    repeated = found.group("again") or next(iter(re.findall(rf"\(({RUN})\s*%\)$", text)), None)
    if repeated is not None and number(repeated) != value:
        raise ValueError("words and figures disagree")
    return value * _share_size(found.group("u"))


def _share_size(unit: str) -> Decimal:
    if unit.startswith("‰"):
        return Decimal("0.1")
    return Decimal("0.01") if re.match(r"个?基点|basis|bp", unit, re.I) else Decimal(1)


def share_of(bare: Quantity, found: re.Match[str]) -> Quantity:
    """Return a share in percent, or in points where it is added to a rate.

    Raises:
        ValueError: why it has no value, in one phrase.
    """
    if found.group("odd"):
        raise ValueError(f"no single reading of {found.group('odd')}")
    written = found.group("share") or found.group("of_share")
    parts = found.group("parts")
    if found.group("share") and re.search(r"[分厘]$", written):
        value = _old_interest(found)
    else:
        value = share(written)
    if parts:
        above, below = _part(parts)
        value = value * above / below
    return replace(bare, low=value, high=value, unit=share_unit(written))


def _part(text: str) -> tuple[Decimal, Decimal]:
    """Return the upper and the lower number of a fraction: 1/10, one twelfth.

    Raises:
        ValueError: the lower one is nothing.
    """
    if "/" in text:
        above, below = (number(piece) for piece in text.split("/"))
        if not below:
            raise ValueError("a share of nothing")
        return above, below
    return Decimal(1), Decimal(_PARTS[re.split(r"[- ]", text)[-1]])


def _old_interest(found: re.Match[str]) -> Decimal:
    """Read 月息二分 (2 % a month) and 年息八厘 (8 % a year); other uses have no one meaning.

    Raises:
        ValueError: why it has no value, in one phrase.
    """
    before = found.string[max(0, found.start() - 2) : found.start()]
    written = re.match(rf"({RUN}|{HAN}{{1,2}})([分厘])(?:({HAN})厘)?", found.group())
    size = {"月息": Decimal(1), "年息": Decimal(10)}.get(before)
    if size is None or written is None:
        raise ValueError("分 and 厘 are read with 月息 or 年息 only")
    tenth = written.group(2) == "厘"
    value = number(written.group(1)) * (size / 10 if tenth else size)
    return value + (number(written.group(3)) * size / 10 if written.group(3) else 0)


def benchmark_of(bare: Quantity, found: re.Match[str]) -> Quantity:
    """Return a rate that hangs on a published one, by points or by a multiple."""
    name = found.group("bench") or found.group("bench_en") or found.group("bench_zh")
    shown = "LPR" if "报价" in name or "基础利率" in name else _SHORT.get(name.lower(), name)
    tenor = {"1": 1, "一": 1, "5": 5, "五": 5}.get(found.group("tenor") or "", 0)
    groups = found.groupdict()
    times = groups["bench_times"] or groups["times_of"] or groups["times_zh"]
    bare = replace(bare, benchmark=shown, tenor=tenor, base="rate", noun=name)
    if times:
        return replace(bare, low=number(times), high=number(times), unit="times")
    sign, spread = found.group("sign"), found.group("spread")
    value = share(spread) * (-1 if re.match("-|减|下|minus", sign) else 1)
    if re.match("上浮|下浮|increased", sign) and share_unit(spread) == "percent":
        return replace(bare, low=1 + value / 100, high=1 + value / 100, unit="times")
    return replace(bare, low=value, high=value, unit="point")


def times_of(bare: Quantity, found: re.Match[str]) -> Quantity | None:
    """Return a multiple; "50 % above the rate" is 1.5, "raised by 2 points" stays a share."""
    groups = found.groupdict()
    more = groups["more"] or groups["more_en"] or groups["raised"]
    if more:
        around = found.string[max(0, found.start() - 16) : found.start()]
        if share_unit(more) == "point" or (groups["more"] and "利率" not in around):
            value = share(more)
            return replace(
                bare, kind=Kind.SHARE, low=value, high=value, unit=share_unit(more), base="rate"
            )
        value = 1 + share(more) / 100
    elif groups["double"]:
        value = Decimal(3 if groups["double"] == "triple" else 2)
    else:
        value = number(groups["times"] or groups["times_en"])
    return replace(bare, low=value, high=value, unit="times")
