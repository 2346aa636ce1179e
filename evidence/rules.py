"""What a log may grow into, and what must stop it: answers without a database."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import Conflict, InvalidInput
from evidence.model import Checkpoint, Growth
from evidence.tiles import TiledNodes, Tiles, grow
from evidence.tree import (
    EMPTY_ROOT,
    Node,
    consistency_proof,
    leaf_hash,
    root_hash,
    verify_consistency,
)


class LogBroken(Conflict):
    """A log does not continue what was signed before; nothing more is signed until it is found."""


def extend(last: Checkpoint, tiles: Tiles, leaves: Sequence[bytes]) -> Growth:
    """Return the log after more leaves, once it is sure that it continues the last checkpoint.

    Args:
        last: the checkpoint signed last; of size 0 when there was none.
        tiles: at least those at the right edge of the tree at that size.
        leaves: what is to be added, in order.

    Raises:
        LogBroken: the stored tiles do not give the signed root, or the new tree departs from it.
    """
    try:
        return _extend(last, tiles, leaves)
    except InvalidInput as refusal:
        raise LogBroken(f"{last.origin}: the stored tree is damaged: {refusal}") from None


def _extend(last: Checkpoint, tiles: Tiles, leaves: Sequence[bytes]) -> Growth:
    """Grow the tree.

    Raises:
        LogBroken: as `extend` says.
        InvalidInput: a tile is too narrow.
    """
    held = dict(tiles)
    if root_hash(last.size, TiledNodes(held).node) != last.root:
        raise LogBroken(f"{last.origin}: the stored tree is not the one signed at {last.size}")
    changed = grow(last.size, held, [leaf_hash(leaf) for leaf in leaves])
    nodes = TiledNodes({**held, **changed})
    size = last.size + len(leaves)
    checkpoint = Checkpoint(last.origin, size, root_hash(size, nodes.node))
    require_continuation(last, checkpoint, nodes.node)
    if nodes.missing:
        raise LogBroken(f"{last.origin}: tiles are missing from the stored tree")
    return Growth(checkpoint, changed)


def require_continuation(earlier: Checkpoint, later: Checkpoint, node: Node) -> None:
    """Make sure that one checkpoint continues another of the same log.

    Raises:
        LogBroken: it is smaller, another log's, or holds other leaves.
    """
    if earlier.size == 0:
        return
    if earlier.origin != later.origin or earlier.size > later.size:
        raise LogBroken(
            f"{later.origin}: size {later.size} does not continue the signed size {earlier.size}"
        )
    proof = consistency_proof(earlier.size, later.size, node)
    if not verify_consistency(earlier.size, later.size, proof, earlier.root, later.root):
        raise LogBroken(f"{later.origin}: size {later.size} departs from what was signed before")


def nothing_yet(origin: str) -> Checkpoint:
    """Return what a log begins from."""
    return Checkpoint(origin, 0, EMPTY_ROOT)
