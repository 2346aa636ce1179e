"""A quote with the words of its clause around it, as much as a reader needs and no more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from contracts.reports.figures import Writer
from contracts.reports.model import Audited, Passage
from core.text import Text

_AROUND_MAX: Final = 140  # characters of the clause shown on either side
_QUOTE_MAX: Final = 700  # a longer quote is shown by its ends
_END: Final = 300
_CLAUSE_MAX: Final = 2000  # so far back the beginning of a clause is looked for
_HEAD_MAX: Final = 20
# A clause begins where a line does, and ends before the next number of a clause or empty line.
_CLAUSE_START = re.compile(
    r"\n(?=\s*(?:第[一二三四五六七八九十百零〇\d]{1,5}[条章节]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:\.\d{1,2}){0,3}[.、\s]|[（(][a-z][）)]"
    r"|#|附[件录表]|(?:Article|Section|Annex|Appendix|Schedule)\b))|\n\s*\n"
)
# A sentence or a part of one ends here.
_MARK = re.compile(r"[。；，、：！？]|[.;,:!?](?=\s)|\n")
_PLACE: Final = Text("{file}，{page}", "{file}, {page}")


def passages(
    evidence: Sequence[Mapping[str, Any]], audited: Audited, write: Writer
) -> tuple[Passage, ...]:
    """Return each quote in its clause; quotes of one clause are marked together, once."""
    languages = {file["name"]: file["language"] for file in audited.found["package"]["files"]}
    several = len(languages) > 1
    shown: list[Passage] = []
    taken: set[tuple[str, int]] = set()
    for one in evidence:
        if (one["file"], one["start"]) in taken:
            continue
        text = audited.texts.get(one["file"], "")
        language = languages.get(one["file"], write.language.value)
        place = write.page(one["page"])
        if several:
            place = write.say(_PLACE).format(file=one["file"], page=place)
        if text[one["start"] : one["end"]] != one["quote"]:
            shown.append(Passage(((one["quote"], True),), place, language))
            continue
        start, end = _clause(text, one["start"], one["end"])
        inside = [
            other
            for other in evidence
            if other["file"] == one["file"] and start <= other["start"] and other["end"] <= end
        ]
        taken |= {(other["file"], other["start"]) for other in inside}
        spans = sorted((other["start"], other["end"]) for other in inside)
        pieces, cut = _pieces(text, start, end, spans)
        shown.append(Passage(pieces, place, language, cut))
    return tuple(shown)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a quote, cut to what is shown of it."""
    earliest = max(0, start - _CLAUSE_MAX)
    # A little is read beyond, for what begins a clause is known by the words that follow.
    heads = _CLAUSE_START.finditer(text, earliest, start + _HEAD_MAX)
    begins = max((one.end() for one in heads if one.end() <= start), default=earliest)
    after = _CLAUSE_START.search(text, end)
    ends = after.start() if after else len(text)
    return _begin(text, begins, start), _finish(text, end, ends)


def _begin(text: str, begins: int, start: int) -> int:
    """Return where the words before a quote begin: behind a mark, not in the middle of a number."""
    if start - begins <= _AROUND_MAX:
        return begins
    marks = [found.end() for found in _MARK.finditer(text, start - _AROUND_MAX, start)]
    return marks[0] if marks else start


def _finish(text: str, end: int, ends: int) -> int:
    """Return where the words behind a quote end: behind a mark, not in the middle of a number."""
    if ends - end <= _AROUND_MAX:
        return ends
    marks = [found.end() for found in _MARK.finditer(text, end, end + _AROUND_MAX)]
    return marks[-1] if marks else end


def _pieces(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int]]
) -> tuple[tuple[tuple[str, bool], ...], int]:
    pieces: list[tuple[str, bool]] = []
    at, cut = start, 0
    for first, last in spans:
        if last <= at:
            continue
        first = max(first, at)
        pieces.append((text[at:first], False))
        quote = text[first:last]
        if len(quote) > _QUOTE_MAX:
            cut += len(quote) - 2 * _END
            quote = f"{quote[:_END]} […] {quote[-_END:]}"
        pieces.append((quote, True))
        at = last
    pieces.append((text[at:end], False))
    before, after = pieces[0][0].lstrip(), pieces[-1][0].rstrip()
    if start and text[start - 1] != "\n" and before:
        before = f"… {before}"
    if end < len(text) and after and text[end] != "\n":
        after = f"{after} …"
    pieces[0], pieces[-1] = (before, False), (after, False)
    return tuple((words, marked) for words, marked in pieces if words), cut
