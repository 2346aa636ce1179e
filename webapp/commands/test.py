"""`candor test`: every check and every test, each step with its seconds, and one verdict."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from core.errors import ServiceMissing

_ROOT = Path(__file__).parents[2]
_BIN = Path(sys.executable).parent
_PYTEST = (sys.executable, "-m", "pytest")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the run.

    Args:
        name: how it is called in the summary.
        command: program and arguments.
        daily: also a part of `--fast`.
        takes_arguments: gets the arguments handed on to pytest.
    """

    name: str
    command: tuple[str, ...]
    daily: bool = True
    takes_arguments: bool = False


STEPS: tuple[Step, ...] = (
    Step("format", (str(_BIN / "ruff"), "format", "--check", "-q", ".")),
    Step("lint", (str(_BIN / "ruff"), "check", "-q", ".")),
    Step("types", (str(_BIN / "pyright"),)),
    Step("floors", (str(_BIN / "lint-imports"), "--no-cache")),
    Step(
        "slow tests",
        (*_PYTEST, "-n", "2", "-m", "slow"),
        daily=False,
        takes_arguments=True,
    ),
    Step(
        "Debian's servers",
        (
            *(sys.executable, "tools/debian_engines.py", *_PYTEST, "-n", "2", "-m", "database"),
            # Pages and boards store nothing of their own: the rooms below them do.
            *("--ignore=tests/webapp", "--ignore=tests/dashboards"),
        ),
        daily=False,
        takes_arguments=True,
    ),
    # Last, so that the run ends with pytest's own closing line.
    Step("tests", (*_PYTEST, "-n", "2", "-m", "not slow"), takes_arguments=True),
)
_NO_TESTS = 5  # pytest: nothing was selected; for the steps beyond the daily ones no failure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take --fast; everything else goes to pytest."""
    parser.add_argument("--fast", action="store_true", help="leave out the slow parts")
    parser.epilog = "Further arguments are handed to pytest; then only tests are run."


def run(arguments: argparse.Namespace) -> int:
    """Run the steps; 1 when any of them fails.

    Raises:
        ServiceMissing: the tools for testing are not installed.
    """
    if find_spec("pytest") is None:
        raise ServiceMissing("the tools for testing are not installed; run ./candor test")
    steps = [step for step in STEPS if step.daily or not arguments.fast]
    if arguments.rest:
        steps = [step for step in steps if step.takes_arguments]
    outcomes = [(step, *_run(step, arguments.rest)) for step in steps]
    _summarise(outcomes)
    return int(any(status for _, status, _, _ in outcomes))


def _run(step: Step, rest: Sequence[str]) -> tuple[int, float, str]:
    """Run one step; return its status, its seconds and its last line."""
    _say(f"── {step.name}")
    began = time.monotonic()
    command = [*step.command, *(rest if step.takes_arguments else ())]
    last = ""
    with subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in running.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line.strip() or last
    nothing_marked = running.returncode == _NO_TESTS and not step.daily
    return 0 if nothing_marked else running.returncode, time.monotonic() - began, last


def _summarise(outcomes: Sequence[tuple[Step, int, float, str]]) -> None:
    _say("")
    for step, status, seconds, last in outcomes:
        verdict = "ok    " if status == 0 else "FAILED"
        tail = f"  {last}" if step.takes_arguments else ""
        _say(f"{verdict} {step.name:<17}{seconds:7.1f} s{tail}")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
