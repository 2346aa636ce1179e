"""Who follows the logs: each by a name, from a cursor of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from consent.delivery import making
from core.dates import now
from database.transaction import Database, Transaction
from evidence.follow import follow_all
from evidence.model import Entry
from reporting import notice_service, service


@dataclass(frozen=True, slots=True)
class Follower:
    """One row of the table.

    Args:
        name: under which its cursors are kept; never changed once used.
        act: the act its effects are bound to.
        tell: what it does with an entry, in the transaction of its cursor, at an instant.
    """

    name: str
    act: str
    tell: Callable[[Transaction, Entry, datetime], None]


def _count(tx: Transaction, entry: Entry, _at: datetime) -> None:
    service.count_fact(tx, entry)  # a figure belongs to the minute of its fact, not of its count


# Whoever runs it rings afterwards: what it wrote is to be sent at once.
DELIVERIES = Follower(making.FOLLOWER, "", making.tell)
FOLLOWERS: tuple[Follower, ...] = (
    Follower(notice_service.FOLLOWER, notice_service.ACT, notice_service.tell),
    Follower(service.FOLLOWER, "", _count),
    DELIVERIES,
)


def follow(database: Database, follower: Follower) -> tuple[int, tuple[str, ...]]:
    """Take a batch from every log that is ahead of a follower.

    Returns:
        How many entries were taken, and what kept a log from being followed.
    """

    def effect(tx: Transaction, entry: Entry) -> None:
        follower.tell(tx, entry, now())

    return follow_all(database, follower.name, effect, follower.act)
