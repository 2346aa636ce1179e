"""A document as text with places: pages, boxes, and what the surface hides."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

Box = tuple[float, float, float, float]  # left, top, right, bottom; points from the top left


class Format(StrEnum):
    """The kinds of file that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    IMAGE = "image"  # a photograph or a screenshot; needs the optional recognition


class MarkKind(StrEnum):
    """What a reader of the printed page would not notice."""

    INSERTED = "inserted"  # typed with change tracking on; part of the text
    DELETED = "deleted"  # struck out with change tracking on; not part of the text
    HIDDEN = "hidden"  # formatted not to be shown; part of the text
    WHITE = "white"  # in the colour of its background; part of the text
    TINY = "tiny"  # smaller than anybody reads; part of the text
    BOXES = "boxes"  # a page whose letters print as empty boxes although its text is right
    NO_TEXT = "no_text"  # a page that is only a picture


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that the surface does not show as it is.

    Args:
        kind: what is special about it.
        start: code-point offset into the document's text.
        end: exclusive; equal to `start` for what is not part of the text.
        text: the words concerned, or the page without words.
    """

    kind: MarkKind
    start: int
    end: int
    text: str


class PartKind(StrEnum):
    """What part of a file a stretch of text comes from; what has no part is the body."""

    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    TEXT_BOX = "text_box"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that stands outside its running words."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """A number read from a picture, for a person to confirm before it is relied on.

    Args:
        start: offset into the text.
        end: exclusive.
        score: how sure the recognition is of its line, 0 to 1.
        box: where it stands on its page.
        picture: the crop of the page that shows it, as PNG.
    """

    start: int
    end: int
    score: float
    box: Box
    picture: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its stretch of the text, its size in points (0: unknown)."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text; all offsets are code points into `text`, ends are exclusive.

    Args:
        name: what the file was called.
        sha256: of the bytes as they came.
        format: what kind of file it was.
        language: "zh" or "en", by its letters.
        text: all words, in reading order.
        pages: in order; together they cover the text.
        boxes: one for each character of the text, None for line breaks; empty where the
            format has no places on paper.
        marks: what the surface hides.
        parts: tables, headers, footers, notes and text boxes, where the format tells.
        recognised: the numbers that were read from pictures; a person confirms each.
    """

    name: str
    sha256: str
    format: Format
    language: str
    text: str
    pages: tuple[Page, ...]
    boxes: tuple[Box | None, ...] = ()
    marks: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    recognised: tuple[Recognised, ...] = ()

    def quote(self, start: int, end: int) -> str:
        """Return the words between two offsets."""
        return self.text[start:end]

    def page(self, offset: int) -> int:
        """Return the number of the page an offset lies on."""
        starts = [page.start for page in self.pages]
        return self.pages[max(0, bisect_right(starts, offset) - 1)].number

    def page_boxes(self, start: int, end: int) -> tuple[tuple[int, Box], ...]:
        """Return the number of each page the words lie on, with the smallest box around them."""
        if not self.boxes:
            return ()
        found: list[tuple[int, Box]] = []
        for page in self.pages:
            first, last = max(start, page.start), min(end, page.end)
            around = [box for box in self.boxes[first:last] if box is not None]
            if first < last and around:
                found.append((page.number, _around(around)))
        return tuple(found)

    def box(self, start: int, end: int) -> Box | None:
        """Return the smallest box around the words on the page where they begin.

        None where the format has no places on paper.
        """
        if not self.boxes:
            return None
        page = self.pages[self.page(start) - 1]
        around = [box for box in self.boxes[start : min(end, page.end)] if box is not None]
        return _around(around) if around else None


def _around(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format's reader hands back: text and places, before it has a name."""

    text: str
    pages: tuple[Page, ...]
    boxes: tuple[Box | None, ...] = ()
    marks: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    recognised: tuple[Recognised, ...] = ()


def language_of(text: str) -> str:
    """Return "zh" when at least a tenth of the letters are Chinese, otherwise "en"."""
    letters = [character for character in text if character.isalpha()]
    chinese = sum("\u3400" <= character <= "\u9fff" for character in letters)
    return "zh" if letters and chinese * 10 >= len(letters) else "en"
