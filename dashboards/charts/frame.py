"""What all pictures share: type, colours, quiet axes, no decoration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.model import Look, Picture
from dashboards.palette import FONT

_ROW = 46  # pixels for one row of a horizontal chart: its name above, its bar below
_AROUND = 46
BESIDE = 300  # pixels, of the charts that stand side by side


def framed(look: Look, traces: Sequence[Picture], height: int, **layout: Any) -> Picture:
    """Return a picture in the house's frame.

    Args:
        look: language and colours.
        traces: as plotly takes them.
        height: in pixels.
        layout: what this picture has of its own.
    """
    colours = look.palette
    shared: Picture = {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 34},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": colours.ink},
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": colours.paper,
            "bordercolor": colours.line,
            "font": {"family": FONT, "size": 13, "color": colours.ink},
        },
        "separators": ".,",
        "uirevision": "stays",
    }
    return {"data": list(traces), "layout": {**shared, **layout}}


def amounts(look: Look, **own: Any) -> Picture:
    """Return an axis of amounts: hairlines, and numbers that stand back."""
    return {
        "gridcolor": look.palette.line,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": look.palette.slate, "size": 13},
        "rangemode": "tozero",
        **own,
    }


def lanes(names: Sequence[str]) -> Picture:
    """Return the axis of a chart in rows, the first on top; the names are written by `named`."""
    return {
        "range": [len(names) - 0.45, -0.75],
        "showticklabels": False,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def named(look: Look, names: Sequence[str], above: int = 8) -> list[Picture]:
    """Write each row's name above its bar, so that long names need no column of their own.

    Args:
        look: language and colours.
        names: of the rows, the first on top.
        above: how far above the middle of its row a name stands, in pixels.
    """
    return [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": row,
            "yanchor": "bottom",
            "yshift": above,
            "text": name,
            "showarrow": False,
            "align": "left",
            "font": {"size": 13, "color": look.palette.ink},
            "bgcolor": look.palette.paper,  # on a narrow screen lines pass behind a long name
            "borderpad": 1,
        }
        for row, name in enumerate(names)
    ]


def rows_high(rows: int) -> int:
    """Return the height of a chart with so many rows, in pixels."""
    return _ROW * rows + _AROUND


def share_of_row(thick: int, rows: int, plot: int) -> float:
    """Return which part of a row a bar takes up that is so many pixels thick.

    Args:
        thick: of the bar, in pixels.
        rows: of the chart.
        plot: height of the chart without its margins, in pixels.
    """
    return thick * (rows + 0.3) / plot
