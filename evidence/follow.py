"""Followers take entries from a log in order, each from its own cursor, each entry once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from core.access import Access, machine_access
from core.errors import CandorError
from database.transaction import Database, Transaction
from evidence import store
from evidence.model import Entry
from evidence.service import entry_from

Effect = Callable[[Transaction, Entry], None]
"""What a follower does with an entry, inside the transaction that moves its cursor."""


def follow(
    database: Database, access: Access, follower: str, effect: Effect, batch_max: int = 100
) -> int:
    """Do a follower's effect for the next entries of the bound organisation's log.

    Effects and cursor are kept together: an effect that raises undoes the batch, which is taken
    again. So each entry is delivered at least once, and what an effect writes through `tx` is
    written once. What it sends elsewhere must carry the entry's id, for the other side to know
    a repetition.

    Args:
        database: where the log is.
        access: whom the effects act for; its organisation's log is followed.
        follower: its name, under which its cursor is kept; a new one begins at the first entry.
        effect: called with each entry in order; `entry.payload` is None once erased.
        batch_max: how many entries one transaction may take.

    Returns:
        How many entries were taken; 0 when there is none or another process has the cursor.
    """
    organisation_id = access.organisation
    with database.transaction(access) as tx:
        first = store.hold_cursor(tx, organisation_id, follower)
        if first is None:
            return 0
        rows = store.load_numbered(tx, organisation_id, first, batch_max)
        if not rows:
            return 0
        tx.load_keys({row.subject_id for row in rows if row.subject_id})
        for row in rows:
            if store.claim_effect(tx, organisation_id, follower, row.number):
                effect(tx, entry_from(tx, row))
        store.move_cursor(tx, organisation_id, follower, rows[-1].number + 1)
    return len(rows)


def follow_all(
    database: Database, follower: str, effect: Effect, act: str = ""
) -> tuple[int, tuple[str, ...]]:
    """Take a batch from every log that is ahead of a follower; a refusal stops only its own log.

    Args:
        database: where the logs are.
        follower: its name.
        effect: as for `follow`, done by the machine for each organisation.
        act: the act the effects are bound to.

    Returns:
        How many entries were taken, and what kept a log from being followed.
    """
    count, refusals = 0, list[str]()
    for organisation_id in logs_ahead(database, follower):
        try:
            count += follow(database, machine_access(organisation_id, act), follower, effect)
        except CandorError as refusal:
            refusals.append(f"{follower} stands still for {organisation_id}: {refusal}")
    return count, tuple(refusals)


def logs_ahead(database: Database, follower: str) -> Iterator[UUID]:
    """Give every organisation whose log is ahead of a follower."""
    found: UUID | None = UUID(int=0)
    while found is not None:
        with database.transaction(machine_access(None, "")) as tx:
            found = store.next_log_ahead(tx, follower, found)
        if found is not None:
            yield found
