"""Puts text together piece by piece and keeps what is hidden in it."""

from __future__ import annotations

from documents.model import Extract, Mark, MarkKind, Page, Part, PartKind

_TEXT_MAX = 3_000_000  # characters; the longest contract read so far has 200,000


class TooLong(ValueError):
    """The text is longer than any contract."""


class Builder:
    """Text in the making: blanks collapse, blocks stand on lines of their own."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._parts: list[Part] = []

    @property
    def length(self) -> int:
        """How many characters stand so far."""
        return self._length

    def add(self, text: str) -> None:
        """Append text as it is.

        Raises:
            TooLong: there is more than any contract has.
        """
        if text:
            self._pieces.append(text)
            self._length += len(text)
        if self._length > _TEXT_MAX:
            raise TooLong

    def flow(self, text: str) -> None:
        """Append running text: blanks and line ends become one blank."""
        words = " ".join(text.split())
        if not words:
            if text and not self._at_break():
                self.add(" ")
            return
        lead = " " if text[0].isspace() and not self._at_break() else ""
        tail = " " if text[-1].isspace() else ""
        self.add(lead + words + tail)

    def line(self) -> None:
        """End the line, unless one has just begun."""
        while self._pieces and self._pieces[-1].endswith(" "):
            self._length -= len(self._pieces[-1]) - len(self._pieces[-1].rstrip(" "))
            self._pieces[-1] = self._pieces[-1].rstrip(" ")
            if not self._pieces[-1]:
                self._pieces.pop()
        if self._length and not self._pieces[-1].endswith("\n"):
            self.add("\n")

    def mark(self, kind: MarkKind, start: int, text: str = "") -> None:
        """Note that what was added since `start` is hidden, inserted or struck out."""
        words = text or "".join(self._pieces)[start:]
        if words.strip():
            self._marks.append(Mark(kind, start, start if text else start + len(words), words))

    def part(self, kind: PartKind, start: int) -> None:
        """Note that what was added since `start` is a table, a header, a note or the like."""
        if self._length > start:
            self._parts.append(Part(kind, start, self._length))

    def extract(self) -> Extract:
        """Return the finished text, as a single page."""
        text = "".join(self._pieces)
        marks = tuple(mark for mark in self._marks if mark.end <= len(text))
        parts = tuple(part for part in self._parts if part.end <= len(text))
        return Extract(text, (Page(1, 0, len(text)),), marks=marks, parts=parts)

    def _at_break(self) -> bool:
        return not self._pieces or self._pieces[-1][-1:] in {" ", "\n", "\t"}
