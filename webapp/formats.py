"""How numbers, days and names are written on a page, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from flask import Flask

from core.dates import ZONE
from core.money import Money, Rate
from core.text import Language, Text
from webapp.preferences import language

_MINUS = "\N{MINUS SIGN}"
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_HIDDEN = "*"
_DAY_PATTERNS = {Language.ZH: "y年M月d日", Language.EN: "d MMMM y"}
_MONTH_DAY_PATTERNS = {Language.ZH: "M月d日", Language.EN: "d MMM"}
_MILLISECONDS_A_SECOND = 1000


def text(words: Text | str) -> str:
    """Return a wording in the visitor's language; plain strings (names, codes) stay."""
    return words.in_language(language()) if isinstance(words, Text) else words


def money(amount: Money) -> str:
    """Return an amount with currency and separated thousands: ¥12,345.67."""
    return amount.display().replace("-", _MINUS)


def figure(amount: Money) -> str:
    """Return an amount without its currency, for table columns that name it once."""
    return f"{amount.amount:,}".replace("-", _MINUS)


def number(value: int | Decimal) -> str:
    """Return a count with separated thousands: 48,210."""
    return f"{value:,}".replace("-", _MINUS)


def percent(rate: Rate, method: Text | None = None, places: int = 2) -> str:
    """Return a yearly rate with the name of its method: 20.31 % simple, 20.31%（单利）."""
    digits = f"{rate.rounded_percent(places):,}".replace("-", _MINUS)
    if language() is Language.ZH:
        return f"{digits}%（{method.zh}）" if method else f"{digits}%"
    return f"{digits}{_NARROW_SPACE}% {method.en}" if method else f"{digits}{_NARROW_SPACE}%"


def points(rate: Rate, places: int = 2) -> str:
    """Return a difference of two rates in percentage points, with its sign: +8.31."""
    value = rate.rounded_percent(places)
    return f"{'+' if value > 0 else ''}{value}".replace("-", _MINUS)


def share(fraction: Decimal, places: int = 1) -> str:
    """Return a part of one as a percentage: 0.614 is 61.4 %."""
    return percent(Rate(fraction), places=places)


def day(value: date) -> str:
    """Return a calendar day: 2026年11月22日, 22 November 2026."""
    spoken = language()
    return format_date(value, _DAY_PATTERNS[spoken], locale=spoken.value)


def short_day(value: date) -> str:
    """Return a day of the current year: 11月22日, 22 Nov."""
    spoken = language()
    return format_date(value, _MONTH_DAY_PATTERNS[spoken], locale=spoken.value)


def moment(value: datetime) -> str:
    """Return a day and time to the minute, by the clock of China."""
    local = _local(value)
    return f"{day(local.date())} {local:%H:%M}"


def short_moment(value: datetime) -> str:
    """Return a day of the current year and time to the minute, for lists."""
    local = _local(value)
    return f"{short_day(local.date())} {local:%H:%M}"


def exact_moment(value: datetime) -> str:
    """Return a day and time to the second, where the second proves something."""
    local = _local(value)
    return f"{day(local.date())} {local:%H:%M:%S}"


def clock(value: datetime) -> str:
    """Return the time of day to the second."""
    return f"{_local(value):%H:%M:%S}"


def machine(value: date | datetime) -> str:
    """Return the form that a `<time datetime>` attribute takes."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


def took(milliseconds: int) -> str:
    """Return how long something took: 4 毫秒, 4 ms, 1.2 秒, 1.2 s."""
    in_chinese = language() is Language.ZH
    if milliseconds < _MILLISECONDS_A_SECOND:
        return f"{milliseconds} {'毫秒' if in_chinese else 'ms'}"
    seconds = (Decimal(milliseconds) / _MILLISECONDS_A_SECOND).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    return f"{seconds} {'秒' if in_chinese else 's'}"


def masked(value: str, first: int = 0, last: int = 4) -> str:
    """Return a number or name with its middle hidden; short ones are hidden whole."""
    if len(value) <= first + last:
        return _HIDDEN * len(value)
    tail = value[len(value) - last :] if last else ""
    return value[:first] + _HIDDEN * (len(value) - first - last) + tail


def joined(words: tuple[Text | str, ...]) -> str:
    """Return several names as one list: 甲、乙 or A, B."""
    return ("、" if language() is Language.ZH else ", ").join(text(word) for word in words)


FILTERS = (
    text,
    money,
    figure,
    number,
    percent,
    points,
    share,
    day,
    short_day,
    moment,
    short_moment,
    exact_moment,
    clock,
    machine,
    took,
    masked,
    joined,
)


def _local(value: datetime) -> datetime:
    return value.astimezone(ZONE)


def install(app: Flask) -> None:
    """Let templates write values by these filters."""
    for written in FILTERS:
        app.add_template_filter(written)
