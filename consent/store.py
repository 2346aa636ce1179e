"""Notices, grants and what happened to them, as rows and as nouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    Row,
    Table,
    Text,
    Uuid,
    and_,
    exists,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, distinct_on

from consent.model import Grant, Method, Notice
from core import text as core_text
from core.ids import new_id
from database.schema import instant, key_columns, metadata
from database.tenancy import subjects
from database.transaction import Transaction

notices = Table(
    "notices",
    metadata,
    *key_columns(),
    Column("purpose", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("text_zh", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    instant("published_at"),
    Column("terms", Text),
)

grants = Table(
    "grants",
    metadata,
    *key_columns(),
    Column("subject_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("notice_id", Uuid, nullable=False),
    Column("notice_sha256", Text, nullable=False),
    Column("categories", ARRAY(Text), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("language", Text, nullable=False),
    instant("granted_at"),
    instant("valid_from"),
    instant("valid_until"),
    Column("data_life_days", Integer, nullable=False),
    Column("use_limit", Integer),
    instant("withdrawn_at", nullable=True),
    Column("frequency_uses", Integer),
    Column("frequency_days", Integer),
    Column("look_back_days", Integer),
    Column("separate", Boolean, nullable=False),
    instant("paused_at", nullable=True),
    instant("stale_at", nullable=True),
)

grant_uses = Table(
    "grant_uses",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("grant_id", Uuid, primary_key=True),
    Column("application_id", Uuid, primary_key=True),
    Column("subject_id", Uuid, nullable=False),
    instant("at"),
)

consent_events = Table(
    "consent_events",
    metadata,
    *key_columns(),
    Column("subject_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("grant_id", Uuid),
    Column("method", Text, nullable=False),
    Column("actor_id", Uuid, nullable=False),
    instant("at"),
    instant("effective_at", nullable=True),  # the database's own clock, as the row is written
)

_COLUMNS = tuple(name for name in Grant.__slots__ if name not in {"used_for", "used_at"})


def insert_notice(tx: Transaction, notice: Notice) -> None:
    """Keep a version of a notice; a version is never changed."""
    tx.execute(
        notices.insert(),
        {
            "organisation_id": notice.organisation_id,
            "id": notice.id,
            "purpose": notice.purpose,
            "version": notice.version,
            "text_zh": notice.text.zh,
            "text_en": notice.text.en,
            "sha256": notice.sha256,
            "published_at": notice.published_at,
            "terms": notice.terms,
        },
    )


def current_notices(tx: Transaction, organisation_ids: Iterable[UUID]) -> tuple[Notice, ...]:
    """Return the newest notice of each lender and purpose."""
    newest = (
        select(notices)
        .where(notices.c.organisation_id.in_(list(organisation_ids)))
        .ext(distinct_on(notices.c.organisation_id, notices.c.purpose))
        .order_by(notices.c.organisation_id, notices.c.purpose, notices.c.version.desc())
    )
    return tuple(notice_from(row) for row in tx.execute(newest))


def subjects_of_person(tx: Transaction) -> tuple[tuple[UUID, UUID], ...]:
    """Return (organisation, subject) wherever the person who acts is known, in one order always."""
    statement = select(subjects.c.organisation_id, subjects.c.id).where(
        subjects.c.person_id == tx.access.person_id, subjects.c.erased_at.is_(None)
    )
    ordered = statement.order_by(subjects.c.id)  # two clicks at once lock in one order
    return tuple((row.organisation_id, row.id) for row in tx.execute(ordered))


def grants_of(tx: Transaction, subject_ids: Iterable[UUID]) -> tuple[Grant, ...]:
    """Return every grant of these subjects, ended ones too."""
    uses = (
        select(
            func.array_agg(aggregate_order_by(grant_uses.c.application_id, grant_uses.c.at)).label(
                "used_for"
            ),
            func.array_agg(aggregate_order_by(grant_uses.c.at, grant_uses.c.at)).label("used_at"),
        )
        .where(
            grant_uses.c.organisation_id == grants.c.organisation_id,
            grant_uses.c.grant_id == grants.c.id,
        )
        .lateral()
    )
    statement = (
        select(grants, uses.c.used_for, uses.c.used_at)
        .join(uses, true())
        .where(grants.c.subject_id.in_(list(subject_ids)))
    )
    return tuple(_grant(row) for row in tx.execute(statement.order_by(grants.c.id)))


def insert_grant(tx: Transaction, grant: Grant) -> None:
    """Keep a new grant."""
    columns = {name: getattr(grant, name) for name in _COLUMNS}
    tx.execute(grants.insert(), {**columns, "categories": list(grant.categories)})


def insert_use(tx: Transaction, grant: Grant, application_id: UUID, at: datetime) -> None:
    """Keep that a grant serves an application."""
    tx.execute(
        grant_uses.insert(),
        {
            "organisation_id": grant.organisation_id,
            "grant_id": grant.id,
            "application_id": application_id,
            "subject_id": grant.subject_id,
            "at": at,
        },
    )


def replace_grants(tx: Transaction, subject_id: UUID, purpose: str, at: datetime) -> None:
    """End the subject's open grants to a purpose but those that serve an application by limit."""
    serving = exists().where(
        grant_uses.c.organisation_id == grants.c.organisation_id,
        grant_uses.c.grant_id == grants.c.id,
    )
    tx.execute(
        update(grants)
        .where(
            grants.c.subject_id == subject_id,
            grants.c.purpose == purpose,
            grants.c.withdrawn_at.is_(None),
            or_(grants.c.use_limit.is_(None), ~serving),
        )
        .values(withdrawn_at=at)
    )


def end_grants(
    tx: Transaction, subject_id: UUID, purpose_codes: Sequence[str], at: datetime
) -> tuple[Grant, ...]:
    """Mark the subject's open grants to these purposes as withdrawn, and return them."""
    statement = (
        update(grants)
        .where(
            and_(
                grants.c.subject_id == subject_id,
                grants.c.purpose.in_(list(purpose_codes)),
                grants.c.withdrawn_at.is_(None),
            )
        )
        .values(withdrawn_at=at)
        .returning(grants)
    )
    return tuple(_grant(row) for row in tx.execute(statement))


def raise_epoch(tx: Transaction, subject_id: UUID) -> None:
    """Count the subject's epoch up: whoever worked with the older one has to read again."""
    tx.execute(
        update(subjects).where(subjects.c.id == subject_id).values(epoch=subjects.c.epoch + 1)
    )


def lock_subject(tx: Transaction, subject_id: UUID) -> int | None:
    """Lock the subject's row for this transaction and return its epoch; None when not visible."""
    statement = select(subjects.c.epoch).where(subjects.c.id == subject_id).with_for_update()
    return tx.execute(statement).scalar_one_or_none()


def insert_event(
    tx: Transaction, grant: Grant, kind: str, at: datetime, method: Method | None = None
) -> None:
    """Keep what happened to a grant, and by which method it was said: by default its own."""
    tx.execute(
        consent_events.insert(),
        {
            "organisation_id": grant.organisation_id,
            "id": new_id(),
            "subject_id": grant.subject_id,
            "purpose": grant.purpose,
            "kind": kind,
            "grant_id": grant.id,
            "method": method or grant.method,
            "actor_id": tx.access.actor_id,
            "at": at,
        },
    )


def insert_refusal(
    tx: Transaction,
    organisation_id: UUID,
    subject_id: UUID,
    refused: tuple[str, Method],
    at: datetime,
) -> None:
    """Keep that somebody said no to a purpose, by which method."""
    purpose, method = refused
    tx.execute(
        consent_events.insert(),
        {
            "organisation_id": organisation_id,
            "id": new_id(),
            "subject_id": subject_id,
            "purpose": purpose,
            "kind": "refused",
            "grant_id": None,
            "method": method,
            "actor_id": tx.access.actor_id,
            "at": at,
        },
    )


def notice_from(row: Row[Any]) -> Notice:
    """Return a stored notice."""
    return Notice(
        id=row.id,
        organisation_id=row.organisation_id,
        purpose=row.purpose,
        version=row.version,
        text=core_text.Text(row.text_zh, row.text_en),
        sha256=row.sha256,
        published_at=row.published_at,
        terms=row.terms,
    )


def _grant(row: Row[Any]) -> Grant:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values["used_for"] = tuple(getattr(row, "used_for", None) or ())
    values["used_at"] = tuple(getattr(row, "used_at", None) or ())
    values["categories"] = tuple(row.categories)
    values["method"] = Method(row.method)
    return Grant(**values)
