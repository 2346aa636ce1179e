"""Limits a person set on the use of their data, and holds that keep it for a dispute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Column, Table, Uuid, select
from sqlalchemy import Text as TextColumn

from consent import store
from core.access import Role
from core.dates import iso, now
from core.errors import InvalidInput, NotFound
from core.ids import new_id
from database.schema import instant, key_columns, metadata
from database.transaction import Transaction
from evidence.model import Fact
from evidence.service import record

_REASON_MAX = 200


class Limit(StrEnum):
    """What a person set."""

    RESTRICTED = "restricted"  # nothing but what a law asks for
    HUMAN_ONLY = "human_only"  # no decision by machine alone


limits = Table(
    "processing_limits",
    metadata,
    *key_columns(),
    Column("subject_id", Uuid, nullable=False),
    Column("kind", TextColumn, nullable=False),
    Column("request_id", Uuid, nullable=False),
    instant("since"),
    instant("lifted_at", nullable=True),
)

holds = Table(
    "legal_holds",
    metadata,
    *key_columns(),
    Column("subject_id", Uuid, nullable=False),
    Column("reason", TextColumn, nullable=False),
    Column("placed_by", Uuid, nullable=False),
    instant("placed_at"),
    instant("lifted_at", nullable=True),
)


def set_limit(
    tx: Transaction,
    whose: tuple[UUID, UUID],
    limit: Limit,
    request: tuple[UUID, str],
    at: datetime,
) -> bool:
    """Set a limit; False where it stands already.

    The gate refuses every statement that begins after this transaction's commit. What was being
    thought about meanwhile is thought about again, since the subject's epoch is raised.

    Args:
        tx: bound to the person, or to the lender.
        whose: (organisation, subject).
        limit: which.
        request: id and reference of the request it answers.
        at: when it was asked for.

    Raises:
        NotFound: the subject is not visible to who acts.
    """
    organisation_id, subject_id = whose
    if store.lock_subject(tx, subject_id) is None:
        raise NotFound("there is no such person here")
    if subject_id in limited(tx, (subject_id,), limit):
        return False
    tx.execute(
        limits.insert(),
        {
            "organisation_id": organisation_id,
            "id": new_id(),
            "subject_id": subject_id,
            "kind": limit.value,
            "request_id": request[0],
            "since": at,
        },
    )
    store.raise_epoch(tx, subject_id)
    told = {"limit": limit.value, "requested_at": iso(at), "effective_at": iso(now())}
    record(tx, Fact("request.limited@1", subject_id, request[1], told), at)
    return True


def lift_limit(tx: Transaction, subject_id: UUID, limit: Limit, at: datetime) -> bool:
    """Lift a limit; False where none stood.

    Raises:
        NotFound: the subject is not visible to who acts.
    """
    if store.lock_subject(tx, subject_id) is None:
        raise NotFound("there is no such person here")
    lifted = tx.execute(
        limits.update()
        .where(
            limits.c.subject_id == subject_id,
            limits.c.kind == limit.value,
            limits.c.lifted_at.is_(None),
        )
        .values(lifted_at=at)
    )
    if lifted.rowcount != 1:
        return False
    store.raise_epoch(tx, subject_id)
    told = {"limit": limit.value, "requested_at": iso(at)}
    record(tx, Fact("request.limit_lifted@1", subject_id, str(subject_id), told), at)
    return True


def limited(tx: Transaction, subject_ids: Iterable[UUID], limit: Limit) -> frozenset[UUID]:
    """Return those subjects for whom a limit stands."""
    statement = select(limits.c.subject_id).where(
        limits.c.subject_id.in_(list(subject_ids)),
        limits.c.kind == limit.value,
        limits.c.lifted_at.is_(None),
    )
    return frozenset(tx.execute(statement).scalars())


def place_hold(tx: Transaction, subject_id: UUID, reason: str, at: datetime) -> UUID:
    """Keep somebody's data from being erased while a dispute is open.

    Args:
        tx: bound to the lender's compliance.
        subject_id: whose data.
        reason: the case's own number or court, without personal data: it is kept in the clear.
        at: when.

    Raises:
        Forbidden: the actor is not of the lender's compliance.
        InvalidInput: no reason is given.
        NotFound: there is no such person here.
    """
    tx.access.require(Role.COMPLIANCE)
    words = reason.strip()
    if not 1 <= len(words) <= _REASON_MAX:
        raise InvalidInput(f"a reason of 1 to {_REASON_MAX} characters", "none, or more", "reason")
    if store.lock_subject(tx, subject_id) is None:
        raise NotFound("there is no such person here")
    hold_id = new_id()
    tx.execute(
        holds.insert(),
        {
            "organisation_id": tx.access.organisation,
            "id": hold_id,
            "subject_id": subject_id,
            "reason": words,
            "placed_by": tx.access.actor_id,
            "placed_at": at,
        },
    )
    record(tx, Fact("hold.placed@1", None, str(hold_id), {"reason": "LEGAL_CLAIMS"}), at)
    return hold_id


def lift_hold(tx: Transaction, subject_id: UUID, at: datetime) -> int:
    """Lift every hold on somebody's data; return how many there were.

    Raises:
        Forbidden: the actor is not of the lender's compliance.
    """
    tx.access.require(Role.COMPLIANCE)
    standing = (holds.c.subject_id == subject_id, holds.c.lifted_at.is_(None))
    lifted = tx.execute(holds.update().where(*standing).values(lifted_at=at).returning(holds.c.id))
    ids = list(lifted.scalars())
    for hold_id in ids:
        record(tx, Fact("hold.lifted@1", None, str(hold_id), {"reason": "LEGAL_CLAIMS"}), at)
    return len(ids)


def held(tx: Transaction, subject_id: UUID) -> str | None:
    """Return why a hold keeps somebody's data; None where none stands."""
    statement = select(holds.c.reason).where(
        holds.c.subject_id == subject_id, holds.c.lifted_at.is_(None)
    )
    return tx.execute(statement.order_by(holds.c.id).limit(1)).scalar_one_or_none()
