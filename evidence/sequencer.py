"""Gives entries their numbers: one sequencer at a time on each log, in batches.

Whoever holds the log's lock grows its tree, signs the new checkpoint and numbers the entries in
one transaction. A sequencer that dies leaves nothing half done, and the next one takes over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from core.access import machine_access
from core.errors import CandorError
from database.transaction import Database, Transaction
from evidence import checkpoint, store
from evidence.desk import Desk
from evidence.keys import VerifierKey
from evidence.model import SignedCheckpoint
from evidence.rules import LogBroken, extend, nothing_yet, require_continuation
from evidence.signing import paper_key
from evidence.tiles import TiledNodes, edge
from evidence.tree import consistency_proof

BATCH_MAX: Final = 1_000

_FIRST = UUID(int=0)


def sequence(
    database: Database, desk: Desk, organisation_id: UUID, at: datetime, batch_max: int = BATCH_MAX
) -> int:
    """Number a batch of one organisation's entries under a new signed checkpoint.

    Returns:
        How many were numbered; 0 when none waits or another sequencer holds the log.

    Raises:
        LogBroken: the log does not continue what was signed before; nothing was changed.
    """
    try:
        with database.transaction(machine_access(organisation_id, "")) as tx:
            signed = _sequence(tx, desk, organisation_id, at, batch_max)
    except IntegrityError as error:
        raise LogBroken(f"{organisation_id}: the stored rows contradict each other") from error
    if signed is None:
        return 0
    count, note, keys = signed
    desk.remember(organisation_id, note, keys)  # only what is committed is remembered
    return count


def _sequence(
    tx: Transaction, desk: Desk, organisation_id: UUID, at: datetime, batch_max: int
) -> tuple[int, str, tuple[VerifierKey, ...]] | None:
    """Grow, sign and number inside one transaction; None when there is nothing to do."""
    if not store.take_turn(tx, organisation_id):
        return None
    waiting = store.load_waiting(tx, organisation_id, batch_max)
    if not waiting:
        return None
    last = _last_signed(tx, desk, organisation_id)
    base = nothing_yet(desk.origin(organisation_id)) if last is None else last.checkpoint
    tiles = store.load_tiles(tx, organisation_id, edge(base.size))

    growth = extend(base, tiles, [entry.leaf for entry in waiting])
    keys = desk.keys(growth.checkpoint.origin)
    note = checkpoint.sign(growth.checkpoint, keys, at)

    store.save_tiles(tx, organisation_id, growth.tiles)
    store.number_entries(tx, organisation_id, waiting, base.size)
    store.insert_checkpoint(tx, organisation_id, growth.checkpoint.size, note, at)
    return len(waiting), note, (*keys.public(), paper_key(tx, organisation_id).public())


def sequence_all(
    database: Database, desk: Desk, clock: Callable[[], datetime]
) -> tuple[int, tuple[str, ...]]:
    """Number a batch in every log where entries wait; a log that is broken stops only itself.

    Returns:
        How many entries were numbered, and what keeps a log from being sequenced.
    """
    count, refusals = 0, list[str]()
    for organisation_id in waiting_logs(database):
        try:
            count += sequence(database, desk, organisation_id, clock())
        except CandorError as refusal:
            refusals.append(f"nothing more is signed for {organisation_id}: {refusal}")
    return count, tuple(refusals)


def waiting_logs(database: Database) -> Iterator[UUID]:
    """Give every organisation whose entries await a number."""
    found: UUID | None = _FIRST
    while found is not None:
        with database.transaction(machine_access(None, "")) as tx:
            found = store.next_waiting_log(tx, found)
        if found is not None:
            yield found


def _last_signed(tx: Transaction, desk: Desk, organisation_id: UUID) -> SignedCheckpoint | None:
    """The checkpoint to continue: the database's, if it continues what this desk remembers.

    Raises:
        LogBroken: it does not.
    """
    note = store.last_note(tx, organisation_id)
    memory = desk.remembered(organisation_id)
    if note is None:
        if memory is not None or store.has_numbers(tx, organisation_id):
            raise LogBroken(f"{organisation_id}: the checkpoints of a signed log are gone")
        return None
    last = _verified(desk, note)
    if memory is None or memory == note:
        return last
    earlier = _verified(desk, memory).checkpoint
    if earlier.size > last.checkpoint.size or earlier.origin != last.checkpoint.origin:
        raise LogBroken(f"{organisation_id}: the database is older than what was signed")
    needed = TiledNodes({})
    consistency_proof(earlier.size, last.checkpoint.size, needed.node)
    nodes = TiledNodes(store.load_tiles(tx, organisation_id, needed.missing))
    require_continuation(earlier, last.checkpoint, nodes.node)
    return last


def _verified(desk: Desk, note: str) -> SignedCheckpoint:
    """Read a note that this house has signed.

    Raises:
        LogBroken: it has not.
    """
    try:
        origin = checkpoint.read_note(note).origin
        return SignedCheckpoint(checkpoint.verify(note, desk.keys(origin).public()), note)
    except CandorError as refusal:
        raise LogBroken(f"a checkpoint that this house did not sign: {refusal}") from None
