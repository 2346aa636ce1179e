"""A quoted document with its findings: pieces of text, each knowing which findings touch it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from core.text import Text


class Severity(StrEnum):
    """How much a finding weighs."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule a finding was compared with; verified only where its article was read.

    Args:
        confirmed: two people of the lender that looks confirmed its text; never verified by that.
    """

    citation: Text
    verified: bool
    since: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The place a finding stands on: the words, and where they are.

    Args:
        words: exactly as in the document.
        place: such as 第四条 or "clause 4, page 2".
        anchor: the id of the highlighted piece on the same page; "" when not shown there.
    """

    words: str
    place: Text
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: a fact, the rule compared, the difference, and what would settle it.

    Args:
        code: such as A02.
        anchor: the id of its card on the page.
        computation: the arithmetic, step by step: what is counted, and what it comes to.
    """

    code: str
    anchor: str
    severity: Severity
    title: Text
    explanation: Text
    quotes: tuple[Quote, ...] = ()
    computation: tuple[tuple[Text, Text], ...] = ()
    basis: tuple[Basis, ...] = ()
    confidence: Text | None = None
    would_settle: Text | None = None

    def alone(self) -> Finding:
        """Return the finding for a page without its document: the words quoted, no anchors."""
        quotes = tuple(replace(quote, anchor="") for quote in self.quotes)
        return replace(self, quotes=quotes)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a finding touches a text: code points, end exclusive.

    Args:
        anchor: the id put where it begins; "" lets the finding's first piece have its one id.
    """

    start: int
    end: int
    finding: str
    severity: Severity
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same findings; plain when there are none.

    Args:
        text: the words.
        findings: the anchors of the findings' cards, the weightiest first.
        severity: of the weightiest; None for plain text.
        anchors: the ids under which cards point here, one for each finding that begins here.
    """

    text: str
    findings: tuple[str, ...] = ()
    severity: Severity | None = None
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotedDocument:
    """A document as it was read: its name and its paragraphs of pieces."""

    name: str
    paragraphs: tuple[tuple[Piece, ...], ...]


_WEIGHT = {severity: rank for rank, severity in enumerate(Severity)}


def quoted(name: str, text: str, spans: Sequence[Span]) -> QuotedDocument:
    """Cut a text into paragraphs of pieces at every span's ends; overlaps share a piece.

    A finding's first piece carries the id `q-` + its anchor, unless its spans name their own.
    """
    cuts = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    seen: set[str] = set()
    paragraphs: list[list[Piece]] = [[]]
    for start, end in pairwise(cuts):
        touching = sorted(
            (span for span in spans if span.start <= start and end <= span.end),
            key=lambda span: _WEIGHT[span.severity],
        )
        names = tuple(dict.fromkeys(span.finding for span in touching))
        severity = touching[0].severity if touching else None
        own = {span.anchor for span in touching if span.anchor and span.start <= start}
        wanted = [f"q-{span.finding}" for span in touching if not span.anchor]
        anchors = tuple(dict.fromkeys(one for one in (*sorted(own), *wanted) if one not in seen))
        for number, line in enumerate(text[start:end].split("\n")):
            if number:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(Piece(line, names, severity, anchors))
                seen.update(anchors)
                anchors = ()
    return QuotedDocument(name, tuple(tuple(each) for each in paragraphs if each))
