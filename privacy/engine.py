"""The scan: every row over the text, evidence weighed, overlaps settled."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from privacy.fields import FIELDS, Field
from privacy.kinds import kind
from privacy.model import SCORES, Evidence, Label, Span
from privacy.names import NAMES
from privacy.recognisers import RECOGNISERS, Recogniser

THRESHOLD = 0.4  # a bare shape and nothing else stays below it
_BEFORE_MAX = 24  # characters in front of a number in which a word may name it
_SEPARATORS = str.maketrans("", "", " -")
_KEEP_SEPARATORS = frozenset({Label.IP, Label.MAC, Label.EMAIL, Label.LOCATION, Label.PHONE})
_NAMED = frozenset({Evidence.NAMED})
_EDGES = " \t,，、（("
_REST_MIN = 2  # a shorter rest of an address says nothing

# Chinese keyboards type full-width digits and letters; each is one code point, as is its
# half-width twin, so places stay the same.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠．－]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Detector:
    """Finds personal data in Chinese and English text by its prepared rows.

    A detector holds no state between scans and may be shared by threads. It does not guess
    names that stand free in prose: a name is found where a word or a title points to it.

    Args:
        threshold: spans that score less are left out.
    """

    __slots__ = ("_threshold",)

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self._threshold = threshold

    def scan(self, text: str, language: str | None = None) -> tuple[Span, ...]:
        """Return the spans in order, none overlapping, in code points, end exclusive.

        Args:
            text: any text.
            language: taken for the sake of the interface; identifiers of both languages are
                looked for in every text, since real papers mix them.
        """
        del language
        plain = text.translate(_NARROW) if _WIDE.search(text) else text
        found = [span for span in _candidates(plain) if span.score >= self._threshold]
        return settle(found, plain)


def settle(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Return spans that do not overlap: structure wins, then a naming word, then the digit.

    What is left of an address or an employer around a stronger span stays found, so that a
    telephone number within an address does not uncover the address.
    """
    kept: list[Span] = []  # in order, never overlapping
    for span in sorted(spans, key=_strength, reverse=True):
        low = bisect_right(kept, span.start, key=_end)
        high = bisect_left(kept, span.end, lo=low, key=_start)
        if low == high:
            kept.insert(low, span)
        elif kind(span.label).free_text:
            rivals = kept[low:high]
            kept[low:high] = sorted([*rivals, *_rest(span, rivals, text)], key=_start)
    return tuple(kept)


def _strength(span: Span) -> tuple[bool, bool, bool, int, int]:
    evidence = span.evidence
    return (
        Evidence.STRUCTURE in evidence,
        Evidence.NAMED in evidence,
        Evidence.CHECK_DIGIT in evidence,
        span.end - span.start,
        -span.start,
    )


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def _rest(span: Span, rivals: Iterable[Span], text: str) -> Iterator[Span]:
    start = span.start
    edges = [(rival.start, rival.end) for rival in rivals]
    for edge_start, edge_end in [*edges, (span.end, span.end)]:
        piece = text[start:edge_start].rstrip(_EDGES)
        if len(piece) >= _REST_MIN:
            end = start + len(piece)
            yield _span(start, end, span.label, span.recognizer, span.evidence)
        start = max(start, edge_end)


def _candidates(text: str) -> Iterator[Span]:
    for row in RECOGNISERS:
        if not row.needs or row.needs in text:
            yield from _numbers(row, text)
    for field in (*FIELDS, *NAMES):
        if any(piece in text for piece in field.needs):
            yield from _fields(field, text)


def _numbers(row: Recogniser, text: str) -> Iterator[Span]:
    for match in row.pattern.finditer(text):
        value = match.group()
        if row.label not in _KEEP_SEPARATORS:
            value = value.translate(_SEPARATORS)
        evidence = row.judge(value)
        if evidence is None:
            continue
        start, end = match.span()
        before = text[max(0, start - _BEFORE_MAX) : start].rpartition("\n")[2]
        if row.never.search(before) and not (row.stands and _holds(evidence)):
            continue
        if row.words.search(before):
            evidence |= _NAMED
        yield _span(start, end, row.label, row.name, evidence)


def _fields(field: Field, text: str) -> Iterator[Span]:
    for match in field.pattern.finditer(text):
        start, end = match.span("value")
        while end > start and text[end - 1].isspace():
            end -= 1
        yield _span(start, end, field.label, field.name, _NAMED)


def _holds(evidence: frozenset[Evidence]) -> bool:
    return Evidence.STRUCTURE in evidence and Evidence.CHECK_DIGIT in evidence


def _span(
    start: int, end: int, label: Label, recognizer: str, evidence: frozenset[Evidence]
) -> Span:
    return Span(start, end, label, SCORES[evidence], recognizer, kind(label).sensitivity, evidence)
