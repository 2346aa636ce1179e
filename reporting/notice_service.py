"""Tells people what was decided: each decision once, kept, sent and recorded together."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.access import Access, machine_access
from core.dates import day_of
from core.errors import NotFound
from core.ids import new_id, new_reference
from core.text import Text
from database.tenancy import PLATFORM, organisations, subjects
from database.transaction import Database, Transaction
from evidence.model import Entry, Fact
from evidence.service import record
from identity import messages
from identity.model import MessageKind
from reporting.notice_store import KeptNotice, canonical_body, insert_notice, load_notices
from reporting.notices import TEMPLATE_VERSION, Decided, Notice, notice_of, reasons_in
from underwriting import store
from underwriting.model import Application

FOLLOWER: Final = "notice"
ACT: Final = "notice.send"
TOLD: Final = frozenset({"application.decided@1", "review.decided@1"})


def tell(tx: Transaction, entry: Entry, at: datetime) -> None:
    """Tell the applicant of a decision, where an entry is one; for a follower of the log.

    The notice, the message and the fact that it was sent stand in the follower's transaction,
    beside its cursor: all of them or none, so nobody is told twice or not at all.

    Args:
        tx: the follower's, bound to the lender in the act "notice.send".
        entry: the next one of the lender's log.
        at: when.
    """
    if entry.kind not in TOLD or entry.payload is None or entry.subject_id is None:
        return  # another kind of fact, or its subject was erased meanwhile
    application = store.application_of(tx, entry.object_ref)
    notice = notice_of(_decided(tx, application, entry))
    if notice is None:
        return
    kept = KeptNotice(
        id=new_id(),
        organisation_id=entry.organisation_id,
        subject_id=entry.subject_id,
        application_id=application.id,
        entry_id=entry.id,
        reference=new_reference("N"),
        notice=notice,
        template_version=TEMPLATE_VERSION,
        sha256=sha256(canonical_body(notice).encode()).hexdigest(),
        message_id=_send(tx, entry.subject_id, notice, at),
        created_at=at,
    )
    insert_notice(tx, kept)
    record(tx, _sent(kept, application, entry), at)


def notices_about(database: Database, access: Access, reference: str) -> tuple[KeptNotice, ...]:
    """Return the notices about an application, oldest first.

    Raises:
        NotFound: there is no such application, or the one who asks may not know of it.
    """
    act = "self.manage" if access.organisation_id is None else ACT
    with database.transaction(access.in_act(act)) as tx:
        return load_notices(tx, store.application_of(tx, reference).id)


def _decided(tx: Transaction, application: Application, entry: Entry) -> Decided:
    """Return what was decided, from the outcome the entry speaks of.

    Raises:
        NotFound: the entry speaks of an outcome that was never kept.
    """
    payload = entry.payload or {}
    outcome = store.outcome_at(tx, application, int(str(payload["version"])))
    if outcome is None:
        raise NotFound("no outcome took the application to that version")
    own = organisations.c.id == application.organisation_id
    lender = tx.execute(select(organisations).where(own)).one()
    return Decided(
        lender=Text(lender.name_zh, lender.name_en),
        jurisdiction=lender.jurisdiction,
        reference=application.reference,
        amount=application.amount,
        action=outcome.action,
        by_person=outcome.decided_by == "person",
        reasons=reasons_in(outcome.details),
        on=day_of(entry.at),
    )


def _send(tx: Transaction, subject_id: UUID, notice: Notice, at: datetime) -> UUID | None:
    """Send a notice to the subject's own account; None when they have none that can be reached."""
    own = subjects.c.id == subject_id
    person_id = tx.execute(select(subjects.c.person_id).where(own)).scalar_one_or_none()
    if person_id is None:
        return None
    try:
        # Messages lie with the platform, under the person's own key.
        with tx.bound_to(machine_access(PLATFORM, "")) as platform:
            return messages.send(platform, person_id, MessageKind.DECISION, notice.text, at)
    except NotFound:
        return None


def _sent(kept: KeptNotice, application: Application, entry: Entry) -> Fact:
    payload: dict[str, object] = {
        "notice": str(kept.id),
        "template": kept.notice.kind.value,
        "template_version": kept.template_version,
        "channel": "lender" if kept.by_lender else "account",
        "language": "zh+en",
        "sha256": kept.sha256,
        "reasons": (entry.payload or {}).get("reasons", []),
        "application": application.reference,
    }
    return Fact("notice.sent@1", kept.subject_id, kept.reference, payload)
