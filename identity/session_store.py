"""Sessions and API keys as rows: found by the fingerprint of their token."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Row, Table, Text, Uuid, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from core.access import Role
from database.schema import instant, key_columns, metadata
from database.tenancy import organisations
from database.transaction import Transaction
from identity.message_store import confirmations
from identity.model import ApiKey, Entry, Factor, Organisation, SignedIn
from identity.store import organisation_of

_UNFINISHED = "unfinished"
_CLEARED_AFTER = timedelta(days=30)

sessions = Table(
    "sessions",
    metadata,
    Column("token_sha256", LargeBinary, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("organisation_id", Uuid),
    Column("role", Text, nullable=False),
    Column("factors", ARRAY(Text), nullable=False),
    instant("created_at"),
    instant("expires_at"),
    instant("ended_at", nullable=True),
)

api_keys = Table(
    "api_keys",
    metadata,
    *key_columns(),
    Column("token_sha256", LargeBinary, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    instant("created_at"),
    instant("ended_at", nullable=True),
)


def insert_session(tx: Transaction, fingerprint: bytes, signed_in: SignedIn) -> None:
    """Keep a session."""
    entry = signed_in.entry
    organisation = None if entry is None else entry.organisation
    tx.execute(
        sessions.insert(),
        {
            "token_sha256": fingerprint,
            "person_id": signed_in.person_id,
            "organisation_id": None if organisation is None else organisation.id,
            "role": _UNFINISHED if entry is None else entry.role.value,
            "factors": sorted(factor.value for factor in signed_in.factors),
            "created_at": signed_in.proved_at,
            "expires_at": signed_in.expires_at,
        },
    )


def end_session(tx: Transaction, fingerprint: bytes, at: datetime) -> bool:
    """End one session; False when it had ended before."""
    ended = tx.execute(
        sessions.update()
        .where(sessions.c.token_sha256 == fingerprint, sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return ended.rowcount == 1


def end_sessions(tx: Transaction, person_id: UUID, at: datetime) -> int:
    """End every session of a person; return how many there were."""
    return tx.execute(
        sessions.update()
        .where(sessions.c.person_id == person_id, sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    ).rowcount


def clear_ended(tx: Transaction, at: datetime) -> int:
    """Drop sessions and codes that ended long ago, as the follower; return how many."""
    return sum(
        tx.execute(table.delete().where(table.c.expires_at < at - _CLEARED_AFTER)).rowcount
        for table in (sessions, confirmations)
    )


def find_session(tx: Transaction, fingerprint: bytes) -> SignedIn | None:
    """Return the live session with that token; for an access that is nobody yet."""
    found = func.lookup_session(fingerprint).table_valued(
        "person_id",
        "organisation_id",
        "role",
        "factors",
        Column("created_at", sessions.c.created_at.type),
        Column("expires_at", sessions.c.expires_at.type),
    )
    row = tx.execute(
        select(
            found.c.person_id,
            found.c.role.label("session_role"),
            found.c.factors,
            found.c.created_at.label("proved_at"),
            found.c.expires_at,
            organisations,
        ).select_from(found.outerjoin(organisations, organisations.c.id == found.c.organisation_id))
    ).one_or_none()
    if row is None:
        return None
    entry = None
    if row.session_role != _UNFINISHED:
        entry = Entry(Role(row.session_role), None if row.id is None else organisation_of(row))
    return SignedIn(
        person_id=row.person_id,
        entry=entry,
        factors=frozenset(Factor(factor) for factor in row.factors),
        proved_at=row.proved_at,
        expires_at=row.expires_at,
    )


def insert_api_key(tx: Transaction, key: ApiKey, fingerprint: bytes) -> None:
    """Keep a key."""
    tx.execute(
        api_keys.insert(),
        {
            "organisation_id": key.organisation_id,
            "id": key.id,
            "token_sha256": fingerprint,
            "label": key.label,
            "scopes": sorted(key.scopes),
            "created_at": key.created_at,
        },
    )


def end_api_key(tx: Transaction, organisation_id: UUID, key_id: UUID, at: datetime) -> bool:
    """End a key; False when there is none that works."""
    ended = tx.execute(
        api_keys.update()
        .where(api_keys.c.organisation_id == organisation_id, api_keys.c.id == key_id)
        .where(api_keys.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return ended.rowcount == 1


def load_api_keys(tx: Transaction, organisation_id: UUID) -> tuple[ApiKey, ...]:
    """Return an organisation's keys, the newest first."""
    rows = tx.execute(
        select(api_keys)
        .where(api_keys.c.organisation_id == organisation_id)
        .order_by(api_keys.c.id.desc())
    )
    return tuple(_api_key(row) for row in rows)


def find_api_key(
    tx: Transaction, fingerprint: bytes
) -> tuple[UUID, Organisation, frozenset[str]] | None:
    """Return key, organisation and scopes of a live key; for an access that is nobody yet."""
    found = func.lookup_api_key(fingerprint).table_valued("organisation_id", "id", "scopes")
    row = tx.execute(
        select(found.c.id.label("key_id"), found.c.scopes, organisations).select_from(
            found.join(organisations, organisations.c.id == found.c.organisation_id)
        )
    ).one_or_none()
    return None if row is None else (row.key_id, organisation_of(row), frozenset(row.scopes))


def _api_key(row: Row[tuple[object, ...]]) -> ApiKey:
    return ApiKey(
        organisation_id=row.organisation_id,
        id=row.id,
        label=row.label,
        scopes=frozenset(row.scopes),
        created_at=row.created_at,
        ended_at=row.ended_at,
    )
