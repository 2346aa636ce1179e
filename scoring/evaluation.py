"""Cross-validation of the scorecard, always through the table that would serve."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from core.errors import InvalidInput, ServiceMissing
from core.text import Text
from scoring import credit, export, metrics, scorecard, training
from scoring.metrics import Floats, Ints
from scoring.training import Frame, Untyped

APPROVED_SHARE = 0.8  # fairness is looked at when the safest 80 % are approved
_GROUPS_MAX = 10  # a number with more values is cut into quarters

_NO_SOURCE = Text("未说明的数据", "data without a stated source")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train or to evaluate.

    Args:
        target: the 0/1 column; 1 is bad.
        left_out: columns kept out beside the table LEFT_OUT.
        folds: of the stratified cross-validation.
        repeats: of the whole, each with another shuffle.
        seed: of the shuffles and intervals.
    """

    target: str
    left_out: tuple[str, ...] = ()
    folds: int = 5
    repeats: int = 1
    seed: int = 42


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where data come from: a known data set is recognised by its content, never by its name."""

    data_sha256: str
    name: str
    trained_on: Text
    attribution: str


KNOWN_DATA: tuple[Attribution, ...] = (
    Attribution(
        data_sha256="b8be9198c0556d01800a2c65ebae384b35f7f62cc7f6f80ed46700dd6d13b56f",
        name="taiwan-default",
        trained_on=Text(
            "用 UCI 信用违约数据集训练（台湾，2005 年）",
            "trained on the UCI credit-default set (Taiwan, 2005)",
        ),
        attribution=(
            "Default of Credit Card Clients, I-Cheng Yeh, UCI Machine Learning Repository, "
            "doi:10.24432/C55S3H, CC BY 4.0"
        ),
    ),
)


def read_data(path: Path, target: str) -> tuple[Frame, Ints, str]:
    """Read a CSV file, gzipped or not; return its rows, its target and the SHA-256 of the file.

    Raises:
        InvalidInput: it cannot be read, or the target is not a column of 0 and 1.
        ServiceMissing: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise ServiceMissing(
            "training needs pandas, which is installed with the development requirements"
        ) from None
    try:
        content = path.read_bytes()
        frame = pd.read_csv(path)
    except (OSError, ValueError, EOFError) as error:
        raise InvalidInput("a readable CSV file", type(error).__name__, str(path)) from None
    if target not in frame.columns:
        raise InvalidInput("the target among the columns", "no such column", target)
    values = set(frame[target].unique().tolist())
    if values != {0, 1}:
        raise InvalidInput("a target of both 0 and 1", f"{len(values)} other values", target)
    return frame, frame[target].to_numpy(dtype=np.int64), hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Fold:
    """One fold: rows it was tested on, what was said of them, and what it took.

    Args:
        rows: positions of the tested rows.
        probability: of default, one each.
        fit_seconds: to train.
        microseconds: to score one applicant with reasons, the median.
    """

    rows: Ints
    probability: Floats
    fit_seconds: float
    microseconds: float


def build(frame: Frame, bad: Ints, data_sha256: str, plan: Plan) -> dict[str, object]:
    """Train on all rows; return the table with the cross-validated metrics in it."""
    features = feature_frame(frame, plan)
    folds = cross_validate(features, bad, plan)
    trained = training.fit(features, bad)
    known = next((row for row in KNOWN_DATA if row.data_sha256 == data_sha256), None)
    return export.table(
        trained,
        export.Provenance(
            name=known.name if known else "own-data",
            trained_on=known.trained_on if known else _NO_SOURCE,
            attribution=known.attribution if known else "not stated",
            data_sha256=data_sha256,
            rows=len(bad),
            bad_share=float(bad.mean()),
            target=plan.target,
            metrics={"folds": plan.folds, "repeats": plan.repeats, "seed": plan.seed}
            | quality(bad, folds),
            versions={name: version(name) for name in ("optbinning", "scikit-learn")},
        ),
    )


def feature_frame(frame: Frame, plan: Plan) -> Frame:
    """Return the features the data can speak through."""
    names = training.characteristics(list(frame.columns), plan.target, plan.left_out)
    return training.feature_frame(frame, names)


def cross_validate(features: Frame, bad: Ints, plan: Plan) -> tuple[Fold, ...]:
    """Score every row by a table that has not seen it, through our own serving code."""
    from sklearn.model_selection import StratifiedKFold

    folds: list[Fold] = []
    for repeat in range(plan.repeats):
        split = StratifiedKFold(plan.folds, shuffle=True, random_state=plan.seed + repeat)
        for seen, unseen in split.split(features, bad):
            started = time.perf_counter()
            trained = training.fit(features.iloc[seen], bad[seen])
            seconds = time.perf_counter() - started
            rows = features.iloc[unseen][list(trained.columns)].to_dict("records")
            probability, microseconds = _scored(table_of(trained), rows)
            folds.append(Fold(unseen, probability, seconds, microseconds))
    return tuple(folds)


def quality(bad: Ints, folds: Sequence[Fold]) -> dict[str, object]:
    """Return mean and standard deviation over the folds of AUC, KS, Brier and ECE."""
    measures = {
        "auc": metrics.auc,
        "ks": metrics.ks,
        "brier": metrics.brier,
        "ece": metrics.ece,
    }
    result: dict[str, object] = {}
    for name, measure in measures.items():
        values = [measure(bad[fold.rows], fold.probability) for fold in folds]
        result[name] = {
            "mean": round(float(np.mean(values)), 4),
            "sd": round(float(np.std(values)), 4),
        }
    return result


def fairness(column: Untyped, folds: Sequence[Fold], seed: int) -> list[dict[str, object]]:
    """Compare approvals of the safest 80 % between the groups of a protected column."""
    import pandas as pd

    if pd.api.types.is_numeric_dtype(column) and column.nunique() > _GROUPS_MAX:
        column = pd.qcut(column, 4, duplicates="drop")
    groups = column.astype(str).to_numpy(dtype=np.str_)
    rows = np.concatenate([fold.rows for fold in folds])
    probability = np.concatenate([fold.probability for fold in folds])
    approved = probability <= np.quantile(probability, APPROVED_SHARE)
    return [
        {name: round(value, 4) if isinstance(value, float) else value for name, value in each}
        for each in (
            asdict(ratio).items() for ratio in metrics.approval_ratios(groups[rows], approved, seed)
        )
    ]


def table_of(trained: training.Trained) -> scorecard.Scorecard:
    """Return what was fitted as the table that would serve."""
    nothing = export.Provenance("fold", _NO_SOURCE, "not stated", "", 0, 0.0, "", {}, {})
    return scorecard.read(export.table(trained, nothing))


def _scored(card: scorecard.Scorecard, rows: list[dict[str, object]]) -> tuple[Floats, float]:
    result = np.empty(len(rows))
    spent = np.empty(len(rows))
    for index, row in enumerate(rows):
        started = time.perf_counter()
        result[index] = credit.score(card, row).probability
        spent[index] = time.perf_counter() - started
    return result, float(np.median(spent)) * 1e6
