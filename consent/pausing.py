"""A yes that rests for a while: pause and resume, each one click, each at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from consent import store
from consent.model import Grant, Method, Said, Stopped
from consent.purposes import purpose_of
from consent.receipt_store import Happened, issue
from consent.receipt_words import ReceiptEvent
from core.dates import iso, now
from core.errors import InvalidInput, NotFound
from database.transaction import Transaction
from evidence.model import Fact
from evidence.service import record


def pause(
    tx: Transaction, subject_id: UUID, purpose_code: str, method: Method, at: datetime
) -> Stopped | None:
    """Let the open grants to a purpose rest; None when there is none that does not rest already.

    The gate refuses every statement that begins after this transaction's commit, with PAUSED, until
    `resume`. Time runs on: a grant may expire while it rests.

    Raises:
        InvalidInput: the purpose is unknown, or cannot be paused.
        NotFound: the subject is not visible to who acts.
    """
    return _turn(tx, subject_id, purpose_code, (method, at), resting=True)


def resume(
    tx: Transaction, subject_id: UUID, purpose_code: str, method: Method, at: datetime
) -> Stopped | None:
    """Let grants that rest stand again; None when none rests.

    Raises:
        InvalidInput: the purpose is unknown, or cannot be paused.
        NotFound: the subject is not visible to who acts.
    """
    return _turn(tx, subject_id, purpose_code, (method, at), resting=False)


def _turn(
    tx: Transaction,
    subject_id: UUID,
    purpose_code: str,
    said: tuple[Method, datetime],
    *,
    resting: bool,
) -> Stopped | None:
    purpose = purpose_of(purpose_code)
    if purpose is None or not purpose.pausable:
        raise InvalidInput("a purpose that can be paused", repr(purpose_code)[:40], "/purpose")
    if store.lock_subject(tx, subject_id) is None:
        raise NotFound("there is no such person here")
    method, at = said
    grants = store.grants
    stands = grants.c.paused_at.is_(None) if resting else grants.c.paused_at.is_not(None)
    turned = tx.execute(
        update(grants)
        .where(
            grants.c.subject_id == subject_id,
            grants.c.purpose == purpose_code,
            grants.c.withdrawn_at.is_(None),
            grants.c.valid_until > at,
            stands,
        )
        .values(paused_at=at if resting else None)
        .returning(grants.c.id)
    ).all()
    known = {one.id: one for one in store.grants_of(tx, (subject_id,))}
    changed = tuple(known[row.id] for row in turned)
    if not changed:
        return None
    event = ReceiptEvent.PAUSED if resting else ReceiptEvent.RESUMED
    happened: list[Happened] = []
    for grant in changed:
        store.insert_event(tx, grant, event.value, at, method)
        fact_id = record(tx, _fact(f"consent.{event.value}@1", grant, method, at), at)
        happened.append(Happened(event, grant.purpose, grant.id, fact_id, grant))
    store.raise_epoch(tx, subject_id)
    told = Said(method, changed[0].language, at)  # the language they read when they agreed
    issue(tx, (changed[0].organisation_id, subject_id), happened, told)
    return Stopped(changed[0].organisation_id, subject_id, (purpose_code,), at)


def _fact(kind: str, grant: Grant, method: Method, at: datetime) -> Fact:
    return Fact(
        kind=kind,
        subject_id=grant.subject_id,
        object_ref=str(grant.id),
        payload={
            "purpose": grant.purpose,
            "grant": str(grant.id),
            "channel": method.value,
            "requested_at": iso(at),
            "effective_at": iso(now()),
        },
    )
