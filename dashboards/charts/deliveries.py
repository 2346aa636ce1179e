"""The alarm: recipients of data that did not answer in time when told to stop or to delete."""

from __future__ import annotations

from core.text import Text
from dashboards import words
from dashboards.charts.bars import bars
from dashboards.model import Card, Look, Table
from reporting.figures import most_first
from reporting.model import MarketBoard
from reporting.rollups import OVERDUE, TOLD
from reporting.totals import Totals

_ROWS_MAX = 8


def card(board: MarketBoard, _totals: Totals, look: Look) -> Card:
    """Return the card of what was not answered in time, by the lender who told it."""
    late = {look.say(one.name): one.overdue for one in board.lenders if one.overdue}
    parts = list(most_first(late))
    return Card(
        code="deliveries",
        title=look.say(_title(board)),
        note=look.say(_note(board)),
        picture=bars(look, parts[:_ROWS_MAX]) if parts else None,
        table=Table(
            (look.say(Text("机构", "Lender")), look.say(Text("逾期", "overdue"))),
            tuple((name, words.count(n)) for name, n in parts),
        ),
        figures=(TOLD, OVERDUE),
    )


def _title(board: MarketBoard) -> Text:
    """Say the alarm first; a few are too few to be counted here, and are an alarm all the same."""
    if board.overdue is None:
        return Text(
            "▲ 有接收方被要求停用后逾期未答复，数量太少不列出",
            "▲ Recipients told to stop did not answer in time; too few to be counted here",
        )
    if not board.overdue:
        return Text("没有接收方逾期未答复", "No recipient is late with its answer")
    count = words.count(board.overdue)
    return Text(
        f"▲ 接收方被要求停用后，{count} 次逾期未答复",
        f"▲ Told to stop, recipients did not answer in time {count} times",
    )


def _note(board: MarketBoard) -> Text:
    zh, en = "按机构 · 近 30 天", "By lender · last 30 days"
    if not board.told:
        return Text(zh, en)
    told = words.count(board.told)
    return Text(f"{zh} · 接收方共收到 {told} 次通知", f"{en} · recipients took {told} messages")
