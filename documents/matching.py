"""A second writing of a text that is easy to search, with the way back to every place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from documents.model import Document

_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_ENDS = frozenset("。;；:：.!?！？")
_HEADING = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]{1,5}[条章节]|[一二三四五六七八九十]{1,3}[、.]"
    r"|[((（][一二三四五六七八九十\d]{1,3}[)）)]|\d{1,2}(?:\.\d{1,2}){0,3}[.、)\s]|#{1,6}\s|[-*•]\s"
    r"|(?:Section|Article|Clause)\s+\d)"
)


@dataclass(frozen=True, slots=True)
class Searchable:
    """A document's words for matching: full-width folded, soft line breaks and blanks removed.

    Args:
        document: whose words these are.
        text: what patterns are run over; line feeds in it end a clause.
        places: for each character of `text`, the offset in the document it came from.
    """

    document: Document
    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the document for a span of the searchable text, blanks cut off."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            at = self.places[start] if start < len(self.places) else len(self.document.text)
            return at, at
        return self.places[start], self.places[end - 1] + 1


def searchable(document: Document) -> Searchable:
    """Return the searchable writing of a document; nothing is lost but blanks."""
    source = document.text
    out: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(source):
        character = source[index]
        if character.isspace() or character in "\u200b\ufeff\u00ad":
            after = index
            while after < len(source) and (
                source[after].isspace() or source[after] in "\u200b\ufeff\u00ad"
            ):
                after += 1
            blank = _blank(source, index, after)
            if blank and out:
                out.append(blank)
                places.append(index)
            index = after
            continue
        for piece in unicodedata.normalize("NFKC", character):
            if not piece.isspace():
                out.append(piece)
                places.append(index)
        index += 1
    return Searchable(document, "".join(out), tuple(places))


def _blank(source: str, start: int, end: int) -> str:
    """Say what a run of blanks means: a clause ends, words part, or nothing."""
    run = source[start:end]
    before = source[start - 1] if start else ""
    after = source[end] if end < len(source) else ""
    if "\n" in run and (
        run.count("\n") > 1 or before in _ENDS or _HEADING.match(source, end) is not None
    ):
        return "\n"
    if _CHINESE.match(before) or _CHINESE.match(after):
        return ""
    return " " if before and after else ""
