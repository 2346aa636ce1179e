"""Tiles hold the same tree, whatever the batches it grew by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from evidence.tiles import TiledNodes, bundle, edge, entries_path, grow, tile_path, unbundle
from evidence.tree import Tree, consistency_proof, inclusion_proof, leaf_hash, root_hash

LEAVES = [b"%d" % number for number in range(70_000)]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
TREE = Tree(LEAVES)


def tiles_of(steps: list[int]) -> dict[tuple[int, int], bytes]:
    tiles: dict[tuple[int, int], bytes] = {}
    size = 0
    for step in steps:
        held = {place: tiles[place] for place in edge(size)}  # the edge is enough
        tiles.update(grow(size, held, HASHES[size : size + step]))
        size += step
    return tiles


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 700), max_size=6))
def test_growing_by_batches_gives_the_same_tiles_and_the_same_root(steps: list[int]) -> None:
    size = sum(steps)
    tiles = tiles_of(steps)
    assert tiles == tiles_of([size])
    assert root_hash(size, TiledNodes(tiles).node) == TREE.root(size)


def test_seventy_thousand_leaves_make_the_tiles_of_the_specification() -> None:
    tiles = tiles_of([len(LEAVES)])
    widths = {place: len(row) // 32 for place, row in tiles.items()}
    assert sum(width == 256 for place, width in widths.items() if place[0] == 0) == 273
    assert widths[0, 273] == 112
    assert widths[1, 0] == 256
    assert widths[1, 1] == 17
    assert widths[2, 0] == 1
    assert edge(70_000) == ((0, 273), (1, 1), (2, 0))
    nodes = TiledNodes(tiles)
    for index in (0, 255, 256, 65_535, 65_536, 69_999):
        assert inclusion_proof(index, 70_000, nodes.node) == TREE.inclusion(index, 70_000)
    for first in (1, 256, 257, 65_536, 69_999):
        assert consistency_proof(first, 70_000, nodes.node) == TREE.consistency(first, 70_000)
    assert not nodes.missing


def test_missing_tiles_are_named() -> None:
    nodes = TiledNodes({})
    inclusion_proof(5, 70_000, nodes.node)
    assert nodes.missing == {(0, 0), (0, 273), (1, 0), (1, 1)}


def test_a_tile_that_ends_too_early_is_refused() -> None:
    with pytest.raises(InvalidInput):
        TiledNodes({(0, 0): HASHES[0]}).node(0, 1)
    with pytest.raises(InvalidInput):
        grow(2, {(0, 0): HASHES[0]}, HASHES[2:3])
    with pytest.raises(InvalidInput):
        grow(2, {}, HASHES[2:3])


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (1, 999, 17, "tile/1/999.p/17"),
        (0, 1000, 256, "tile/0/x001/000"),
        (3, 1_234_067, 256, "tile/3/x001/x234/067"),
    ],
)
def test_paths_are_those_of_the_specification(level, number, width, path) -> None:
    assert tile_path(level, number, width) == path
    assert entries_path(number, width) == path.replace(f"tile/{level}", "tile/entries")


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40)))
def test_bundles_read_back(leaves: list[bytes]) -> None:
    assert list(unbundle(bundle(leaves))) == leaves


def test_a_cut_bundle_and_an_endless_leaf_are_refused() -> None:
    for end in (1, 4):
        with pytest.raises(InvalidInput):
            list(unbundle(bundle([b"abc"])[:end]))
    with pytest.raises(InvalidInput):
        bundle([bytes(65_536)])
