"""One key, one effect: what a key was first used for, how far that got, and what was answered.

A claim is made before the work and completed after it. Work that is to happen once, however
often a process dies on the way, marks the claim inside its own transaction (`reach`); whoever
takes the claim over goes on from that mark instead of starting again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Integer, LargeBinary, Row, Table, Text, Uuid, and_, select
from sqlalchemy.dialects.postgresql import insert

from core.errors import Conflict, InvalidInput, StaleCase
from database.schema import instant, metadata
from database.transaction import Transaction

# A claim that nobody completed in this time belonged to a process that died.
ABANDONED_AFTER: Final = timedelta(minutes=1)
KEPT_FOR: Final = timedelta(days=30)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("actor_id", Uuid, primary_key=True),
    Column("route", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_sha256", LargeBinary, nullable=False),  # keyed: no guess can be tried on it
    Column("status", Integer),  # empty while the work goes on
    Column("response", Text),  # until then: how far it got
    instant("created_at"),
)


class KeyReused(InvalidInput):
    """The key was first used for another request."""

    def __init__(self) -> None:
        super().__init__("the request this Idempotency-Key was first used for", "another request")


class StillWorking(Conflict):
    """The first request with this key has not been answered yet."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request with its key.

    Args:
        route: the method and the template of the path; a key counts for one route.
        key: as the client chose it.
        content: all that makes the request what it is.
    """

    route: str
    key: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do the work of one key.

    Args:
        organisation_id: whose key it is.
        actor_id: who used it.
        route: as in `Keyed`.
        key: as in `Keyed`.
        at: when it was claimed; a later claim takes the right away.
        reached: what an earlier try had marked before it died; None when there was none.
    """

    organisation_id: UUID
    actor_id: UUID
    route: str
    key: str
    at: datetime
    reached: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to the first request with this key."""

    status: int
    body: str


def claim(tx: Transaction, keyed: Keyed, at: datetime) -> Claim | Answered:
    """Claim a key for the one who acts, or return what was answered under it before.

    Raises:
        Forbidden: the actor acts for no organisation.
        KeyReused: the key was first used for another request.
        StillWorking: the first request has not been answered yet.
    """
    mine = Claim(tx.access.organisation, tx.access.actor_id, keyed.route, keyed.key, at)
    fingerprint = _fingerprint(tx, keyed.content)
    if _insert(tx, mine, fingerprint):
        return mine
    found = tx.execute(select(idempotency_keys).where(_is(mine)).with_for_update()).one_or_none()
    if found is None:  # given back between the two statements
        raise StillWorking("the first request with this key has just ended; send it again")
    if found.created_at < at - KEPT_FOR:
        tx.execute(idempotency_keys.delete().where(_is(mine)))
        _insert(tx, mine, fingerprint)
        return mine
    if found.request_sha256 != fingerprint:
        raise KeyReused
    if found.status is not None:
        return Answered(found.status, found.response)
    return _take_over(tx, mine, found)


def reach(tx: Transaction, held: Claim, mark: str) -> None:
    """Mark how far the work got, in the transaction that took it there.

    Raises:
        StaleCase: somebody else has taken the claim over; the transaction must not commit.
    """
    _update(tx, held, response=mark)


def complete(tx: Transaction, held: Claim, answer: Answered) -> None:
    """Keep what is answered, for every later request with the key.

    Raises:
        StaleCase: somebody else has taken the claim over.
    """
    _update(tx, held, status=answer.status, response=answer.body)


def give_back(tx: Transaction, held: Claim) -> None:
    """End a claim whose work was refused: the key is free again.

    Where the work had reached a mark, the claim stays, for the next request to go on from there.
    """
    own = and_(_is(held), idempotency_keys.c.created_at == held.at)
    unmarked = idempotency_keys.c.response.is_(None)
    unanswered = idempotency_keys.c.status.is_(None)
    tx.execute(idempotency_keys.delete().where(own, unanswered, unmarked))
    free = {"created_at": held.at - ABANDONED_AFTER}
    tx.execute(idempotency_keys.update().where(own, unanswered).values(free))


def forget(tx: Transaction, at: datetime) -> int:
    """Drop the bound organisation's keys that have been kept long enough; return how many."""
    old = idempotency_keys.delete().where(idempotency_keys.c.created_at < at - KEPT_FOR)
    return tx.execute(old).rowcount


def _insert(tx: Transaction, mine: Claim, fingerprint: bytes) -> bool:
    row = {
        "organisation_id": mine.organisation_id,
        "actor_id": mine.actor_id,
        "route": mine.route,
        "key": mine.key,
        "request_sha256": fingerprint,
        "created_at": mine.at,
    }
    statement = insert(idempotency_keys).on_conflict_do_nothing()
    return tx.execute(statement.returning(idempotency_keys.c.key), row).first() is not None


def _take_over(tx: Transaction, mine: Claim, found: Row[Any]) -> Claim:
    """Take the claim of a process that died.

    Raises:
        StillWorking: it may be alive.
    """
    if mine.at - found.created_at < ABANDONED_AFTER:
        raise StillWorking("the first request with this key is still being worked on")
    tx.execute(idempotency_keys.update().where(_is(mine)).values(created_at=mine.at))
    return Claim(mine.organisation_id, mine.actor_id, mine.route, mine.key, mine.at, found.response)


def _update(tx: Transaction, held: Claim, **values: Any) -> None:
    """Change the row of a claim that is still held.

    Raises:
        StaleCase: it is not.
    """
    own = and_(_is(held), idempotency_keys.c.created_at == held.at)
    unanswered = idempotency_keys.c.status.is_(None)
    changed = tx.execute(idempotency_keys.update().where(own, unanswered).values(values))
    if changed.rowcount != 1:
        raise StaleCase("another request with this key has taken over")


def _is(one: Claim) -> Any:
    columns = idempotency_keys.c
    return and_(
        columns.organisation_id == one.organisation_id,
        columns.actor_id == one.actor_id,
        columns.route == one.route,
        columns.key == one.key,
    )


def _fingerprint(tx: Transaction, content: bytes) -> bytes:
    """Return what equal requests share, under a key of the organisation."""
    blinded = tx.blind("idempotency_keys.request_sha256", sha256(content).hexdigest())
    return sha256(blinded.encode()).digest()
