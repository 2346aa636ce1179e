"""Every benchmark answers in one shape; how fast it was is nobody's business here."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import apr, evidence, load, pii, road, scoring
from bench.shape import Measure, Side, quantile, result
from webapp.commands.bench import BENCHMARKS, table
from webapp.commands.main import main

SIDE = {"name", "median", "p50", "p99", "min", "max", "runs", "figures"}
RESULT = {
    *("name", "measure", "unit", "ours", "peer", "ratio", "measures", "machine", "notes"),
}
MACHINE = {
    *("at", "cores", "cpu", "memory", "system", "python", "postgres", "commit", "load_1m"),
}

TINY: Mapping[str, Callable[[], dict[str, object]]] = {
    "apr": lambda: apr.run(loans=2, rounds=2, batch=300, file=400),
    "evidence": lambda: evidence.run(entries=512, rounds=2),
    "pii": lambda: pii.run(documents_made=3, rounds=2),
}


def check(found: Mapping[str, Any]) -> None:
    assert set(found) >= RESULT
    assert set(found["machine"]) == MACHINE
    assert found["measures"][0]["ours"] == found["ours"]
    for measure in found["measures"]:
        assert set(measure) == {"name", "unit", "ours", "peer", "ratio"}
        assert set(measure["ours"]) == SIDE
        assert measure["ours"]["min"] <= measure["ours"]["median"] <= measure["ours"]["max"]
        assert (measure["peer"] is None) == (measure["ratio"] is None)
        if measure["peer"] is not None:
            assert set(measure["peer"]) == SIDE
            low, high = measure["ratio"]["spread"]
            assert 0 < low <= measure["ratio"]["median"] <= high
    json.dumps(found)


@pytest.mark.parametrize("name", sorted(TINY))
def test_a_tiny_run_has_the_shape(name: str) -> None:
    found = TINY[name]()
    check(found)
    assert found["name"] == name
    assert f"{found['name']} · " in table(found)


def test_the_first_measure_of_scoring_stands_beside_the_full_scan() -> None:
    found, told = scoring._names(1, 1)
    check(result("scoring", (found,), (told,)))


def test_every_row_names_a_module_that_measures() -> None:
    for row in BENCHMARKS:
        assert find_spec(row.module), row.name
        assert row.peer


def test_ratios_are_taken_run_by_run() -> None:
    measure = Measure("m", "s", Side("a", ((2.0,), (9.0,))), Side("b", ((1.0,), (3.0,))))
    assert measure.as_dict()["ratio"] == {"median": 2.5, "spread": [2.0, 3.0]}


def test_single_figures_have_percentiles_and_whole_runs_have_none() -> None:
    whole = Side("a", ((1.0,), (2.0,))).as_dict()
    assert (whole["p50"], whole["p99"], whole["median"]) == (None, None, 1.5)
    single = Side("a", ((1.0, 2.0, 3.0), (4.0, 5.0, 90.0))).as_dict()
    assert (single["p50"], single["p99"], single["median"]) == (3.0, 90.0, 3.5)


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=50).map(sorted), st.floats(0.01, 1.0))
def test_a_quantile_is_the_least_that_enough_do_not_exceed(
    figures: list[float], share: float
) -> None:
    found = quantile(figures, share)
    enough = [one for one in figures if sum(two <= one for two in figures) >= share * len(figures)]
    assert found == pytest.approx(min(enough))


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=9))
def test_the_median_of_one_run_is_the_median(figures: list[float]) -> None:
    assert Side("a", (tuple(figures),)).medians == (median(figures),)


def test_what_the_road_tells_has_the_shape() -> None:
    def sent(*milliseconds: float) -> load.Measured:
        return load.Measured(list(milliseconds), seconds=1.0)

    turns = ([sent(4.0, 6.0)], [sent(1.0, 2.0)])
    counted = {0.02: 1.0, 0.05: 2.0, 0.1: 2.0, 0.2: 2.0, float("inf"): 2.0}
    found = road._told(road.Effort(), turns, turns, counted)
    check(found)
    assert found["server_within"] == {"20 ms": 0.5, "50 ms": 1.0, "100 ms": 1.0, "200 ms": 1.0}


def test_a_missing_peer_is_a_missing_service(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "pyxirr":
            raise ModuleNotFoundError("No module named 'pyxirr'", name="pyxirr")
        return real(name, *rest, **named)

    monkeypatch.delitem(__import__("sys").modules, "bench.apr")
    monkeypatch.setattr(builtins, "__import__", without)
    assert main(["bench", "apr"]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "pyxirr" in shown.err
