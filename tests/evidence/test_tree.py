"""The hash tree against published vectors, a brute-force tree, and itself."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from evidence.tree import (
    EMPTY_ROOT,
    Tree,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

DATA = Path(__file__).parents[1] / "data" / "merkle_vectors"


def rows(name: str) -> list[dict]:
    return json.loads((DATA / name).read_text())


def hashes(texts: list[str] | None) -> list[bytes]:
    return [base64.b64decode(text) for text in texts or []]


@pytest.mark.parametrize("row", rows("inclusion.json"), ids=lambda row: row["file"])
def test_published_inclusion_vector(row: dict) -> None:
    root, leaf = hashes([row["root"] or "", row["leafHash"] or ""])
    holds = verify_inclusion(row["leafIdx"], row["treeSize"], leaf, hashes(row["proof"]), root)
    assert holds is not row["wantErr"]


@pytest.mark.parametrize("row", rows("consistency.json"), ids=lambda row: row["file"])
def test_published_consistency_vector(row: dict) -> None:
    first, second = hashes([row["root1"] or "", row["root2"] or ""])
    holds = verify_consistency(row["size1"], row["size2"], hashes(row["proof"]), first, second)
    assert holds is not row["wantErr"]


def test_the_published_tree() -> None:
    reference = json.loads((DATA / "rfc6962_reference_tree.json").read_text())
    leaves = [bytes.fromhex(text) for text in reference["leaf_inputs_hex"]]
    assert [leaf_hash(leaf).hex() for leaf in leaves] == reference["leaf_hashes_hex"]
    roots = reference[next(key for key in reference if "root" in key)]
    assert [Tree(leaves[:size]).root().hex() for size in range(9)] == roots


# -- against a tree written down straight from the definition in RFC 9162, section 2.1.1


def plain_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return sha256(b"\1" + plain_root(leaves[:middle]) + plain_root(leaves[middle:])).digest()


def plain_path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    if index < middle:
        return [*plain_path(index, leaves[:middle]), plain_root(leaves[middle:])]
    return [*plain_path(index - middle, leaves[middle:]), plain_root(leaves[:middle])]


LEAVES = [b"%d" % number for number in range(140)]


@settings(deadline=None)
@given(st.integers(1, 140).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
def test_roots_and_paths_are_those_of_the_definition(place: tuple[int, int]) -> None:
    size, index = place
    tree = Tree(LEAVES)
    assert tree.root(size) == plain_root(LEAVES[:size])
    assert list(tree.inclusion(index, size)) == plain_path(index, LEAVES[:size])
    assert verify_inclusion(
        index, size, leaf_hash(LEAVES[index]), tree.inclusion(index, size), tree.root(size)
    )


@settings(deadline=None)
@given(st.integers(1, 140), st.integers(1, 140))
def test_a_longer_tree_is_consistent_with_a_shorter_one(one: int, other: int) -> None:
    first, second = sorted((one, other))
    tree = Tree(LEAVES)
    proof = tree.consistency(first, second)
    assert verify_consistency(first, second, proof, tree.root(first), tree.root(second))
    changed = Tree([*LEAVES[: first - 1], b"changed"])
    assert not verify_consistency(first, second, proof, changed.root(), tree.root(second))


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), max_size=12))
def test_how_leaves_arrive_makes_no_difference(steps: list[int]) -> None:
    leaves = [b"%d" % number for number in range(sum(steps))]
    tree, at = Tree(), 0
    for step in steps:
        tree.extend(leaves[at : at + step])
        at += step
    single = Tree()
    for number, leaf in enumerate(leaves):
        assert single.append(leaf) == number
    assert tree.root() == single.root() == plain_root(leaves)
    assert len(tree) == len(leaves)


@settings(deadline=None)
@given(
    st.integers(1, 140).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))),
    st.randoms(use_true_random=False),
)
def test_any_flipped_bit_of_a_proof_is_found(place: tuple[int, int], random) -> None:
    size, index = place
    tree = Tree(LEAVES)
    path = [*tree.inclusion(index, size), leaf_hash(LEAVES[index]), tree.root(size)]
    spot, bit = random.randrange(len(path)), random.randrange(256)
    flipped = bytearray(path[spot])
    flipped[bit // 8] ^= 1 << bit % 8
    path[spot] = bytes(flipped)
    *proof, leaf, root = path
    assert not verify_inclusion(index, size, leaf, proof, root)


def test_nothing_is_consistent_with_nothing() -> None:
    assert Tree().root() == EMPTY_ROOT
    assert not verify_consistency(0, 0, [], EMPTY_ROOT, EMPTY_ROOT)
    with pytest.raises(InvalidInput):
        Tree().inclusion(0)
    with pytest.raises(InvalidInput):
        Tree([b"one"]).consistency(0)
    with pytest.raises(InvalidInput):
        Tree([b"one"]).consistency(2)
