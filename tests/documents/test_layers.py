"""What the surface hides: tracked changes, unseen words, letters that print as boxes."""

import base64
import io

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st

from documents.layers import LayerKind, layers
from documents.model import MarkKind, PartKind
from documents.reading import read
from documents.rendering import pdf_from_html
from tests.documents.test_reading import WORD, packed


def marks(document):
    return [(mark.kind, mark.text.strip()) for mark in document.marks]


TRACKED = (
    "<w:p><w:r><w:t>年利率为</w:t></w:r><w:ins><w:r><w:t>36%</w:t></w:r></w:ins>"
    "<w:del><w:r><w:delText>12%</w:delText></w:r></w:del><w:r><w:t>。</w:t></w:r>"
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>另收费</w:t></w:r></w:p>"
)


def test_each_layer_of_a_tracked_change_is_a_text_of_its_own() -> None:
    document = read(packed(TRACKED), "a.docx")
    found = layers(document)
    assert found[LayerKind.SEEN].text == "年利率为36%。\n"
    assert found[LayerKind.BEFORE].text == "年利率为12%。另收费\n"
    assert found[LayerKind.INSERTED].text == "36%"
    assert found[LayerKind.DELETED].text == "12%"
    assert found[LayerKind.HIDDEN].text == "另收费"


def test_every_piece_of_a_layer_leads_back_to_the_document() -> None:
    document = read(packed(TRACKED), "a.docx")
    for layer in layers(document).values():
        for piece in layer.pieces:
            assert piece.start == piece.end or document.quote(piece.start, piece.end) == piece.text


def test_a_plain_file_has_only_what_is_seen() -> None:
    assert set(layers(read("年利率为12%。".encode(), "a.txt"))) == {LayerKind.SEEN}


HIDDEN_RUNS = {
    MarkKind.HIDDEN: "<w:vanish/>",
    MarkKind.WHITE: '<w:color w:val="FFFFFF"/>',
    MarkKind.TINY: '<w:sz w:val="2"/>',
}


@pytest.mark.parametrize("kind", HIDDEN_RUNS)
def test_word_runs_nobody_sees(kind) -> None:
    run = f"<w:r><w:rPr>{HIDDEN_RUNS[kind]}</w:rPr><w:t>另收36%</w:t></w:r>"
    document = read(packed(f"<w:p><w:r><w:t>本金</w:t></w:r>{run}</w:p>"), "a.docx")
    assert marks(document) == [(kind, "另收36%")]


def test_white_words_on_a_dark_cell_are_seen() -> None:
    cell = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="000000"/></w:tcPr><w:p><w:r><w:rPr>'
        '<w:color w:val="FFFFFF"/></w:rPr><w:t>项目</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    )
    assert marks(read(packed(cell), "a.docx")) == []


def test_word_keeps_text_boxes_notes_headers_and_tables_apart() -> None:
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内年利率36%"
        "</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>本金</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    note = f'<w:footnotes xmlns:w="{WORD}"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnotes>'
    head = f'<w:hdr xmlns:w="{WORD}"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>'
    extra = {"word/footnotes.xml": note.encode(), "word/header1.xml": head.encode()}
    document = read(packed(body, extra), "a.docx")
    found = {part.kind: document.quote(part.start, part.end).strip() for part in document.parts}
    assert found == {
        PartKind.HEADER: "页眉",
        PartKind.TEXT_BOX: "框内年利率36%",
        PartKind.TABLE: "本金",
        PartKind.NOTE: "注",
    }
    assert "框内" not in document.text.split("\n")[1]


def _numbered(form: str, text: str, level: int = 0, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def test_numbers_that_word_draws_are_part_of_the_text() -> None:
    levels = _numbered("chineseCounting", "第%1条") + _numbered("decimal", "%1.%2", 1, "<w:isLgl/>")
    definitions = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
        for level, words in [(0, "借款"), (1, "金额"), (1, "期限"), (0, "还款"), (1, "方式")]
    )
    document = read(packed(body, {"word/numbering.xml": definitions.encode()}), "a.docx")
    assert document.text.split("\n")[:5] == [
        "第一条 借款",
        "1.1 金额",
        "1.2 期限",
        "第二条 还款",
        "2.1 方式",
    ]


WEB = [
    ('<p style="display:none">另收36%</p>', MarkKind.HIDDEN),
    ('<p style="color:#fff">另收36%</p>', MarkKind.WHITE),
    ('<p style="color: rgb(254, 254, 254)">另收36%</p>', MarkKind.WHITE),
    ('<p style="font-size:1px">另收36%</p>', MarkKind.TINY),
    ('<p class="x">另收36%</p>', MarkKind.WHITE),
    ('<p id="y">另收36%</p>', MarkKind.HIDDEN),
    ('<font color="white">另收36%</font>', MarkKind.WHITE),
    ('<div style="background:#000;color:#000"><b>另收36%</b></div>', MarkKind.WHITE),
    ('<p style="position:absolute;left:-9999px">另收36%</p>', MarkKind.HIDDEN),
]
SHEET = "<style>.x{color:white} #y, .z { visibility: hidden; }</style>"


@pytest.mark.parametrize(("part", "kind"), WEB)
def test_words_of_a_page_nobody_sees(part, kind) -> None:
    page = f"<html><head>{SHEET}</head><body><p>本金</p>{part}</body></html>"
    assert marks(read(page.encode(), "a.html")) == [(kind, "另收36%")]


@pytest.mark.parametrize(
    "part",
    [
        '<p style="background:#333;color:#fff">另收36%</p>',
        '<p style="background:linear-gradient(#000,#333);color:white">另收36%</p>',
        '<p style="font-size:10px;color:#777">另收36%</p>',
        '<p style="opacity:0.9">另收36%</p>',
    ],
)
def test_words_of_a_page_that_are_seen(part) -> None:
    assert marks(read(f"<html><body>{part}</body></html>".encode(), "a.html")) == []


def pdf(body: str) -> bytes:
    return pdf_from_html(f'<html><body style="font-family: Noto Serif CJK SC">{body}</body></html>')


def test_white_and_tiny_words_of_a_pdf_are_found_by_drawing_the_page() -> None:
    document = read(
        pdf(
            '<p>年利率为12%。</p><p style="color:white">另收36%</p>'
            '<p style="font-size:1pt">违约金50%</p>'
            '<p style="background:#222;color:white">项目和金额</p>'
        ),
        "a.pdf",
    )
    assert sorted(marks(document)) == [(MarkKind.TINY, "违约金50%"), (MarkKind.WHITE, "另收36%")]
    for mark in document.marks:
        assert document.quote(mark.start, mark.end) == mark.text


def _raw_pdf(content: bytes, how: bytes = b"") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>"
        ),
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), how, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def test_words_of_a_pdf_without_ink() -> None:
    content = b"BT /F 12 Tf 20 150 Td (rate 12%) Tj 0 -40 Td 3 Tr (fee 36%) Tj ET"
    assert marks(read(_raw_pdf(content), "a.pdf")) == [(MarkKind.WHITE, "fee 36%")]


def _box_font(letters: str) -> str:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    names = [".notdef", *(f"g{index}" for index in range(len(letters)))]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(letter): f"g{index}" for index, letter in enumerate(letters)})
    font.setupGlyf(dict.fromkeys(names, box))
    font.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    font.setupHorizontalHeader(ascent=900, descent=-100)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=900, usWinAscent=900, usWinDescent=100)
    font.setupPost()
    out = io.BytesIO()
    font.save(out)
    return base64.b64encode(out.getvalue()).decode()


def test_a_page_that_prints_boxes_is_told_from_its_text() -> None:
    words = "借款合同年利率为百分之三十六"
    html = (
        "<html><head><style>@font-face{font-family:Boxes;src:url(data:font/ttf;base64,"
        f"{_box_font(words)})}}</style></head><body style='font-family:Boxes'><p>{words}</p></body>"
        "</html>"
    )
    document = read(pdf_from_html(html), "a.pdf")
    assert words in document.text
    assert [mark.kind for mark in document.marks] == [MarkKind.BOXES]
    assert marks(read(pdf(f"<p>{words}</p>"), "a.pdf")) == []


RUN = st.tuples(
    st.sampled_from(["plain", "ins", "del", "hide"]),
    st.text("年利率12%元。", min_size=1, max_size=6),
)


def _run(kind: str, words: str) -> str:
    if kind == "del":
        return f"<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>"
    style = "<w:rPr><w:vanish/></w:rPr>" if kind == "hide" else ""
    run = f"<w:r>{style}<w:t>{words}</w:t></w:r>"
    return f"<w:ins>{run}</w:ins>" if kind == "ins" else run


@given(st.lists(RUN, min_size=1, max_size=8))
def test_layers_are_what_was_typed(runs) -> None:
    from documents.formats import word
    from documents.model import Document, Format

    found = word.extract(packed("<w:p>" + "".join(_run(*run) for run in runs) + "</w:p>"))
    document = Document("a", "", Format.DOCX, "zh", found.text, found.pages, (), found.marks)
    typed = {
        LayerKind.SEEN: {"plain", "ins"},
        LayerKind.BEFORE: {"plain", "del", "hide"},
        LayerKind.INSERTED: {"ins"},
        LayerKind.DELETED: {"del"},
        LayerKind.HIDDEN: {"hide"},
    }
    for kind, layer in layers(document).items():
        expected = "".join(words for how, words in runs if how in typed[kind])
        assert layer.text.replace("\n", "") == expected
