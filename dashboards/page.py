"""A board as a page: its parts when it is opened, and what changes in them afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from dash import dcc, html

from core.text import Text
from dashboards import words
from dashboards.charts import alerts, decisions, deliveries, flow, rates, withdrawals
from dashboards.model import Card, Look, Picture, Table
from dashboards.tiles import tiles
from reporting.figures import DEFINITIONS
from reporting.model import Definition, MarketBoard
from reporting.totals import Totals, totals_of

Changes = dict[str, dict[str, Any]]
"""Component -> property -> value: what the browser is to set."""

CHARTS: Final[tuple[Callable[[MarketBoard, Totals, Look], Card], ...]] = (
    flow.card,
    decisions.card,
    rates.card,
    alerts.card,
    withdrawals.card,
    deliveries.card,
)
POLL: Final = "poll"  # the timer that asks when nothing can be pushed
POLL_MS: Final = 5000
IN_DARK: Final = "in-dark"

_NOTHING_YET: Final = Text(
    "还没有可显示的数字。少于 10 件的组不显示；有新的事实，图会自己动起来。",
    "Nothing can be shown yet. Groups of fewer than ten stay hidden; the chart moves by itself"
    " when facts arrive.",
)
_STATES: Final = {
    "live": Text("实时", "Live"),
    "reconnecting": Text("正在重新连接", "Reconnecting"),
    "polling": Text("每 5 秒更新", "Every 5 seconds"),
}
_NO_PICTURE: Final[Picture] = {"data": [], "layout": {"height": 10}}


def changes(board: MarketBoard, look: Look) -> Changes:
    """Return every part of the page that depends on the figures, as its components take it."""
    totals = totals_of(board)
    found: Changes = {
        "headline": {"children": look.say(_headline(board))},
        "as-of": {"children": f"{look.say(Text('截至', 'as of'))} {words.second(board.as_of)}"},
        "small-groups": {"children": look.say(_small_groups(board))},
    }
    for tile in tiles(board, totals):
        found[f"{tile.code}-value"] = {"children": look.say(tile.value)}
        found[f"{tile.code}-note"] = {"children": look.say(tile.note)}
    for chart in CHARTS:
        found |= _of_card(chart(board, totals, look), look)
    return found


def layout(board: MarketBoard, look: Look) -> html.Div:
    """Return the whole page, filled."""
    totals, filled = totals_of(board), changes(board, look)
    words_of_state = {f"data-{name}": look.say(said) for name, said in _STATES.items()}
    return html.Div(
        [
            html.Div(
                [
                    html.H1(id="headline", **filled["headline"]),
                    html.P(
                        [
                            html.Span(
                                look.say(_STATES["live"]),
                                id="live-state",
                                className="live-state live-waits",
                                role="status",
                            ),
                            html.Span(id="as-of", **filled["as-of"]),
                        ],
                        className="live",
                    ),
                ],
                className="board-head",
            ),
            html.P(id="small-groups", className="quiet small", **filled["small-groups"]),
            html.Dl(
                [_tile(tile.code, look.say(tile.name), filled) for tile in tiles(board, totals)],
                className="tallies",
            ),
            html.Div(
                [_card(chart(board, totals, look), filled, look) for chart in CHARTS],
                className="board-cards",
            ),
            dcc.Interval(id=POLL, interval=POLL_MS, disabled=True),
            dcc.Store(id=IN_DARK, data=False),
        ],
        id="board",
        lang="zh-Hans" if look.language == "zh" else "en",
        **words_of_state,  # pyright: ignore[reportArgumentType] - Dash takes data-* by name only
    )


def _headline(board: MarketBoard) -> Text:
    lenders, facts = words.count(len(board.lenders)), words.count(board.facts)
    if not board.lenders:
        return Text("辖区内还没有机构有记录", "No lender of the territory has records yet")
    noun = "lender" if len(board.lenders) == 1 else "lenders"
    return Text(
        f"辖区 {lenders} 家机构，近 30 天 {facts} 条已封存的事实",
        f"{lenders} {noun}, {facts} sealed facts in thirty days",
    )


def _small_groups(board: MarketBoard) -> Text:
    if not board.suppressed:
        return Text("没有数字因人数太少而隐去。", "No figure is hidden for being of too few.")
    hidden = words.count(board.suppressed)
    is_hidden = "figure is" if board.suppressed == 1 else "figures are"
    return Text(
        f"{hidden} 个数字因人数太少而隐去，也不计入各机构的合计。",
        f"{hidden} {is_hidden} hidden for being of too few, and not in sums over lenders.",
    )


def _tile(code: str, name: str, filled: Changes) -> html.Div:
    return html.Div(
        [
            html.Dt(name),
            html.Dd(id=f"{code}-value", className="value", **filled[f"{code}-value"]),
            html.Dd(id=f"{code}-note", className="quiet small", **filled[f"{code}-note"]),
        ],
        className="card",
    )


def _of_card(card: Card, look: Look) -> Changes:
    drawn = card.picture is not None
    return {
        f"{card.code}-title": {"children": card.title},
        f"{card.code}-note": {"children": card.note},
        f"{card.code}-frame": {"aria-label": f"{card.title}. {card.note}", "hidden": not drawn},
        f"{card.code}-chart": {"figure": card.picture or _NO_PICTURE},
        f"{card.code}-empty": {"children": look.say(_NOTHING_YET), "hidden": drawn},
        f"{card.code}-table": {"children": _rows(card.table)},
    }


def _card(card: Card, filled: Changes, look: Look) -> html.Section:
    code = card.code
    chart = dcc.Graph(
        id=f"{code}-chart",
        config={"displayModeBar": False, "responsive": True, "doubleClick": False},
        **filled[f"{code}-chart"],
    )
    return html.Section(
        [
            html.H2(id=f"{code}-title", **filled[f"{code}-title"]),
            html.P(id=f"{code}-note", className="quiet small", **filled[f"{code}-note"]),
            html.Div(chart, id=f"{code}-frame", role="img", **filled[f"{code}-frame"]),
            html.P(id=f"{code}-empty", className="empty", **filled[f"{code}-empty"]),
            html.Div(
                [
                    html.Details(
                        [html.Summary(look.say(Text("表格", "Table"))), _table(card, filled)],
                        open=card.open_table,
                    ),
                    html.Details(
                        [html.Summary(look.say(Text("定义", "Definition"))), _meaning(card, look)]
                    ),
                ],
                className="board-foot",
            ),
        ],
        className=f"card board-{code}",
        **{"aria-labelledby": f"{code}-title"},  # pyright: ignore[reportArgumentType] - as above
    )


def _table(card: Card, filled: Changes) -> html.Div:
    table = html.Table(id=f"{card.code}-table", className="dense", **filled[f"{card.code}-table"])
    # What scrolls can be reached by keyboard.
    return html.Div(
        table,
        className="scroll",
        tabIndex=0,
        role="group",
        **{"aria-labelledby": f"{card.code}-title"},  # pyright: ignore[reportArgumentType] - as above
    )


def _rows(table: Table) -> list[Any]:
    head = [
        html.Th(name, scope="col", className="amount" if place else "")
        for place, name in enumerate(table.columns)
    ]
    body = [
        html.Tr(
            [
                html.Th(cell, scope="row") if place == 0 else html.Td(cell, className="amount")
                for place, cell in enumerate(row)
            ]
        )
        for row in table.rows
    ]
    return [html.Thead(html.Tr(head)), html.Tbody(body)]


def _meaning(card: Card, look: Look) -> html.Dl:
    parts: list[Any] = []
    for row in DEFINITIONS:
        if row.code in card.figures:
            parts += [html.Dt(look.say(row.title)), html.Dd(look.say(_meaning_of(row)))]
    return html.Dl(parts)


def _meaning_of(row: Definition) -> Text:
    return Text(
        f"{row.definition.zh}。单位：{row.unit.zh}。",
        f"{row.definition.en}. Unit: {row.unit.en}. Kept by {row.grain}.",
    )
