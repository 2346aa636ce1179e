"""The tree cut into tiles of 256 hashes, as files of a tiled log hold it.

Source:
    C2SP tlog-tiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from core.errors import InvalidInput
from evidence.tree import HASH_BYTES, node_hash

TILE_WIDTH = 256
TILE_HEIGHT = 8
LEAF_BYTES_MAX = 0xFFFF  # an entry bundle gives the length of an entry in 16 bits

Tiles = Mapping[tuple[int, int], bytes]
"""(tile level, number within the level) to the hashes, one after the other."""


def tile_path(level: int | str, number: int, width: int = TILE_WIDTH) -> str:
    """Return where a tile lies below the log's address, such as "tile/0/x001/234.p/7"."""
    digits = f"{number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    place = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{place}{partial}"


def entries_path(number: int, width: int = TILE_WIDTH) -> str:
    """Return where a bundle of entries lies below the log's address."""
    return tile_path("entries", number, width)


def bundle(leaves: Sequence[bytes]) -> bytes:
    """Return leaves as one entry bundle: each with its length in two bytes before it.

    Raises:
        InvalidInput: a leaf is too long for the form.
    """
    for leaf in leaves:
        if len(leaf) > LEAF_BYTES_MAX:
            raise InvalidInput(f"a leaf of at most {LEAF_BYTES_MAX} bytes", str(len(leaf)))
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


def unbundle(data: bytes) -> Iterator[bytes]:
    """Give the leaves of an entry bundle, in order.

    Raises:
        InvalidInput: the bundle ends within a leaf.
    """
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        leaf = data[at + 2 : at + 2 + length]
        if len(data) < at + 2 or len(leaf) < length:
            raise InvalidInput("a whole entry", "the end of the bundle")
        yield leaf
        at += 2 + length


def edge(size: int) -> tuple[tuple[int, int], ...]:
    """Return the partial tiles at the right edge of a tree: all that growing it needs."""
    found: list[tuple[int, int]] = []
    level = 0
    while size:
        if size % TILE_WIDTH:
            found.append((level, size // TILE_WIDTH))
        size //= TILE_WIDTH
        level += 1
    return tuple(found)


def tile_of(level: int, index: int) -> tuple[int, int]:
    """Return the tile from which the perfect subtree at (level, index) is worked out."""
    tile_level, height = divmod(level, TILE_HEIGHT)
    return tile_level, index >> TILE_HEIGHT - height


def grow(size: int, tiles: Tiles, hashes: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Return the tiles that change when leaf hashes come after a tree of `size`.

    Args:
        size: leaves before.
        tiles: at least the tiles of `edge(size)`.
        hashes: of the new leaves, in order.

    Raises:
        InvalidInput: a tile of the edge is missing or not as wide as the size demands.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, fresh = 0, list(hashes)
    while fresh:
        number, width = divmod(size, TILE_WIDTH)
        held = tiles.get((level, number), b"")[: width * HASH_BYTES] if width else b""
        if len(held) != width * HASH_BYTES:
            raise InvalidInput(f"{width} hashes in tile {level}/{number}", str(len(held)))
        row = held + b"".join(fresh)
        above: list[bytes] = []
        full_bytes = TILE_WIDTH * HASH_BYTES
        for at in range(0, len(row), full_bytes):
            part = row[at : at + full_bytes]
            changed[level, number] = part
            if len(part) == full_bytes:
                above.append(_subtree(part, 0, TILE_HEIGHT))
            number += 1
        level, size, fresh = level + 1, size // TILE_WIDTH, above
    return changed


def _subtree(tile: bytes, index: int, height: int) -> bytes:
    """The hash over the 2**height hashes of a tile that begin at index * 2**height."""
    row = tile[(index << height) * HASH_BYTES : (index + 1 << height) * HASH_BYTES]
    hashes = [row[at : at + HASH_BYTES] for at in range(0, len(row), HASH_BYTES)]
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [node_hash(left, right) for left, right in pairs]
    return hashes[0]


class TiledNodes:
    """Perfect subtrees worked out of tiles; notes which tiles it misses."""

    __slots__ = ("_tiles", "missing")

    def __init__(self, tiles: Tiles) -> None:
        self._tiles = tiles
        self.missing: set[tuple[int, int]] = set()

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of one perfect subtree; zeros, and a note, where its tile is missing.

        Raises:
            InvalidInput: the tile is there but ends before the subtree does.
        """
        place = tile_of(level, index)
        tile = self._tiles.get(place)
        if tile is None:
            self.missing.add(place)
            return bytes(HASH_BYTES)
        height = level % TILE_HEIGHT
        within = index & (TILE_WIDTH >> height) - 1
        if len(tile) < (within + 1 << height) * HASH_BYTES:
            raise InvalidInput("a wider tile", f"{len(tile) // HASH_BYTES} hashes", str(place))
        return _subtree(tile, within, height)
