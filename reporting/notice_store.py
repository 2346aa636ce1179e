"""Notices of decisions as rows; what they say is sealed for the one they are to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Integer, Table, Text, Uuid, select

from core import text
from database.schema import instant, key_columns, metadata, sealed
from database.transaction import Transaction
from reporting.notices import Notice, NoticeKind

decision_notices = Table(
    "decision_notices",
    metadata,
    *key_columns(),
    Column("subject_id", Uuid, nullable=False),
    Column("application_id", Uuid, nullable=False),
    Column("entry_id", Uuid, nullable=False),
    Column("reference", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("template_version", Integer, nullable=False),
    sealed("body_sealed"),
    Column("sha256", Text, nullable=False),
    Column("channel", Text, nullable=False),  # account | lender, who then delivers it
    Column("message_id", Uuid),
    instant("created_at"),
)


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice that went out.

    Args:
        reference: its own, for those who ask about it.
        by_lender: the person has no account, so the lender delivers it.
        sha256: of its wording, as `canonical_body` writes it.
        entry_id: the fact it tells of.
    """

    id: UUID
    organisation_id: UUID
    subject_id: UUID
    application_id: UUID
    entry_id: UUID
    reference: str
    notice: Notice
    template_version: int
    sha256: str
    message_id: UUID | None
    created_at: datetime

    @property
    def by_lender(self) -> bool:
        """Whether the lender delivers it, for want of an account."""
        return self.message_id is None


def canonical_body(notice: Notice) -> str:
    """Return the wording of a notice in the one form its hash is taken of."""
    return json.dumps(
        notice.text.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def insert_notice(tx: Transaction, kept: KeptNotice) -> None:
    """Keep a notice, sealed for its subject."""
    body = canonical_body(kept.notice)
    tx.execute(
        decision_notices.insert(),
        {
            "organisation_id": kept.organisation_id,
            "id": kept.id,
            "subject_id": kept.subject_id,
            "application_id": kept.application_id,
            "entry_id": kept.entry_id,
            "reference": kept.reference,
            "kind": kept.notice.kind.value,
            "template_version": kept.template_version,
            "body_sealed": tx.seal(kept.subject_id, _place(kept.id), body),
            "sha256": kept.sha256,
            "channel": "lender" if kept.by_lender else "account",
            "message_id": kept.message_id,
            "created_at": kept.created_at,
        },
    )


def load_notices(tx: Transaction, application_id: UUID) -> tuple[KeptNotice, ...]:
    """Return the notices about an application, oldest first, for the lender or the person."""
    columns = decision_notices.c
    statement = select(decision_notices).where(columns.application_id == application_id)
    rows = tx.execute(statement.order_by(columns.id)).all()
    tx.load_keys({row.subject_id for row in rows})
    return tuple(
        KeptNotice(
            id=row.id,
            organisation_id=row.organisation_id,
            subject_id=row.subject_id,
            application_id=row.application_id,
            entry_id=row.entry_id,
            reference=row.reference,
            notice=Notice(
                NoticeKind(row.kind),
                text.Text(**json.loads(tx.unseal(row.subject_id, _place(row.id), row.body_sealed))),
            ),
            template_version=row.template_version,
            sha256=row.sha256,
            message_id=row.message_id,
            created_at=row.created_at,
        )
        for row in rows
    )


def _place(notice_id: UUID) -> str:
    return f"decision_notices.body/{notice_id}"
