"""The layers of a document: what one sees, what was there before, what was added or hidden.

A tracked insertion is part of the text and a deletion is not; a hidden run is, though no reader
sees it. Each layer is a text of its own that knows where its words come from, so that a question
can be put to each and the answers compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from documents.model import Document, Mark, MarkKind


class LayerKind(StrEnum):
    """Which of the texts in one file."""

    SEEN = "seen"  # what a reader of the page sees: with insertions, without what is hidden
    BEFORE = "before"  # as it was before the tracked changes: deletions back, insertions out
    INSERTED = "inserted"
    DELETED = "deleted"
    HIDDEN = "hidden"  # hidden, white and tiny words


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a layer and where it stands in the document; deleted words stand at a point."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layer:
    """One of the texts in a file."""

    kind: LayerKind
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All its words; pieces that are not neighbours stand on lines of their own."""
        whole = self.kind in {LayerKind.SEEN, LayerKind.BEFORE}
        return ("" if whole else "\n").join(piece.text for piece in self.pieces)


_UNSEEN = frozenset({MarkKind.HIDDEN, MarkKind.WHITE, MarkKind.TINY})


def layers(document: Document) -> dict[LayerKind, Layer]:
    """Return the layers a document has; a file without tracked or hidden words has only SEEN.

    Args:
        document: with its marks; offsets of all pieces are its own.
    """
    inserted = [mark for mark in document.marks if mark.kind is MarkKind.INSERTED]
    deleted = [mark for mark in document.marks if mark.kind is MarkKind.DELETED]
    unseen = [mark for mark in document.marks if mark.kind in _UNSEEN]
    found = {LayerKind.SEEN: Layer(LayerKind.SEEN, _without(document, unseen, []))}
    for kind, marks in (
        (LayerKind.INSERTED, inserted),
        (LayerKind.DELETED, deleted),
        (LayerKind.HIDDEN, unseen),
    ):
        if marks:
            pieces = tuple(Piece(mark.text, mark.start, mark.end) for mark in marks)
            found[kind] = Layer(kind, pieces)
    if inserted or deleted:
        found[LayerKind.BEFORE] = Layer(LayerKind.BEFORE, _without(document, inserted, deleted))
    return found


def _without(document: Document, out: list[Mark], back: list[Mark]) -> tuple[Piece, ...]:
    """Return the text less some stretches, with others put back where they were."""
    pieces: list[Piece] = []
    at = 0
    for mark in sorted([*out, *back], key=lambda one: one.start):
        if mark.start > at:
            pieces.append(Piece(document.quote(at, mark.start), at, mark.start))
        if mark.start == mark.end:
            pieces.append(Piece(mark.text, mark.start, mark.start))
        at = max(at, mark.end)
    if at < len(document.text):
        pieces.append(Piece(document.quote(at, len(document.text)), at, len(document.text)))
    return tuple(pieces)
