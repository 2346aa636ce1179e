"""`candor credit`: train a scorecard, evaluate it, score with it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InvalidInput
from webapp.commands import records

if TYPE_CHECKING:
    from scoring.evaluation import Plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the three things the command does."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="train|evaluate|score")
    train = actions.add_parser("train", help="train a scorecard from a CSV file")
    evaluate = actions.add_parser("evaluate", help="cross-validate the scorecard on a CSV file")
    for action in (train, evaluate):
        action.add_argument("data", metavar="DATA", help="CSV file, may be gzipped")
        action.add_argument("--target", required=True, help="0/1 column; 1 is bad")
        action.add_argument("--exclude", default="", help="further columns to leave out")
        action.add_argument("--folds", type=int, default=5)
        action.add_argument("--repeats", type=int, default=1)
        action.add_argument("--seed", type=int, default=42)
    train.add_argument("--out", required=True, metavar="MODEL", help="the table to write")
    evaluate.add_argument("--protected", default="", help="columns to compare approvals by")
    evaluate.add_argument("--json", action="store_true", help="one JSON object")
    score = actions.add_parser("score", help="score JSON Lines with a table")
    score.add_argument("model", metavar="MODEL", help='the table; "shipped" is the one inside')
    score.add_argument("source", metavar="FILE", help='JSON Lines, "-" for standard input')


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 0 when done, 2 when a record did not fit."""
    if arguments.action == "score":
        return _score(arguments)
    if arguments.action == "train":
        return _train(arguments)
    return _evaluate(arguments)


def _score(arguments: argparse.Namespace) -> int:
    from scoring import credit, scorecard

    path = scorecard.SHIPPED if arguments.model == "shipped" else Path(arguments.model)
    card = scorecard.load(path)

    def answer(record: records.Json) -> dict[str, object]:
        result = credit.score(card, record)
        return {
            "probability": round(result.probability, 9),
            "points": float(round(result.points, 6)),
            "band": result.band.value,
            "reasons": [
                {
                    "code": reason.code,
                    "points_lost": float(round(reason.points_lost, 6)),
                    "text": reason.text.as_dict(),
                }
                for reason in result.reasons
            ],
            "what_would_change": [
                {
                    "code": change.code,
                    "text": change.text.as_dict(),
                    "points": float(round(change.points_after, 6)),
                    "probability": round(change.probability_after, 9),
                    "band": change.band_after.value,
                }
                for change in credit.what_would_change(card, record)
            ],
            "model": result.model,
            "trained_on": card.trained_on.as_dict(),
        }

    return records.answer_each(arguments.source, answer)


def _train(arguments: argparse.Namespace) -> int:
    from scoring import evaluation, scorecard

    plan = _plan(arguments)
    frame, bad, data_sha256 = evaluation.read_data(Path(arguments.data), plan.target)
    table = evaluation.build(frame, bad, data_sha256, plan)
    card = scorecard.read(table)
    out = Path(arguments.out)
    try:
        text = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
        out.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise InvalidInput("a place to write to", type(error).__name__, str(out)) from None
    records.write(
        {
            "model": str(out),
            "digest": card.digest,
            "characteristics": [line.code for line in card.characteristics],
            "dropped": table["dropped"],
            "metrics": table["metrics"],
        }
    )
    return 0


def _evaluate(arguments: argparse.Namespace) -> int:
    from scoring import evaluation

    protected = _names(arguments.protected)
    plan = _plan(arguments, also=protected)
    frame, bad, _sha256 = evaluation.read_data(Path(arguments.data), plan.target)
    absent = [name for name in protected if name not in frame.columns]
    if absent:
        raise InvalidInput("protected columns among the columns", absent[0], "--protected")
    folds = evaluation.cross_validate(evaluation.feature_frame(frame, plan), bad, plan)
    median = sorted(fold.microseconds for fold in folds)[len(folds) // 2]
    result: dict[str, object] = {
        "rows": len(bad),
        "folds": plan.folds,
        "repeats": plan.repeats,
        "seed": plan.seed,
        "scorecard": {
            **evaluation.quality(bad, folds),
            "fit_seconds": round(sum(fold.fit_seconds for fold in folds) / len(folds), 3),
            "us_per_application": round(median, 1),
            "fairness": {
                name: evaluation.fairness(frame[name], folds, plan.seed) for name in protected
            },
        },
    }
    if arguments.json:
        records.write(result)
    else:
        sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
    return 0


def _plan(arguments: argparse.Namespace, also: tuple[str, ...] = ()) -> Plan:
    from scoring.evaluation import Plan

    if arguments.folds < 2 or arguments.repeats < 1:
        raise InvalidInput("at least two folds and one repeat", "fewer", "--folds")
    return Plan(
        target=arguments.target,
        left_out=(*_names(arguments.exclude), *also),
        folds=arguments.folds,
        repeats=arguments.repeats,
        seed=arguments.seed,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
