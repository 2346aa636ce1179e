"""Two versions of a contract: nothing is lost, and each change is on its side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.comparing import LINES_MAX, Change, compare_findings, compare_texts
from core.errors import InvalidInput

LINES = st.lists(st.text("借款年利率为12%.服务费 ab", max_size=12), max_size=8).map("\n".join)


def side(lines, leaves_out: Change) -> str:
    joined = []
    for line in lines:
        kept = [piece for piece in line.pieces if piece.change is not leaves_out]
        if kept:
            joined.append("".join(piece.text for piece in kept))
    return "\n".join(joined)


@settings(max_examples=200, deadline=None)
@given(LINES, LINES)
def test_each_side_gives_its_own_text_back(older: str, newer: str) -> None:
    lines = compare_texts(older, newer)

    assert side(lines, Change.NEW) == older
    assert side(lines, Change.GONE) == newer


def test_a_changed_number_is_changed_as_a_whole() -> None:
    [line] = compare_texts("年利率为 12.5%，按月计息", "年利率为 18%，按月计息")

    assert [(piece.change.value, piece.text) for piece in line.pieces] == [
        ("same", "年利率为 "),
        ("gone", "12.5"),
        ("new", "18"),
        ("same", "%，按月计息"),
    ]


def finding(code: str, *quotes: str) -> dict:
    return {"id": code, "evidence": [{"quote": quote} for quote in quotes]}


def test_findings_come_go_and_stay() -> None:
    older = [
        finding("A02", "12%"),
        finding("A04", "扣除"),
        finding("C01", "一处"),
        finding("C01", "二处"),
    ]
    newer = [finding("A02", "11%"), finding("C01", "二处"), finding("D01", "续期")]

    found = compare_findings(older, newer)

    assert [one["id"] for one in found.appeared] == ["D01"]
    assert [(one["id"], one["evidence"][0]["quote"]) for one in found.vanished] == [
        ("A04", "扣除"),
        ("C01", "一处"),
    ]
    assert sorted(one["id"] for one in found.stayed) == ["A02", "C01"]


def test_more_lines_than_can_be_compared_are_refused() -> None:
    with pytest.raises(InvalidInput):
        compare_texts("\n" * (LINES_MAX + 1), "")
