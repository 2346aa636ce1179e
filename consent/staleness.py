"""A notice that changed in substance: what was agreed to before is asked for anew."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CTE, Select, Text, func, literal, select, update
from sqlalchemy import insert as insert_into

from consent.model import Method, Notice, Said
from consent.receipt_store import Happened, issue
from consent.receipt_words import ReceiptEvent
from consent.store import consent_events, grants, grants_of
from database.tenancy import subjects
from database.transaction import Transaction
from evidence.model import Fact
from evidence.service import record

_NOTICE = "notice"  # by which way it came about, where a person says how they said it


def open_giving(tx: Transaction, organisation_id: UUID, purpose: str) -> None:
    """Hold a purpose's notice as it is until this transaction ends: a yes is being given to it."""
    tx.execute(select(func.pg_advisory_xact_lock_shared(_key(organisation_id, purpose))))


def close_giving(tx: Transaction, organisation_id: UUID, purpose: str) -> None:
    """Wait for every yes under way to a purpose, and let none begin until this transaction ends."""
    tx.execute(select(func.pg_advisory_xact_lock(_key(organisation_id, purpose))))


def make_stale(tx: Transaction, notice: Notice, at: datetime) -> int:
    """Let every open grant to a notice's purpose grow stale; return how many did.

    Each has an event of its own, and each person a receipt. Their epoch is raised: a case that is
    being thought about is read again. Applications served before go on (`rules.served_before`).
    """
    stale = (
        update(grants)
        .where(
            grants.c.organisation_id == notice.organisation_id,
            grants.c.purpose == notice.purpose,
            grants.c.notice_id != notice.id,
            grants.c.withdrawn_at.is_(None),
            grants.c.stale_at.is_(None),
        )
        .values(stale_at=at)
        .returning(grants.c.id, grants.c.organisation_id, grants.c.subject_id, grants.c.purpose)
        .cte("stale")
    )
    raised = (
        update(subjects)
        .where(
            subjects.c.organisation_id == notice.organisation_id,
            subjects.c.id.in_(select(stale.c.subject_id)),
        )
        .values(epoch=subjects.c.epoch + 1)
        .cte("raised")
    )
    count = tx.execute(_counted(stale, tx.access.actor_id, at).add_cte(raised)).scalar_one()
    payload: dict[str, object] = {
        "purpose": notice.purpose,
        "version": notice.version,
        "notice": str(notice.id),
        "notice_sha256": notice.sha256,
        "terms_sha256": notice.terms,
        "stale": count,
    }
    fact_id = record(tx, Fact("notice.changed@1", None, str(notice.id), payload), at)
    _hand_out(tx, notice, fact_id, at)
    return count


def _hand_out(tx: Transaction, notice: Notice, fact_id: UUID, at: datetime) -> None:
    """Hand each person one receipt of what grew stale; in one order, so that none waits in a ring.

    It is the lender's notice that did it: `receipt_words.NOT_SAID`.
    """
    of_whom = (
        select(grants.c.subject_id)
        .join(subjects, subjects.c.id == grants.c.subject_id)
        .where(
            grants.c.organisation_id == notice.organisation_id,
            grants.c.purpose == notice.purpose,
            grants.c.stale_at == at,
            subjects.c.erased_at.is_(None),
        )
        .distinct()
        .order_by(grants.c.subject_id)
    )
    for subject_id in tx.execute(of_whom).scalars().all():
        theirs = [
            one
            for one in grants_of(tx, (subject_id,))
            if one.purpose == notice.purpose and one.stale_at == at
        ]
        happened = [
            Happened(ReceiptEvent.STALE, one.purpose, one.id, fact_id, one) for one in theirs
        ]
        said = Said(Method.API, theirs[0].language, at)  # the language they read when they agreed
        issue(tx, (notice.organisation_id, subject_id), happened, said)


def _counted(stale: CTE, actor_id: UUID, at: datetime) -> Select[int]:
    """Write an event for each grant that grew stale, and count them."""
    events = insert_into(consent_events).from_select(
        ["organisation_id", "id", "subject_id", "purpose", "kind", "grant_id", "method",
         "actor_id", "at"],
        select(
            stale.c.organisation_id,
            func.gen_random_uuid(),
            stale.c.subject_id,
            stale.c.purpose,
            literal("stale", Text),
            stale.c.id,
            literal(_NOTICE, Text),
            literal(actor_id),
            literal(at),
        ),
    ).returning(consent_events.c.id).cte("events")  # fmt: skip
    return select(func.count()).select_from(events)


def _key(organisation_id: UUID, purpose: str) -> object:
    return func.hashtextextended(f"notice {organisation_id} {purpose}", 0)
