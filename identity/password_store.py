"""Passwords as rows: their hashes, and whether they were given or chosen."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from database.transaction import Transaction
from identity.store import credentials


def load_password_hash(tx: Transaction, person_id: UUID) -> str | None:
    """Return the hash of a person's password; None when there is nobody."""
    return tx.execute(
        select(credentials.c.password_hash).where(credentials.c.person_id == person_id)
    ).scalar_one_or_none()


def mark_password(tx: Transaction, person_id: UUID, *, one_time: bool) -> None:
    """Note whether a person's password was given to them, or is of their own choice."""
    tx.execute(
        credentials.update().where(credentials.c.person_id == person_id).values(one_time=one_time)
    )


def has_one_time_password(tx: Transaction, person_id: UUID) -> bool:
    """Say whether a person still has the password they were given."""
    return bool(
        tx.execute(
            select(credentials.c.one_time).where(credentials.c.person_id == person_id)
        ).scalar_one_or_none()
    )
