"""How fast the log grows and proves, against the bare speed of SHA-256 in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from hashlib import sha256

from evidence.tree import Tree, leaf_hash, verify_consistency, verify_inclusion

ENTRY_BYTES = 256
ROUNDS = 5
BATCH = 256


def _spread(values: list[float]) -> dict[str, float]:
    return {
        "median": statistics.median(values),
        "low": min(values),
        "high": max(values),
    }


def _rate(work: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def run(entries: int = 200_000) -> dict[str, object]:
    """Measure appending, proving and checking; rates are entries a second, times are µs."""
    leaves = [number.to_bytes(8, "big") * (ENTRY_BYTES // 8) for number in range(entries)]
    pair = b"\x01" + bytes(64)

    def bare() -> None:
        """One leaf and one node for each entry: the least that any such tree must hash."""
        [sha256(leaf).digest() for leaf in leaves]
        [sha256(pair).digest() for _ in leaves]

    def append() -> Tree:
        tree = Tree()
        for at in range(0, entries, BATCH):
            tree.extend(leaves[at : at + BATCH])
        return tree

    limits = [_rate(bare, entries) for _ in range(ROUNDS)]
    appends = [_rate(append, entries) for _ in range(ROUNDS)]
    tree, places = append(), range(0, entries, max(1, entries // 2_000))
    root = tree.root()
    proofs = {place: tree.inclusion(place) for place in places}
    spans = {place: tree.consistency(place) for place in places if place}
    roots = {place: tree.root(place) for place in spans}
    times = {
        "inclusion_us": lambda: [tree.inclusion(place) for place in places],
        "consistency_us": lambda: [tree.consistency(place) for place in spans],
        "verify_inclusion_us": lambda: [
            verify_inclusion(place, entries, leaf_hash(leaves[place]), proofs[place], root)
            for place in places
        ],
        "verify_consistency_us": lambda: [
            verify_consistency(place, entries, spans[place], roots[place], root) for place in spans
        ],
    }
    return {
        "entries": entries,
        "hashlib_limit_per_s": _spread(limits),
        "append_per_s": _spread(appends),
        "append_share_of_limit": statistics.median(appends) / statistics.median(limits),
        **{
            name: _spread([1e6 / _rate(work, len(places)) for _ in range(ROUNDS)])
            for name, work in times.items()
        },
    }


if __name__ == "__main__":
    import json

    print(json.dumps(run(), indent=2))
