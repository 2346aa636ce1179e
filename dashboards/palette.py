"""The colours and type of the house, as plotly takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FONT: Final = (
    '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", '
    '"Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme.

    Args:
        ink, slate, line, paper: text, secondary text, hairlines, the card behind the picture.
        first, second, third: the series, in this order.
        light_band: the range that holds nine in ten.
        cost: reference lines of price, and nothing else.
    """

    ink: str
    slate: str
    line: str
    paper: str
    first: str
    second: str
    third: str
    light_band: str
    cost: str


LIGHT: Final = Palette(
    ink="#16202A",
    slate="#52606D",
    line="#D9DEE3",
    paper="#FFFFFF",
    first="#0F5E6E",
    second="#C9842B",
    third="#6B4E9B",
    light_band="#CFDFE2",
    cost="#B4470F",
)
DARK: Final = Palette(
    ink="#E8EDF1",
    slate="#A7B4C0",
    line="#2C3640",
    paper="#182029",
    first="#5CC0CF",
    second="#D9A05B",
    third="#A88FD4",
    light_band="#27444D",
    cost="#F2A65A",
)
PALETTES: Final[dict[str, Palette]] = {"light": LIGHT, "dark": DARK}
