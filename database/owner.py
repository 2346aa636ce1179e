"""The owner's way in: for the release step and the provisioning of organisations, never for web."""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine, event

from database.keys import RootKey
from database.transaction import Database


def open_owner_database(url: str, root: RootKey) -> Database:
    """Return the database at `url` as its owner; nothing is connected yet.

    Args:
        url: PostgreSQL as superuser, as the owner, or as a role that may become the owner.
        root: the root of the key tree.
    """
    engine = create_engine(
        url.replace("postgres://", "postgresql://", 1),
        pool_size=1,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not repeat what was being stored
        isolation_level="READ COMMITTED",
    )

    @event.listens_for(engine, "connect")
    def become_owner(connection: Any, _record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE candor_owner")
        connection.commit()

    return Database(engine, root)
