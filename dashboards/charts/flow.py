"""Applications and decisions, minute by minute, over the last hour."""

from __future__ import annotations

from core.text import Text
from dashboards import words
from dashboards.charts import frame
from dashboards.model import Card, Look, Picture, Table
from reporting.model import MarketBoard
from reporting.rollups import APPLICATIONS, DECISIONS
from reporting.totals import Totals

_APPLICATIONS, _DECISIONS = Text("申请", "applications"), Text("决定", "decisions")


def card(board: MarketBoard, totals: Totals, look: Look) -> Card:
    """Return the card of the last hour."""
    asked, decided = (totals.hour_sums[figure] for figure in (APPLICATIONS, DECISIONS))
    title = Text(
        f"过去一小时：收到 {words.count(asked)} 件申请，作出 {words.count(decided)} 个决定",
        f"Last hour: {words.count(asked)} applications came,"
        f" {words.count(decided)} decisions were made",
    )
    since, until = (words.minute(totals.hour[APPLICATIONS][place][0]) for place in (0, -1))
    note = Text(
        f"每分钟件数 · {since}–{until}（北京时间） · 全辖区",
        f"Per minute · {since}–{until}, Beijing time · the whole territory",
    )
    moved = sorted({at for figure in totals.hour for at, n in totals.hour[figure] if n})
    hour = {figure: dict(minutes) for figure, minutes in totals.hour.items()}
    return Card(
        code="flow",
        title=look.say(title),
        note=look.say(note),
        picture=_picture(board, totals, look),
        table=Table(
            (look.say(Text("分钟", "Minute")), look.say(_APPLICATIONS), look.say(_DECISIONS)),
            tuple(
                (
                    words.minute(at),
                    words.count(hour[APPLICATIONS][at]),
                    words.count(hour[DECISIONS][at]),
                )
                for at in reversed(moved)
            ),
        ),
        figures=(APPLICATIONS, DECISIONS),
    )


def _picture(board: MarketBoard, totals: Totals, look: Look) -> Picture:
    colours = look.palette
    lines = (
        (APPLICATIONS, _APPLICATIONS, colours.first, "solid", "circle"),
        (DECISIONS, _DECISIONS, colours.second, "dash", "square"),
    )
    traces: list[Picture] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": look.say(name),
            "x": [words.local(at) for at, _ in totals.hour[figure]],
            "y": [n for _, n in totals.hour[figure]],
            "line": {"color": colour, "width": 2.5, "dash": dash},
            "hovertemplate": f"%{{x|%H:%M}} · {look.say(name)} %{{y:,}}<extra></extra>",
        }
        for figure, name, colour, dash, _ in lines
    ]
    top = max((n for minutes in totals.hour.values() for _, n in minutes), default=0)
    return frame.framed(
        look,
        traces,
        frame.BESIDE,
        xaxis={
            "type": "date",
            "tickformat": "%H:%M",
            "showgrid": False,
            "fixedrange": True,
            "nticks": 6,
            "tickfont": {"color": colours.slate, "size": 13},
            "linecolor": colours.line,
        },
        yaxis=frame.amounts(look, automargin=True, tickformat=",d", range=[0, max(top * 1.15, 4)]),
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
        margin={"l": 8, "r": 16, "t": 36, "b": 34},
        datarevision=words.local(board.as_of),
    )
