"""Every offset leads back: to the words, the page and the box; whatever the format."""

import io
import json

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.structure.reading import structure
from contracts.terms.passages import clauses
from documents.matching import searchable
from documents.model import Format
from documents.reading import read
from documents.rendering import pdf_from_html

WORDS = st.text(
    st.sampled_from("第一二条借款本金年利率为１２%，。；：（）元 abc$5.0【】☑"),
    min_size=1,
    max_size=30,
)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=8)


def _text(paragraphs):
    return "\n".join(paragraphs).encode(), "a.txt"


def _gb(paragraphs):
    return "\n".join(paragraphs).encode("gb18030"), "a.txt"


def _markdown(paragraphs):
    return ("# " + "\n\n".join(paragraphs)).encode(), "a.md"


def _web(paragraphs):
    escaped = "".join(f"<p>{part}</p>" for part in paragraphs)
    return f"<html><body>x{escaped}</body></html>".encode(), "a.html"


def _word(paragraphs):
    document = docx.Document()
    for part in ["x", *paragraphs]:
        document.add_paragraph(part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "a.docx"


def _pdf(paragraphs):
    body = "".join(f"<p style='page-break-after:always'>{part}</p>" for part in paragraphs)
    page = f"<html><body style='font-family:Noto Serif CJK SC'>x{body}</body></html>"
    return pdf_from_html(page), "a.pdf"


MAKERS = {"text": _text, "gb18030": _gb, "markdown": _markdown, "html": _web, "docx": _word}


def holds(document) -> None:
    """All that is found in a document stands where it says."""
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    for before, after in zip(document.pages, document.pages[1:], strict=False):
        assert before.end == after.start
    assert len(document.boxes) in {0, len(document.text)}
    for stretch in (*document.marks, *document.recognised, *document.parts):
        assert 0 <= stretch.start <= stretch.end <= len(document.text)
    whole = searchable(document)
    built = structure(document)
    for file in (whole, built.file):
        for clause in clauses(file):
            source = clause.source()
            assert document.text[source.start : source.end] == source.quote
            assert source.file == document.name
            page = document.pages[source.page - 1]
            assert page.start <= source.start <= page.end
            if source.box is not None:
                left, top, right, bottom = source.box
                assert 0 <= left <= right <= page.width + 1
                assert 0 <= top <= bottom <= page.height + 1


@pytest.mark.parametrize("kind", MAKERS)
@settings(max_examples=12, deadline=None)
@given(paragraphs=PARAGRAPHS)
def test_what_is_quoted_stands_where_it_says(kind, paragraphs) -> None:
    data, name = MAKERS[kind](["借", *paragraphs])
    holds(read(data, name))


@settings(max_examples=4, deadline=None)
@given(paragraphs=PARAGRAPHS)
def test_what_is_quoted_from_a_pdf_has_its_page_and_box(paragraphs) -> None:
    data, name = _pdf(["借款", *paragraphs])
    document = read(data, name)
    assert document.format is Format.PDF
    holds(document)


def test_a_clause_over_two_pages_has_a_box_on_each() -> None:
    html = (
        "<html><body style='font-family:Noto Serif CJK SC'><p>年利率为</p>"
        "<p style='page-break-before:always'>百分之十二</p></body></html>"
    )
    document = read(pdf_from_html(html), "a.pdf")
    start, end = document.text.index("年"), document.text.index("十二") + 2
    assert [number for number, _ in document.page_boxes(start, end)] == [1, 2]


def test_a_phrase_broken_over_a_line_is_one_phrase() -> None:
    html = (
        "<html><body style='font-family:Noto Serif CJK SC;width:200px'><p>"
        "借款人应当按照合同约定的期限足额返还借款本金和利息，逾期的按照逾期金额的每日万分"
        "之五支付罚息。"
        "</p></body></html>"
    )
    document = read(pdf_from_html(html), "a.pdf")
    assert "\n" in document.text.strip()
    assert "每日万分之五支付罚息" in searchable(document).text


def test_a_rate_set_off_its_line_stays_with_its_sentence() -> None:
    html = (
        "<p>After that, your APR will be <b style='position:relative;top:-2px'>19.49%</b>. "
        "This APR varies.</p>"
    )
    text = " ".join(read(pdf_from_html(html), "a.pdf").text.split())
    assert "will be 19.49%. This" in text


def test_fractions_and_raised_digits_never_run_into_a_number() -> None:
    text = "Interest at 1½% a month, ¼% a week, 12³% never"
    assert searchable(read(text.encode(), "a.txt")).text == (
        "Interest at 1.5% a month, 0.25% a week, 12³% never"
    )
    page = b"<html><body><p>12.5<sup>1</sup>% a year</p></body></html>"
    assert "12.51%" not in searchable(read(page, "a.html")).text


def test_the_answer_of_the_child_is_plain_json() -> None:
    from documents.child import _answer

    answer = json.loads(json.dumps(_answer("html", b"<html><body>x</body></html>")))
    assert answer["text"] == "x\n"
