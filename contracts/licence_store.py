"""Registers of licences, as rows and as nouns: open to be read by everybody, kept by the owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Row, Table, Text, Uuid, cast, delete, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from contracts.licences import Licence, LicenceState, Register, Standing, is_of, name_key
from core.access import machine_access
from core.errors import Conflict
from core.ids import new_id
from database.schema import instant, metadata
from database.transaction import Database, Transaction

licence_registers = Table(
    "licence_registers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    instant("imported_at"),
)
licences = Table(
    "licences",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("register_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("other_names", ARRAY(Text), nullable=False),
    Column("name_keys", ARRAY(Text), nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("since", Date),
    Column("until", Date),
)


def import_register(
    tx: Transaction, register: Register, rows: Sequence[Licence], at: datetime
) -> None:
    """Keep a register; its older days are dropped, the same day is replaced.

    Args:
        tx: as the database's owner.
        register: what the rows belong to.
        rows: its licences.
        at: when.

    Raises:
        Conflict: a newer day of that register is here.
    """
    known = licence_registers.c
    newest = select(func.max(known.as_of)).where(known.name == register.name)
    here = tx.execute(newest).scalar_one()
    if here is not None and here > register.as_of:
        raise Conflict(f"the register of {here} is newer")
    tx.execute(delete(licence_registers).where(known.name == register.name))
    register_id = new_id()
    tx.execute(
        licence_registers.insert(),
        {
            "id": register_id,
            "name": register.name,
            "as_of": register.as_of,
            "complete": register.complete,
            "source": register.source,
            "imported_at": at,
        },
    )
    tx.execute(licences.insert(), [_values(register_id, row) for row in rows])


def standing_of(database: Database, lender: str) -> Standing:
    """Say what the registers say about a lender; "" looks at the registers only."""
    asked = lender.strip()
    with database.transaction(machine_access(None, "")) as tx:
        rows = tx.execute(select(licence_registers).order_by(licence_registers.c.name)).all()
        registers = {row.id: _register(row) for row in rows}
        listed = (
            [
                (registers[row.register_id], _licence(row))
                for row in tx.execute(_candidates(name_key(asked))).all()
            ]
            if name_key(asked)
            else []
        )
    return Standing(
        asked,
        tuple(registers.values()),
        tuple(one for one in listed if is_of(one[1], asked)),
    )


def _values(register_id: UUID, row: Licence) -> dict[str, object]:
    return {
        "id": new_id(),
        "register_id": register_id,
        "name": row.name,
        "other_names": list(row.other_names),
        "name_keys": [name_key(name) for name in (row.name, *row.other_names)],
        "kind": row.kind,
        "number": row.number,
        "authority": row.authority,
        "state": row.state.value,
        "since": row.since,
        "until": row.until,
    }


def _candidates(key: str) -> Any:
    """Ask for every licence whose name is the key or begins it; `is_of` decides."""
    beginnings = [key[:length] for length in range(1, len(key) + 1)]
    return (
        select(licences)
        .where(licences.c.name_keys.overlap(cast(beginnings, ARRAY(Text))))
        .order_by(licences.c.name)
    )


def _register(row: Row[Any]) -> Register:
    return Register(row.name, row.as_of, row.complete, row.source)


def _licence(row: Row[Any]) -> Licence:
    return Licence(
        name=row.name,
        other_names=tuple(row.other_names),
        kind=row.kind,
        number=row.number,
        authority=row.authority,
        state=LicenceState(row.state),
        since=row.since,
        until=row.until,
    )
