"""Counts of one figure by its parts, the most first."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.charts import frame
from dashboards.model import Look, Picture


def bars(look: Look, parts: Sequence[tuple[str, int]]) -> Picture:
    """Return horizontal bars with each part's name above and its count at the end."""
    names = [name for name, _ in parts]
    values = [value for _, value in parts]
    trace: Picture = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": list(range(len(parts))),
        "width": 0.3,
        "text": [f"{value:,}" for value in values],
        "textposition": "outside",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "customdata": names,
        "marker": {"color": look.palette.first},
        "hovertemplate": "%{customdata} · %{x:,}<extra></extra>",
    }
    return frame.framed(
        look,
        [trace],
        frame.rows_high(len(parts)),
        xaxis=frame.amounts(look, showticklabels=False, range=[0, max([*values, 1]) * 1.12]),
        yaxis=frame.lanes(names),
        annotations=frame.named(look, names),
        margin={"l": 8, "r": 24, "t": 8, "b": 12},
    )
