"""Turns a fitted scorecard into our own versioned table."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from core.text import Text
from scoring.features import BY_CODE, Direction, Display
from scoring.scorecard import FORMAT
from scoring.training import (
    FAIR_BELOW,
    ODDS,
    ODDS_POINTS,
    PDO,
    STRONG_BELOW,
    Trained,
    Untyped,
)

_DIGITS = 12  # of points: the table's sums stay within 1e-9 of the library's

_PLAIN_REASON = Text(
    "“{title}”这一项（{value}）拉低了您的评分。", "This lowered your score: {title} ({value})."
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a table was trained on, and what was found about it.

    Args:
        name: of the card.
        trained_on: in words for people.
        attribution: whose data, under which licence.
        data_sha256: of the data file.
        rows: how many.
        bad_share: of the target.
        target: the 0/1 column.
        metrics: of the cross-validation, as they are to be printed.
        versions: of the libraries of training.
    """

    name: str
    trained_on: Text
    attribution: str
    data_sha256: str
    rows: int
    bad_share: float
    target: str
    metrics: Mapping[str, object]
    versions: Mapping[str, str]


def table(trained: Trained, provenance: Provenance) -> dict[str, object]:
    """Return the table as JSON values; points are decimal texts and therefore exact."""
    factor = PDO / math.log(2)
    offset = ODDS_POINTS - factor * math.log(ODDS)
    library = trained.library
    intercept = float(library.estimator_.intercept_[0])
    return {
        "format": FORMAT,
        "name": provenance.name,
        "trained_on": provenance.trained_on.as_dict(),
        "attribution": provenance.attribution,
        "data_sha256": provenance.data_sha256,
        "rows": provenance.rows,
        "bad_share": round(provenance.bad_share, 6),
        "target": provenance.target,
        "metrics": dict(provenance.metrics),
        "trained_with": dict(provenance.versions),
        "dropped": list(trained.dropped),
        "pdo": PDO,
        "odds": ODDS,
        "odds_points": ODDS_POINTS,
        "factor": factor,
        "offset": offset,
        "base_points": _points(offset - factor * intercept),
        "bands": [
            {"band": "strong", "from_points": _limit(STRONG_BELOW, factor, offset)},
            {"band": "fair", "from_points": _limit(FAIR_BELOW, factor, offset)},
            {"band": "weak", "from_points": None},
        ],
        "characteristics": [
            _line(library, name, float(weight), factor)
            for name, weight in zip(trained.columns, library.estimator_.coef_[0], strict=True)
        ],
    }


def _line(library: Untyped, name: str, weight: float, factor: float) -> dict[str, object]:
    binned = library.binning_process_.get_binned_variable(name)
    rows = binned.binning_table.build(show_digits=8, add_totals=False).to_dict("records")
    categories = binned.dtype == "categorical"
    regular, special, missing = rows[:-2], rows[-2], rows[-1]
    bins = [_bin(row, weight, factor) for row in regular]
    if categories:
        for each, row in zip(bins, regular, strict=True):
            each["values"] = [str(value) for value in row["Bin"]]
    return {
        "code": name,
        "kind": "categories" if categories else "number",
        **_words(name, None if categories else _direction(regular)),
        "information_value": round(float(binned.binning_table.iv), 6),
        "weight": weight,
        "splits": [] if categories else [float(split) for split in binned.splits],
        "bins": bins,
        "missing": _bin(missing, weight, factor),
        # No special codes are used: what is neither known nor missing is neutral.
        "unseen": {**_bin(special, 0.0, factor), "bin": "unseen"},
    }


def _bin(row: Mapping[str, Untyped], weight: float, factor: float) -> dict[str, object]:
    woe = float(row["WoE"])
    return {
        "bin": str(row["Bin"]),
        "count": int(row["Count"]),
        "bad_share": round(float(row["Event rate"]), 6),
        "woe": woe,
        "log_odds": weight * woe,
        "points": _points(-factor * weight * woe),
    }


def _words(name: str, direction: Direction | None) -> dict[str, object]:
    feature = BY_CODE.get(name)
    if feature is None:
        title = Text(name, name)
        reason = Text(
            _PLAIN_REASON.zh.replace("{title}", name), _PLAIN_REASON.en.replace("{title}", name)
        )
        topic, display = name, Display.PLAIN
    else:
        title, reason, topic, display = (
            feature.title,
            feature.reason,
            feature.topic,
            feature.display,
        )
        direction = feature.direction
    return {
        "direction": direction.value if direction else None,
        "topic": topic,
        "display": display.value,
        "title": title.as_dict(),
        "reason": reason.as_dict(),
    }


def _direction(regular: list[dict[str, Untyped]]) -> Direction:
    rising = regular[-1]["Event rate"] >= regular[0]["Event rate"]
    return Direction.RISING if rising else Direction.FALLING


def _points(value: float) -> str:
    return f"{value + 0.0:.{_DIGITS}f}" if value else "0"


def _limit(probability: float, factor: float, offset: float) -> str:
    return f"{offset + factor * math.log((1 - probability) / probability):.0f}"
