"""Followers take entries from a log in order, each from its own cursor, each entry once."""

from __future__ import annotations

from collections.abc import Callable

from core.access import Access
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
