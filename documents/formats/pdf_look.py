"""What a PDF page does not show although its text has it: found by drawing the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from documents.model import Box, MarkKind

_TINY = 2.2  # points; nobody reads smaller letters on paper
_LIGHT = 235  # of 255 in each colour: may not be seen on white paper
_FAINT = 26  # of 255: ink so thin is not seen
_FLAT = 14  # of 255: a place whose grey varies less than this shows nothing
_SCALE = 2.0  # pixels a point when a page is drawn to be looked at
_LOOKED_AT = 24  # letters looked at for each page, spread over it
_SAME = 0.97  # share of letters that look alike before a page counts as boxes
_CHINESE_FROM, _CHINESE_TO = 0x3400, 0x9FFF


@dataclass(slots=True)
class Suspects:
    """Letters of one page that may not be seen: places in the text, by the reason."""

    tiny: list[int] = field(default_factory=list[int])
    light: list[int] = field(default_factory=list[int])
    known: dict[int, MarkKind | None] = field(default_factory=dict[int, "MarkKind | None"])


def suspect(text_page: pdfium.PdfTextPage, index: int, at: int, found: Suspects) -> None:
    """Note a letter that is tiny, light or drawn without ink; looked at later if there are any.

    All letters that are drawn by one order of the page look alike, so each order is asked once.
    """
    drawn = raw.FPDFText_GetTextObject(text_page, index)
    key = ctypes.cast(drawn, ctypes.c_void_p).value or 0
    if key not in found.known or not key:
        found.known[key] = _doubt(text_page, index, drawn)
    kind = found.known[key]
    if kind is not None:
        (found.tiny if kind is MarkKind.TINY else found.light).append(at)


def _doubt(text_page: pdfium.PdfTextPage, index: int, drawn: Any) -> MarkKind | None:
    size = float(raw.FPDFText_GetFontSize(text_page, index))
    if 0 < size < _TINY and _drawn_small(text_page, index):
        return MarkKind.TINY
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFText_GetFillColor(text_page, index, red, green, blue, alpha)
    light = known and min(red.value, green.value, blue.value) >= _LIGHT
    inkless = drawn and (
        raw.FPDFTextObj_GetTextRenderMode(drawn) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    )
    return MarkKind.WHITE if light or (known and alpha.value < _FAINT) or inkless else None


def _drawn_small(text_page: pdfium.PdfTextPage, index: int) -> bool:
    """The nominal size may be scaled up again by the page; the box tells what is drawn."""
    around: Any = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, around):
        return True
    return bool(abs(around.top - around.bottom) < 2 * _TINY)


@dataclass(slots=True)
class Picture:
    """A page drawn in grey, to look at places of it."""

    width: int
    height: int
    stride: int
    grey: bytes

    def cut(self, box: Box) -> list[bytes]:
        """Return the rows of grey inside a box of the page, in points."""
        left, top, right, bottom = (round(side * _SCALE) for side in box)
        left, right = max(0, left), min(self.width, max(right, left + 1))
        rows = range(max(0, top), min(self.height, max(bottom, top + 1)))
        return [self.grey[row * self.stride + left : row * self.stride + right] for row in rows]

    def is_flat(self, box: Box) -> bool:
        """Say whether a place of the page shows nothing."""
        grey = b"".join(self.cut(box))
        return not grey or max(grey) - min(grey) < _FLAT


def draw(page: pdfium.PdfPage) -> Picture:
    """Draw a page in grey."""
    untyped: Any = page
    bitmap = untyped.render(scale=_SCALE, grayscale=True)
    return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def unseen(
    page: pdfium.PdfPage, suspects: Suspects, boxes: Sequence[Box | None]
) -> Iterator[tuple[MarkKind, int, int]]:
    """Yield stretches of the text that the drawn page does not show.

    Args:
        page: to be drawn once, only where letters are suspected.
        suspects: of this page.
        boxes: of the whole text.
    """
    for start, end in _runs(suspects.tiny):
        yield MarkKind.TINY, start, end
    if not suspects.light:
        return
    picture = draw(page)
    flat = [at for at in suspects.light if (box := boxes[at]) and picture.is_flat(box)]
    for start, end in _runs(flat):
        yield MarkKind.WHITE, start, end


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Join neighbours; a blank or two between them belongs to the run."""
    start, last = -1, -10
    for at in places:
        if at - last > 3:
            if start >= 0:
                yield start, last + 1
            start = at
        last = at
    if start >= 0:
        yield start, last + 1


def prints_boxes(page: pdfium.PdfPage, letters: Sequence[str], boxes: Sequence[Box | None]) -> bool:
    """Say whether different Chinese letters of a page all look the same, as empty boxes do.

    Args:
        page: drawn once.
        letters: of the page.
        boxes: of the same letters.
    """
    different: dict[str, Box] = {}
    for letter, box in zip(letters, boxes, strict=True):
        if box and _CHINESE_FROM <= ord(letter) <= _CHINESE_TO and box[3] - box[1] > _TINY:
            different.setdefault(letter, box)
    if len(different) < 4:
        return False
    step = max(1, len(different) // _LOOKED_AT)
    chosen = list(different.values())[::step][:_LOOKED_AT]
    picture = draw(page)
    looks = [_shape(picture.cut(box)) for box in chosen]
    first = max(set(looks), key=looks.count)
    return looks.count(first) >= _SAME * len(looks)


def _shape(rows: list[bytes]) -> bytes:
    """Return a coarse picture of a letter, eight by eight, dark or light."""
    if not rows or not rows[0]:
        return b""
    height, width = len(rows), len(rows[0])
    out = bytearray()
    for row in range(8):
        band = rows[row * height // 8 : max(row * height // 8 + 1, (row + 1) * height // 8)]
        for column in range(8):
            left = column * width // 8
            right = max(left + 1, (column + 1) * width // 8)
            part = b"".join(line[left:right] for line in band)
            out.append(bool(part) and sum(part) < 150 * len(part))
    return bytes(out)
