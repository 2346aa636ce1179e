"""What the machine decided, by lender: yes, to a person, no."""

from __future__ import annotations

from core.text import Language, Text
from dashboards import words
from dashboards.charts import frame
from dashboards.model import Card, Look, Picture, Table
from reporting.model import LenderRow, MarketBoard
from reporting.rollups import DECISIONS
from reporting.totals import Totals

_APPROVED, _REFERRED, _DECLINED = (
    Text("批准", "approved"),
    Text("转人工", "to a person"),
    Text("未批准", "declined"),
)
_THICK, _TOP, _BOTTOM = 18, 32, 34  # pixels: a bar, the margins above and below


def card(board: MarketBoard, totals: Totals, look: Look) -> Card:
    """Return the card of decisions by lender."""
    if totals.approved_share is None:
        title = Text(
            "有机构的批准数还太少，暂不显示比例", "Too few approvals somewhere to show a share"
        )
    else:
        zh, en = (words.percent(totals.approved_share, one) for one in Language)
        title = Text(
            f"{words.count(totals.decided_told)} 个决定中，{zh} 由机器批准",
            f"The machine approved {en} of {words.count(totals.decided_told)} decisions",
        )
    shown = [lender for lender in board.lenders if lender.decided]
    return Card(
        code="decisions",
        title=look.say(title),
        note=look.say(
            Text("按机构 · 近 30 天 · 机器的决定", "By lender · last 30 days · the machine's word")
        ),
        picture=_picture(shown, look) if shown else None,
        table=Table(
            tuple(
                look.say(heading)
                for heading in (
                    Text("机构", "Lender"),
                    Text("申请", "applications"),
                    _APPROVED,
                    _REFERRED,
                    _DECLINED,
                )
            ),
            tuple(_row(lender, look) for lender in board.lenders),
        ),
        figures=(DECISIONS,),
    )


def _row(lender: LenderRow, look: Look) -> tuple[str, ...]:
    numbers = (lender.applications, lender.approved, lender.referred, lender.declined)
    return (
        look.say(lender.name),
        *(words.count_or_why(number, look.language) for number in numbers),
    )


def _name(lender: LenderRow, look: Look) -> str:
    """Return a lender's name; one whose every part is of too few says so where no bar stands."""
    name = look.say(lender.name)
    told = (lender.approved, lender.referred, lender.declined)
    return name if any(told) else f"{name} · {look.say(words.SUPPRESSED)}"


def _picture(lenders: list[LenderRow], look: Look) -> Picture:
    colours = look.palette
    names = [_name(lender, look) for lender in lenders]
    height = max(frame.rows_high(len(names)) + 24, frame.BESIDE)
    parts = (
        (_APPROVED, colours.first, [lender.approved for lender in lenders]),
        (_REFERRED, colours.second, [lender.referred for lender in lenders]),
        (_DECLINED, colours.third, [lender.declined for lender in lenders]),
    )
    traces: list[Picture] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": look.say(name),
            "x": values,
            "y": list(range(len(lenders))),
            "width": frame.share_of_row(_THICK, len(names), height - _TOP - _BOTTOM),
            "customdata": names,
            "marker": {"color": colour, "line": {"color": colours.paper, "width": 1.5}},
            "hovertemplate": f"%{{customdata}} · {look.say(name)} %{{x:,}}<extra></extra>",
        }
        for name, colour, values in parts
    ]
    return frame.framed(
        look,
        traces,
        height,
        barmode="stack",
        xaxis=frame.amounts(look, tickformat=",d"),
        yaxis=frame.lanes(names),
        annotations=frame.named(look, names, _THICK // 2),
        showlegend=True,
        legend={
            "orientation": "h",
            "traceorder": "normal",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 13},
        },
        margin={"l": 8, "r": 16, "t": _TOP, "b": _BOTTOM},
    )
