"""Receipts as they are issued, kept and handed out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, Integer, Row, Table, Uuid, select
from sqlalchemy import Text as TextColumn

from consent import store
from consent.model import Grant, Notice, Said
from consent.purposes import PURPOSES, purpose_of
from consent.receipt_words import ReceiptEvent
from consent.receipts import (
    Change,
    Frame,
    Json,
    Link,
    anchor_reference,
    anchored,
    body,
    receipt_hash,
    signed,
)
from core.errors import InvalidInput, NotFound
from core.ids import new_id
from core.text import Text
from database.schema import instant, key_columns, metadata, sealed
from database.tenancy import organisations
from database.transaction import Transaction
from evidence import proof as log_proof
from evidence.leaf import canonical
from evidence.model import Fact
from evidence.service import prove, record
from evidence.signing import paper_key

receipts = Table(
    "consent_receipts",
    metadata,
    *key_columns(),
    Column("subject_id", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("sha256", TextColumn, nullable=False),
    Column("previous_sha256", TextColumn),
    sealed("document_sealed"),
    Column("entry_id", Uuid, nullable=False),  # the fact that anchors the hash in the log
    instant("at"),
)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to one consent, as the verb that did it knows it.

    Args:
        record_id: the grant's id, or the refusal's where there is no grant.
        fact_id: the entry of the evidence that keeps it.
        grant: as it stands now; None for a refusal.
    """

    event: ReceiptEvent
    purpose: str
    record_id: UUID
    fact_id: UUID
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One receipt as it is kept: its place in the chain and the signed document."""

    id: UUID
    organisation_id: UUID
    subject_id: UUID
    number: int
    sha256: str
    entry_id: UUID
    at: datetime
    document: Json


def issue(
    tx: Transaction, whose: tuple[UUID, UUID], happened: Sequence[Happened], said: Said
) -> UUID | None:
    """Hand out one receipt for what just happened, in the same transaction.

    The subject is locked here, so that two receipts never follow the same one.

    Args:
        tx: bound to the person, or to the lender that took their word.
        whose: (organisation, subject).
        happened: all that one word changed; nothing, and no receipt is issued.
        said: how, in which language and when it was said.

    Returns:
        The receipt's id.

    Raises:
        NotFound: the subject or the organisation's key is not visible to who acts.
    """
    if not happened:
        return None
    organisation_id, subject_id = whose
    if store.lock_subject(tx, subject_id) is None:
        raise NotFound("there is no such person here")
    frame = _frame(tx, whose, said.at)
    others = [one for one in PURPOSES if not one.needs_grant]
    content = body(frame, _changes(tx, organisation_id, happened, said), others)
    document = signed(content, paper_key(tx, organisation_id))
    sha256 = receipt_hash(content)
    before = None if frame.previous is None else frame.previous.sha256
    payload = {"receipt": str(frame.id), "number": frame.number, "previous_sha256": before}
    fact = Fact("consent.receipt@1", subject_id, anchor_reference(sha256), payload)
    entry_id = record(tx, fact, said.at)
    tx.execute(
        receipts.insert(),
        {
            "organisation_id": organisation_id,
            "id": frame.id,
            "subject_id": subject_id,
            "number": frame.number,
            "sha256": sha256,
            "previous_sha256": before,
            "document_sealed": tx.seal(subject_id, _place(frame.id), canonical(document).decode()),
            "entry_id": entry_id,
            "at": said.at,
        },
    )
    return frame.id


def receipts_of(
    tx: Transaction, subject_id: UUID, *, before: int | None = None, limit: int | None = None
) -> tuple[Kept, ...]:
    """Return a subject's receipts, newest first.

    Args:
        tx: bound to the person, or to the lender.
        subject_id: whose.
        before: for the next page, the number of the last one shown.
        limit: how many at most; all where it is None.
    """
    statement = select(receipts).where(receipts.c.subject_id == subject_id)
    if before is not None:
        statement = statement.where(receipts.c.number < before)
    rows = tx.execute(statement.order_by(receipts.c.number.desc()).limit(limit))
    return tuple(_kept(tx, row) for row in rows.all())


def receipt(tx: Transaction, organisation_id: UUID, receipt_id: UUID) -> Kept:
    """Return one receipt.

    Raises:
        NotFound: there is none, or not for the one who asks.
    """
    statement = select(receipts).where(
        receipts.c.organisation_id == organisation_id, receipts.c.id == receipt_id
    )
    row = tx.execute(statement).one_or_none()
    if row is None:
        raise NotFound("there is no such receipt")
    return _kept(tx, row)


def with_anchor(tx: Transaction, kept: Kept) -> Json:
    """Return the document with the proof of its place in the log, once it has one."""
    try:
        proof = prove(tx, kept.organisation_id, kept.entry_id)
    except NotFound:
        return kept.document
    return anchored(kept.document, log_proof.write(proof))


def _frame(tx: Transaction, whose: tuple[UUID, UUID], at: datetime) -> Frame:
    organisation_id, subject_id = whose
    lender = tx.execute(select(organisations).where(organisations.c.id == organisation_id)).one()
    last = tx.execute(
        select(receipts.c.id, receipts.c.number, receipts.c.sha256)
        .where(receipts.c.organisation_id == organisation_id, receipts.c.subject_id == subject_id)
        .order_by(receipts.c.number.desc())
        .limit(1)
    ).one_or_none()
    return Frame(
        id=new_id(),
        organisation_id=organisation_id,
        lender=Text(lender.name_zh, lender.name_en),
        jurisdiction=lender.jurisdiction,
        subject_id=subject_id,
        at=at,
        previous=None if last is None else Link(last.id, last.number, last.sha256),
    )


def _changes(
    tx: Transaction, organisation_id: UUID, happened: Sequence[Happened], said: Said
) -> list[Change]:
    shown = _notices(tx, organisation_id, happened)
    changes: list[Change] = []
    for one in happened:
        purpose = purpose_of(one.purpose)
        if purpose is None:
            raise InvalidInput("a purpose that is known", repr(one.purpose)[:40])
        notice = shown.get(one.grant.notice_id if one.grant else one.purpose)
        changes.append(
            Change(one.event, purpose, one.record_id, notice, said, one.fact_id, one.grant)
        )
    return changes


def _notices(
    tx: Transaction, organisation_id: UUID, happened: Iterable[Happened]
) -> dict[UUID | str, Notice]:
    """Return what was shown: by notice id for a grant, by purpose where a no was said to it."""
    found: dict[UUID | str, Notice] = {}
    wanted = select(store.notices).where(
        store.notices.c.organisation_id == organisation_id,
        store.notices.c.id.in_([one.grant.notice_id for one in happened if one.grant is not None]),
    )
    for row in tx.execute(wanted):
        found[row.id] = store.notice_from(row)
    if any(one.grant is None for one in happened):
        for notice in store.current_notices(tx, (organisation_id,)):
            found[notice.purpose] = notice
    return found


def _kept(tx: Transaction, row: Row[Any]) -> Kept:
    tx.load_keys((row.subject_id,))
    text = tx.unseal(row.subject_id, _place(row.id), row.document_sealed)
    return Kept(
        id=row.id,
        organisation_id=row.organisation_id,
        subject_id=row.subject_id,
        number=row.number,
        sha256=row.sha256,
        entry_id=row.entry_id,
        at=row.at,
        document=cast("Json", json.loads(text)),
    )


def _place(receipt_id: UUID) -> str:
    return f"consent_receipts.document_sealed.{receipt_id}"
