"""A file of loans to a file of answers: batch by batch, on all cores, in bounded memory."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from apr.batch.arrow import Batch, pa, pc
from apr.batch.arrow_in import check_columns
from apr.batch.arrow_out import audit_batch, output_schema
from apr.batch.loans import Question
from core.errors import InvalidInput

_csv_files: Any = import_module("pyarrow.csv")
parquet: Any = import_module("pyarrow.parquet")

BATCH_ROWS = 65_536
_CSV_BLOCK = 8 << 20
_AHEAD = 2  # batches that wait for a process beside those being worked on
# Told after each batch: loans done, and all loans if the file says how many.
Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class Summary:
    """What a run found: how many loans, of which kinds, and the money hidden in all."""

    loans: int = 0
    exact_path: int = 0
    hidden_cost_loans: int = 0
    hidden_cost_minor: int = 0
    verdicts: Counter[str] = field(default_factory=Counter[str])
    reasons: Counter[str] = field(default_factory=Counter[str])

    def add(self, answers: Batch) -> None:
        """Count one batch of answers."""
        self.loans += answers.num_rows
        self.exact_path += pc.sum(answers.column("exact_path")).as_py() or 0
        hidden = answers.column("hidden_cost")
        hidden = hidden.filter(pc.fill_null(pc.greater(hidden, pa.scalar(0, hidden.type)), False))  # noqa: FBT003
        self.hidden_cost_loans += len(hidden)
        self.hidden_cost_minor += int((pc.sum(hidden).as_py() or 0) * 100)
        for counted, column in (
            (self.verdicts, answers.column("stated_verdict")),
            (self.reasons, answers.column("reasons").flatten()),
        ):
            for row in pc.value_counts(column).to_pylist():
                counted[row["values"]] += row["counts"]

    def as_dict(self) -> dict[str, object]:
        """Return the form of the summary file."""
        whole, rest = divmod(self.hidden_cost_minor, 100)
        return {
            "loans": self.loans,
            "stated_verdict": dict(sorted(self.verdicts.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "hidden_cost": {"loans": self.hidden_cost_loans, "amount": f"{whole}.{rest:02d}"},
            "exact_path": self.exact_path,
        }


def audit_file(
    source: Path,
    target: Path,
    question: Question,
    workers: int,
    progress: Progress | None = None,
) -> Summary:
    """Judge every loan of a Parquet or CSV file into a Parquet file, in the same order.

    Args:
        source: one loan a row; `.csv` is read as text, everything else as Parquet.
        target: replaced when all is done, never left half written.
        question: what is asked of every loan.
        workers: processes that compute; 1 computes in this one.
        progress: told after each batch.

    Raises:
        InvalidInput: the file cannot be read, or lacks a column.
    """
    summary = Summary()
    with reading(source) as (batches, total), writing(target, question) as write:
        for answers in _answers(batches, question, workers):
            write(answers)
            summary.add(answers)
            if progress is not None:
                progress(summary.loans, total)
    return summary


@contextmanager
def reading(source: Path) -> Generator[tuple[Iterable[Batch], int | None]]:
    """Open a file of loans; give its batches and, if the file says so, how many loans it has.

    Raises:
        InvalidInput: the file is of another kind, is damaged, or lacks a column.
    """
    try:
        if source.suffix.lower() == ".csv":
            with _csv(source) as reader:
                check_columns(reader.schema.names, str(source))
                yield reader, None
        else:
            with parquet.ParquetFile(source) as file:
                check_columns(file.schema_arrow.names, str(source))
                yield file.iter_batches(BATCH_ROWS), file.metadata.num_rows
    except pa.ArrowException as fault:
        found = str(fault).splitlines()[0][:120]
        raise InvalidInput("a readable Parquet or CSV file", found, str(source)) from None


@contextmanager
def writing(target: Path, question: Question) -> Generator[Callable[[Batch], None]]:
    """Open the file of answers; it appears under its name only when all is written."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with parquet.ParquetWriter(
            unfinished, output_schema(question), compression="zstd"
        ) as writer:
            yield writer.write_batch
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _csv(source: Path) -> Any:
    """Read every column as text, so that amounts stay as they were written."""
    with source.open("rb") as file:
        names = file.readline().decode("utf-8-sig", "replace").rstrip("\r\n").split(",")
    kinds = {name.strip('"'): pa.string() for name in names}
    return _csv_files.open_csv(
        source,
        _csv_files.ReadOptions(block_size=_CSV_BLOCK),
        convert_options=_csv_files.ConvertOptions(
            column_types=kinds, strings_can_be_null=True, null_values=[""]
        ),
    )


def _answers(batches: Iterable[Batch], question: Question, workers: int) -> Iterator[Batch]:
    """Yield the answers in the order of the batches; few are in memory at once."""
    if workers == 1:
        for batch in batches:
            yield audit_batch(batch, question)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[Batch]] = deque()
        for batch in batches:
            waiting.append(pool.submit(audit_batch, batch, question))
            if len(waiting) >= workers + _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
