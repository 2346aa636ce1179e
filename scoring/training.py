"""Trains a scorecard with optbinning and writes it down as our own table."""

# The libraries of training carry no types; this is the one file that knows them.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

import contextlib
import math
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import InvalidInput, ServiceMissing
from scoring.features import BY_CODE, FEATURES, LEFT_OUT, Direction

PDO = 40  # points that double the odds of being good
ODDS = 10  # good to bad …
ODDS_POINTS = 600  # … at this many points
STRONG_BELOW = 0.15  # probability of default
FAIR_BELOW = 0.35
_LEAST_WEIGHT = 0.05  # a characteristic must speak, and with the right sign
_BIN_SHARE_MIN = 0.02

Frame = Any  # pandas.DataFrame; pandas is a dependency of training only
Untyped = Any  # whatever a library without types hands out


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted optbinning scorecard and the columns it speaks through.

    Args:
        library: the optbinning.Scorecard itself, for export and as an oracle.
        columns: the characteristics that stayed, in order.
        dropped: those that were taken out because they spoke against their direction.
    """

    library: Untyped
    columns: tuple[str, ...]
    dropped: tuple[str, ...]


def characteristics(columns: Sequence[str], target: str, also_left_out: Sequence[str]) -> list[str]:
    """Say which features a table with these columns can speak through.

    Engineered features come first; the columns they are made from are not used again.

    Args:
        columns: of the data.
        target: the 0/1 column.
        also_left_out: columns the caller wants kept out, beside LEFT_OUT.
    """
    out = {row.column for row in LEFT_OUT} | {name.lower() for name in also_left_out}
    out.add(target.lower())
    usable = [name for name in columns if name.lower() not in out]
    made = [row for row in FEATURES if set(row.inputs) <= set(usable)]
    used = {name for row in made for name in row.inputs}
    return [row.code for row in made] + [name for name in usable if name not in used]


def feature_frame(data: Frame, names: Sequence[str]) -> Frame:
    """Return a frame of the named features; recipes are those that serve, row by row."""
    import pandas as pd

    result: dict[str, Any] = {}
    for name in names:
        recipe = BY_CODE.get(name)
        if recipe is None or name in data.columns:
            column = data[name]
            numeric = pd.api.types.is_numeric_dtype(column)
            result[name] = column.astype(float) if numeric else _texts(column)
            continue
        inputs = [data[column].astype(float).tolist() for column in recipe.inputs]
        values = (
            recipe.compute(*row) if all(math.isfinite(each) for each in row) else None
            for row in zip(*inputs, strict=True)
        )
        result[name] = pd.Series(
            [math.nan if value is None else value for value in values], index=data.index
        )
    return pd.DataFrame(result, index=data.index)


def fit(features: Frame, bad: Untyped) -> Trained:
    """Fit a scorecard; characteristics whose points would run against their direction go.

    Raises:
        InvalidInput: no characteristic separates good from bad.
        ServiceMissing: optbinning is not installed.
    """
    binning, scorecard, regression = _library()
    columns = list(features.columns)
    dropped: list[str] = []
    with warnings.catch_warnings():
        # Notices of the library about its own dependencies; none concerns the data.
        warnings.simplefilter("ignore")
        process = binning(columns, **_options(features, columns))
        woe = process.fit_transform(features, bad, metric="woe", metric_missing="empirical")
        while columns:
            weights = regression().fit(woe[columns], bad).coef_[0]
            worst = max(range(len(columns)), key=lambda index: weights[index])
            if weights[worst] <= -_LEAST_WEIGHT:
                break
            dropped.append(columns.pop(worst))
        if not columns:
            raise InvalidInput("a characteristic that separates good from bad", "none")
        card = scorecard(
            binning(columns, **_options(features, columns, process)),
            regression(),
            scaling_method="pdo_odds",
            scaling_method_params={"pdo": PDO, "odds": ODDS, "scorecard_points": ODDS_POINTS},
        )
        card.fit(features[columns], bad, metric_missing="empirical")
    return Trained(card, tuple(columns), tuple(dropped))


def _library() -> tuple[Untyped, Untyped, Untyped]:
    try:
        # A solver that is not used complains on standard output, which belongs to results.
        with contextlib.redirect_stdout(sys.stderr), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from optbinning import BinningProcess, Scorecard
            from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise ServiceMissing(
            "training needs optbinning, which is installed with the development requirements"
        ) from None
    return BinningProcess, Scorecard, lambda: LogisticRegression(C=1.0, max_iter=2000, tol=1e-8)


def _options(
    features: Frame, columns: Sequence[str], found: Untyped = None
) -> Mapping[str, Untyped]:
    """Return the options of the binning; splits that were found already are kept as they are."""
    import pandas as pd

    trends = {Direction.RISING: "ascending", Direction.FALLING: "descending"}
    fits: dict[str, Any] = {}
    texts: list[str] = []
    for name in columns:
        if not pd.api.types.is_numeric_dtype(features[name]):
            texts.append(name)
        elif name in BY_CODE:
            fits[name] = {"monotonic_trend": trends[BY_CODE[name].direction]}
        else:
            fits[name] = {"monotonic_trend": "auto_asc_desc"}
        splits = found.get_binned_variable(name).splits if found and name in fits else ()
        if len(splits):
            fits[name] |= {"user_splits": splits, "user_splits_fixed": [True] * len(splits)}
    return {
        "categorical_variables": texts or None,
        "binning_fit_params": fits,
        "min_prebin_size": _BIN_SHARE_MIN,
    }


def _texts(column: Untyped) -> Untyped:
    known = column.notna()
    return column.astype(object).where(~known, column.astype(str)).where(known, None)
