"""Hears what PostgreSQL announces on one channel, over a connection of its own."""

from __future__ import annotations

import time

import psycopg
from psycopg import sql


class Bell:
    """Rings when something was announced; where nothing can be heard, time passes instead.

    Args:
        address: of the database, as psycopg takes it.
        channel: a plain name, such as `candor_figures`.
    """

    def __init__(self, address: str, channel: str) -> None:
        self._address, self._channel = address, channel
        self._connection: psycopg.Connection | None = None

    def wait(self, seconds: float) -> bool:
        """Wait for announcements; say whether there was one.

        Args:
            seconds: at most; many announcements in a row are one ring.
        """
        try:
            connection = self._connected()
            rung = any(True for _ in connection.notifies(timeout=seconds, stop_after=1))
        except psycopg.Error:
            # Whoever waits looks for itself after its time; the next wait connects anew.
            self.close()
            time.sleep(seconds)
            return False
        return rung

    def close(self) -> None:
        """Stop listening."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _connected(self) -> psycopg.Connection:
        if self._connection is None:
            connection = psycopg.connect(self._address, autocommit=True)
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
            self._connection = connection
        return self._connection
