"""Holds what is stored about consent against the receipts that were handed out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from consent import store
from consent.exports import Terms, terms_of
from consent.model import Grant
from consent.receipt_check import check_chain, check_one
from consent.receipt_store import Kept, receipts, receipts_of
from consent.receipt_words import ReceiptEvent
from consent.rules import notice_hash
from core.dates import iso
from core.errors import InvalidInput, NotFound
from database.keys import SealBroken
from database.transaction import Transaction
from evidence.model import Fault
from evidence.signing import paper_key

Spoken = tuple[str | None, str | None, str | None, str | None]
"""Purpose, what happened, when, and to which grant."""


def check_consents(tx: Transaction, organisation_id: UUID) -> tuple[int, tuple[Fault, ...]]:
    """Check a lender's notices, receipts, grants and consent events against each other.

    What is older than a person's first receipt has none to be held against. The receipts of an
    erased person cannot be read; their hashes stay in the evidence log.

    Returns:
        How many receipts were checked, and what does not hold.
    """
    faults = list(_notices(tx, organisation_id))
    count = 0
    subjects = select(receipts.c.subject_id).where(receipts.c.organisation_id == organisation_id)
    for subject_id in tx.execute(subjects.distinct()).scalars().all():
        try:
            kept = receipts_of(tx, subject_id)[::-1]
        except NotFound:
            continue
        except SealBroken:
            faults.append(Fault(f"subject {subject_id}", "a receipt does not open: altered"))
            continue
        count += len(kept)
        faults += _receipts(tx, organisation_id, kept)
        faults += _stored(tx, kept)
    return count, tuple(faults)


def _notices(tx: Transaction, organisation_id: UUID) -> Iterator[Fault]:
    own = select(store.notices).where(store.notices.c.organisation_id == organisation_id)
    for row in tx.execute(own):
        notice = store.notice_from(row)
        if notice_hash(notice.text) != notice.sha256:
            yield Fault(f"notice {notice.id}", "its words are not those of its hash")


def _receipts(tx: Transaction, organisation_id: UUID, kept: Sequence[Kept]) -> Iterator[Fault]:
    """Check the chain by itself, and that each row says what its document says."""
    key = paper_key(tx, organisation_id).public()
    try:
        held = [check_one(one.document, (key,)) for one in kept]
        check_chain(held, whole=True)
    except InvalidInput as refusal:
        yield Fault(f"subject {kept[0].subject_id}", f"receipts: {refusal}")
        return
    for row, one in zip(kept, held, strict=True):
        if (row.number, row.sha256) != (one.number, one.sha256):
            yield Fault(f"receipt {row.id}", "its row is not what was signed")


def _stored(tx: Transaction, kept: Sequence[Kept]) -> Iterator[Fault]:
    """Check grants and events since the first receipt against what the receipts say."""
    told = [terms for one in kept for terms in terms_of(one.document)]
    subject_id, since = kept[0].subject_id, kept[0].at
    by_record = {terms.record: terms for terms in told}
    grants = store.grants_of(tx, (subject_id,))
    for grant in grants:
        last = by_record.get(str(grant.id))
        if grant.granted_at >= since and not (_same(grant, last) and _stands(grant, last, grants)):
            yield Fault(f"grant {grant.id}", "it is not what its receipt says")
    said = {(one.purpose, one.event, one.at, _grant_of(one)) for one in told}
    events = store.consent_events
    found = list(tx.execute(select(events).where(events.c.subject_id == subject_id)))
    for row in found:
        # Before receipts told of a notice that changed, it was one fact for all alone.
        owed = row.kind != ReceiptEvent.STALE.value
        if owed and row.at >= since and _event(row) not in said:
            yield Fault(f"event {row.id}", "no receipt speaks of it")
    kept_events = {_event(row) for row in found}
    yield from _missing(subject_id, said, kept_events)


def _event(row: Row[Any]) -> Spoken:
    grant_id = None if row.grant_id is None else str(row.grant_id)
    return row.purpose, row.kind, iso(row.at), grant_id


def _grant_of(told: Terms) -> str | None:
    """Return the grant a receipt's line is about; a refusal is about none."""
    return None if told.event == ReceiptEvent.REFUSED else told.record


def _missing(subject_id: UUID, said: Iterable[Spoken], kept: Iterable[Spoken]) -> Iterator[Fault]:
    for purpose, event, at, _ in sorted(set(said) - set(kept), key=str):
        yield Fault(f"subject {subject_id}", f"the event is gone: {purpose}, {event}, {at}")


def _stands(grant: Grant, told: Terms | None, grants: Sequence[Grant]) -> bool:
    """Say whether a grant is open, resting or ended as the newest receipt that names it says.

    A new yes ends the one before it at the same instant, and its own receipt speaks of that.
    """
    if told is None:
        return False
    if told.event == ReceiptEvent.WITHDRAWN:
        return grant.withdrawn_at is not None and told.at == iso(grant.withdrawn_at)
    if (grant.paused_at is not None) != (told.event == ReceiptEvent.PAUSED):
        return False
    return grant.withdrawn_at is None or any(
        one.purpose == grant.purpose and one.granted_at == grant.withdrawn_at for one in grants
    )


def _same(grant: Grant, told: Terms | None) -> bool:
    return told is not None and (
        told.purpose == grant.purpose
        and told.categories == grant.categories
        and told.notice_sha256 == grant.notice_sha256
        and told.method == grant.method.value
        and told.language == grant.language
        and told.valid_from == iso(grant.valid_from)
        and told.valid_until == iso(grant.valid_until)
        and told.data_life_days == grant.data_life_days
        and told.use_limit == grant.use_limit
    )
