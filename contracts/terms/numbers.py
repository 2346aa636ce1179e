"""The number grammar: money, shares and days as contracts write them, in both languages.

Source:
    Written after the strings that ready-made parsers misread: 万分之五, 壹万贰仟叁佰元整,
    0.05 ‰, "20 % of the amount" read as money.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

_DIGITS = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"千": 1000, "万": 10**4, "萬": 10**4, "百万": 10**6, "亿": 10**8, "億": 10**8, "": 1}

HAN = "[〇零一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億]"
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MARK = r"(?:人民币|RMB|CNY|USD|EUR|GBP|US\$|[¥$€£])"
MONEY = (
    rf"(?:(?:{_MARK}\(?(?:大写)?\)?[:：]?\s*)+(?:{FIGURE})(?:\s*(?:百万|[千万萬亿億])?元)?"
    rf"|(?:{FIGURE})\s*(?:百万|[千万萬亿億])?(?:元|圆|美元)"
    rf"|(?:人民币)?{HAN}{{2,24}}[元圆](?:{HAN}角)?(?:{HAN}分)?"
    rf"|{HAN}[元圆])"
)
PERCENT = (
    rf"(?:(?:{FIGURE})\s*(?:%|‰|percent\b|per cent\b|个?基点|bps?\b)"
    rf"|[百千万]分之(?:\s*(?:{FIGURE})|{HAN}{{1,8}}(?:点{HAN}{{1,6}})?))"
)
DAY = (
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December),?\s+\d{4}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s+\d{1,2},\s*\d{4})"
)
COUNT = rf"(?:\d{{1,4}}|{HAN}{{1,4}})"
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_CURRENCIES = (
    ("USD", ("USD", "$", "美元")),
    ("EUR", ("EUR", "€")),
    ("GBP", ("GBP", "£")),
    ("CNY", ("人民币", "RMB", "CNY", "¥", "元", "圆")),
)


def han_number(text: str) -> int:
    """Read a whole number in Chinese numerals, plain or for cheques: 壹万贰仟叁佰 is 12300.

    Raises:
        ValueError: a character is no numeral, or there is none.
    """
    if not text:
        raise ValueError("no numeral")
    if len(text) > 1 and all(letter in _DIGITS for letter in text):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    large, middle, section, digit = 0, 0, 0, 0
    for letter in text:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in _UNITS:
            section += (digit or 1) * _UNITS[letter]
            digit = 0
        elif letter in "万萬":
            middle, section, digit = (section + digit) * 10**4, 0, 0
        elif letter in "亿億":
            large = (large + middle + section + digit) * 10**8
            middle, section, digit = 0, 0, 0
        else:
            raise ValueError("not a numeral")
    return large + middle + section + digit


def whole(text: str) -> int:
    """Read a count in figures or Chinese numerals.

    Raises:
        ValueError: it is neither.
    """
    stripped = text.strip()
    return int(stripped) if stripped.isdigit() else han_number(stripped)


def figure(text: str) -> Decimal:
    """Read figures with grouping commas.

    Raises:
        ValueError: there are none.
    """
    try:
        return Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        raise ValueError("no figures") from None


def money(text: str) -> tuple[Decimal, str]:
    """Read an amount in major units and its currency.

    Raises:
        ValueError: there is no amount in it.
    """
    currency = next((code for code, marks in _CURRENCIES if any(m in text for m in marks)), "")
    found = re.search(rf"({FIGURE})\s*(百万|[千万萬亿億])?", text)
    if found:
        return figure(found.group(1)) * _SCALES[found.group(2) or ""], currency
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
        ValueError: there is no share in it.
    """
    fraction = re.search(rf"([百千万])分之\s*({FIGURE}|{HAN}+(?:点{HAN}+)?)", text)
    if fraction:
        parts = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}
        return _share(fraction.group(2)) * parts[fraction.group(1)]
    found = re.search(rf"({FIGURE})\s*(%|‰|per|个?基点|bp)", text)
    if found is None:
        raise ValueError("no share")
    parts = {"%": Decimal(1), "p": Decimal(1), "‰": Decimal("0.1")}
    return figure(found.group(1)) * parts.get(found.group(2)[0], Decimal("0.01"))


def _share(text: str) -> Decimal:
    if text[0].isdigit():
        return figure(text)
    ones, _, rest = text.partition("点")
    decimals = "".join(str(_DIGITS[letter]) for letter in rest)
    return Decimal(f"{han_number(ones)}.{decimals or 0}")


def day(text: str) -> date:
    """Read a calendar day in any of the writings of DAY.

    Raises:
        ValueError: it is no day of the calendar.
    """
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 3:
        return date(*(int(number) for number in numbers))
    if len(numbers) == 2:
        name = re.search(r"[A-Za-z]+", text)
        month = _MONTHS.index(name.group().lower()) + 1 if name else 0
        days, years = sorted(int(number) for number in numbers)
        return date(years, month, days)
    parts = re.split("[年月日]", text)
    return date(han_number(parts[0]), han_number(parts[1]), han_number(parts[2]))
