"""The one process that owns the counters, behind a Unix socket only its own user can reach.

A frame is four bytes of length and JSON. Asked `["observe", event]` or `["look", keys, at]` it
answers `["ok", counts]`, or `["no", reason]` and closes when the request does not fit.
"""

from __future__ import annotations

import asyncio
import fcntl
import gc
import json
import os
import signal
import socket
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from core.dates import now
from core.errors import Conflict, InvalidInput, ServiceMissing
from scoring.velocity import (
    OBSERVATIONS_MAX,
    KeyCounts,
    VelocityEvent,
    require_key,
    require_opaque,
)
from scoring.velocity_log import VelocityLog
from scoring.velocity_wire import LENGTH, array, counts_to, event_from, one

FRAME_MAX = 64 * 1024
SOCKET_PATH_MAX = 100  # bytes; the kernel takes 107
_AHEAD_MAX = 300 * 1_000_000  # µs; an event from the future would push out all the others
_UNREAD_MAX = 4 * 1024 * 1024
_SYNC_SECONDS = 0.02
_SNAPSHOT_RECORDS = 200_000


class Owner:
    """Counters and their log; every answer is given after the record was written."""

    def __init__(self, folder: Path) -> None:
        private_folder(folder)
        self._lock = os.open(folder / "owner.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            raise Conflict("another process owns these counters already") from None
        self._log = VelocityLog(folder)
        self._velocity = self._log.open()
        self._synced = self._log.records

    def answer(self, request: object) -> tuple[KeyCounts, ...]:
        """Answer one request.

        Raises:
            InvalidInput: it is none, or something in it is not opaque.
        """
        verb, *rest = array(request) or [None]
        if verb == "observe" and len(rest) == 1:
            event = event_from(rest[0])
            _require(event)
            if not self._velocity.knows(event.event_id):
                self._log.append(event)
                self._velocity.count(event)
            return self._velocity.look([each.key for each in event.observations], event.at)
        if verb == "look" and len(rest) == 2:
            keys = [one(key, str) for key in array(rest[0])]
            for key in keys[: OBSERVATIONS_MAX + 1]:
                require_key(key)
            if len(keys) <= OBSERVATIONS_MAX:
                return self._velocity.look(keys, one(rest[1], int))
        raise InvalidInput("observe or look", "another request")

    def tidy(self) -> None:
        """Sync what was written; begin a new generation when the log has grown long."""
        if self._log.records >= _SNAPSHOT_RECORDS:
            self._velocity.sweep()
            self._log.snapshot(self._velocity)
        elif self._log.records != self._synced:
            self._log.sync()
        self._synced = self._log.records

    def close(self) -> None:
        """Write a snapshot, so that the next start is quick, and let go."""
        self._log.snapshot(self._velocity)
        self._log.close()
        os.close(self._lock)


class _Client(asyncio.Protocol):
    """One connection: frames in, answers out."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while self._transport and len(self._waiting) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._waiting)
            if length > FRAME_MAX:
                self._refuse("a frame is too long")
                return
            if len(self._waiting) < LENGTH.size + length:
                return
            payload = self._waiting[LENGTH.size : LENGTH.size + length]
            self._waiting = self._waiting[LENGTH.size + length :]
            self._serve(payload)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._transport = None

    def _serve(self, payload: bytes) -> None:
        try:
            counts = self._owner.answer(json.loads(payload))
        except InvalidInput as error:
            self._refuse(str(error))
        except (ValueError, RecursionError):
            self._refuse("not JSON")
        except ServiceMissing as error:
            self._send(["down", str(error)])
        else:
            self._send(["ok", counts_to(counts)])

    def _refuse(self, reason: str) -> None:
        self._send(["no", reason])
        if self._transport:
            self._transport.close()
            self._transport = None

    def _send(self, answer: Sequence[object]) -> None:
        if not self._transport:
            return
        payload = json.dumps(answer, separators=(",", ":")).encode()
        self._transport.write(LENGTH.pack(len(payload)) + payload)
        if self._transport.get_write_buffer_size() > _UNREAD_MAX:
            self._transport.abort()  # asks without end and never listens


def serve(path: Path, folder: Path, ready: Callable[[], None] = lambda: None) -> None:
    """Own the counters in `folder` and answer on the socket until SIGTERM or SIGINT.

    Args:
        path: of the socket; its folder must belong to this user alone.
        folder: where log and snapshots live; likewise.
        ready: called once connections are taken.

    Raises:
        Conflict: another process owns the counters or the socket.
        InvalidInput: the socket's path is too long.
        ServiceMissing: a folder is open to others, or the log is damaged.
    """
    if len(os.fsencode(path)) > SOCKET_PATH_MAX:
        raise InvalidInput(f"a socket path of {SOCKET_PATH_MAX} bytes", "a longer one", "--socket")
    private_folder(path.parent)
    owner = Owner(folder)
    gc.freeze()  # what was loaded stays: no need to look through it again and again
    try:
        _remove_stale(path)
        asyncio.run(_serve(path, owner, ready))
    finally:
        owner.close()


async def _serve(path: Path, owner: Owner, ready: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_unix_server(lambda: _Client(owner), str(path))
    path.chmod(0o600)
    ready()
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), _SYNC_SECONDS)
        except TimeoutError:
            owner.tidy()
    server.close()
    path.unlink(missing_ok=True)


def private_folder(folder: Path) -> None:
    """Make a folder that only this user may enter, or check that it is one.

    Raises:
        ServiceMissing: it belongs to somebody else, or others may enter.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise ServiceMissing(f"{folder} must belong to this user alone (mode 0700)")


def _remove_stale(path: Path) -> None:
    if not path.exists():
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            path.unlink()
            return
    raise Conflict("another process answers on this socket")


def _require(event: VelocityEvent) -> None:
    require_opaque(event.event_id, "event id")
    if not 1 <= len(event.observations) <= OBSERVATIONS_MAX:
        raise InvalidInput(f"1 to {OBSERVATIONS_MAX} observations", str(len(event.observations)))
    if event.at > now().timestamp() * 1_000_000 + _AHEAD_MAX:
        raise InvalidInput("an event that has happened", "one more than 5 minutes ahead", "at")
    for each in event.observations:
        require_key(each.key)
        require_opaque(each.value, "value")
