"""`candor bench`: how fast it is, each time beside a named peer in the same run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from core.errors import ServiceMissing

_DEVELOPMENT = "what is measured against comes with requirements-dev.txt; run ./candor test once"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark.

    Args:
        name: the word after `candor bench`.
        module: has `run() -> dict`; it lies outside of the installed rooms.
        what: what is measured, in one line.
        peer: what it is measured against.
    """

    name: str
    module: str
    what: str
    peer: str


BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark("apr", "bench.apr", "yearly rates, many and one at a time", "pyxirr and others"),
    Benchmark("audit", "bench.audit", "findings in invented contracts", "67 word lists"),
    Benchmark("pii", "bench.pii", "personal data found in lending texts", "Presidio, extended"),
    Benchmark("scoring", "bench.scoring", "credit score, velocity, names", "optbinning, full scan"),
    Benchmark("evidence", "bench.evidence", "the log appends and proves", "bare SHA-256"),
    Benchmark("consent", "bench.consent", "the gate, and taking back", "tenancy, Casbin, Cedar"),
    Benchmark("road", "bench.road", "applications through HTTP", "the same stack, one insert"),
    Benchmark("board", "bench.board", "commit to moved picture", "Dash's timer, GROUP BY"),
    Benchmark("newcomer", "bench.newcomer", "clone to moving board", "uv installing, no more"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which one, and the form of the answer."""
    listed = "; ".join(f"{row.name}: {row.what} (beside {row.peer})" for row in BENCHMARKS)
    names = [row.name for row in BENCHMARKS]
    parser.add_argument("name", choices=[*names, "all"], metavar="NAME|all", help=listed)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Run one benchmark or all; show a table, or JSON Lines on standard output.

    Raises:
        ServiceMissing: what it needs is not installed.
    """
    for row in BENCHMARKS:
        if arguments.name not in {row.name, "all"}:
            continue
        sys.stderr.write(f"candor: measuring {row.name}: {row.what}, beside {row.peer}\n")
        found = _measured(row)
        sys.stdout.write(
            f"{json.dumps(found, ensure_ascii=False)}\n" if arguments.json else table(found)
        )
        sys.stdout.flush()
    return 0


def _measured(row: Benchmark) -> Mapping[str, Any]:
    """Run one benchmark.

    Raises:
        ServiceMissing: it is not in this installation, or its peer is not installed.
    """
    try:
        module = import_module(row.module)
        return module.run()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "bench":
            raise ServiceMissing("benchmarks are run from a checkout, which has bench/") from None
        raise ServiceMissing(f"{row.name} needs {error.name}: {_DEVELOPMENT}") from None


def table(found: Mapping[str, Any]) -> str:
    """Return a benchmark's result as people read it."""
    machine = found["machine"]
    about = (
        *(found["name"], machine["at"], f"{machine['cores']} cores, {machine['cpu']}"),
        *(f"Python {machine['python']}", machine["postgres"]),
        *(f"commit {machine['commit']}", f"load {machine['load_1m']}"),
    )
    lines = [" · ".join(about)]
    for measure in found["measures"]:
        lines += ["", f"  {measure['name']} ({measure['unit']})"]
        lines += _rows([measure["ours"], measure["peer"]])
        if measure["ratio"]:
            low, high = measure["ratio"]["spread"]
            lines.append(f"    ours / peer: {measure['ratio']['median']:g} ({low:g} to {high:g})")
    lines += ["", *(f"  · {note}" for note in found["notes"]), ""]
    return "\n".join(lines) + "\n"


def _rows(sides: Sequence[Mapping[str, Any] | None]) -> list[str]:
    lines: list[str] = []
    for side in sides:
        if side is None:
            continue
        single = "" if side["p99"] is None else f"  p50 {side['p50']:g}  p99 {side['p99']:g}"
        spread = f"{side['min']:g} to {side['max']:g} in {side['runs']} runs"
        lines.append(f"    {side['name'][:58]:58} {side['median']:>9g}  ({spread}){single}")
    return lines
