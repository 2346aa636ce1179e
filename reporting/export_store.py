"""Copies of somebody's data, sealed under their own key until they are fetched or run out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Row, Table, Text, Uuid, select

from consent.requests import Request
from core.errors import NotFound
from core.ids import new_id
from database.schema import instant, key_columns, metadata, sealed
from database.transaction import Transaction

KEPT: Final = timedelta(days=7)

exports = Table(
    "subject_exports",
    metadata,
    *key_columns(),
    Column("request_id", Uuid, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("person_id", Uuid),
    sealed("document_sealed"),
    Column("sha256", Text, nullable=False),
    instant("made_at"),
    instant("expires_at"),
)


@dataclass(frozen=True, slots=True)
class Export:
    """One copy: the canonical JSON of the document, and until when it can be fetched."""

    id: UUID
    document: str
    sha256: str
    made_at: datetime
    expires_at: datetime


def keep(tx: Transaction, request: Request, document: str, at: datetime) -> Export:
    """Keep a copy, sealed for its subject.

    Raises:
        NotFound: the subject is gone.
    """
    if request.subject_id is None:
        raise NotFound("it is not known whose data is asked for")
    made = Export(new_id(), document, hashlib.sha256(document.encode()).hexdigest(), at, at + KEPT)
    tx.execute(
        exports.insert(),
        {
            "organisation_id": request.organisation_id,
            "id": made.id,
            "request_id": request.id,
            "subject_id": request.subject_id,
            "person_id": request.person_id,
            "document_sealed": tx.seal(request.subject_id, _place(made.id), document),
            "sha256": made.sha256,
            "made_at": made.made_at,
            "expires_at": made.expires_at,
        },
    )
    return made


def export_of(tx: Transaction, request: Request, at: datetime) -> Export:
    """Return the copy that was made for a request.

    Raises:
        NotFound: none was made yet, its time is over, or it went with its subject's key.
    """
    row = tx.execute(_wanted(request).where(exports.c.expires_at > at)).one_or_none()
    if row is None:
        raise NotFound("there is no copy to fetch: not made yet, or its time is over")
    return _export(tx, row)


def expiry_of(tx: Transaction, request: Request, at: datetime) -> datetime | None:
    """Return until when a copy can be fetched; None where there is none."""
    row = tx.execute(_wanted(request).where(exports.c.expires_at > at)).one_or_none()
    return None if row is None else row.expires_at


def forget(tx: Transaction, at: datetime) -> int:
    """Drop the copies of the bound lender whose time is over; return how many."""
    own = exports.c.organisation_id == tx.access.organisation
    return tx.execute(exports.delete().where(own, exports.c.expires_at <= at)).rowcount


def _wanted(request: Request) -> Any:
    return select(exports).where(
        exports.c.organisation_id == request.organisation_id, exports.c.request_id == request.id
    )


def _export(tx: Transaction, row: Row[Any]) -> Export:
    document = tx.unseal(row.subject_id, _place(row.id), row.document_sealed)
    return Export(row.id, document, row.sha256, row.made_at, row.expires_at)


def _place(export_id: UUID) -> str:
    return f"subject_exports.document/{export_id}"
