"""Writes a log as files that any web server can publish and any monitor can read.

Source:
    C2SP tlog-tiles.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from core.errors import NotFound
from database.transaction import Transaction
from evidence import checkpoint, store
from evidence.tiles import TILE_WIDTH, bundle, entries_path, tile_path
from evidence.tree import HASH_BYTES


def export_log(tx: Transaction, organisation_id: UUID, directory: Path) -> int:
    """Write checkpoint, tiles and entries of a log below a directory; return its size.

    Entries are the sealed leaves only, in which there is no personal data.

    Raises:
        NotFound: the log is empty, or its tiles are not whole.
    """
    note = store.last_note(tx, organisation_id)
    if note is None:
        raise NotFound("this organisation's log is empty")
    size = checkpoint.read_note(note).size
    tiles = store.load_tiles(tx, organisation_id)
    level, width = 0, size
    while width:
        for number in range(-(-width // TILE_WIDTH)):
            own = min(TILE_WIDTH, width - number * TILE_WIDTH)
            hashes = tiles.get((level, number), b"")[: own * HASH_BYTES]
            if len(hashes) != own * HASH_BYTES:
                raise NotFound(f"tile {level}/{number} is not whole; run candor evidence fsck")
            _write(directory / tile_path(level, number, own), hashes)
        level, width = level + 1, width // TILE_WIDTH
    for number in range(-(-size // TILE_WIDTH)):
        own = min(TILE_WIDTH, size - number * TILE_WIDTH)
        rows = store.load_numbered(tx, organisation_id, number * TILE_WIDTH, own)
        _write(directory / entries_path(number, own), bundle([row.leaf for row in rows]))
    _write(directory / "checkpoint", note.encode())  # last: it promises that the rest is there
    return size


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
