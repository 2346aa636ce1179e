"""A chart shows the figure unchanged, in both languages and both themes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from core.text import Language, Text
from dashboards.charts import alerts, decisions, deliveries, flow, rates, withdrawals
from dashboards.model import Look
from dashboards.page import CHARTS, changes
from dashboards.palette import DARK, LIGHT
from reporting.lines import lines_on
from reporting.model import Distribution, LenderRow, MarketBoard
from reporting.totals import totals_of

AT = datetime(2026, 11, 22, 8, 0, 30, tzinfo=UTC)
MINUTE = AT.replace(second=0)


def points(*values: str) -> Distribution:
    return Distribution(12, *(Decimal(value) for value in values))


BOARD = MarketBoard(
    as_of=AT,
    since=date(2026, 10, 23),
    lenders=(
        LenderRow(
            UUID(int=1),
            Text("海港消费金融", "Harbour Finance"),
            *(14, 12, 9, 3, 0),
            points("9.10", "11.00", "12.34", "18.00", "36.50"),
            (("cn-12", Decimal("58.3")), ("cn-20", Decimal("25.0")), ("cn-24", Decimal("25.0"))),
            11,
            overdue=12,
        ),
        LenderRow(
            UUID(int=2), Text("磨石小贷", "Millstone"), None, None, None, None, None, None, (), None
        ),
    ),
    lines=lines_on(AT.date()),
    minutes=(("applications", ((MINUTE - timedelta(minutes=3), 5), (MINUTE, 2))),),
    alerts=15,
    alerts_by_rule=(("F01", Text("同一设备", "Same device"), 11),),
    given=20,
    withdrawn=22,
    withdrawals_by_purpose=(("marketing.own", Text("营销", "Marketing"), 13),),
    effect_ms=Distribution(13, *(Decimal(n) for n in (1, 2, 5, 10, 20))),
    facts=70,
    suppressed=4,
    told=210,
    overdue=13,
)
TOTALS = totals_of(BOARD)
ZH, EN = Look(Language.ZH, LIGHT), Look(Language.EN, LIGHT)


def test_decisions_stand_as_counted() -> None:
    picture = decisions.card(BOARD, TOTALS, EN).picture
    assert picture is not None
    assert [trace["x"] for trace in picture["data"]] == [[9], [3], [0]]


def test_rates_stand_at_their_points_and_lines_at_theirs() -> None:
    picture = rates.card(BOARD, TOTALS, ZH).picture
    assert picture is not None
    light, dark, dot = picture["data"]
    assert (light["x"][:2], dark["x"][:2], dot["x"]) == ([9.1, 36.5], [11.0, 18.0], [12.34])
    assert [shape["x0"] for shape in picture["layout"]["shapes"]] == [12, 20, 24]
    assert {shape["line"]["color"] for shape in picture["layout"]["shapes"]} == {LIGHT.cost}
    named = [one["text"] for one in picture["layout"]["annotations"] if "24" in one["text"]]
    assert named == ["24%"]
    assert "12%、20%、24% 未核对原文" in rates.card(BOARD, TOTALS, ZH).note


def test_the_last_hour_has_every_minute() -> None:
    picture = flow.card(BOARD, TOTALS, EN).picture
    assert picture is not None
    asked = picture["data"][0]
    assert len(asked["x"]) == 61
    assert asked["x"][-1] == "2026-11-22 16:00:00"  # by the clock of China
    assert (asked["y"][-4], asked["y"][-1], sum(asked["y"])) == (5, 2, 7)


def test_parts_are_counted_and_titles_say_so() -> None:
    assert (
        alerts.card(BOARD, TOTALS, EN).title
        == "Fraud rules fired 15 times, most often “Same device”"
    )
    assert withdrawals.card(BOARD, TOTALS, ZH).title == "撤回同意 22 次，一半在 5 毫秒内生效"


def test_what_recipients_did_not_answer_is_an_alarm_even_where_it_is_too_little_to_count() -> None:
    card = deliveries.card(BOARD, TOTALS, EN)
    assert card.title == "▲ Told to stop, recipients did not answer in time 13 times"
    assert card.table.rows == (("Harbour Finance", "12"),)
    few = replace(BOARD, overdue=None, lenders=())
    assert deliveries.card(few, TOTALS, ZH).title.startswith("▲")
    calm = replace(BOARD, overdue=0, lenders=())
    assert "▲" not in deliveries.card(calm, TOTALS, ZH).title


def test_a_small_group_is_said_to_be_hidden_not_drawn() -> None:
    for card in (decisions.card(BOARD, TOTALS, ZH), rates.card(BOARD, TOTALS, ZH)):
        [hidden] = [row for row in card.table.rows if row[0] == "磨石小贷"]
        assert hidden[1] == "太少，不显示"
        assert "磨石小贷" not in str(card.picture)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_card_speaks_one_language_and_wears_one_theme(chart) -> None:
    english, dark = chart(BOARD, TOTALS, EN), chart(BOARD, TOTALS, Look(Language.EN, DARK))
    words = f"{english.title}{english.note}{english.table}{english.picture['data']}"
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in words)
    assert LIGHT.first not in str(dark.picture)
    assert english.table == dark.table


def test_an_empty_board_says_what_will_stand_there() -> None:
    empty = MarketBoard(AT, BOARD.since, (), BOARD.lines, (), 0, (), 0, 0, (), None, 0, 0)
    parts = changes(empty, EN)
    assert parts["rates-frame"]["hidden"]
    assert "moves by itself" in parts["rates-empty"]["children"]
