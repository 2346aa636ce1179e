"""What recipients answer by themselves: that they have stopped, and the proof of deletion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from consent.categories import CATEGORIES
from consent.delivery import rules, store
from consent.delivery.making import record_about
from consent.delivery.model import Answer, AnswerKind, Asked, Course
from consent.delivery.signatures import (
    ANSWERED,
    Message,
    SignatureRefused,
    Signed,
    named_key,
    public_key,
    verify,
)
from core.access import Access, ActorKind, Role
from core.dates import iso
from core.errors import InvalidInput, NotFound
from database.transaction import Database, Transaction
from evidence.model import Fact

_EARLY_MINUTES: Final = 10
_NOBODY: Final = Access(ActorKind.SYSTEM, UUID(int=0))


@dataclass(frozen=True, slots=True)
class Said:
    """What a recipient says happened.

    Args:
        kind: that it acknowledges, or that it has deleted.
        at: when it says that happened.
        body: the message's body, whose hash is kept as evidence.
        content: the same, read.
        signed: the signature, kept so that others can check who said it.
    """

    kind: AnswerKind
    at: datetime
    body: bytes
    content: Mapping[str, Any]
    signed: Signed


def recipient_of(database: Database, message: Message, at: datetime) -> tuple[Access, Signed]:
    """Return who sent a signed message; its nonce is taken, so it passes this once.

    Raises:
        SignatureRefused: no recipient's signature is on it, or it was seen before.
    """
    key_id = named_key(message.headers)
    with database.transaction(_NOBODY) as tx:
        owner = store.owner_of_key(tx, key_id)
    if owner is None:
        raise SignatureRefused("no recipient has a key of that name")
    organisation_id, recipient_id, key = owner
    signed = verify(message, key_id, public_key(key), ANSWERED, at)
    access = Access(ActorKind.KEY, recipient_id, organisation_id, "", frozenset({Role.RECIPIENT}))
    with database.transaction(access) as tx:
        if not store.take_nonce(tx, (organisation_id, recipient_id), signed.nonce, at):
            raise SignatureRefused("this message was here before; sign it anew")
    return access, signed


def answer(tx: Transaction, delivery_id: UUID, said: Said, at: datetime) -> tuple[Course, Answer]:
    """Keep what a recipient says about a delivery; said again, nothing changes.

    Args:
        tx: bound to the recipient, as `recipient_of` returns its access.
        delivery_id: which.
        said: what.
        at: when it came in.

    Returns:
        The delivery, and the answer that is kept: the first one.

    Raises:
        NotFound: there is no such delivery, or it was for somebody else.
        InvalidInput: deletion was not asked for, or the time it names, or a category it kept, does
            not fit.
    """
    lender = tx.access.organisation
    if not store.lock_delivery(tx, lender, delivery_id):
        raise NotFound("there is no such delivery")
    course = store.course(tx, lender, delivery_id)
    if course is None or course.delivery.recipient_id != tx.access.actor_id:
        raise NotFound("there is no such delivery")
    known = course.answer(said.kind)
    if known is not None:
        return course, known
    _check(course, said, at)
    entry_id = record_about(tx, _fact(course, said, at), at)
    row = {
        "kind": said.kind.value,
        "at": at,
        "said_at": said.at,
        "body": said.body.decode(),
        "body_sha256": sha256(said.body).hexdigest(),
        "signature_base": said.signed.base,
        "signature": said.signed.signature,
        "entry_id": entry_id,
    }
    store.insert_answer(tx, course.delivery, row)
    after = store.course(tx, lender, delivery_id)
    kept = after and after.answer(said.kind)
    if after is None or kept is None:
        raise NotFound("the answer was not kept")
    return after, kept


def _check(course: Course, said: Said, at: datetime) -> None:
    """Hold an answer against what was asked.

    Raises:
        InvalidInput: deletion was not asked for, or the time it names, or a category it kept, does
            not fit.
    """
    deletes = said.kind is AnswerKind.DELETED
    if deletes and course.delivery.asked is not Asked.STOP_AND_DELETE:
        raise InvalidInput("a delivery that asks for deletion", "one that does not")
    if (said.at - at).total_seconds() > 60 * _EARLY_MINUTES:
        where = "/deleted_at" if deletes else "/acknowledged_at"
        raise InvalidInput("a time that is not to come", "a later one", where)
    known = {one.code for one in CATEGORIES}
    for place, kept in enumerate(said.content.get("kept", ())):
        if kept["category"] not in known:
            where = f"/kept/{place}/category"
            raise InvalidInput("a category of personal data", "another code", where)


def _fact(course: Course, said: Said, at: datetime) -> Fact:
    delivery = course.delivery
    missing = rules.late(course, at)
    payload: dict[str, object] = {
        "delivery": str(delivery.id),
        "recipient": str(delivery.recipient_id),
        "purpose": delivery.purpose,
        "said_at": iso(said.at),
        "body_sha256": sha256(said.body).hexdigest(),
        "signature_sha256": sha256(said.signed.signature.encode()).hexdigest(),
        "late": any(one.value == _MISSING[said.kind] for one in missing),
    }
    if said.kind is AnswerKind.DELETED:
        payload["method"] = said.content["method"]
        payload["kept"] = [dict(one) for one in said.content.get("kept", ())]
    return Fact(f"delivery.{said.kind.value}@1", delivery.subject_id, str(delivery.id), payload)


_MISSING: Final = {AnswerKind.ACKNOWLEDGED: "acknowledgement", AnswerKind.DELETED: "deletion"}
