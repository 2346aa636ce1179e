"""From a change of consent in the log to what each recipient is to be told; and what is late."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from consent import store as consent_store
from consent.delivery import rules, store
from consent.delivery.model import Asked, Change, Course, Delivery, Missing, Recipient
from consent.delivery.recipients import pseudonym_at
from consent.delivery.signatures import WINDOW
from consent.receipt_store import receipt, receipts
from core.dates import iso
from core.errors import NotFound
from core.ids import new_id
from database.transaction import Transaction
from evidence.model import Entry, Fact
from evidence.service import record

FOLLOWER: Final = "deliveries"
_LATE_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class About:
    """One change of consent as the log has it: whose, of which purpose, on which receipt."""

    entry: Entry
    change: Change
    subject_id: UUID
    purpose: str
    receipt_sha256: str | None


def tell(tx: Transaction, entry: Entry, at: datetime) -> None:
    """Write what each recipient of a purpose is to be told of a change; the follower's effect.

    The entry of the log is the outbox. Taken twice, an entry still makes one delivery a recipient.
    """
    change = rules.CHANGES.get(entry.kind)
    if change is None:
        return
    # The grant's row says what the entry is about even where its details are erased already.
    grants = consent_store.grants
    row = tx.execute(
        select(grants.c.purpose, grants.c.subject_id, grants.c.granted_at).where(
            grants.c.organisation_id == entry.organisation_id, grants.c.id == UUID(entry.object_ref)
        )
    ).one_or_none()
    if row is None:
        return
    known = store.recipients_of(tx, entry.organisation_id)
    told = rules.recipients_of(known, change, row.purpose, row.granted_at, entry.at)
    if not told:
        return
    sha256 = _receipt_of(tx, entry, row.subject_id)
    about = About(entry, change, row.subject_id, row.purpose, sha256)
    for recipient in told:
        store.insert_delivery(tx, _delivery(tx, about, recipient, at))


def call_late(tx: Transaction, at: datetime) -> int:
    """Record what the bound lender's recipients did not answer in time, once each.

    Returns:
        How many facts were recorded.
    """
    lender, count = tx.access.organisation, 0
    for delivery_id in store.maybe_late(tx, at, _LATE_AT_ONCE):
        # Whoever answers just now holds the same lock: nobody is called late who answered.
        store.lock_delivery(tx, lender, delivery_id)
        course = store.course(tx, lender, delivery_id)
        if course is None:
            continue
        called = {missing for missing, _ in course.overdue}
        for missing in rules.late(course, at):
            if missing not in called:
                entry_id = record_about(tx, _overdue(course, missing), at)
                store.insert_overdue(tx, course.delivery, missing, entry_id, at)
                count += 1
    return count


def record_about(tx: Transaction, fact: Fact, at: datetime) -> UUID:
    """Record a fact of a delivery; about nobody where the person it was about is erased."""
    try:
        return record(tx, fact, at)
    except NotFound:
        return record(tx, replace(fact, subject_id=None), at)


def forget_nonces(tx: Transaction, at: datetime) -> int:
    """Drop nonces no signature can come with any more; return how many."""
    return store.forget_nonces(tx, at - 3 * WINDOW)


def _delivery(tx: Transaction, about: About, recipient: Recipient, at: datetime) -> Delivery:
    entry, asked = about.entry, rules.ASKED[about.change]
    deletes = asked is Asked.STOP_AND_DELETE
    return Delivery(
        id=new_id(),
        organisation_id=entry.organisation_id,
        recipient_id=recipient.id,
        subject_id=about.subject_id,
        entry_id=entry.id,
        grant_id=UUID(entry.object_ref),
        purpose=about.purpose,
        change=about.change,
        asked=asked,
        recipient=recipient.name,
        pseudonym=pseudonym_at(tx, entry.organisation_id, recipient.id, about.subject_id),
        effective_at=_effective_at(entry),
        receipt_sha256=about.receipt_sha256,
        # Their time runs from when they can be told, not from when the person spoke.
        acknowledge_by=at + timedelta(seconds=recipient.acknowledge_seconds),
        delete_by=at + timedelta(days=recipient.delete_days) if deletes else None,
        at=at,
    )


def _effective_at(entry: Entry) -> datetime:
    said = (entry.payload or {}).get("effective_at")
    return datetime.fromisoformat(said) if isinstance(said, str) else entry.at


def _receipt_of(tx: Transaction, entry: Entry, subject_id: UUID) -> str | None:
    """Return the hash of the receipt that names this entry; None where it cannot be read."""
    statement = select(receipts.c.id, receipts.c.sha256).where(
        receipts.c.organisation_id == entry.organisation_id,
        receipts.c.subject_id == subject_id,
        receipts.c.at == entry.at,
    )
    for row in tx.execute(statement).all():
        try:
            kept = receipt(tx, entry.organisation_id, row.id)
        except NotFound:
            return None
        if str(entry.id) in json.dumps(kept.document["candor:facts"]):
            return str(row.sha256)
    return None


def _overdue(course: Course, missing: Missing) -> Fact:
    delivery = course.delivery
    due = delivery.acknowledge_by if missing is Missing.ACKNOWLEDGEMENT else delivery.delete_by
    payload: dict[str, object] = {
        "delivery": str(delivery.id),
        "recipient": str(delivery.recipient_id),
        "purpose": delivery.purpose,
        "missing": missing.value,
        "due_at": None if due is None else iso(due),
        "attempts": len(course.attempts),
    }
    return Fact("consent.delivery_overdue@1", delivery.subject_id, str(delivery.id), payload)
