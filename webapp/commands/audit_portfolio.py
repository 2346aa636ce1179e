"""`candor audit-portfolio`: every loan of a Parquet or CSV file by every standard, in one pass."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InvalidInput

if TYPE_CHECKING:
    from apr.batch.loans import Line, Question

_BAR = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = (
        "Rates by each standard, stated against computed, hidden cost, lines and reasons for "
        "every loan of a file; docs/portfolio.md lists the columns."
    )
    parser.add_argument("source", metavar="IN.parquet|csv", type=Path, help="one loan a row")
    parser.add_argument("target", metavar="OUT.parquet", type=Path, help="one answer a loan")
    parser.add_argument(
        "--standard", default="all", help="codes with commas between, or all (the default)"
    )
    parser.add_argument(
        "--stated-as",
        default="cn-simple",
        help="what a stated rate means where a loan has no stated_as (cn-simple)",
    )
    parser.add_argument(
        "--cap", metavar="PERCENT", help="a line of your own for every loan, instead of the table"
    )
    parser.add_argument("--engine", choices=["local", "spark"], default="local")
    parser.add_argument("--master", default="local[*]", help="Spark's cluster (local[*])")
    parser.add_argument("--workers", type=int, default=0, help="processes (all cores)")
    parser.add_argument("--summary", metavar="OUT.json", type=Path, help="counts and sums as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Judge the file.

    Returns:
        0 done.

    Raises:
        InvalidInput: there is no such file, folder, standard or cap.
    """
    question = _question(arguments)
    if not arguments.source.is_file():
        raise InvalidInput("a file of loans", "none", str(arguments.source))
    if not arguments.target.parent.is_dir():
        raise InvalidInput("a folder for the answers", "none", str(arguments.target.parent))
    workers = arguments.workers or len(os.sched_getaffinity(0))
    if arguments.engine == "spark":
        from apr.batch.spark import audit_by_spark

        summary = audit_by_spark(arguments.source, arguments.target, question, arguments.master)
    else:
        from apr.batch.stream import audit_file

        summary = audit_file(
            arguments.source, arguments.target, question, workers, _progress(sys.stderr.isatty)
        )
    found = json.dumps(summary.as_dict(), ensure_ascii=False)
    if arguments.summary is not None:
        arguments.summary.write_text(f"{found}\n", encoding="utf-8")
    sys.stdout.write(f"{found}\n")
    return 0


def _question(arguments: argparse.Namespace) -> Question:
    """Read what is asked.

    Raises:
        InvalidInput: there is no such standard, or the cap is no percentage.
    """
    from apr.batch.loans import Question
    from apr.standards import CODES

    codes = CODES if arguments.standard == "all" else tuple(arguments.standard.split(","))
    for code in (*codes, arguments.stated_as):
        if code not in CODES:
            raise InvalidInput(f"one of {', '.join(CODES)}", code[:60], "--standard")
    if arguments.workers < 0:
        raise InvalidInput("a number of processes", str(arguments.workers), "--workers")
    return Question(codes, arguments.stated_as, _lines(arguments.cap))


def _lines(cap: str | None) -> tuple[Line, ...]:
    """Return the one line that was given, or the dated table as far as days can choose a row.

    Raises:
        InvalidInput: the cap is no percentage.
    """
    from datetime import date

    from apr.batch.loans import Line
    from core.money import decimal_from

    if cap is None:
        return dated_lines()
    percent = decimal_from(cap, "--cap")
    if percent < 0:
        raise InvalidInput("a percentage", cap[:40], "--cap")
    return (Line("given", "", date.min, None, percent),)


def dated_lines() -> tuple[Line, ...]:
    """Return the table of reference lines; a multiple of a benchmark is one row a benchmark."""
    from datetime import date, timedelta

    from apr.batch.loans import Line
    from contracts.lines import LINES, LPR_ONE_YEAR

    days = [since for since, _ in LPR_ONE_YEAR]
    ends = [*(day - timedelta(days=1) for day in days[1:]), date.max]
    rows: list[Line] = []
    for line in (each for each in LINES if each.compares_loans):
        stretches = [(line.since, line.until or date.max, line.percent)]
        if line.percent is None:
            stretches = [
                (max(since, line.since), min(until, line.until or date.max), lpr * times)
                for (since, lpr), until in zip(LPR_ONE_YEAR, ends, strict=True)
                for times in [line.benchmark_times]
            ]
        rows += [
            Line(line.law, lender.value, since, None if until == date.max else until, percent)
            for lender in sorted(line.lenders)
            for since, until, percent in stretches
            if percent is not None and since <= until
        ]
    return tuple(rows)


def _progress(is_terminal: Callable[[], bool]) -> Callable[[int, int | None], None] | None:
    """Return what draws a bar on standard error, where that is a terminal."""
    if not is_terminal():
        return None

    def draw(done: int, total: int | None) -> None:
        if total:
            full = _BAR * done // total
            shown = f"[{'#' * full}{'.' * (_BAR - full)}] {done:,} of {total:,} loans"
        else:
            shown = f"{done:,} loans"
        sys.stderr.write(f"\r{shown}{chr(10) if done == total else ''}")
        sys.stderr.flush()

    return draw
