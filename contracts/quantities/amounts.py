"""Money, lengths of time, days and counts, from what a pattern matched."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from contracts.quantities.model import Quantity
from contracts.quantities.numerals import HAN, RUN, SCALES, han_number
from contracts.quantities.patterns import MONTHS, number

_CURRENCIES = (
    ("HKD", ("HK$", "HKD", "港")),
    ("SGD", ("S$", "SGD")),
    ("INR", ("₹", "INR", "Rs")),
    ("USD", ("US$", "USD", "$", "美元", "dollar")),
    ("EUR", ("EUR", "€", "欧元", "euro")),
    ("GBP", ("GBP", "£", "英镑", "pound")),
    ("CNY", ("人民币", "RMB", "CNY", "¥", "元", "圆", "圓", "块", "yuan", "整")),
)


def currency_of(text: str) -> str:
    """Return the currency an amount is written in; "" when none is."""
    return next((code for code, marks in _CURRENCIES if any(m in text for m in marks)), "")


def han_money(text: str) -> Decimal:
    """Read an amount in capitals: 壹万贰仟叁佰元整 is 12300.

    Raises:
        ValueError: it is no amount, or one with more than one reading.
    """
    written = re.search(
        rf"({HAN}+)(?:[元圆圓](?:({HAN})角)?(?:零?({HAN})分)?|(?=整))", text.replace("大写", "")
    )
    if written is None:
        raise ValueError("no amount")
    amount = number(written.group(1))
    for index, place in ((2, Decimal("0.1")), (3, Decimal("0.01"))):
        if written.group(index):
            amount += han_number(written.group(index)) * place
    return amount


def money_of(bare: Quantity, found: re.Match[str]) -> Quantity:
    """Return an amount; figures and capitals that disagree are both given and neither is taken."""
    groups = found.groupdict()
    unit = currency_of(found.group())
    figures = groups["marked"] or groups["bare"]
    scale = SCALES[(groups["scale"] or groups["bare_scale"] or "").lower()]
    capitals = groups["capitals"] or groups["then"] or groups["again"]
    same = re.search(RUN, groups["same"]) if groups["same"] else None
    readings = [han_money(capitals)] if capitals else []
    if figures:
        readings.append(number(figures) * scale)
    if same:
        readings.append(number(same.group()))
    if len(set(readings)) > 1:
        apart = tuple(readings)
        return replace(bare, unit=unit, readings=apart, unread="words and figures disagree")
    return replace(bare, low=readings[0], high=readings[0], unit=unit)


def span_unit(text: str) -> str:
    """Return the unit of a length of time by its name."""
    written = text.strip(" -").lower()
    if re.search("工作日|营业日|交易日|business|banking|working", written):
        return "business_day"
    rows = (("quarter", "季|quarter"), ("week", "周|星期|week"), ("month", "月|month"))
    found = next((unit for unit, words in rows if re.search(words, written)), "")
    return found or ("year" if re.search("年|year", written) else "day")


def span_of(bare: Quantity, found: re.Match[str]) -> Quantity | None:
    """Return a length of time; None where 年 or 月 names a year or a month."""
    written, unit = found.group("span"), span_unit(found.group("span_unit"))
    if unit == "year" and re.fullmatch(rf"\d{{4}}|{HAN}{{4}}", written):
        return None  # 2026年 is a year, not two thousand of them
    if unit == "month" and "个" not in found.group("span_unit") and _names_a_month(found):
        return None
    value = Decimal("0.5") if written == "半" else number(written)
    again = re.search(rf"\(({RUN})\)", found.group())
    if again and number(again.group(1)) != value:
        apart = (value, number(again.group(1)))
        return replace(bare, unit=unit, readings=apart, unread="words and figures disagree")
    if found.group("half"):
        value += Decimal("0.5")
    return replace(bare, low=value, high=value, unit=unit)


def _names_a_month(found: re.Match[str]) -> bool:
    """10月 is October unless the words before it speak of a length of time."""
    if found.group("span_unit").isascii():
        return False
    before = found.string[max(0, found.start() - 6) : found.start()]
    return re.search(r"(?:期限?|为期|共|借期|满|每)[为是:共]{0,2}$", before) is None


def day_of(bare: Quantity, found: re.Match[str]) -> Quantity:
    """Return a day of the calendar.

    Raises:
        ValueError: why it has no value, in one phrase.
    """
    if found.group("part_day"):
        raise ValueError("a day without a year")
    try:
        on = day(found.group("day"))
    except ValueError:
        raise ValueError("no day of the calendar") from None
    return replace(bare, on=on, unit="day")


def day(text: str) -> date:
    """Read a calendar day in any of the writings of DAY.

    Raises:
        ValueError: it is no day of the calendar.
    """
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 3:
        return date(*(int(part) for part in numbers))
    if len(numbers) == 2:
        name = next((n for n in MONTHS if n in text.lower()), "")
        days, years = sorted(int(part) for part in numbers)
        return date(years, [*MONTHS].index(name) + 1, days)
    parts = re.split("[年月日]", text)
    if len(parts) < 3:
        raise ValueError("no day")
    return date(han_number(parts[0]), han_number(parts[1]), han_number(parts[2]))


def day_of_month(bare: Quantity, found: re.Match[str]) -> Quantity:
    """Return the day of each month on which something is due.

    Raises:
        ValueError: why it has no value, in one phrase.
    """
    value = number(found.group("dom") or found.group("dom_en"))
    if not 1 <= value <= 31:
        raise ValueError("no day of a month")
    return replace(bare, low=value, high=value, unit="day", period="month")


def count_of(bare: Quantity, found: re.Match[str]) -> Quantity:
    """Return a number of instalments or of occurrences."""
    value = number(found.group("count") or found.group("count_en"))
    unit = "occurrence" if found.group("count_unit") == "次" else "instalment"
    return replace(bare, low=value, high=value, unit=unit)
