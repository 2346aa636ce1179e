"""How numbers, shares and instants are written on a board."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from core.dates import ZONE
from core.text import Language, Text

SUPPRESSED: Final = Text("太少，不显示", "too few")
UNVERIFIED: Final = Text("未核对原文", "unverified")
_NARROW_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"


def count(value: int) -> str:
    """Return a count with separated thousands: 48,210."""
    return f"{value:,}"


def count_or_why(value: int | None, language: Language) -> str:
    """Return a count, or that it describes too few to be shown."""
    return SUPPRESSED.in_language(language) if value is None else count(value)


def percent(value: Decimal, language: Language) -> str:
    """Return a percentage in the spacing of the language: 24.00%, 24.00 %."""
    return f"{value:,}{percent_sign(language)}"


def percent_sign(language: Language) -> str:
    """Return the sign as it follows a number."""
    return "%" if language is Language.ZH else f"{_NARROW_SPACE}%"


def local(value: datetime) -> str:
    """Return an instant as a plotly axis of dates takes it, by the clock of China."""
    return value.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")


def minute(value: datetime) -> str:
    """Return hour and minute by the clock of China."""
    return value.astimezone(ZONE).strftime("%H:%M")


def second(value: datetime) -> str:
    """Return the time to the second by the clock of China."""
    return value.astimezone(ZONE).strftime("%H:%M:%S")
