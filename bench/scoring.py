"""Scoring against its peers in the same run: the library it was trained by, and plain search."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

_DATA = Path(__file__).parents[1] / "scoring" / "data" / "taiwan_default.csv.gz"
Item = TypeVar("Item")
_NAMES = ("Tomasz Lindqvist", "HAWATMEH, Nayef", "Mohammed Ali", "张伟", "Anglo Caribbean Ltd")


def run() -> dict[str, object]:
    """Return medians and 99th percentiles in microseconds, and ratios against the peers."""
    return {"credit": _credit(), "velocity": _velocity(), "names": _names()}


def _credit() -> dict[str, object]:
    import pandas as pd

    from scoring import credit, training
    from scoring.evaluation import Plan, feature_frame, table_of

    frame = pd.read_csv(_DATA)
    features = feature_frame(frame, Plan("bad"))
    trained = training.fit(features, frame["bad"].to_numpy())
    card = table_of(trained)
    columns = list(trained.columns)
    rows = features[columns].head(2000).to_dict("records")
    records = frame.head(2000).to_dict("records")
    single = [features[columns].iloc[place : place + 1] for place in range(60)]
    ours = _spent(rows, lambda row: credit.score(card, row))
    peer = _spent(single, trained.library.predict_proba)
    return {
        "own_with_reasons_us": ours,
        "own_from_raw_columns_us": _spent(records, lambda row: credit.score(card, row)),
        "optbinning_one_row_us": peer,
        "times_faster": round(peer["p50"] / ours["p50"], 1),
    }


def _velocity() -> dict[str, object]:
    from scoring.velocity import Observation, Velocity, VelocityEvent, key_of

    kinds = ("device", "phone", "ip", "subject")
    keys = {
        (kind, number): key_of(kind, "0190b6c2-0000-7000", f"{kind}-blind-index-{number:06d}")
        for kind in kinds
        for number in range(2000)
    }
    events = [
        VelocityEvent(
            f"event-{number:08d}",
            1_700_000_000_000_000 + number * 5_000_000,
            tuple(
                Observation(keys[kind, number * place % 2000], number, f"S-{number % 5000:010d}")
                for place, kind in enumerate(kinds, start=1)
            ),
        )
        for number in range(20_000)
    ]
    counters = Velocity()
    return {"four_keys_five_windows_us": _spent(events, counters.observe)}


def _names() -> dict[str, object]:
    from scoring import name_forms, names, watchlists
    from scoring.model import Query

    started = time.perf_counter()
    index = names.build([watchlists.shipped()])
    load_seconds = time.perf_counter() - started
    queries = [Query(name) for name in _NAMES] * 40
    ours = _spent(queries, lambda query: names.screen(query, index))

    def every(query: Query) -> list[float]:
        words = name_forms.tokens(query.name)
        return [names.name_score(words, name.words) for name in index.names]

    peer = _spent(queries[: len(_NAMES)], every)
    return {
        "names": len(index.names),
        "load_seconds": round(load_seconds, 2),
        "screen_us": ours,
        "every_name_us": peer,
        "times_faster": round(peer["p50"] / ours["p50"], 1),
    }


def _spent(items: Sequence[Item], act: Callable[[Item], object]) -> dict[str, float]:
    """Return p50 and p99 of one call, in microseconds."""
    act(items[0])
    spent: list[float] = []
    for item in items:
        started = time.perf_counter_ns()
        act(item)
        spent.append((time.perf_counter_ns() - started) / 1000)
    return {
        "p50": round(statistics.median(spent), 1),
        "p99": round(sorted(spent)[int(len(spent) * 0.99) - 1], 1),
    }
