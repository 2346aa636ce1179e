"""Purposes and acts as rows, where the gate of the database reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table, Text
from sqlalchemy.dialects.postgresql import insert as upsert

from consent.model import Act, Purpose
from database.schema import metadata
from database.transaction import Transaction

purposes = Table(
    "purposes",
    metadata,
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("separate_consent", Boolean, nullable=False),
    Column("written_consent", Boolean, nullable=False),
    Column("refusal_may_stop_service", Boolean, nullable=False),
    Column("revocable", Boolean, nullable=False),
)

purpose_categories = Table(
    "purpose_categories",
    metadata,
    Column("purpose", Text, primary_key=True),
    Column("category", Text, primary_key=True),
)

acts = Table(
    "acts",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("confidential", Boolean, nullable=False),
)

act_purposes = Table(
    "act_purposes",
    metadata,
    Column("act", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
)

# What an act rests on beside consent; the database works it out from the rows above (0019).
act_bases = Table(
    "act_bases",
    metadata,
    Column("act", Text, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("basis", Text, nullable=False),
)


def publish_rows(tx: Transaction, purpose_rows: Sequence[Purpose], act_rows: Sequence[Act]) -> None:
    """Write the rows of purposes and acts as the code has them; the owner's business alone."""
    for position, row in enumerate(purpose_rows):
        values: dict[str, Any] = {
            "position": position,
            "name_zh": row.name.zh,
            "name_en": row.name.en,
            "basis": row.basis.value,
            "separate_consent": row.separate_consent,
            "written_consent": row.written_consent,
            "refusal_may_stop_service": row.refusal_may_stop_service,
            "revocable": row.revocable,
        }
        _write(tx, purposes, row.code, values)
    for act in act_rows:
        told = {"name_zh": act.name.zh, "name_en": act.name.en}
        _write(tx, acts, act.code, {**told, "confidential": act.confidential})
    tx.execute(purpose_categories.delete())
    pairs = [{"purpose": row.code, "category": c} for row in purpose_rows for c in row.categories]
    tx.execute(purpose_categories.insert(), pairs)
    tx.execute(act_purposes.delete())
    links = [{"act": act.code, "purpose": p} for act in act_rows for p in act.purposes]
    tx.execute(act_purposes.insert(), links)


def _write(tx: Transaction, table: Table, code: str, values: dict[str, Any]) -> None:
    statement = upsert(table).values(code=code, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["code"], set_=values))
