"""The one shape of every benchmark's result: ours and a named peer, in the same run."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.dates import now
from core.errors import CandorError
from database.embedded_postgres import programs

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side measured.

    Args:
        name: what was measured.
        runs: one tuple of figures for each run; a run that gives one figure has a tuple of one.
    """

    name: str
    runs: tuple[tuple[float, ...], ...]

    @property
    def medians(self) -> tuple[float, ...]:
        """The median of each run."""
        return tuple(statistics.median(run) for run in self.runs)

    def as_dict(self) -> dict[str, object]:
        """Median, least and most of the runs' medians; p50 and p99 of all single figures."""
        every = sorted(figure for run in self.runs for figure in run)
        single = len(every) > len(self.runs)
        return {
            "name": self.name,
            "median": rounded(statistics.median(self.medians)),
            "p50": rounded(quantile(every, 0.5)) if single else None,
            "p99": rounded(quantile(every, 0.99)) if single else None,
            "min": rounded(min(self.medians)),
            "max": rounded(max(self.medians)),
            "runs": len(self.runs),
            "figures": len(every),
        }


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured, with a peer where there is one.

    Args:
        name: what was asked of both sides.
        unit: of every figure.
        ours: this project's side.
        peer: the other side, measured in turns with ours.
    """

    name: str
    unit: str
    ours: Side
    peer: Side | None = None

    def as_dict(self) -> dict[str, object]:
        """Both sides and their ratio, ours over the peer's, run by run."""
        return {
            "name": self.name,
            "unit": self.unit,
            "ours": self.ours.as_dict(),
            "peer": None if self.peer is None else self.peer.as_dict(),
            "ratio": None if self.peer is None else _ratio(self.ours, self.peer),
        }


def result(name: str, measures: Sequence[Measure], notes: Iterable[str] = ()) -> dict[str, object]:
    """Return a benchmark's result; its first measure is the one that stands for it."""
    first = measures[0].as_dict()
    return {
        **first,
        "name": name,
        "measure": first["name"],
        "measures": [one.as_dict() for one in measures],
        "machine": machine(),
        "notes": list(notes),
    }


def machine() -> dict[str, object]:
    """Return what the figures depend on: the machine, the versions, and who else was busy."""
    return {
        "at": now().isoformat(timespec="seconds"),
        "cores": len(os.sched_getaffinity(0)),
        "cpu": _field(Path("/proc/cpuinfo"), "model name"),
        "memory": _field(Path("/proc/meminfo"), "MemTotal"),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgres": _postgres(),
        "commit": _commit(),
        "load_1m": round(os.getloadavg()[0], 2),
    }


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the smallest figure that at least this share of them does not exceed."""
    place = min(len(ordered) - 1, max(0, -int(-len(ordered) * share // 1) - 1))
    return ordered[place]


def rounded(figure: float) -> float:
    """Return a figure with four significant digits, which is more than any run repeats."""
    return float(f"{figure:.4g}")


def _ratio(ours: Side, peer: Side) -> dict[str, object]:
    pairs = [mine / theirs for mine, theirs in zip(ours.medians, peer.medians, strict=True)]
    return {
        "median": rounded(statistics.median(pairs)),
        "spread": [rounded(min(pairs)), rounded(max(pairs))],
    }


def _field(path: Path, name: str) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown"
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(found, "unknown")


@cache
def _postgres() -> str:
    try:
        program = programs() / "postgres"
    except CandorError:
        return "none"
    return _said(str(program), "--version")


@cache
def _commit() -> str:
    head = _said("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")
    changed = _said("git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=no")
    return f"{head} with changes" if changed not in {"", "unknown"} else head


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
