"""Rollups as rows: raised by followers, read by boards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Date, Row, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import insert as upsert

from database.schema import instant, metadata
from database.transaction import Transaction
from reporting.model import Increment

# Whoever draws boards listens here; the follower notifies when a rollup has moved.
CHANNEL = "candor_figures"

figures_daily = Table(
    "figures_daily",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("figure", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("bucket", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

_minute = instant("minute")
_minute.primary_key = True
figures_minute = Table(
    "figures_minute",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("figure", Text, primary_key=True),
    _minute,
    Column("value", BigInteger, nullable=False),
)


def raise_figures(
    tx: Transaction, organisation_id: UUID, added: Iterable[Increment], at: datetime
) -> None:
    """Add what one fact adds, and wake whoever draws boards once this is committed."""
    counts = Counter(added)
    # In the order of their keys, so that two followers never wait for each other in a circle.
    for increment in sorted(counts, key=lambda one: (one.figure, one.bucket)):
        key = {"organisation_id": organisation_id, "figure": increment.figure}
        daily = {**key, "day": at.date(), "bucket": increment.bucket}
        _add(tx, figures_daily, daily, counts[increment])
        if increment.per_minute:
            minute = {**key, "minute": at.replace(second=0, microsecond=0)}
            _add(tx, figures_minute, minute, counts[increment])
    tx.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})


def _add(tx: Transaction, table: Table, key: dict[str, Any], count: int) -> None:
    statement = upsert(table).values(**key, value=count)
    raised = table.c.value + statement.excluded.value
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_={"value": raised}))


def lender_sums(tx: Transaction, since: date) -> tuple[Row[Any], ...]:
    """Return sums by lender, figure and bucket in the bound territory; small groups have no bucket.

    Each row: organisation_id, name_zh, name_en, figure, bucket, value, total.
    """
    statement = text("SELECT * FROM regulator_figures(:since)")
    return tuple(tx.execute(statement, {"since": since}))


def minute_sums(tx: Transaction, since: datetime) -> tuple[Row[Any], ...]:
    """Return sums over the lenders of the bound territory by figure and minute."""
    statement = text("SELECT * FROM regulator_minutes(:since) ORDER BY figure, minute")
    return tuple(tx.execute(statement, {"since": since}))
