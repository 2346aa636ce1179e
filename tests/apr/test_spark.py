"""Spark with more than one executor gives the very bits of one process, in the same order."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[2]
LOANS = 150_000  # three batches, so three tasks
CLUSTER = "local-cluster[2,1,1024]"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
        reason="needs a Java runtime and requirements-spark.txt",
    ),
]


def portfolio(path: Path) -> None:
    chance = random.Random(17)
    rows = []
    for number in range(LOANS):
        start = date(2023, 1, 1) + timedelta(days=chance.randrange(900))
        net, count = chance.randrange(50_000, 3_000_000), chance.choice([6, 12, 24])
        paid = int(net * (1 + chance.uniform(0.003, 0.025) * count) / count)
        rows.append(
            {
                "loan_id": str(number),
                "lender_type": chance.choice(["bank", "microloan", "private"]),
                "disbursed_on": start,
                "net_proceeds": Decimal(net).scaleb(-2),
                "first_payment_on": start + timedelta(days=chance.choice([14, 28, 31, 45])),
                "payment": Decimal(paid).scaleb(-2),
                "payments": count,
                "period": chance.choice(["month", "month", "2 weeks"]),
                "stated_rate_percent": Decimal(chance.randrange(500, 3600)).scaleb(-2),
            }
        )
    pq.write_table(pa.Table.from_pylist(rows), path)


def audit(source: Path, target: Path, *more: str, **environment: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "webapp.commands.main", "audit-portfolio", source, target, *more],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def executors(log: Path) -> set[str]:
    """Return which executors ended tasks of the stage that judges, by Spark's own log."""
    files = [path for path in log.rglob("*") if path.is_file() and "appstatus" not in path.name]
    events = [json.loads(line) for path in files for line in path.read_text().splitlines()]
    ends = [event for event in events if event["Event"] == "SparkListenerTaskEnd"]
    return {end["Task Info"]["Executor ID"] for end in ends}


def test_two_executors_give_the_bits_of_one_process(tmp_path: Path) -> None:
    source, log = tmp_path / "loans.parquet", tmp_path / "log"
    log.mkdir()
    portfolio(source)
    here = audit(source, tmp_path / "here.parquet", "--workers", "1")
    conf = f"--conf spark.eventLog.enabled=true --conf spark.eventLog.dir=file://{log}"
    there = audit(
        source,
        tmp_path / "there.parquet",
        *("--engine", "spark", "--master", CLUSTER),
        PYSPARK_SUBMIT_ARGS=f"{conf} --conf spark.eventLog.compress=false pyspark-shell",
    )
    assert there == here
    alone, cluster = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("here", "there"))
    assert cluster.equals(alone)
    assert cluster.schema.equals(alone.schema)
    assert len(executors(log)) >= 2
