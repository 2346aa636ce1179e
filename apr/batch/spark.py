"""The same kernel on a Spark cluster by `mapInArrow`: the answers are the same to the last bit."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from apr.batch.arrow import Batch, Schema, pa
from apr.batch.arrow_out import audit_batch, output_schema
from apr.batch.loans import Question
from apr.batch.stream import BATCH_ROWS, Summary, parquet, reading, writing
from core.errors import ServiceMissing

_ROW = "candor_row"


def audit_by_spark(source: Path, target: Path, question: Question, master: str) -> Summary:
    """Judge every loan of a Parquet or CSV file into one Parquet file, in the same order.

    Args:
        source: a file that every executor can read under the same name; from CSV a Parquet copy
            is made beside the answers first.
        target: replaced when all is done.
        question: what is asked of every loan.
        master: the cluster, such as "spark://host:7077" or "local[*]".

    Raises:
        ServiceMissing: pyspark or a Java runtime is not there.
        InvalidInput: the file cannot be read, or lacks a column.
    """
    session = _session(master)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".candor-spark-") as folder:
            numbered = Path(folder) / "loans"
            _number(source, numbered)
            answers = Path(folder) / "answers"
            _map(session, numbered, answers, question)
            return _gather(answers, target, question)
    finally:
        session.stop()


def _session(master: str) -> Any:
    """Start or find the session.

    Raises:
        ServiceMissing: pyspark or a Java runtime is not there.
    """
    try:
        sql: Any = import_module("pyspark.sql")
    except ModuleNotFoundError:
        raise ServiceMissing("Spark is an extra: pip install -r requirements-spark.txt") from None
    building = (
        sql.SparkSession.builder.master(master)
        .appName("candor audit-portfolio")
        .config("spark.executorEnv.PYTHONPATH", str(Path(__file__).parents[2]))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH_ROWS)
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
    )
    try:
        session = building.getOrCreate()
    except Exception as fault:
        if type(fault).__name__ not in {"PySparkRuntimeError", "FileNotFoundError"}:
            raise
        raise ServiceMissing("Spark needs a Java runtime, which does not start here") from None
    # The executors run this very Python, with what is installed for it.
    session.sparkContext.pythonExec = sys.executable
    return session


def _number(source: Path, folder: Path) -> None:
    """Copy the loans with their place in the file, since a cluster keeps no order.

    One file a batch: Spark then has a task for each.
    """
    folder.mkdir()
    done = 0
    with reading(source) as (batches, _):
        for place, batch in enumerate(batches):
            rows = pa.array(range(done, done + batch.num_rows), pa.int64())
            part = pa.Table.from_batches([batch.append_column(_ROW, rows)])
            parquet.write_table(part, folder / f"{place:06d}.parquet")
            done += batch.num_rows


def _map(session: Any, numbered: Path, answers: Path, question: Question) -> None:
    schema = _numbered_schema(question)
    types: Any = import_module("pyspark.sql.pandas.types")

    def judged(batches: Iterable[Batch]) -> Iterator[Batch]:
        for batch in batches:
            rows = batch.column(_ROW)
            yield audit_batch(batch, question).append_column(_ROW, rows)

    loans = session.read.parquet(str(numbered))
    mapped = loans.mapInArrow(judged, types.from_arrow_schema(schema))
    mapped.sort(_ROW).write.parquet(str(answers))


def _numbered_schema(question: Question) -> Schema:
    return output_schema(question).append(pa.field(_ROW, pa.int64()))


def _gather(answers: Path, target: Path, question: Question) -> Summary:
    """Put the sorted parts into one file, part by part."""
    summary = Summary()
    schema = output_schema(question)
    with writing(target, question) as write:
        for part in sorted(answers.glob("part-*.parquet")):
            with parquet.ParquetFile(part) as file:
                for batch in file.iter_batches(BATCH_ROWS):
                    plain = pa.Table.from_batches([batch.drop_columns([_ROW])]).cast(schema)
                    for each in plain.to_batches():
                        write(each)
                        summary.add(each)
    return summary
