"""Consents taken back, by purpose, and how long a no took to take effect."""

from __future__ import annotations

from core.text import Text
from dashboards import words
from dashboards.charts.bars import bars
from dashboards.model import Card, Look, Table
from reporting.model import MarketBoard
from reporting.rollups import EFFECT, WITHDRAWN
from reporting.totals import Totals

_ROWS_MAX = 8


def card(board: MarketBoard, _totals: Totals, look: Look) -> Card:
    """Return the card of withdrawn consents."""
    parts = [(look.say(name), n) for _, name, n in board.withdrawals_by_purpose]
    return Card(
        code="withdrawals",
        title=look.say(_title(board)),
        note=look.say(_note(board)),
        picture=bars(look, parts[:_ROWS_MAX]) if parts else None,
        table=Table(
            (look.say(Text("用途", "Purpose")), look.say(Text("撤回", "withdrawn"))),
            tuple((name, words.count(n)) for name, n in parts),
        ),
        figures=(WITHDRAWN, EFFECT),
    )


def _title(board: MarketBoard) -> Text:
    if board.withdrawn is None:
        return Text("撤回还太少，暂不显示", "Too few withdrawals to be shown")
    if not board.withdrawn:
        return Text("没有人撤回同意", "Nobody took a consent back")
    count, spread = words.count(board.withdrawn), board.effect_ms
    if spread is None:
        return Text(f"撤回同意 {count} 次", f"Consent was taken back {count} times")
    return Text(
        f"撤回同意 {count} 次，一半在 {spread.middle} 毫秒内生效",
        f"Consent was taken back {count} times; half took effect within {spread.middle} ms",
    )


def _note(board: MarketBoard) -> Text:
    spread = board.effect_ms
    zh, en = "按用途 · 近 30 天", "By purpose · last 30 days"
    if spread is None:
        return Text(zh, en)
    return Text(
        f"{zh} · 生效用时 95% 在 {spread.high} 毫秒内",
        f"{en} · 95 % took effect within {spread.high} ms",
    )
