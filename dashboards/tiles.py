"""The few numbers at the top of a board."""

from __future__ import annotations

from dataclasses import dataclass

from core.text import Language, Text
from dashboards import words
from reporting.model import MarketBoard
from reporting.totals import Totals

_NOT_YET = Text("–", "–")


@dataclass(frozen=True, slots=True)
class Tile:
    """One number with its name and what it is of."""

    code: str
    name: Text
    value: Text
    note: Text


def tiles(board: MarketBoard, totals: Totals) -> tuple[Tile, ...]:
    """Return the tiles of a board, in their order."""
    share, spread = totals.approved_share, board.effect_ms
    return (
        Tile("applications", Text("申请", "Applications"), _same(totals.applications), _DAYS),
        Tile(
            "approved",
            Text("机器批准", "Approved by machine"),
            _NOT_YET
            if share is None
            else Text(words.percent(share, Language.ZH), words.percent(share, Language.EN)),
            Text("批准数太少，暂不显示", "too few somewhere to show")
            if share is None
            else Text(
                f"{words.count(totals.decided_told)} 个决定",
                f"of {words.count(totals.decided_told)} decisions",
            ),
        ),
        Tile(
            "fired",
            Text("欺诈信号", "Fraud signals"),
            _or_dash(board.alerts),
            Text("触发的规则", "rules that fired"),
        ),
        Tile("given", Text("给予同意", "Consents given"), _or_dash(board.given), _DAYS),
        Tile("withdrawn", Text("撤回同意", "Consents withdrawn"), _or_dash(board.withdrawn), _DAYS),
        Tile(
            "effect",
            Text("撤回生效", "Withdrawal to effect"),
            _NOT_YET
            if spread is None
            else Text(f"≤ {spread.middle} 毫秒", f"≤ {spread.middle} ms"),
            Text("中位数", "median")
            if spread is None
            else Text(f"中位数 · 95% ≤ {spread.high} 毫秒", f"median · 95 % ≤ {spread.high} ms"),
        ),
        Tile(
            "overdue",
            Text("逾期未答复", "Not answered in time"),
            _alarm(board.overdue),
            Text("接收方被要求停用", "recipients told to stop"),
        ),
    )


_DAYS = Text("近 30 天", "last 30 days")


def _alarm(value: int | None) -> Text:
    """Say a number that should be zero; a hidden one is at least one."""
    if value is None:
        return Text("▲ <10", "▲ <10")
    return _same(0) if not value else Text(f"▲ {words.count(value)}", f"▲ {words.count(value)}")


def _or_dash(value: int | None) -> Text:
    """Say a number; one of too few is hidden, which is not a zero."""
    return _NOT_YET if value is None else _same(value)


def _same(value: int) -> Text:
    return Text(words.count(value), words.count(value))
