"""Recipients and the ledger of deliveries, as rows and as nouns. Nothing here changes a row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Row, Table, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from consent.delivery.model import (
    Answer,
    AnswerKind,
    Asked,
    Attempt,
    Change,
    Course,
    Delivery,
    Missing,
    Outcome,
    Recipient,
    Retained,
    Untold,
)
from consent.delivery.tables import (
    answers,
    attempts,
    deliveries,
    nonces,
    overdue,
    recipients,
)
from core.text import Text
from database.transaction import Transaction


def recipients_of(tx: Transaction, organisation_id: UUID) -> tuple[Recipient, ...]:
    """Return every recipient of a lender, those that receive nothing any more too."""
    statement = select(recipients).where(recipients.c.organisation_id == organisation_id)
    return tuple(_recipient(row) for row in tx.execute(statement.order_by(recipients.c.id)))


def recipient(tx: Transaction, organisation_id: UUID, recipient_id: UUID) -> Recipient | None:
    """Return one recipient; None where there is none for who acts."""
    statement = select(recipients).where(
        recipients.c.organisation_id == organisation_id, recipients.c.id == recipient_id
    )
    row = tx.execute(statement).one_or_none()
    return None if row is None else _recipient(row)


def owner_of_key(tx: Transaction, key_id: str) -> tuple[UUID, UUID, str] | None:
    """Return lender, recipient and public key by the key's name; for an access that is nobody."""
    found = func.recipient_by_key(key_id).table_valued("organisation_id", "id", "public_key")
    row = tx.execute(select(found)).one_or_none()
    return None if row is None else (row.organisation_id, row.id, row.public_key)


def insert_delivery(tx: Transaction, delivery: Delivery) -> bool:
    """Write what a recipient is to be told; False where it is written already."""
    row = {
        name: getattr(delivery, name)
        for name in Delivery.__slots__
        if name not in {"recipient", "change", "asked"}
    }
    row |= {"recipient_zh": delivery.recipient.zh, "recipient_en": delivery.recipient.en}
    row |= {"change": delivery.change.value, "asked": delivery.asked.value}
    written = upsert(deliveries).values(row).on_conflict_do_nothing().returning(deliveries.c.id)
    return tx.execute(written).first() is not None


def insert_attempt(tx: Transaction, delivery: Delivery, attempt: Attempt) -> bool:
    """Write how a try ended; False where another wrote the try of this number first."""
    row = {name: getattr(attempt, name) for name in Attempt.__slots__}
    row |= {"outcome": attempt.outcome.value, **_of(delivery)}
    written = upsert(attempts).values(row).on_conflict_do_nothing().returning(attempts.c.number)
    return tx.execute(written).first() is not None


def insert_answer(tx: Transaction, delivery: Delivery, row: dict[str, Any]) -> None:
    """Write what a recipient answered."""
    tx.execute(answers.insert(), {**row, **_of(delivery)})


def insert_overdue(
    tx: Transaction, delivery: Delivery, missing: Missing, entry_id: UUID, at: datetime
) -> None:
    """Write that something is late; once each."""
    row = {"missing": missing.value, "entry_id": entry_id, "at": at, **_of(delivery)}
    tx.execute(overdue.insert(), row)


def take_nonce(tx: Transaction, access_to: tuple[UUID, UUID], nonce: str, at: datetime) -> bool:
    """Keep that a recipient used a nonce; False where it did before."""
    organisation_id, recipient_id = access_to
    row = {"organisation_id": organisation_id, "recipient_id": recipient_id}
    row |= {"nonce": nonce, "at": at}
    written = upsert(nonces).values(row).on_conflict_do_nothing().returning(nonces.c.nonce)
    return tx.execute(written).first() is not None


def forget_nonces(tx: Transaction, before: datetime) -> int:
    """Drop nonces whose signatures are too old by now; return how many."""
    return tx.execute(nonces.delete().where(nonces.c.at < before)).rowcount


def lock_delivery(tx: Transaction, organisation_id: UUID, delivery_id: UUID) -> bool:
    """Let one at a time answer a delivery, or call it late; False where there is none."""
    key = func.hashtextextended(f"delivery {organisation_id} {delivery_id}", 0)
    tx.execute(select(func.pg_advisory_xact_lock(key)))
    wanted = select(deliveries.c.id).where(_is(organisation_id, delivery_id))
    return tx.execute(wanted).first() is not None


def course(tx: Transaction, organisation_id: UUID, delivery_id: UUID) -> Course | None:
    """Return one delivery with all that has happened to it; None where there is none."""
    return next(iter(courses(tx, _is(organisation_id, delivery_id))), None)


def courses_of_subjects(tx: Transaction, subject_ids: Sequence[UUID]) -> tuple[Course, ...]:
    """Return what recipients were told about these subjects, the newest first."""
    return courses(tx, deliveries.c.subject_id.in_(list(subject_ids)))


def courses(tx: Transaction, wanted: ColumnElement[bool]) -> tuple[Course, ...]:
    """Return the deliveries of a condition with all that has happened to them, newest first."""
    rows = tx.execute(select(deliveries).where(wanted).order_by(deliveries.c.id.desc())).all()
    ids = [row.id for row in rows]
    tried = _by_delivery(tx, attempts, ids, attempts.c.number)
    answered = _by_delivery(tx, answers, ids, answers.c.at)
    late = _by_delivery(tx, overdue, ids, overdue.c.at)
    return tuple(
        Course(
            _delivery(row),
            tuple(_attempt(one) for one in tried[row.id]),
            tuple(_answer(one) for one in answered[row.id]),
            tuple((Missing(one.missing), one.at) for one in late[row.id]),
        )
        for row in rows
    )


def untold(tx: Transaction, at: datetime, limit: int) -> tuple[Untold, ...]:
    """Return which deliveries of the bound lender are due, those who are to stop first.

    The ledger alone says so: a queue that was wiped loses none.
    """
    stops = deliveries.c.asked != Asked.MAY_USE.value
    same = and_(
        attempts.c.organisation_id == deliveries.c.organisation_id,
        attempts.c.delivery_id == deliveries.c.id,
    )
    last = (
        select(attempts.c.number, attempts.c.outcome, attempts.c.next_at)
        .where(same)
        .order_by(attempts.c.number.desc())
        .limit(1)
        .lateral()
    )
    said = exists().where(
        answers.c.organisation_id == deliveries.c.organisation_id,
        answers.c.delivery_id == deliveries.c.id,
    )
    taken = exists().where(same, attempts.c.outcome == Outcome.RECEIVED.value)
    statement = (
        select(
            deliveries.c.id, func.coalesce(last.c.number, 0).label("tries"), stops.label("stops")
        )
        .outerjoin(last, last.c.number.is_not(None))
        .where(
            deliveries.c.organisation_id == tx.access.organisation,
            ~said,
            ~taken,
            or_(last.c.number.is_(None), last.c.next_at <= at),
        )
        .order_by(stops.desc(), deliveries.c.id)
        .limit(limit)
    )
    return tuple(Untold(row.id, row.tries, row.stops) for row in tx.execute(statement))


def maybe_late(tx: Transaction, at: datetime, limit: int) -> tuple[UUID, ...]:
    """Return deliveries of the bound lender with something missing that nobody called late yet."""
    due = (
        (Missing.ACKNOWLEDGEMENT, deliveries.c.acknowledge_by, None),
        (Missing.DELETION, deliveries.c.delete_by, AnswerKind.DELETED),
    )
    conditions = [
        and_(
            until < at,
            ~exists().where(
                answers.c.organisation_id == deliveries.c.organisation_id,
                answers.c.delivery_id == deliveries.c.id,
                *([answers.c.kind == kind.value] if kind else []),
            ),
            ~exists().where(
                overdue.c.organisation_id == deliveries.c.organisation_id,
                overdue.c.delivery_id == deliveries.c.id,
                overdue.c.missing == missing.value,
            ),
        )
        for missing, until, kind in due
    ]
    statement = select(deliveries.c.id).where(
        deliveries.c.organisation_id == tx.access.organisation,
        deliveries.c.asked != Asked.MAY_USE.value,
        or_(*conditions),
    )
    return tuple(tx.execute(statement.order_by(deliveries.c.id).limit(limit)).scalars())


def _is(organisation_id: UUID, delivery_id: UUID) -> ColumnElement[bool]:
    mine = deliveries.c.organisation_id == organisation_id
    return and_(mine, deliveries.c.id == delivery_id)


def _of(delivery: Delivery) -> dict[str, Any]:
    return {
        "organisation_id": delivery.organisation_id,
        "delivery_id": delivery.id,
        "subject_id": delivery.subject_id,
    }


def _by_delivery(
    tx: Transaction, table: Table, ids: Iterable[UUID], order: Column[Any]
) -> defaultdict[UUID, list[Row[Any]]]:
    found: defaultdict[UUID, list[Row[Any]]] = defaultdict(list)
    statement = select(table).where(table.c.delivery_id.in_(list(ids))).order_by(order)
    for row in tx.execute(statement):
        found[row.delivery_id].append(row)
    return found


def _recipient(row: Row[Any]) -> Recipient:
    values = {
        name: getattr(row, name) for name in Recipient.__slots__ if name not in {"name", "purposes"}
    }
    name = Text(row.name_zh, row.name_en)
    return Recipient(**values, name=name, purposes=tuple(row.purposes))


def _delivery(row: Row[Any]) -> Delivery:
    values = {
        name: getattr(row, name)
        for name in Delivery.__slots__
        if name not in {"recipient", "change", "asked"}
    }
    told = Text(row.recipient_zh, row.recipient_en)
    return Delivery(**values, recipient=told, change=Change(row.change), asked=Asked(row.asked))


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(row.number, row.at, Outcome(row.outcome), row.status, row.took_ms, row.next_at)


def _answer(row: Row[Any]) -> Answer:
    said = cast("dict[str, Any]", json.loads(row.body))
    kept = tuple(
        Retained(one["category"], one["rule"], date.fromisoformat(one["until"]))
        for one in said.get("kept", ())
    )
    kind = AnswerKind(row.kind)
    return Answer(
        kind, row.at, row.said_at, row.body_sha256, row.entry_id, said.get("method"), kept
    )
