"""The scan: every row over the text, evidence weighed, overlaps settled."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from privacy.fields import FIELDS, PHRASES, Field, Phrase
from privacy.kinds import kind
from privacy.model import SCORES, Evidence, Label, Span
from privacy.names import NAMED_BY_PHRASE, NAMES
from privacy.recognisers import RECOGNISERS, Recogniser

THRESHOLD = 0.4  # a bare shape and nothing else stays below it
_BEFORE_MAX = 24  # characters in front of a number in which a word may name it
_SEPARATORS = str.maketrans("", "", " -")
_KEEP_SEPARATORS = frozenset({Label.IP, Label.MAC, Label.EMAIL, Label.LOCATION, Label.PHONE})
_NAMED = frozenset({Evidence.NAMED})
# A region and a birth date in one number are no chance; a card's first digits may be.
_PLACE_AND_DAY = frozenset({Label.ID_CARD, Label.HKMO_PERMIT, Label.TW_PERMIT, Label.FOREIGN_PR_ID})
_EDGES = " \t,，、（("
_SIGN = re.compile(r"[:：=][ \t]{0,8}[\"'“]?[ \t]{0,8}")
_BEFORE_SIGN = " \t\"'”"
_ASIDE = re.compile(r"[（(][^（）()\n]{0,20}[）)]$")
_HEAD_MAX = 48  # characters before a sign: a word and what stands in brackets behind it
_REST_MIN = 2  # a shorter rest of an address says nothing

# Chinese keyboards type full-width digits and letters; each is one code point, as is its
# half-width twin, so places stay the same.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠．－]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_WORDS: dict[str, list[Field]] = {}
for _field in (*FIELDS, *NAMES):
    for _word in _field.words:
        _WORDS.setdefault(_word, []).append(_field)
_WORD_MAX = max(map(len, _WORDS))


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


def _strength(span: Span) -> tuple[bool, bool, bool, bool, int, int]:
    evidence = span.evidence
    structure = Evidence.STRUCTURE in evidence
    return (
        structure and span.label in _PLACE_AND_DAY,
        structure,
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
    for phrase in (*PHRASES, *NAMED_BY_PHRASE):
        if any(piece in text for piece in phrase.needs):
            yield from _phrases(phrase, text)
    yield from _fields(text)


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


def _phrases(phrase: Phrase, text: str) -> Iterator[Span]:
    for match in phrase.pattern.finditer(text):
        start, end = match.span("value")
        yield _span(start, end, phrase.label, phrase.name, _NAMED)


def _fields(text: str) -> Iterator[Span]:
    """Look back from each sign for a word: there are far fewer signs than places for words."""
    for sign in _SIGN.finditer(text):
        after = sign.end()
        for field in _named_by(text[max(0, sign.start() - _HEAD_MAX) : sign.start()]):
            if match := field.value.match(text, after):
                start, end = match.span()
                while text[end - 1].isspace():
                    end -= 1
                yield _span(start, end, field.label, field.name, _NAMED)


def _named_by(head: str) -> list[Field]:
    head = head.rstrip(_BEFORE_SIGN)
    if head.endswith(("）", ")")):
        head = _ASIDE.sub("", head).rstrip(_BEFORE_SIGN)
    head = head[-_WORD_MAX - 1 :].lower()
    found: list[Field] = []
    for length in range(1, min(len(head), _WORD_MAX) + 1):
        fields = _WORDS.get(head[-length:])
        before = head[-length - 1 : -length]
        if fields and not (head[-length].isascii() and before.isascii() and before.isalpha()):
            found += [field for field in fields if field not in found]
    return found


def _holds(evidence: frozenset[Evidence]) -> bool:
    return Evidence.STRUCTURE in evidence and Evidence.CHECK_DIGIT in evidence


def _span(
    start: int, end: int, label: Label, recognizer: str, evidence: frozenset[Evidence]
) -> Span:
    return Span(start, end, label, SCORES[evidence], recognizer, kind(label).sensitivity, evidence)
