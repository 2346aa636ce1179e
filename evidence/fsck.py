"""Works a whole log out again from its entries, and says where it does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from core.errors import InvalidInput
from database.transaction import Transaction
from evidence import checkpoint, store
from evidence.keys import VerifierKey
from evidence.leaf import commitment, read_leaf
from evidence.model import Fault
from evidence.service import opening_of
from evidence.tiles import TILE_HEIGHT, TILE_WIDTH
from evidence.tree import Tree, leaf_hash

_BATCH = 2_000


def check_log(
    tx: Transaction, organisation_id: UUID, keys: Sequence[VerifierKey]
) -> tuple[int, tuple[Fault, ...]]:
    """Return how many entries a log has, and every fault found in it.

    Args:
        tx: bound to the organisation, in a snapshot that does not move is best.
        organisation_id: whose log.
        keys: the log's public keys.
    """
    tree = Tree()
    faults = list(_check_entries(tx, organisation_id, tree))
    faults += _check_tiles(tx, organisation_id, tree)
    faults += _check_checkpoints(tx, organisation_id, tree, keys)
    return len(tree), tuple(faults)


def _check_entries(tx: Transaction, organisation_id: UUID, tree: Tree) -> Iterator[Fault]:
    while rows := store.load_numbered(tx, organisation_id, len(tree), _BATCH):
        tx.load_keys({row.subject_id for row in rows if row.subject_id})
        for place, row in enumerate(rows, len(tree)):
            if row.number != place:
                yield Fault(f"entry {place}", "is missing")
                return
            yield from _check_entry(tx, row)
        tree.extend_hashed([leaf_hash(row.leaf) for row in rows])


def _check_entry(tx: Transaction, row: Row[Any]) -> Iterator[Fault]:
    where = f"entry {row.number}"
    try:
        leaf = read_leaf(row.leaf)
        opened = opening_of(tx, row)
        sealed = opened is None or commitment(*opened) == leaf.commitment
    except InvalidInput as refusal:
        yield Fault(where, str(refusal))
        return
    if (leaf.kind, leaf.at, leaf.object_ref) != (row.kind, row.at, row.object_ref):
        yield Fault(where, "its columns differ from its leaf")
    if not sealed:
        yield Fault(where, "its details are not those it was sealed with")


def _check_tiles(tx: Transaction, organisation_id: UUID, tree: Tree) -> Iterator[Fault]:
    stored = store.load_tiles(tx, organisation_id)
    level, width = 0, len(tree)
    while width:
        for number in range(-(-width // TILE_WIDTH)):
            end = min((number + 1) * TILE_WIDTH, width)
            nodes = (tree.node(level * TILE_HEIGHT, at) for at in range(number * TILE_WIDTH, end))
            if stored.pop((level, number), None) != b"".join(nodes):
                yield Fault(f"tile {level}/{number}", "differs from the entries")
        level, width = level + 1, width // TILE_WIDTH
    for level, number in sorted(stored):
        yield Fault(f"tile {level}/{number}", "stands over no entries")


def _check_checkpoints(
    tx: Transaction, organisation_id: UUID, tree: Tree, keys: Sequence[VerifierKey]
) -> Iterator[Fault]:
    size = 0
    for size, note in store.all_notes(tx, organisation_id):
        where = f"checkpoint {size}"
        try:
            signed = checkpoint.verify(note, keys)
        except InvalidInput as refusal:
            yield Fault(where, str(refusal))
            continue
        if signed.size != size or size > len(tree) or signed.root != tree.root(size):
            yield Fault(where, "differs from the entries")
    if size != len(tree):
        yield Fault("log", f"{len(tree)} entries, but the last checkpoint has {size}")
