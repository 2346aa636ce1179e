"""Files from outside: text with places, hidden layers, and refusals in one line."""

import io
import subprocess
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from documents import reading
from documents.matching import searchable
from documents.model import Format, MarkKind
from documents.reading import format_of, read
from documents.rendering import pdf_from_html

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(body: str, extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_each_encoding(encoding) -> None:
    document = read("年利率为12%。\r\n第二行".encode(encoding), "a.txt")
    assert document.text == "年利率为12%。\n第二行"
    assert document.language == "zh"
    assert document.page(8) == 1


def test_html_leaves_scripts_out_and_marks_hidden_words() -> None:
    html = (
        "<html><head><title>x</title><style>p{}</style></head><body><script>evil()</script>"
        "<p>年利率为<b>12</b>%。</p><table><tr><td>本金</td><td>100元</td></tr></table>"
        "<p hidden>另收<i>36%</i></p></body></html>"
    )
    document = read(html.encode(), "a.html")
    assert document.text == "年利率为12%。\n本金\t100元\n另收36%\n"
    [mark] = document.marks
    assert mark.kind is MarkKind.HIDDEN
    assert document.text[mark.start : mark.end] == mark.text == "另收36%"


def test_html_in_a_declared_encoding() -> None:
    html = '<html><head><meta charset="gbk"></head><body>借款合同</body></html>'
    assert read(html.encode("gbk"), "a.html").text == "借款合同\n"


def test_docx_keeps_insertions_and_marks_deletions_and_hidden_runs() -> None:
    body = (
        "<w:p><w:r><w:t>年利率为</w:t></w:r>"
        "<w:ins><w:r><w:t>36%</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>12%</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>另收费</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>本金</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>100元</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    footer = f'<w:ftr xmlns:w="{WORD}"><w:p><w:r><w:t>页脚</w:t></w:r></w:p></w:ftr>'
    document = read(packed(body, {"word/footer1.xml": footer.encode()}), "a.docx")
    assert document.text == "年利率为36%另收费\n本金\t100元\n页脚\n"
    marks = {mark.kind: mark for mark in document.marks}
    assert marks[MarkKind.INSERTED].text == "36%"
    assert marks[MarkKind.DELETED].text == "12%"
    assert marks[MarkKind.DELETED].start == marks[MarkKind.DELETED].end
    assert marks[MarkKind.HIDDEN].text == "另收费"


def test_docx_as_an_office_program_writes_it() -> None:
    document = docx.Document()
    document.add_heading("借款合同", 1)
    document.add_paragraph("年利率为12%。")
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue(), "a.docx").text == "借款合同\n年利率为12%。\n"


def test_a_chinese_pdf_comes_back_with_its_places() -> None:
    html = (
        '<html><body style="font-family: Noto Serif CJK SC"><p>第一条 年利率为12%。</p>'
        '<p style="page-break-before: always">第二条 本金为10,000元。</p></body></html>'
    )
    document = read(pdf_from_html(html), "a.pdf")
    assert document.format is Format.PDF
    at = document.text.index("本金")
    assert document.page(document.text.index("年利率")) == 1
    assert document.page(at) == 2
    left, top, right, bottom = document.box(at, at + 11)
    assert 0 < left < right < document.pages[1].width
    assert 0 < top < bottom < document.pages[1].height / 4
    assert len(document.boxes) == len(document.text)


def test_a_page_that_is_a_picture_is_marked() -> None:
    html = '<p>words</p><p style="page-break-before: always">&nbsp;</p>'
    [mark] = read(pdf_from_html(html), "a.pdf").marks
    assert mark.kind is MarkKind.NO_TEXT
    assert mark.text == "page 2"


def _bomb() -> bytes:
    body = "<w:p><w:r><w:t>" + "0" * 80_000_000 + "</w:t></w:r></w:p>"
    return packed(body)


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = (
        f'<!DOCTYPE d [<!ENTITY e0 "lol">{levels}]><w:document xmlns:w="{WORD}">&e11;</w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def _outside_entity() -> bytes:
    xml = (
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{WORD}"><w:body>'
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


HOSTILE = {
    "unpacks without end": (_bomb, "a.docx"),
    "entities in entities": (_entities, "a.docx"),
    "an entity from outside": (_outside_entity, "a.docx"),
    "a broken archive": (lambda: b"PK\x03\x04word/" + b"\0" * 100, "a.docx"),
    "a broken PDF": (lambda: b"%PDF-1.7\n" + b"\xff" * 1000, "a.pdf"),
    "no end to the nesting": (lambda: b"<html>" + b"<div>" * 100_000, "a.html"),
    "no document": (lambda: b"\x7fELF" + b"\0" * 100, "a.txt"),
    "another kind": (lambda: b"hello", "a.exe"),
    "another archive": (lambda: b"PK\x03\x04" + b"\0" * 100, "a.zip"),
    "an old Office file": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 100, "a.doc"),
    "nothing": (lambda: b"", "a.txt"),
    "too large": (lambda: b"a" * 30_000_001, "a.txt"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_hostile_is_refused_in_one_line(case) -> None:
    make, name = HOSTILE[case]
    with pytest.raises(InvalidInput) as refusal:
        read(make(), name)
    assert "\n" not in str(refusal.value)
    assert "root:" not in str(refusal.value)


def test_the_child_inherits_no_secret_and_a_dead_one_is_refused(monkeypatch) -> None:
    seen = {}

    def run(command, **given):
        seen.update(given)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setenv("CANDOR_SECRET", "x")
    monkeypatch.setattr(reading.subprocess, "run", run)
    with pytest.raises(InvalidInput):
        read(b"%PDF-1.7", "a.pdf")
    assert set(seen["env"]) == {"LANG", "PATH"}
    assert seen["timeout"] <= 60


def test_the_bytes_decide_before_the_name() -> None:
    assert format_of(b"%PDF-1.4", "a.txt") is Format.PDF
    assert format_of(b"<!DOCTYPE html><p>", "a.txt") is Format.HTML
    assert format_of(b"# Title", "a.md") is Format.MARKDOWN


@given(st.text(st.sampled_from("借款本金１２％，。； \n\ta b1,.%（）"), max_size=200))
@settings(max_examples=300)
def test_every_searchable_span_leads_back_to_its_words(text) -> None:
    document = read(("x" + text).encode(), "a.txt")
    folded = searchable(document)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    for start in range(0, len(folded.text), 7):
        first, last = folded.original(start, min(start + 5, len(folded.text)))
        assert 0 <= first <= last <= len(document.text)
        if folded.text[start : start + 5].strip():
            assert document.text[first:last].strip() == document.text[first:last] != ""


def test_soft_line_breaks_fall_and_clauses_stay_apart() -> None:
    text = (
        "第一条 本合同项下的借款本金为人民币壹万元整，借款期限为十二个月，自放款之日起计算，年利\n"
        "率为12%。\n第二条 还款\n一、每月还款。\n"
    )
    folded = searchable(read(text.encode(), "a.txt")).text
    assert "年利率为12%" in folded
    assert folded.split("\n")[1:3] == ["第二条还款", "一、每月还款。"]


def test_more_words_than_any_contract_has_are_refused_before_they_are_thought_about() -> None:
    with pytest.raises(InvalidInput, match="at most 400000 characters"):
        read(b"0" * 400_001, "long.txt")
