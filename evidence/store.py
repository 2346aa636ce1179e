"""The rows of the evidence room. They are added to, never changed; the database refuses it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Integer,
    LargeBinary,
    Row,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from database.schema import instant, key_columns, metadata, sealed
from database.tenancy import organisations, subject_keys
from database.transaction import Transaction
from evidence.model import Waiting

WAKE_CHANNEL = "candor_evidence"
_LOCK_SPACE = 7_310_002  # the first half of the advisory locks by which sequencers take turns

entries = Table(
    "evidence_entries",
    metadata,
    *key_columns(),
    Column("arrival", BigInteger, Identity(always=True), nullable=False),  # as they were written
    Column("number", BigInteger),
    Column("kind", Text, nullable=False),
    instant("at"),
    Column("subject_id", Uuid),
    Column("object_ref", Text, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("opening", Text),  # salt and payload of a fact about nobody
    sealed("opening_sealed", nullable=True),  # the same, under the key of whom it is about
)

tiles = Table(
    "evidence_tiles",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("level", Integer, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
)

checkpoints = Table(
    "evidence_checkpoints",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("size", BigInteger, primary_key=True),
    instant("at"),
    Column("note", Text, nullable=False),
)

followers = Table(
    "evidence_followers",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("next_number", BigInteger, nullable=False),
)

effects = Table(
    "evidence_effects",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("follower", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
)


def organisation_of_subject(tx: Transaction, subject_id: UUID) -> UUID | None:
    """Return where a subject has their key; None when erased, or not visible to who acts."""
    wanted = select(subject_keys.c.organisation_id).where(subject_keys.c.subject_id == subject_id)
    return tx.execute(wanted).scalar_one_or_none()


def insert_entry(tx: Transaction, row: Mapping[str, Any]) -> None:
    """Keep one entry, not yet numbered."""
    tx.execute(entries.insert(), dict(row))


def find_entry(tx: Transaction, wanted: str) -> tuple[UUID, UUID] | None:
    """Return organisation and id of an entry, by its id or by its thing's reference (the last)."""
    row = tx.execute(text("SELECT * FROM lookup_evidence(:wanted)"), {"wanted": wanted}).first()
    return None if row is None else (row.organisation_id, row.id)


def next_waiting_log(tx: Transaction, behind: UUID) -> UUID | None:
    """Return the next organisation, in the order of their ids, whose entries await a number."""
    found = text("SELECT organisation_id FROM lookup_waiting_log(:behind)")
    return tx.execute(found, {"behind": behind}).scalar_one_or_none()


def next_log_ahead(tx: Transaction, follower: str, behind: UUID) -> UUID | None:
    """Return the next organisation, in the order of their ids, whose log is ahead of a follower."""
    found = text("SELECT organisation_id FROM lookup_log_ahead(:follower, :behind)")
    return tx.execute(found, {"follower": follower, "behind": behind}).scalar_one_or_none()


def take_turn(tx: Transaction, organisation_id: UUID) -> bool:
    """Hold the log until the transaction ends; False when another sequencer holds it."""
    key = int.from_bytes(organisation_id.bytes[-4:], "big", signed=True)
    lock = select(func.pg_try_advisory_xact_lock(_LOCK_SPACE, key))
    return bool(tx.execute(lock).scalar_one())


def load_waiting(tx: Transaction, organisation_id: UUID, batch_max: int) -> tuple[Waiting, ...]:
    """Return entries without a number, oldest first."""
    wanted = (
        select(entries.c.id, entries.c.leaf)
        .where(entries.c.organisation_id == organisation_id, entries.c.number.is_(None))
        .order_by(entries.c.arrival)
        .limit(batch_max)
    )
    return tuple(Waiting(row.id, row.leaf) for row in tx.execute(wanted))


def has_numbers(tx: Transaction, organisation_id: UUID) -> bool:
    """Say whether a log has begun."""
    begun = select(entries.c.id).where(
        entries.c.organisation_id == organisation_id, entries.c.number == 0
    )
    return tx.execute(begun).first() is not None


def number_entries(
    tx: Transaction, organisation_id: UUID, waiting: Sequence[Waiting], first: int
) -> None:
    """Give entries their numbers, from `first` on, in their order."""
    found = (
        func.unnest(bindparam("ids", type_=ARRAY(Uuid)))
        .table_valued(Column("id", Uuid), with_ordinality="place", name="fresh")
        .render_derived()
    )
    tx.execute(
        entries.update()
        .where(entries.c.organisation_id == organisation_id, entries.c.id == found.c.id)
        .values(number=bindparam("before") + found.c.place),
        {"ids": [entry.id for entry in waiting], "before": first - 1},
    )


def begun_logs(tx: Transaction) -> tuple[UUID, ...]:
    """Return the organisations that have a checkpoint."""
    own = select(checkpoints.c.size).where(checkpoints.c.organisation_id == organisations.c.id)
    begun = select(organisations.c.id).where(own.exists()).order_by(organisations.c.id)
    return tuple(tx.execute(begun).scalars())


def last_note(tx: Transaction, organisation_id: UUID) -> str | None:
    """Return the newest signed checkpoint of a log."""
    wanted = (
        select(checkpoints.c.note)
        .where(checkpoints.c.organisation_id == organisation_id)
        .order_by(checkpoints.c.size.desc())
        .limit(1)
    )
    return tx.execute(wanted).scalar_one_or_none()


def all_notes(tx: Transaction, organisation_id: UUID) -> Iterator[tuple[int, str]]:
    """Give every checkpoint of a log, smallest first."""
    wanted = (
        select(checkpoints.c.size, checkpoints.c.note)
        .where(checkpoints.c.organisation_id == organisation_id)
        .order_by(checkpoints.c.size)
    )
    for row in tx.execute(wanted):
        yield row.size, row.note


def insert_checkpoint(
    tx: Transaction, organisation_id: UUID, size: int, note: str, at: datetime
) -> None:
    """Keep a signed checkpoint, and wake whoever listens once the transaction commits."""
    row = {"organisation_id": organisation_id, "size": size, "at": at, "note": note}
    tx.execute(checkpoints.insert(), row)
    tx.execute(select(func.pg_notify(WAKE_CHANNEL, f"{organisation_id} {size}")))


def load_tiles(
    tx: Transaction, organisation_id: UUID, places: Iterable[tuple[int, int]] | None = None
) -> dict[tuple[int, int], bytes]:
    """Return tiles by (level, number); all of them when no places are named."""
    wanted = select(tiles).where(tiles.c.organisation_id == organisation_id)
    if places is not None:
        wanted = wanted.where(tuple_(tiles.c.level, tiles.c.number).in_(list(places)))
    return {(row.level, row.number): row.hashes for row in tx.execute(wanted)}


def save_tiles(
    tx: Transaction, organisation_id: UUID, changed: Mapping[tuple[int, int], bytes]
) -> None:
    """Keep tiles that are new or wider than before."""
    statement = insert(tiles)
    statement = statement.on_conflict_do_update(
        constraint=tiles.primary_key, set_={"hashes": statement.excluded.hashes}
    )
    rows = [
        {"organisation_id": organisation_id, "level": level, "number": number, "hashes": hashes}
        for (level, number), hashes in changed.items()
    ]
    tx.execute(statement, rows)


def load_entry(tx: Transaction, organisation_id: UUID, entry_id: UUID) -> Row[Any] | None:
    """Return one entry's row."""
    wanted = select(entries).where(
        entries.c.organisation_id == organisation_id, entries.c.id == entry_id
    )
    return tx.execute(wanted).one_or_none()


def load_numbered(
    tx: Transaction, organisation_id: UUID, first: int, count: int
) -> Sequence[Row[Any]]:
    """Return at most `count` entries from number `first` on, in order."""
    wanted = (
        select(entries)
        .where(entries.c.organisation_id == organisation_id, entries.c.number >= first)
        .order_by(entries.c.number)
        .limit(count)
    )
    return tx.execute(wanted).all()


def load_about_object(
    tx: Transaction, organisation_id: UUID, object_ref: str
) -> Sequence[Row[Any]]:
    """Return the entries about one thing, oldest first."""
    wanted = (
        select(entries)
        .where(entries.c.organisation_id == organisation_id, entries.c.object_ref == object_ref)
        .order_by(entries.c.arrival)
    )
    return tx.execute(wanted).all()


def drop_details(tx: Transaction, organisation_id: UUID, kind: str, before: datetime) -> int:
    """Drop salt and payload of entries of a kind from before an instant; count them."""
    dropped = (
        entries.update()
        .where(
            entries.c.organisation_id == organisation_id,
            entries.c.kind == kind,
            entries.c.at < before,
            entries.c.opening.is_not(None) | entries.c.opening_sealed.is_not(None),
        )
        .values(opening=None, opening_sealed=None)
    )
    return tx.execute(dropped).rowcount


def hold_cursor(tx: Transaction, organisation_id: UUID, follower: str) -> int | None:
    """Return the number a follower is to take next, and hold it; None when another holds it."""
    fresh = {"organisation_id": organisation_id, "name": follower, "next_number": 0}
    tx.execute(insert(followers).on_conflict_do_nothing(), fresh)
    wanted = (
        select(followers.c.next_number)
        .where(followers.c.organisation_id == organisation_id, followers.c.name == follower)
        .with_for_update(skip_locked=True)
    )
    return tx.execute(wanted).scalar_one_or_none()


def claim_effect(tx: Transaction, organisation_id: UUID, follower: str, number: int) -> bool:
    """Note that an entry's effect is being done; False when it was done before."""
    row = {"organisation_id": organisation_id, "follower": follower, "number": number}
    claimed = insert(effects).on_conflict_do_nothing().returning(effects.c.number)
    return tx.execute(claimed, row).first() is not None


def move_cursor(tx: Transaction, organisation_id: UUID, follower: str, next_number: int) -> None:
    """Let a follower go on from another number."""
    tx.execute(
        followers.update()
        .where(followers.c.organisation_id == organisation_id, followers.c.name == follower)
        .values(next_number=next_number)
    )
