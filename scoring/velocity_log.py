"""What the counters were told, kept on disk: an append-only log with checksums, and snapshots."""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.errors import ServiceMissing
from scoring.velocity import Velocity, VelocityEvent
from scoring.velocity_wire import array, event_from, event_to, one

_FRAME = struct.Struct(">II")  # length of the payload, its CRC-32
_RECORD_MAX = 64 * 1024 * 1024


class VelocityLog:
    """One generation: a snapshot, and the log of what came after it.

    A record is written before it is acknowledged, so that a killed process loses nothing that
    was acknowledged; `sync` makes it outlive the machine. A record torn at the end of the log by
    a kill was never acknowledged and is cut off. Any other damage stops the start.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._generation = 0
        self._file = -1
        self._end = 0
        self.records = 0

    def open(self) -> Velocity:
        """Read snapshot and log; return the counters as they were, ready to be written on.

        Raises:
            ServiceMissing: a file is damaged other than by a torn end.
        """
        velocity = Velocity()
        snapshots = sorted(self._folder.glob("snapshot-*.bin"))
        if snapshots:
            newest = snapshots[-1]
            self._generation = int(newest.stem.rsplit("-", 1)[1])
            _read_snapshot(newest, velocity)
        log = self._log_path()
        end = 0
        for payload, after in _frames(log, torn_end=True):
            velocity.count(event_from(json.loads(payload)))
            self.records += 1
            end = after
        self._file = os.open(log, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.ftruncate(self._file, end)
        os.lseek(self._file, end, os.SEEK_SET)
        self._end = end
        self._remove_older()
        return velocity

    def append(self, event: VelocityEvent) -> None:
        """Write one event; it then survives the death of this process.

        Raises:
            ServiceMissing: the disk does not take it; nothing of it stays.
        """
        try:
            self._end += _write(self._file, event_to(event))
        except OSError:
            # Half a record in the middle of the log would read as damage.
            os.ftruncate(self._file, self._end)
            os.lseek(self._file, self._end, os.SEEK_SET)
            raise ServiceMissing("the velocity log cannot be written") from None
        self.records += 1

    def sync(self) -> None:
        """Make all that was written survive the loss of power."""
        os.fdatasync(self._file)

    def snapshot(self, velocity: Velocity) -> None:
        """Write down all counters and begin an empty log; the older generation goes last."""
        following = self._generation + 1
        path = self._folder / f"snapshot-{following:08d}.bin"
        part = path.with_suffix(".part")
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            rows = 0
            for row in velocity.dump():
                _write(file, row)
                rows += 1
            _write(file, ["end", rows])
            os.fsync(file)
        finally:
            os.close(file)
        part.replace(path)
        self._sync_folder()
        os.close(self._file)
        self._generation = following
        self._file = os.open(
            self._log_path(), os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600
        )
        self._end = self.records = 0
        self._sync_folder()
        self._remove_older()

    def close(self) -> None:
        """Sync and close."""
        if self._file >= 0:
            os.fdatasync(self._file)
            os.close(self._file)
            self._file = -1

    def _log_path(self) -> Path:
        return self._folder / f"events-{self._generation:08d}.log"

    def _remove_older(self) -> None:
        for path in self._folder.iterdir():
            kind, _, generation = path.stem.partition("-")
            if kind not in {"snapshot", "events"}:
                continue
            if path.suffix == ".part" or int(generation) < self._generation:
                path.unlink()

    def _sync_folder(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _write(file: int, row: Sequence[object]) -> int:
    """Write one record and return its length in bytes."""
    payload = json.dumps(row, separators=(",", ":")).encode()
    data = _FRAME.pack(len(payload), zlib.crc32(payload)) + payload
    rest = memoryview(data)
    while rest:  # the kernel may take less than all of it
        rest = rest[os.write(file, rest) :]
    return len(data)


def _frames(path: Path, *, torn_end: bool) -> Iterator[tuple[bytes, int]]:
    """Yield each payload with the offset after it.

    Raises:
        ServiceMissing: a record is damaged, unless it is the last and a torn end is allowed.
    """
    if not path.exists():
        return
    size = path.stat().st_size
    place = 0
    with path.open("rb") as file:
        while place < size:
            head = file.read(_FRAME.size)
            length, checksum = _FRAME.unpack(head) if len(head) == _FRAME.size else (size, 0)
            after = place + _FRAME.size + length
            payload = file.read(length) if after <= size else b""
            if after > size or length > _RECORD_MAX or zlib.crc32(payload) != checksum:
                if torn_end and after >= size:
                    return
                raise ServiceMissing(f"{path.name} is damaged at byte {place}")
            yield payload, after
            place = after


def _read_snapshot(path: Path, velocity: Velocity) -> None:
    for rows, (payload, _end) in enumerate(_frames(path, torn_end=False)):
        kind, *row = array(json.loads(payload))
        if kind == "end" and row == [rows]:
            return
        _restore(velocity, kind, row)
    raise ServiceMissing(f"{path.name} is not complete")


def _restore(velocity: Velocity, kind: object, row: Sequence[object]) -> None:
    if kind == "swept":
        velocity.restore_swept(one(row[0], int))
    elif kind == "id":
        velocity.restore_id(one(row[0], str), one(row[1], int))
    else:
        events = (array(each, 3) for each in array(row[2]))
        velocity.restore_key(
            one(row[0], str),
            one(row[1], int),
            ((one(at, int), one(amount, int), one(value, str)) for at, amount, value in events),
        )
