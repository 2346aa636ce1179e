"""Words in pictures: where they stand, and each number with its crop to be confirmed."""

import io

import pytest
from PIL import Image, ImageDraw

from documents.formats import picture
from documents.reading import can_recognise, read
from documents.rendering import pdf_from_html
from tests.documents.test_places import holds


def _told(*lines):
    """A recognition that is told what it sees: words with left, top, right and bottom."""

    def engine(_picture):
        found = [
            ([(le, to), (ri, to), (ri, bo), (le, bo)], words, 0.9)
            for words, (le, to, ri, bo) in lines
        ]
        return found, None

    return engine


def _read(size, *lines):
    text = picture._Text()
    canvas = Image.new("RGB", size, "white")
    ImageDraw.Draw(canvas).rectangle((0, 0, 5, 5), fill="black")
    picture._read(canvas, _told(*lines), text, 1.0)
    return text


def test_lines_beside_each_other_are_one_row_and_cells_stay_apart() -> None:
    text = _read(
        (400, 100),
        ("利息", (10, 52, 50, 72)),
        ("第一条", (10, 10, 70, 30)),
        ("借款", (75, 11, 115, 31)),
        ("每月", (200, 50, 240, 70)),
    )
    assert "".join(text.characters) == "第一条 借款\n利息\t每月\n"
    assert len(text.boxes) == len(text.characters)


def test_each_number_has_its_place_and_its_picture() -> None:
    text = _read((400, 60), ("本金12,000元期限12个月", (0, 20, 220, 40)))
    words = "".join(text.characters)
    assert [words[one.start : one.end] for one in text.recognised] == ["12,000元", "12个月"]
    for one in text.recognised:
        left, top, right, bottom = one.box
        assert 0 <= left < right <= 220
        assert (top, bottom) == (20, 40)
        assert Image.open(io.BytesIO(one.picture)).format == "PNG"
        assert one.score == pytest.approx(0.9)


needs_recognition = pytest.mark.skipif(
    not can_recognise(), reason="requirements-ocr.txt is not installed"
)
PAGE = (
    "<html><body style='font-family:Noto Serif CJK SC;font-size:16pt'><p>借款合同</p>"
    "<p>第一条 借款本金为人民币12,000.00元，年利率为12%。</p></body></html>"
)


def _photograph(kind: str) -> bytes:
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf_from_html(PAGE))[0]
    out = io.BytesIO()
    page.render(scale=2).to_pil().convert("RGB").crop((0, 0, 1190, 500)).save(out, format=kind)
    return out.getvalue()


@needs_recognition
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
def test_a_picture_of_a_contract_is_read(kind) -> None:
    document = read(_photograph(kind), "photo")
    words = "".join(document.text.split()).replace("，", ",")
    assert "年利率为12%" in words
    assert "12,000.00元" in words
    assert any(document.quote(one.start, one.end) == "12%" for one in document.recognised)
    holds(document)
