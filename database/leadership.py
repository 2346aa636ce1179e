"""One process of several leads: held by a lock that PostgreSQL lets go when the process ends."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

_SPACE: Final = 7_310_003  # the first half of the advisory locks by which processes lead


class Leadership:
    """A try to lead, kept up for as long as the process lives.

    The lock belongs to one connection: whoever puts a pool of transactions between, such as
    PgBouncer, must let this connection keep a server session of its own.

    Args:
        url: of the database, as any role that may connect.
        of: what is led; one number for each kind of process.
    """

    def __init__(self, url: str, of: int) -> None:
        self._engine = create_engine(
            url.replace("postgres://", "postgresql://", 1),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
        )
        self._of = of
        self._held: Connection | None = None

    def leads(self) -> bool:
        """Say whether this process leads now, and become the leader where nobody is."""
        try:
            if self._held is not None:
                self._held.execute(text("SELECT 1"))
                return True
            return self._take()
        except DBAPIError:  # the connection is gone, and the lock with it
            self.give_up()
            return False

    def give_up(self) -> None:
        """Let another lead."""
        held, self._held = self._held, None
        if held is not None:
            held.close()

    def _take(self) -> bool:
        connection = self._engine.connect()
        lock = text("SELECT pg_try_advisory_lock(:space, :of)")
        if connection.execute(lock, {"space": _SPACE, "of": self._of}).scalar_one():
            self._held = connection
            return True
        connection.close()
        return False
