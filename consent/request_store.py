"""Requests, what happened to them, limits and legal holds, as rows and as nouns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, Row, Table, Uuid, func, select
from sqlalchemy import Text as TextColumn
from sqlalchemy.dialects.postgresql import ARRAY

from consent.requests import (
    OPEN,
    Asker,
    Details,
    Event,
    Kind,
    Outcome,
    ReasonCode,
    Request,
    State,
)
from core.errors import NotFound, StaleCase
from core.ids import new_id
from database.schema import Sealed, instant, key_columns, metadata, sealed
from database.transaction import Transaction

requests = Table(
    "subject_requests",
    metadata,
    *key_columns(),
    Column("reference", TextColumn, nullable=False, unique=True),
    Column("kind", TextColumn, nullable=False),
    Column("asker", TextColumn, nullable=False),
    Column("subject_id", Uuid),
    Column("person_id", Uuid),
    Column("language", TextColumn, nullable=False),
    Column("state", TextColumn, nullable=False),
    Column("outcome", TextColumn),
    Column("reasons", ARRAY(TextColumn), nullable=False),
    Column("clock", TextColumn, nullable=False),
    instant("asked_at"),
    instant("due_at"),
    instant("extended_at", nullable=True),
    Column("identity_by", TextColumn),
    instant("identity_at", nullable=True),
    sealed("details_sealed", nullable=True),
    sealed("answer_sealed", nullable=True),
    Column("statement", TextColumn),
    instant("answered_at", nullable=True),
    Column("answered_by", Uuid),
    Column("version", Integer, nullable=False),
)

events = Table(
    "subject_request_events",
    metadata,
    *key_columns(),
    Column("request_id", Uuid, nullable=False),
    Column("position", Integer, nullable=False),
    Column("person_id", Uuid),
    Column("kind", TextColumn, nullable=False),
    Column("code", TextColumn),
    Column("actor_id", Uuid, nullable=False),
    instant("at"),
)

_PLAIN = tuple(name for name in Request.__slots__ if name not in {"reasons"})


def insert_request(tx: Transaction, request: Request, details: Details) -> None:
    """Keep a new request; what was written with it is sealed for its subject, or for the lender."""
    values = {name: getattr(request, name) for name in _PLAIN}
    values["reasons"] = [one.value for one in request.reasons]
    values["details_sealed"] = seal(tx, request, "details", asdict(details))
    tx.execute(requests.insert(), values)


def change(
    tx: Transaction, request: Request, kind: str, code: str | None, at: datetime, **values: Any
) -> None:
    """Move a request on, if it still is as it was read, and keep what happened.

    Raises:
        StaleCase: it has moved meanwhile.
    """
    statement = (
        requests.update()
        .where(
            requests.c.organisation_id == request.organisation_id,
            requests.c.id == request.id,
            requests.c.version == request.version,
        )
        .values(version=request.version + 1, **values)
    )
    if tx.execute(statement).rowcount != 1:
        raise StaleCase("the request changed meanwhile; read it again")
    insert_event(tx, request, kind, code, at)


def insert_event(
    tx: Transaction, request: Request, kind: str, code: str | None, at: datetime
) -> None:
    """Keep that something happened to a request; such a row is never changed."""
    own = (
        events.c.organisation_id == request.organisation_id,
        events.c.request_id == request.id,
    )
    last = tx.execute(select(func.max(events.c.position)).where(*own)).scalar_one() or 0
    tx.execute(
        events.insert(),
        {
            "organisation_id": request.organisation_id,
            "id": new_id(),
            "request_id": request.id,
            "position": last + 1,
            "person_id": request.person_id,
            "kind": kind,
            "code": code,
            "actor_id": tx.access.actor_id,
            "at": at,
        },
    )


def request_of(tx: Transaction, reference: str, *, lock: bool = False) -> Request:
    """Return a request by its reference.

    Raises:
        NotFound: there is none, or the one who asks may not know of it.
    """
    statement = select(requests).where(requests.c.reference == reference)
    row = tx.execute(statement.with_for_update() if lock else statement).one_or_none()
    if row is None:
        raise NotFound("there is no request of that reference")
    return _request(row)


def requests_of_person(tx: Transaction, limit: int = 100) -> tuple[Request, ...]:
    """Return the requests the person who acts has made, the newest first."""
    statement = select(requests).where(requests.c.person_id == tx.access.actor_id)
    rows = tx.execute(statement.order_by(requests.c.id.desc()).limit(limit))
    return tuple(_request(row) for row in rows)


def open_requests(tx: Transaction, limit: int = 200) -> tuple[Request, ...]:
    """Return a lender's open requests in the order they are due: what is overdue comes first."""
    own = requests.c.organisation_id == tx.access.organisation
    statement = select(requests).where(own, requests.c.state.in_([one.value for one in OPEN]))
    rows = tx.execute(statement.order_by(requests.c.due_at, requests.c.id).limit(limit))
    return tuple(_request(row) for row in rows)


def closed_requests(tx: Transaction, limit: int = 50) -> tuple[Request, ...]:
    """Return a lender's newest requests that are answered or taken back."""
    own = requests.c.organisation_id == tx.access.organisation
    statement = select(requests).where(own, requests.c.state.not_in([one.value for one in OPEN]))
    rows = tx.execute(statement.order_by(requests.c.id.desc()).limit(limit))
    return tuple(_request(row) for row in rows)


def events_of(tx: Transaction, request: Request) -> tuple[Event, ...]:
    """Return what happened to a request, oldest first."""
    statement = select(events).where(
        events.c.organisation_id == request.organisation_id, events.c.request_id == request.id
    )
    rows = tx.execute(statement.order_by(events.c.position))
    return tuple(Event(row.kind, row.code, row.at) for row in rows)


def details_of(tx: Transaction, request: Request) -> Details | None:
    """Return what was written with a request; None once it is gone with its subject's key."""
    found = _unsealed(tx, request, requests.c.details_sealed, "details")
    return None if found is None else Details(**found)


def answer_of(tx: Transaction, request: Request) -> str:
    """Return the officer's own words of an answer; "" where there are none, or no more."""
    found = _unsealed(tx, request, requests.c.answer_sealed, "answer")
    return "" if found is None else str(found["words"])


def seal(tx: Transaction, request: Request, what: str, content: dict[str, Any]) -> Sealed:
    """Seal a part of a request under its subject's key; the lender's, while nobody is matched."""
    place, text = _place(request, what), json.dumps(content, ensure_ascii=False)
    if request.subject_id is None:
        return tx.seal_own(place, text)
    return tx.seal(request.subject_id, place, text)


def _unsealed(
    tx: Transaction, request: Request, column: Column[Any], what: str
) -> dict[str, Any] | None:
    own = (
        requests.c.organisation_id == request.organisation_id,
        requests.c.id == request.id,
    )
    found = tx.execute(select(column).where(*own)).scalar_one_or_none()
    if found is None:
        return None
    place = _place(request, what)
    try:
        if request.subject_id is None:
            return json.loads(tx.unseal_own(place, found))
        return json.loads(tx.unseal(request.subject_id, place, found))
    except NotFound:  # erased
        return None


def _place(request: Request, what: str) -> str:
    return f"subject_requests.{what}/{request.id}"


def _request(row: Row[Any]) -> Request:
    values = {name: getattr(row, name) for name in _PLAIN}
    reasons: Sequence[str] = row.reasons
    values |= {
        "kind": Kind(row.kind),
        "asker": Asker(row.asker),
        "state": State(row.state),
        "outcome": None if row.outcome is None else Outcome(row.outcome),
        "reasons": tuple(ReasonCode(one) for one in reasons),
    }
    return Request(**values)
