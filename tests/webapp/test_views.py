"""What the views work out themselves: the cost picture, the quoted document, the counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from core.text import Text
from tests.webapp.specimens import PICTURE, SEEN_BY
from webapp.views.documents import Severity, Span, quoted
from webapp.views.truecost import CostKind, CostPart, CostPicture

WORD = Text("费", "fee")


def test_the_picture_adds_up_to_the_fen() -> None:
    assert PICTURE.repaid == Money.of("10800")
    assert PICTURE.hidden == Money.of("429.57")
    assert PICTURE.width(PICTURE.received) == round(100 * 9700 / 10800, 3)


@given(
    received=st.integers(0, 10**9),
    parts=st.lists(st.tuples(st.sampled_from(CostKind), st.integers(0, 10**9)), max_size=6),
)
def test_the_parts_lie_side_by_side_within_the_picture(received, parts) -> None:
    picture = CostPicture(
        Money(received), tuple(CostPart(kind, WORD, Money(minor)) for kind, minor in parts)
    )
    edge = 0.0
    for _, start, width in picture.segments():
        assert abs(start - edge) < 0.01
        edge = start + width
    assert edge <= 100.01
    assert picture.width(picture.received) <= 100


spans = st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(Severity)).map(
    lambda drawn: Span(min(drawn[:2]), max(drawn[:2]), f"f{drawn[0]}-{drawn[1]}", drawn[2])
)


@given(text=st.text("借款a \n", min_size=40, max_size=60), marked=st.lists(spans, max_size=6))
def test_a_quoted_document_loses_no_word_and_marks_exactly_its_spans(text, marked) -> None:
    document = quoted("name", text, marked)

    pieces = [piece for paragraph in document.paragraphs for piece in paragraph]
    assert "".join(piece.text for piece in pieces) == text.replace("\n", "")
    for span in marked:
        words = "".join(piece.text for piece in pieces if span.finding in piece.findings)
        expected = "".join(
            text[place]
            for place in range(len(text))
            if any(s.finding == span.finding and s.start <= place < s.end for s in marked)
        )
        assert words == expected.replace("\n", "")
    anchors = [anchor for piece in pieces for anchor in piece.anchors]
    assert len(anchors) == len(set(anchors))


def test_the_weightiest_finding_colours_a_shared_piece() -> None:
    document = quoted(
        "name", "abcdef", (Span(0, 4, "low", Severity.LOW), Span(2, 6, "top", Severity.CRITICAL))
    )
    [paragraph] = document.paragraphs

    assert [(piece.text, piece.findings) for piece in paragraph] == [
        ("ab", ("low",)),
        ("cd", ("top", "low")),
        ("ef", ("top",)),
    ]
    assert paragraph[1].severity is Severity.CRITICAL
    assert [piece.anchors for piece in paragraph] == [("q-low",), ("q-top",), ()]


def test_the_page_counts_its_switches() -> None:
    _, page = SEEN_BY["my-data"]
    assert (page.in_use, page.switched_off) == (2, 1)
