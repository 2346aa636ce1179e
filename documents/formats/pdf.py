"""PDF to text by PDFium, character by character, each with its box."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw

from documents.formats.pdf_look import Suspects, prints_boxes, suspect, unseen
from documents.model import Box, Extract, Mark, MarkKind, Page
from documents.refusals import UnreadableFile, Why

_PAGES_MAX = 400
_CHARACTERS_MAX = 1_500_000
_LOOKED_AT_MAX = 3  # pages drawn to see whether their letters print
_HYPHENS = frozenset({0x02, 0xFFFE})  # how PDFium writes a hyphen it found at the end of a line


@dataclass(slots=True)
class _Text:
    characters: list[str] = field(default_factory=list[str])
    boxes: list[Box | None] = field(default_factory=list["Box | None"])
    pages: list[Page] = field(default_factory=list[Page])
    marks: list[Mark] = field(default_factory=list[Mark])
    drawn: int = 0


def extract(data: bytes) -> Extract:
    """Return the text of all pages, with marks for what the printed pages do not show.

    Raises:
        UnreadableFile: it is not a readable PDF, is locked, or is longer than any contract.
    """
    document = opened(data)
    if len(document) > _PAGES_MAX:
        raise UnreadableFile(Why.TOO_MANY_PAGES)
    if not len(document):
        raise UnreadableFile(Why.NO_PAGES)
    text = _Text()
    for index in range(len(document)):
        _add_page(document, index, text)
    return Extract(
        "".join(text.characters), tuple(text.pages), tuple(text.boxes), tuple(text.marks)
    )


def opened(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF from its bytes.

    Raises:
        UnreadableFile: it is damaged or asks for a password.
    """
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as refusal:
        locked = "password" in str(refusal).lower() or b"/Encrypt" in data
        raise UnreadableFile(Why.LOCKED_PDF if locked else Why.DAMAGED_PDF) from None


def _add_page(document: pdfium.PdfDocument, index: int, text: _Text) -> None:
    number, start = index + 1, len(text.characters)
    try:
        page = document[index]
    except pdfium.PdfiumError:
        raise UnreadableFile(Why.DAMAGED_PDF) from None
    suspects = _read_page(page, text)
    letters = text.characters[start:]
    if not "".join(letters).strip():
        text.marks.append(Mark(MarkKind.NO_TEXT, start, start, f"page {number}"))
    elif text.drawn < _LOOKED_AT_MAX and any("\u3400" <= one <= "\u9fff" for one in letters):
        text.drawn += 1
        if prints_boxes(page, letters, text.boxes[start:]):
            text.marks.append(Mark(MarkKind.BOXES, start, len(text.characters), f"page {number}"))
    for kind, first, last in unseen(page, suspects, text.boxes):
        text.marks.append(Mark(kind, first, last, "".join(text.characters[first:last])))
    if number < len(document) and letters and letters[-1] != "\n":
        text.characters.append("\n")
        text.boxes.append(None)
    text.pages.append(Page(number, start, len(text.characters), *page.get_size()))


def _read_page(page: pdfium.PdfPage, text: _Text) -> Suspects:
    height = float(page.get_height())
    text_page = page.get_textpage()
    found = Suspects()
    letters = text_page.count_chars()
    if len(text.characters) + letters > _CHARACTERS_MAX:
        raise UnreadableFile(Why.TOO_MUCH_TEXT)
    skip = False
    for index in range(letters):
        if skip:
            skip = False
            continue
        code = int(raw.FPDFText_GetUnicode(text_page, index))
        if 0xD800 <= code < 0xDC00:
            low = int(raw.FPDFText_GetUnicode(text_page, index + 1))
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            skip = True
        character = _character(code)
        if not character:
            continue
        text.characters.append(character)
        text.boxes.append(None if character == "\n" else _box(text_page, index, height))
        if not character.isspace():
            suspect(text_page, index, len(text.characters) - 1, found)
    return found


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code in {0, 0x0D} or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    return chr(code)


_SIDES = tuple(ctypes.c_double() for _ in range(4))  # made once: a page has thousands of letters


def _box(text_page: pdfium.PdfTextPage, index: int, height: float) -> Box | None:
    left, right, bottom, top = _SIDES
    if not raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return None
    return (
        round(left.value, 1),
        round(height - top.value, 1),
        round(right.value, 1),
        round(height - bottom.value, 1),
    )
