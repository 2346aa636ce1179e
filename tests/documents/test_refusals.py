"""A file that cannot be read gets one clear line in both languages; the child can do no harm."""

import io
import subprocess
import sys
import zipfile
import zlib

import pytest
from PIL import Image

from documents import reading
from documents.child import SCANNED
from documents.reading import read
from documents.refusals import LINES, UnreadableFile, Why, words_of
from documents.rendering import pdf_from_html
from tests.documents.test_layers import _raw_pdf
from tests.documents.test_reading import WORD, packed


def _locked_pdf() -> bytes:
    """The keys fit no password at all, so that the empty one does not open it either."""
    plain = _raw_pdf(b"BT /F 12 Tf 20 150 Td (rate 12%) Tj ET")
    entry = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(0123456789abcdef)(a)]" % (
        b"o" * 32,
        b"u" * 32,
    )
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R" + entry)


def _locked_docx() -> bytes:
    data = bytearray(packed("<w:p><w:r><w:t>x</w:t></w:r></w:p>"))
    for signature, flag in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(signature) + flag] |= 1
    return bytes(data)


def _picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, format=kind)
    return out.getvalue()


def _picture_pdf() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(out, format="PDF")
    return out.getvalue()


def _bomb() -> bytes:
    return packed("<w:p><w:r><w:t>" + "0" * 70_000_000 + "</w:t></w:r></w:p>")


def _many_pages() -> bytes:
    return pdf_from_html("<p style='page-break-after:always'>x</p>" * 401)


def _other_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


def _letters_without_end() -> bytes:
    lines = b"BT /F 1 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 60_000 + b" ET"
    return _raw_pdf(zlib.compress(lines), b"/Filter/FlateDecode")


BOMBS = {
    "a PDF of letters": _letters_without_end,
    "a page of tags": lambda: b"<html><body>" + b"<p>x" * 400_000,
    "a Word file that unpacks": _bomb,
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_grows_without_end_is_turned_away(name) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(BOMBS[name](), "a")
    assert refusal.value.why in {Why.TOO_MUCH_TEXT, Why.UNPACKS, Why.UNSAFE, Why.TOO_SLOW}


CASES = {
    Why.TOO_LARGE: lambda: b"a" * 30_000_001,
    Why.WRONG_TYPE: lambda: b"MZ\x90",
    Why.OTHER_ARCHIVE: _other_archive,
    Why.OLD_OFFICE: lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    Why.LOCKED_OFFICE: lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    Why.LOCKED_PDF: _locked_pdf,
    Why.DAMAGED_PDF: lambda: b"%PDF-1.7\n" + b"\xff" * 500,
    Why.DAMAGED_DOCX: lambda: b"PK\x03\x04word/" + b"\0" * 100,
    Why.UNPACKS: _bomb,
    Why.NESTED: lambda: b"<html>" + b"<div>" * 100_000,
    Why.TOO_MANY_PAGES: _many_pages,
    Why.TOO_MUCH_TEXT: lambda: b"0" * 400_001,
    Why.EMPTY: lambda: b" \n ",
    Why.NOT_TEXT: lambda: b"a\0b",
    Why.ENCODING: lambda: b"\xff\xff\xff",
    Why.ONLY_PICTURES: _picture_pdf,
}
NAMES = {Why.WRONG_TYPE: "a.exe"}


@pytest.mark.parametrize("why", CASES)
def test_each_reason_has_its_own_line(why, monkeypatch) -> None:
    monkeypatch.setattr(reading, "can_recognise", lambda: False)
    with pytest.raises(UnreadableFile) as refusal:
        read(CASES[why](), NAMES.get(why, "a.txt"))
    assert refusal.value.why is why
    assert "\n" not in str(refusal.value)


def test_a_locked_archive_is_told_from_a_damaged_one() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(_locked_docx(), "a.docx")
    assert refusal.value.why is Why.LOCKED_OFFICE


@pytest.mark.parametrize("why", Why)
def test_every_line_stands_in_both_languages(why) -> None:
    words = UnreadableFile(why).words
    assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)
    assert words.en.isascii()
    assert words.zh.count("\n") == words.en.count("\n") == 0
    assert set(LINES) == set(Why)


@pytest.mark.parametrize("why", Why)
def test_a_refusal_raised_anew_with_a_place_keeps_its_line(why) -> None:
    from core.errors import InvalidInput

    refusal = UnreadableFile(why)
    again = InvalidInput(refusal.expected, refusal.found, "a.pdf")
    assert words_of(again) == refusal.words
    assert words_of(InvalidInput("a number", "a word")) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_without_recognition_points_to_the_five_numbers(kind, monkeypatch) -> None:
    monkeypatch.setattr(reading, "can_recognise", lambda: False)
    with pytest.raises(UnreadableFile) as refusal:
        read(_picture(kind), "photo")
    assert "five numbers" in refusal.value.words.en
    assert "五个数字" in refusal.value.words.zh


def test_a_page_of_words_beside_one_of_pictures_is_still_read(monkeypatch) -> None:
    monkeypatch.setattr(reading, "can_recognise", lambda: False)
    html = '<p>words</p><p style="page-break-before: always">&nbsp;</p>'
    assert "words" in read(pdf_from_html(html), "a.pdf").text


CONFINED = """
import sys
sys.path.insert(0, {root!r})
import resource, socket, subprocess
from documents.child import confine
confine({kind!r})
for attempt in (socket.socket, lambda: subprocess.run(["/bin/true"])):
    try:
        attempt()
        print("allowed")
    except OSError:
        print("refused")
try:
    bytearray(7_000_000_000)
    print("allowed")
except MemoryError:
    print("refused")
print(resource.getrlimit(resource.RLIMIT_CPU)[0] <= 240)
"""


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "image", SCANNED])
def test_the_child_has_no_network_no_programs_and_little_memory(kind) -> None:
    script = CONFINED.format(root=str(reading._ROOT), kind=kind)
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["refused", "refused", "refused", "True"]


def test_a_child_that_takes_too_long_is_ended(monkeypatch) -> None:
    monkeypatch.setattr(reading, "_SECONDS_MAX", 0.01)
    with pytest.raises(UnreadableFile) as refusal:
        read(packed(f'<w:p xmlns:w="{WORD}"><w:r><w:t>x</w:t></w:r></w:p>'), "a.docx")
    assert refusal.value.why is Why.TOO_SLOW
