"""Waits for a notification of PostgreSQL; only a wake-up, so one that is missed loses nothing."""

from __future__ import annotations

import psycopg
from psycopg import sql


class Listener:
    """Listens to one channel on a connection of its own, made anew when it is lost.

    Args:
        url: of the database.
        channel: what to listen to.
    """

    def __init__(self, url: str, channel: str) -> None:
        self._url = url
        self._channel = channel
        self._connection: psycopg.Connection | None = None

    def wait(self, seconds: float) -> bool:
        """Wait for a notification, at most so long; say whether one came.

        Raises:
            Error: the database does not answer.
        """
        try:
            return bool(list(self._listening().notifies(timeout=seconds, stop_after=1)))
        except psycopg.Error:
            self.close()
            raise

    def close(self) -> None:
        """Stop listening."""
        held, self._connection = self._connection, None
        if held is not None:
            held.close()

    def _listening(self) -> psycopg.Connection:
        if self._connection is None:
            self._connection = psycopg.connect(self._url, autocommit=True)
            self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
        return self._connection
