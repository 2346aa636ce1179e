"""Signals of fraud, by the rule that fired."""

from __future__ import annotations

from core.text import Text
from dashboards import words
from dashboards.charts.bars import bars
from dashboards.model import Card, Look, Table
from reporting.model import MarketBoard
from reporting.rollups import ALERTS
from reporting.totals import Totals

_ROWS_MAX = 8  # the picture shows the largest; the table has them all


def card(board: MarketBoard, _totals: Totals, look: Look) -> Card:
    """Return the card of fraud signals."""
    title = _title(board)
    parts = [(look.say(name), n) for _, name, n in board.alerts_by_rule]
    return Card(
        code="alerts",
        title=look.say(title),
        note=look.say(
            Text(
                "按规则 · 近 30 天 · 一件申请可触发多条",
                "By rule · last 30 days · one application may fire several",
            )
        ),
        picture=bars(look, parts[:_ROWS_MAX]) if parts else None,
        table=Table(
            (look.say(Text("规则", "Rule")), look.say(Text("次数", "times"))),
            tuple((name, words.count(n)) for name, n in parts),
        ),
        figures=(ALERTS,),
    )


def _title(board: MarketBoard) -> Text:
    if board.alerts is None:
        return Text("欺诈信号还太少，暂不显示", "Too few fraud signals to be shown")
    if not board.alerts:
        return Text("没有欺诈信号", "No fraud signals")
    total = words.count(board.alerts)
    if not board.alerts_by_rule:
        return Text(f"反欺诈规则触发 {total} 次", f"Fraud rules fired {total} times")
    top = board.alerts_by_rule[0][1]
    return Text(
        f"反欺诈规则触发 {total} 次，最多的是“{top.zh}”",
        f"Fraud rules fired {total} times, most often “{top.en}”",
    )
