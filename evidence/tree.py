"""The hash tree of RFC 6962 and RFC 9162: grow it, prove from it, check its proofs.

Every proof is worked out from perfect subtrees, asked for by (level, index): level 0 holds the
leaf hashes, and a node of level n stands over 2**n leaves. Where those hashes lie, in memory or
in stored tiles, is the caller's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from core.errors import InvalidInput

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Node = Callable[[int, int], bytes]
"""Answers with the hash of the perfect subtree at (level, index)."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one leaf (RFC 9162, section 2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees side by side (RFC 9162, section 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def _split(width: int) -> int:
    """The largest power of two below a width of two or more."""
    return 1 << (width - 1).bit_length() - 1


def range_hash(start: int, end: int, node: Node) -> bytes:
    """Return the hash over the leaves start..end-1, where start is the left edge of a subtree."""
    width = end - start
    if width & width - 1 == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(width)
    return node_hash(range_hash(start, middle, node), range_hash(middle, end, node))


def root_hash(size: int, node: Node) -> bytes:
    """Return the root over the first `size` leaves."""
    return range_hash(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> tuple[bytes, ...]:
    """Return the path from leaf `index` to the root over `size` leaves, sibling first.

    Raises:
        InvalidInput: the tree has no such leaf.

    Source:
        RFC 9162, section 2.1.3.1.
    """
    if not 0 <= index < size:
        raise InvalidInput(f"a leaf below {size}", str(index))
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_hash(middle, end, node))
            end = middle
        else:
            path.append(range_hash(start, middle, node))
            start = middle
    path.reverse()
    return tuple(path)


def consistency_proof(first: int, second: int, node: Node) -> tuple[bytes, ...]:
    """Return the proof that the tree of `second` leaves begins with that of `first`.

    Raises:
        InvalidInput: the sizes are not 1 <= first <= second.

    Source:
        RFC 9162, section 2.1.4.1.
    """
    if not 1 <= first <= second:
        raise InvalidInput(f"a size from 1 to {second}", str(first))
    path: list[bytes] = []
    start, end = 0, second
    while first < end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(range_hash(middle, end, node))
            end = middle
        else:
            path.append(range_hash(start, middle, node))
            start = middle
    if start:
        path.append(range_hash(start, end, node))
    path.reverse()
    return tuple(path)


def _well_formed(*hashes: bytes) -> bool:
    return all(len(one) == HASH_BYTES for one in hashes)


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """Does the leaf with hash `leaf` stand at `index` in the tree of `size` with that root?

    Source:
        RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or not _well_formed(leaf, root, *proof):
        return False
    place, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            result = node_hash(sibling, result)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and result == root


def verify_consistency(
    first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """Is the tree of `second` leaves a continuation of the one of `first`? Never of nothing.

    Source:
        RFC 9162, section 2.1.4.2.
    """
    if first == second:
        return first > 0 and not proof and first_root == second_root
    if not 1 <= first < second or not _well_formed(first_root, second_root, *proof):
        return False
    path = list(proof)
    if first & first - 1 == 0:
        path.insert(0, first_root)
    return bool(path) and _climb(first - 1, second - 1, path) == (first_root, second_root)


def _climb(place: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Work both roots out of a consistency path; None if its length does not fit."""
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


class Tree:
    """A hash tree in memory, which only grows."""

    __slots__ = ("_levels",)

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        self.extend(leaves)

    def __len__(self) -> int:
        """How many leaves the tree has."""
        return len(self._levels[0])

    def append(self, leaf: bytes) -> int:
        """Take one leaf in and return its index."""
        self.extend((leaf,))
        return len(self) - 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Take leaves in, in their order; much faster than one by one."""
        self.extend_hashed([sha256(b"\x00" + leaf).digest() for leaf in leaves])

    def extend_hashed(self, hashes: Iterable[bytes]) -> None:
        """Take in leaves that are already hashed, in their order."""
        level = 0
        self._levels[0].extend(hashes)
        while len(self._levels[level]) > 1:
            below = self._levels[level]
            if level + 1 == len(self._levels):
                self._levels.append([])
            above = self._levels[level + 1]
            begin, end = 2 * len(above), len(below) & ~1
            if begin == end:
                return
            pairs = zip(below[begin:end:2], below[begin + 1 : end : 2], strict=True)
            above.extend([sha256(b"\x01" + left + right).digest() for left, right in pairs])
            level += 1

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of one perfect subtree."""
        return self._levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` leaves; over all when left out."""
        return root_hash(len(self) if size is None else size, self.node)

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the path from a leaf to the root over the first `size` leaves."""
        return inclusion_proof(index, len(self) if size is None else size, self.node)

    def consistency(self, first: int, second: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that the tree of `second` leaves begins with that of `first`."""
        return consistency_proof(first, len(self) if second is None else second, self.node)
