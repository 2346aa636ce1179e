"""PDF to text by PDFium, character by character, each with its box."""

from __future__ import annotations

import ctypes
import itertools

import pypdfium2 as pdfium
from pypdfium2 import raw

from core.errors import InvalidInput
from documents.model import Box, Extract, Mark, MarkKind, Page

_PAGES_MAX = 400
_CHARACTERS_MAX = 1_500_000
_HYPHENS = frozenset({0x02, 0xFFFE})  # how PDFium writes a hyphen it found at the end of a line


def extract(data: bytes) -> Extract:
    """Return the text of all pages; a page without words gets a mark.

    Raises:
        InvalidInput: it is not a readable PDF, is locked, or is longer than any contract.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        raise InvalidInput("a PDF that opens without a password", "one that does not") from None
    if len(document) > _PAGES_MAX:
        raise InvalidInput(f"at most {_PAGES_MAX} pages", f"{len(document)} pages")
    characters: list[str] = []
    boxes: list[Box | None] = []
    pages: list[Page] = []
    marks: list[Mark] = []
    for number in range(1, len(document) + 1):
        start = len(characters)
        page = document[number - 1]
        _read_page(page, characters, boxes)
        if not "".join(itertools.islice(characters, start, None)).strip():
            marks.append(Mark(MarkKind.NO_TEXT, start, start, f"page {number}"))
        if number < len(document) and len(characters) > start and characters[-1] != "\n":
            characters.append("\n")
            boxes.append(None)
        pages.append(Page(number, start, len(characters), *page.get_size()))
        if len(characters) > _CHARACTERS_MAX:
            raise InvalidInput("a contract", "a PDF with far more text than one")
    if not pages:
        raise InvalidInput("a PDF with pages", "one without")
    return Extract("".join(characters), tuple(pages), tuple(boxes), tuple(marks))


def _read_page(page: pdfium.PdfPage, characters: list[str], boxes: list[Box | None]) -> None:
    height = float(page.get_height())
    text_page = page.get_textpage()
    skip = False
    for index in range(text_page.count_chars()):
        if skip:
            skip = False
            continue
        code = int(raw.FPDFText_GetUnicode(text_page, index))
        if 0xD800 <= code < 0xDC00:
            low = int(raw.FPDFText_GetUnicode(text_page, index + 1))
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            skip = True
        character = _character(code)
        if character:
            characters.append(character)
            boxes.append(None if character == "\n" else _box(text_page, index, height))


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code in {0, 0x0D} or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    return chr(code)


def _box(text_page: pdfium.PdfTextPage, index: int, height: float) -> Box | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return None
    return (
        round(left.value, 1),
        round(height - top.value, 1),
        round(right.value, 1),
        round(height - bottom.value, 1),
    )
