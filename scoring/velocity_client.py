"""Asks the owner of the counters; when it does not answer in time, the caller decides."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

from core.errors import InvalidInput, ServiceMissing
from scoring.velocity import KeyCounts, VelocityEvent
from scoring.velocity_wire import LENGTH, array, counts_from, event_to

_ANSWER_MAX = 1024 * 1024


class VelocityClient:
    """One for a process; every thread has its own connection.

    Args:
        path: of the owner's socket.
        timeout_seconds: for one answer, connecting included.
    """

    def __init__(self, path: Path, timeout_seconds: float = 0.25) -> None:
        self._path = str(path)
        self._timeout = timeout_seconds
        self._local = threading.local()

    def observe(self, event: VelocityEvent) -> tuple[KeyCounts, ...]:
        """Tell of an event and return its counts, itself included.

        Telling the same event id again counts nothing twice, so this may be repeated.

        Raises:
            InvalidInput: the owner refused it.
            ServiceMissing: the owner does not answer in time.
        """
        return self._ask(["observe", event_to(event)])

    def look(self, keys: Sequence[str], at: int) -> tuple[KeyCounts, ...]:
        """Return counts without counting anything; `at` is in microseconds since 1970.

        Raises:
            InvalidInput: the owner refused it.
            ServiceMissing: the owner does not answer in time.
        """
        return self._ask(["look", list(keys), at])

    def close(self) -> None:
        """Close this thread's connection."""
        held: socket.socket | None = getattr(self._local, "connection", None)
        self._local.connection = None
        if held is not None:
            held.close()

    def _ask(self, request: Sequence[object]) -> tuple[KeyCounts, ...]:
        payload = json.dumps(request, separators=(",", ":")).encode()
        frame = LENGTH.pack(len(payload)) + payload
        reused = getattr(self._local, "connection", None) is not None
        try:
            answer = self._exchange(frame)
        except OSError as error:
            self.close()
            if not reused or isinstance(error, TimeoutError):
                raise ServiceMissing("the velocity counters do not answer") from None
            answer = self._once_more(frame)
        return _counts(answer)

    def _once_more(self, frame: bytes) -> object:
        """Try a fresh connection: the owner may have been started again since.

        Raises:
            ServiceMissing: that does not help either.
        """
        try:
            return self._exchange(frame)
        except OSError:
            self.close()
            raise ServiceMissing("the velocity counters do not answer") from None

    def _exchange(self, frame: bytes) -> object:
        held: socket.socket | None = getattr(self._local, "connection", None)
        if held is None:
            held = socket.socket(socket.AF_UNIX)
            held.settimeout(self._timeout)
            self._local.connection = held
            held.connect(self._path)
        held.sendall(frame)
        (length,) = LENGTH.unpack(_read(held, LENGTH.size))
        if length > _ANSWER_MAX:
            raise ConnectionError
        return json.loads(_read(held, length))


def _read(connection: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = connection.recv(size - len(parts))
        if not part:
            raise ConnectionError
        parts += part
    return parts


def _counts(answer: object) -> tuple[KeyCounts, ...]:
    verdict, content = array(answer, 2)
    if verdict == "ok":
        return counts_from(content)
    if verdict == "no":
        raise InvalidInput("a request the counters take", str(content))
    raise ServiceMissing(str(content))
