"""The true yearly rate by lender: the spread of what people really pay, against dated lines."""

from __future__ import annotations

from decimal import Decimal

from core.text import Text
from dashboards import words
from dashboards.charts import frame
from dashboards.model import Card, Look, Picture, Table
from reporting.model import Distribution, LenderRow, MarketBoard, ReferenceLine
from reporting.rollups import RATE
from reporting.totals import Totals

_HEADINGS = (
    Text("机构", "Lender"),
    Text("笔数", "loans"),
    Text("5% 点", "5 % point"),
    Text("25% 点", "25 % point"),
    Text("中位数", "median"),
    Text("75% 点", "75 % point"),
    Text("95% 点", "95 % point"),
)


def card(board: MarketBoard, totals: Totals, look: Look) -> Card:
    """Return the card of yearly rates by lender."""
    shown = [lender for lender in board.lenders if lender.rate is not None]
    headings = (*_HEADINGS, *(_above(line) for line in board.lines))
    return Card(
        code="rates",
        title=look.say(_title(board, totals, bool(shown))),
        note=look.say(_note(board.lines)),
        picture=_picture(shown, board.lines, look) if shown else None,
        table=Table(
            tuple(look.say(heading) for heading in headings),
            tuple(_row(lender, board.lines, look) for lender in board.lenders),
        ),
        figures=(RATE,),
        open_table=True,
    )


def _title(board: MarketBoard, totals: Totals, any_shown: bool) -> Text:  # noqa: FBT001 - one caller
    if not any_shown or not board.lines:
        return Text("还没有可显示的价格", "No prices can be shown yet")
    line = board.lines[-1]
    count = totals.lenders_above[line.code]
    if not count and any(lender.rate is None for lender in board.lenders):
        return Text(
            f"可显示的机构中，没有贷款高于 {line.title.zh} 参考线",
            f"Of the lenders shown, none has loans above the {line.title.en} line",
        )
    if not count:
        return Text(
            f"没有机构的贷款高于 {line.title.zh} 参考线",
            f"No lender has loans above the {line.title.en} line",
        )
    verb = "lender has" if count == 1 else "lenders have"
    return Text(
        f"{count} 家机构有贷款高于 {line.title.zh} 参考线",
        f"{count} {verb} loans above the {line.title.en} line",
    )


def _note(lines: tuple[ReferenceLine, ...]) -> Text:
    """How to read the picture, and which of its lines nobody here has read at their source."""
    zh = (
        "真实年化（单利，向上取到 0.1 点） · 近 30 天批准的贷款 ·"
        " 浅色 5–95%，深色 25–75%，圆点为中位数"
    )
    en = (
        "True yearly rate, simple, rounded up to 0.1 point · loans approved in 30 days ·"
        " light 5–95 %, dark 25–75 %, dot the median"
    )
    unread = [line for line in lines if not line.verified]
    if not unread:
        return Text(zh, en)
    names_zh = "、".join(line.title.zh for line in unread)
    names_en = ", ".join(line.title.en for line in unread)
    return Text(
        f"{zh} · 虚线为参考线，其中 {names_zh} {words.UNVERIFIED.zh}",
        f"{en} · dashed: reference lines, of which {names_en} {words.UNVERIFIED.en}",
    )


def _above(line: ReferenceLine) -> Text:
    zh = "" if line.verified else f"（{words.UNVERIFIED.zh}）"
    en = "" if line.verified else f" ({words.UNVERIFIED.en})"
    return Text(f"高于 {line.title.zh} 的占比{zh}", f"share above {line.title.en}{en}")


def _row(lender: LenderRow, lines: tuple[ReferenceLine, ...], look: Look) -> tuple[str, ...]:
    name, spread, language = look.say(lender.name), lender.rate, look.language
    if spread is None:
        return (name, look.say(words.SUPPRESSED), *("–" for _ in range(5 + len(lines))))
    above = dict(lender.above)
    points = (spread.low, spread.quarter, spread.middle, spread.three_quarters, spread.high)
    return (
        name,
        words.count(spread.count),
        *(words.percent(point, language) for point in points),
        *(words.percent(above[line.code], language) for line in lines),
    )


def _picture(lenders: list[LenderRow], lines: tuple[ReferenceLine, ...], look: Look) -> Picture:
    names = [look.say(lender.name) for lender in lenders]
    spreads = [lender.rate for lender in lenders if lender.rate is not None]
    colours = look.palette
    traces = [
        _bands(colours.light_band, [(one.low, one.high) for one in spreads]),
        _bands(colours.first, [(one.quarter, one.three_quarters) for one in spreads]),
        _medians(names, spreads, look),
    ]
    top = max([*(float(one.high) for one in spreads), *(float(line.percent) for line in lines)])
    return frame.framed(
        look,
        traces,
        frame.rows_high(len(names)) + 40,
        xaxis=frame.amounts(
            look,
            ticksuffix=words.percent_sign(look.language),
            range=[0, top * 1.12],
            dtick=None,
            nticks=8,
        ),
        yaxis=frame.lanes(names),
        annotations=[*frame.named(look, names), *_names_of(lines, look)],
        shapes=[_dashed(line, look) for line in lines],
        margin={"l": 8, "r": 16, "t": 46, "b": 34},
    )


def _bands(colour: str, ranges: list[tuple[Decimal, Decimal]]) -> Picture:
    """One thick line a lender, from the lower to the upper point."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for low, high in ranges for x in (float(low), float(high), None)],
        "y": [y for row in range(len(ranges)) for y in (row, row, None)],
        "line": {"color": colour, "width": 15},
        "hoverinfo": "skip",
    }


def _medians(names: list[str], spreads: list[Distribution], look: Look) -> Picture:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(one.middle) for one in spreads],
        "y": list(range(len(spreads))),
        "text": [
            f"{name} · {words.percent(one.middle, look.language)}"
            for name, one in zip(names, spreads, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": 10,
            "color": look.palette.paper,
            "line": {"color": look.palette.first, "width": 2.5},
        },
    }


def _dashed(line: ReferenceLine, look: Look) -> Picture:
    return {
        "type": "line",
        "x0": float(line.percent),
        "x1": float(line.percent),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": look.palette.cost, "width": 1.5, "dash": "dash"},
    }


def _names_of(lines: tuple[ReferenceLine, ...], look: Look) -> list[Picture]:
    """Short, for lines lie close on a narrow screen; the note says which are unverified."""
    return [
        {
            "x": float(line.percent),
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "center",
            "text": look.say(line.title),
            "showarrow": False,
            "font": {"size": 12, "color": look.palette.cost},
        }
        for line in lines
    ]
