"""Where each yuan goes, drawn: one bar of what is paid, a band to each one who has it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from html import escape
from typing import Final

from contracts.reports.figures import Writer
from contracts.reports.model import Money, Part, PartKind
from core.text import Text

_WIDTH: Final = 680
_BAR: Final = 14  # how wide the bars are
_LEFT: Final = 150  # room for the words of the left bar
_MIDDLE: Final = 330  # where the right bars stand
_HEIGHT: Final = 230  # of the left bar
_ROW: Final = 46  # the least a right bar with its words takes
_GAP: Final = 8
_THIN: Final = 2.5  # the least a bar is drawn with, so that it is seen
_NAME: Final = 12.5  # size of type
_SMALL: Final = 10.5
_COLOURS: Final[dict[PartKind, str]] = {
    PartKind.RETURNED: "#0F5E6E",
    PartKind.INTEREST: "#52606D",
    PartKind.FEE: "#6B4E9B",
    PartKind.KEPT: "#6B4E9B",
}
_HIDDEN: Final = "#B4470F"
_FONTS: Final = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei',"
    " 'WenQuanYi Zen Hei', 'Noto Sans', system-ui, sans-serif"
)
_STRIP: Final = 18  # how high the strip on the first page is
_PAID: Final = Text("一共偿还", "You pay in all")
_TITLE: Final = Text("您偿还的钱去了哪里", "Where the money you pay goes")
_OF_HUNDRED: Final = Text("每 {hundred} 中 {share}", "{share} of each {hundred}")
_TO: Final = Text("收取人：{payee}", "to {payee}")
_NOBODY: Final = Text("没有写明收取人", "payee not named")


@dataclass(frozen=True, slots=True)
class _Bar:
    """A right bar: its part, where it stands, how high it is, and the room of its row."""

    part: Part
    top: float
    height: float
    row: float


def picture(money: Money, write: Writer) -> str:
    """Return an SVG whose bands are as wide as the amounts; "" where there are no parts."""
    if not money.parts:
        return ""
    bars, height = _placed(money)
    top = (height - _HEIGHT) / 2
    bands: list[str] = []
    labels: list[str] = []
    start = top
    for bar in bars:
        share = _drawn(money, bar.part)
        bands.append(_band(start, share, bar))
        labels.append(_label(bar, money, write))
        start += share
    words = _text(_LEFT - 12, top + _HEIGHT / 2 - 4, write.say(_PAID), _SMALL, "end")
    amount = _text(
        _LEFT - 12, top + _HEIGHT / 2 + 14, write.money(money.paid), 15, "end", bold=True
    )
    parts = "; ".join(f"{part.name}: {write.money(part.amount)}" for part in money.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}"'
        f' width="{_WIDTH}" height="{height:.0f}" font-family="{_FONTS}" role="img"'
        ' aria-labelledby="flow-t flow-d">'
        f'<title id="flow-t">{escape(write.say(_TITLE))}</title>'
        f'<desc id="flow-d">{escape(parts)}</desc>'
        f'<rect x="{_LEFT}" y="{top:.1f}" width="{_BAR}" height="{_HEIGHT}" fill="#16202A"/>'
        f"{''.join(bands)}{words}{amount}{''.join(labels)}</svg>"
    )


def strip(money: Money) -> str:
    """Return the same as one narrow bar, without words: they stand below it as text."""
    drawn: list[str] = []
    start = 0.0
    for part in money.parts:
        width = max(_THIN, float(part.amount / money.paid) * _WIDTH)
        width = min(width, max(0.0, _WIDTH - start))
        shape = f'x="{start:.1f}" y="0" width="{width:.1f}" height="{_STRIP}"'
        drawn.append(f'<rect {shape} fill="{colour_of(part)}" stroke="#fff" stroke-width="1"/>')
        start += width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_STRIP}" width="{_WIDTH}"'
        f' height="{_STRIP}" aria-hidden="true">{"".join(drawn)}</svg>'
    )


def colour_of(part: Part) -> str:
    """Return the colour a part is drawn in; burnt orange is hidden cost, and nothing else."""
    return _HIDDEN if part.hidden else _COLOURS[part.kind]


def share_of(money: Money, part: Part, write: Writer) -> str:
    """Return how much of each hundred paid a part takes, in words."""
    hundred = write.money(100).removesuffix(".00")
    share = write.money(money.of_hundred(part))
    return write.say(_OF_HUNDRED).format(share=share, hundred=hundred)


def fitted(words: str, ems: float) -> str:
    """Return words cut to a width, in widths of a Han character."""
    width = 0.0
    for index, letter in enumerate(words):
        width += 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56
        if width > ems:
            return f"{words[: max(1, index - 1)].rstrip()}…"
    return words


def _drawn(money: Money, part: Part) -> float:
    return float(part.amount / money.paid) * _HEIGHT


def _placed(money: Money) -> tuple[list[_Bar], float]:
    bars: list[_Bar] = []
    top = 6.0
    for part in money.parts:
        height = max(_THIN, _drawn(money, part))
        row = max(height, _ROW)
        bars.append(_Bar(part, top + (row - height) / 2, height, row))
        top += row + _GAP
    total = max(top, _HEIGHT + 12.0)
    slack = (total - top) / 2
    return [_Bar(b.part, b.top + slack, b.height, b.row) for b in bars], total


def _band(start: float, share: float, bar: _Bar) -> str:
    left, middle = _LEFT + _BAR, (_LEFT + _BAR + _MIDDLE) / 2
    below, bottom = start + max(share, 0.6), bar.top + bar.height
    colour = colour_of(bar.part)
    path = (
        f"M{left},{start:.1f} C{middle:.0f},{start:.1f} {middle:.0f},{bar.top:.1f}"
        f" {_MIDDLE},{bar.top:.1f} L{_MIDDLE},{bottom:.1f} C{middle:.0f},{bottom:.1f}"
        f" {middle:.0f},{below:.1f} {left},{below:.1f} Z"
    )
    return (
        f'<path d="{path}" fill="{colour}" fill-opacity="0.22"/>'
        f'<rect x="{_MIDDLE}" y="{bar.top:.1f}" width="{_BAR}" height="{bar.height:.1f}"'
        f' fill="{colour}"/>'
    )


def _label(bar: _Bar, money: Money, write: Writer) -> str:
    part, x = bar.part, _MIDDLE + _BAR + 12
    middle = bar.top + bar.height / 2
    room = _WIDTH - x
    share = share_of(money, part, write)
    payee = write.say(_TO).format(payee=part.payee) if part.payee else write.say(_NOBODY)
    if part.kind is PartKind.RETURNED:
        payee = part.payee
    lines = (
        _text(x, middle - 10, fitted(part.name, room / _NAME), _NAME, bold=True),
        _text(x, middle + 5, f"{write.money(part.amount)} · {share}", _SMALL),
        _text(x, middle + 19, fitted(payee, room / _SMALL), _SMALL, colour="#52606D"),
    )
    return "".join(lines)


def _text(
    x: float, y: float, words: str, size: float, anchor: str = "start", **style: str | bool
) -> str:
    weight = ' font-weight="600"' if style.get("bold") else ""
    colour = style.get("colour", "#16202A")
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
        f' fill="{colour}"{weight}>{escape(words)}</text>'
    )
