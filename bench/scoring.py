"""Scoring against its peers in the same run: the library it was trained by, and plain search."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bench.shape import Measure, Side, result

_DATA = Path(__file__).parents[1] / "scoring" / "data" / "taiwan_default.csv.gz"
Item = TypeVar("Item")
_NAMES = ("Tomasz Lindqvist", "HAWATMEH, Nayef", "Mohammed Ali", "张伟", "Anglo Caribbean Ltd")


def run(rows: int = 2000, rounds: int = 3) -> dict[str, object]:
    """Time the credit score, the velocity counters and the name screening; wall time of a call."""
    names, told = _names(max(1, rows // 400), rounds)
    return result(
        "scoring",
        (*_credit(rows, rounds), names, _velocity(rows * 10, rounds)),
        (
            (
                "optbinning answers one row at a time here, as a decision would ask it; it is made"
                " for tables of rows"
            ),
            "the velocity counters are asked in their own process, without the socket",
            told,
        ),
    )


def _credit(count: int, rounds: int) -> tuple[Measure, ...]:
    import pandas as pd

    from scoring import credit, training
    from scoring.evaluation import Plan, feature_frame, table_of

    frame = pd.read_csv(_DATA)
    features = feature_frame(frame, Plan("bad"))
    trained = training.fit(features, frame["bad"].to_numpy())
    card = table_of(trained)
    columns = list(trained.columns)
    rows = features[columns].head(count).to_dict("records")
    records = frame.head(count).to_dict("records")
    single = [features[columns].iloc[place : place + 1] for place in range(min(60, count))]
    ours, raw, peer = [], [], []
    for _ in range(rounds):
        ours.append(_spent(rows, lambda row: credit.score(card, row)))
        raw.append(_spent(records, lambda row: credit.score(card, row)))
        peer.append(_spent(single, trained.library.predict_proba))
    library = Side("optbinning, one row", tuple(peer))
    return (
        Measure("credit score with reasons", "µs", Side("candor", tuple(ours)), library),
        Measure("credit score from raw columns", "µs", Side("candor", tuple(raw)), library),
    )


def _velocity(count: int, rounds: int) -> Measure:
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
        for number in range(count)
    ]
    found = tuple(_spent(events, Velocity().observe) for _ in range(rounds))
    return Measure("velocity: four keys, five windows", "µs", Side("candor", found))


def _names(repeated: int, rounds: int) -> tuple[Measure, str]:
    from scoring import name_forms, names, watchlists
    from scoring.model import Query

    started = time.perf_counter()
    index = names.build([watchlists.shipped()])
    load_seconds = time.perf_counter() - started
    queries = [Query(name) for name in _NAMES] * repeated
    for query in queries[: len(_NAMES)]:
        names.screen(query, index)  # the first Chinese name reads the tables of characters

    def every(query: Query) -> list[float]:
        words = name_forms.tokens(query.name)
        return [names.name_score(words, name.words) for name in index.names]

    ours, peer = [], []
    for _ in range(rounds):
        ours.append(_spent(queries, lambda query: names.screen(query, index)))
        peer.append(_spent(queries[: len(_NAMES)], every))
    measure = Measure(
        "a name screened", "µs", Side("candor", tuple(ours)), Side("every name asked", tuple(peer))
    )
    return measure, f"{len(index.names)} names on the lists, loaded in {load_seconds:.2f} s"


def _spent(items: Sequence[Item], act: Callable[[Item], object]) -> tuple[float, ...]:
    """Return what each call took, in microseconds."""
    act(items[0])
    spent: list[float] = []
    for item in items:
        started = time.perf_counter_ns()
        act(item)
        spent.append((time.perf_counter_ns() - started) / 1000)
    return tuple(spent)


if __name__ == "__main__":
    import json

    print(json.dumps(run(), indent=2))
