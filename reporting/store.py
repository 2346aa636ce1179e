"""Rollups as rows: raised by followers, read by boards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Date, Row, Table, Text, Uuid, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from core.dates import day_of
from database.schema import instant, metadata
from database.transaction import Transaction
from reporting.model import Increment
from reporting.rollups import window_since

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

figures_window = Table(
    "figures_window",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("figure", Text, primary_key=True),
    Column("bucket", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

figures_since = Table(
    "figures_since",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("since", Date, nullable=False),
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
    in_order = sorted(counts, key=lambda one: (one.figure, one.bucket))
    daily = [_row(organisation_id, one, counts[one]) for one in in_order]
    minutely = [
        {name: value for name, value in row.items() if name != "bucket"}
        for row, one in zip(daily, in_order, strict=True)
        if one.per_minute
    ]
    _add(tx, figures_daily, [{**row, "day": day_of(at)} for row in daily])
    minute = at.replace(second=0, microsecond=0)
    _add(tx, figures_minute, [{**row, "minute": minute} for row in minutely])
    _keep_window(tx, organisation_id, daily, day_of(at))
    tx.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})


def _keep_window(
    tx: Transaction, organisation_id: UUID, rows: list[dict[str, Any]], day: date
) -> None:
    """Keep the sum of the window's days, so that a board reads it however many facts there are.

    Called when the days are raised already: on the first fact of a later day the window moves and
    is summed up anew. A fact of a day before the window changes its day alone.
    """
    mine = figures_since.c.organisation_id == organisation_id
    begins = tx.execute(select(figures_since.c.since).where(mine).with_for_update()).scalar()
    wanted = window_since(day)
    if begins is None or begins < wanted:
        _move_window(tx, organisation_id, wanted)
    elif day >= begins:
        _add(tx, figures_window, rows)


def _move_window(tx: Transaction, organisation_id: UUID, since: date) -> None:
    moved = upsert(figures_since).values(organisation_id=organisation_id, since=since)
    tx.execute(
        moved.on_conflict_do_update(
            constraint=figures_since.primary_key, set_={"since": moved.excluded.since}
        )
    )
    tx.execute(figures_window.delete().where(figures_window.c.organisation_id == organisation_id))
    days = figures_daily.c
    summed = (
        select(days.organisation_id, days.figure, days.bucket, func.sum(days.value))
        .where(days.organisation_id == organisation_id, days.day >= since)
        .group_by(days.organisation_id, days.figure, days.bucket)
    )
    tx.execute(
        figures_window.insert().from_select(
            ["organisation_id", "figure", "bucket", "value"], summed
        )
    )


def _row(organisation_id: UUID, one: Increment, count: int) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "figure": one.figure,
        "bucket": one.bucket,
        "value": count,
    }


def _add(tx: Transaction, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = upsert(table)
    raised = table.c.value + statement.excluded.value
    tx.execute(
        statement.on_conflict_do_update(constraint=table.primary_key, set_={"value": raised}), rows
    )


def drop_minutes(tx: Transaction, at: datetime) -> int:
    """Drop the bound lender's figures of minutes a day ago and more; return how many."""
    kept_from = at - timedelta(days=1)
    return tx.execute(figures_minute.delete().where(figures_minute.c.minute < kept_from)).rowcount


def lender_sums(tx: Transaction, since: date) -> tuple[Row[Any], ...]:
    """Return sums by lender and figure in the bound territory, and over it as a whole.

    Each row: organisation_id (None for the whole), name_zh, name_en, figure, total (None when it
    is too small to be shown), cells (bucket -> value, None where hidden).
    """
    statement = text("SELECT * FROM regulator_figures(:since)")
    return tuple(tx.execute(statement, {"since": since}))


def minute_sums(tx: Transaction, since: datetime) -> tuple[Row[Any], ...]:
    """Return sums over the lenders of the bound territory by figure and minute."""
    statement = text("SELECT * FROM regulator_minutes(:since) ORDER BY figure, minute")
    return tuple(tx.execute(statement, {"since": since}))
