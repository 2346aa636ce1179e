"""How fast the log grows and proves, against the bare speed of SHA-256 in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256

from bench.shape import Measure, Side, result
from evidence.tree import Tree, leaf_hash, verify_consistency, verify_inclusion

ENTRY_BYTES = 256
ROUNDS = 5
BATCH = 256


def _rate(work: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def run(entries: int = 200_000, rounds: int = ROUNDS) -> dict[str, object]:
    """Measure appending, proving and checking; rates are entries a second, times are µs."""
    leaves = [number.to_bytes(8, "big") * (ENTRY_BYTES // 8) for number in range(entries)]
    return result(
        "evidence",
        (_appending(leaves, rounds), *_proving(leaves, rounds)),
        (
            (
                f"{entries} entries of {ENTRY_BYTES} bytes in memory; one leaf and one node hash"
                " for each is the least any such tree needs"
            ),
            "the database's part is in the road, not here",
        ),
    )


def _grown(leaves: list[bytes]) -> Tree:
    tree = Tree()
    for at in range(0, len(leaves), BATCH):
        tree.extend(leaves[at : at + BATCH])
    return tree


def _appending(leaves: list[bytes], rounds: int) -> Measure:
    pair = b"\x01" + bytes(64)

    def bare() -> None:
        """One leaf and one node for each entry: the least that any such tree must hash."""
        [sha256(leaf).digest() for leaf in leaves]
        [sha256(pair).digest() for _ in leaves]

    limits, appends = [], []
    for _ in range(rounds):
        limits.append((_rate(bare, len(leaves)),))
        appends.append((_rate(lambda: _grown(leaves), len(leaves)),))
    ours, peer = Side("tree", tuple(appends)), Side("bare SHA-256", tuple(limits))
    return Measure("entries appended", "1/s", ours, peer)


def _proving(leaves: list[bytes], rounds: int) -> list[Measure]:
    tree, entries = _grown(leaves), len(leaves)
    places, root = range(0, entries, max(1, entries // 2_000)), tree.root()
    proofs = {place: tree.inclusion(place) for place in places}
    spans = {place: tree.consistency(place) for place in places if place}
    roots = {place: tree.root(place) for place in spans}
    times = {
        "inclusion proof": lambda: [tree.inclusion(place) for place in places],
        "consistency proof": lambda: [tree.consistency(place) for place in spans],
        "check an inclusion proof": lambda: [
            verify_inclusion(place, entries, leaf_hash(leaves[place]), proofs[place], root)
            for place in places
        ],
        "check a consistency proof": lambda: [
            verify_consistency(place, entries, spans[place], roots[place], root) for place in spans
        ],
    }
    return [
        Measure(
            name,
            "µs",
            Side(name, tuple((1e6 / _rate(work, len(places)),) for _ in range(rounds))),
        )
        for name, work in times.items()
    ]


if __name__ == "__main__":
    import json

    print(json.dumps(run(), indent=2))
