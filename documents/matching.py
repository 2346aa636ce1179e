"""A second writing of a text that is easy to search, with the way back to every place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from documents.model import Document, Format

_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_WRAPPED = frozenset(
    {Format.PDF, Format.TEXT, Format.MARKDOWN, Format.IMAGE}
)  # lines break where paper ends
_FULL = 0.75  # a line shorter than that of the longest ends its clause
_PAPER_WIDE = 160  # half-width columns; longer lines are not broken by paper
_FRACTIONS = {
    "½": ".5",
    "¼": ".25",
    "¾": ".75",
    "⅛": ".125",
    "⅜": ".375",
    "⅝": ".625",
    "⅞": ".875",
}
_KEPT = frozenset("⅓⅔⅕⅖⅗⅘⅙⅚¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁄")
_INVISIBLE = "\u200b\ufeff\u00ad"
_DRAWN = "|*`"  # how Markdown draws tables and emphasis
_ENDS = frozenset("。;；:：.!?！？")
_UNIT = r"(?!\s*(?:[%‰倍万元年月日天个期]|days?\b|weeks?\b|months?\b|years?\b|percent\b|per\b))"
_HEADING = re.compile(
    rf"""\s*(?:
        第[一二三四五六七八九十百零〇\d]{{1,5}}(?:条|章|节|部分)
      | [一二三四五六七八九十]{{1,3}}[、.．]
      | [(（](?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})[)）]
      | \d{{1,2}}(?:[.．]\d{{1,2}}){{0,3}}[.．、)）]{_UNIT}
      | \d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}\s{_UNIT}
      | \d{{1,2}}\s+(?=[A-Z][a-z])
      | [①-⑳⑴-⒇⒈-⒛☐☑☒□√✓✔]
      | [A-Ha-h][.、)）]\s?
      | \#{{1,6}}\s | [-*•·]\s
      | [\u4e00-\u9fff]{{2,8}}(?:[(（][^)）\n]{{1,12}}[)）])?[:：](?=.) | [A-Z][A-Za-z -]{{2,24}}:\s
      | (?:选项|方式|方案|附件|附表|附录)[一二三四五六七八九十壹贰叁肆伍\d]
      | (?:Section|Article|Clause|Part|Annex|Schedule|Appendix|Exhibit|Option)\s+[\dA-Z]
    )""",
    re.VERBOSE,
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
        source = self.document.text
        while start < end and _is_gap(source[self.places[start]]):
            start += 1
        while end > start and _is_gap(source[self.places[end - 1]]):
            end -= 1
        if start >= end:
            at = self.places[start] if start < len(self.places) else len(self.document.text)
            return at, at
        return self.places[start], self.places[end - 1] + 1

    def without(self, spans: Iterable[tuple[int, int]]) -> Searchable:
        """Return the same words less the given spans; every place still leads back.

        Args:
            spans: offsets into `text`, in any order; they may overlap.
        """
        kept: list[str] = []
        places: list[int] = []
        at = 0
        for start, end in (*sorted(spans), (len(self.text), len(self.text))):
            if start > at:
                kept.append(self.text[at:start])
                places.extend(self.places[at:start])
            at = max(at, end)
        return Searchable(self.document, "".join(kept), tuple(places))

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `text` for a span of the document; blanks at its ends are lost."""
        return bisect_left(self.places, start), bisect_left(self.places, end)


def searchable(document: Document) -> Searchable:
    """Return the searchable writing of a document; nothing is lost but blanks."""
    source = document.text
    wraps = document.format in _WRAPPED
    full = _full_line(source) if wraps else 0
    out: list[str] = []
    places: list[int] = []
    index = 0
    drawn = _DRAWN if document.format is Format.MARKDOWN else ""
    while index < len(source):
        after = index
        while after < len(source) and (_is_blank(source[after]) or source[after] in drawn):
            after += 1
        if after > index:
            blank = _blank(source, index, after, full)
            if blank and out:
                out.append(blank)
                places.append(index)
            index = after
            continue
        for piece in _folded(source, index):
            if not piece.isspace():
                out.append(piece)
                places.append(index)
        index += 1
    return Searchable(document, "".join(out), tuple(places))


def _folded(source: str, index: int) -> str:
    """Fold one character; a fraction or a raised digit never runs into the number before it."""
    letter = source[index]
    if letter in _FRACTIONS:
        before = source[index - 1] if index else ""
        return ("" if before.isdigit() else "0") + _FRACTIONS[letter]
    if letter in _KEPT:
        return letter
    return unicodedata.normalize("NFKC", letter)


def _is_gap(character: str) -> bool:
    """What never begins or ends a quotation: blanks, and lines drawn between cells."""
    return _is_blank(character) or character == "|"


def _is_blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


def _width(line: str) -> int:
    return sum(2 if _CHINESE.match(letter) else 1 for letter in line)


def _full_line(source: str) -> int:
    """Return the width from which a line counts as full: what follows it may belong to it."""
    widths = sorted(_width(line) for line in source.split("\n"))
    longest = widths[int(len(widths) * 0.98)] if widths else 0
    return int(longest * _FULL) if longest <= _PAPER_WIDE else 0


def _blank(source: str, start: int, end: int, full: int) -> str:
    """Say what a run of blanks means: a clause ends, words part, or nothing."""
    run = source[start:end]
    if "\n" in run and "|" in run:
        return "\n"
    before = source[start - 1] if start else ""
    after = source[end] if end < len(source) else ""
    if "\n" in run and (
        full == 0
        or run.count("\n") > 1
        or before in _ENDS
        or _HEADING.match(source, end) is not None
        or _width(source[source.rfind("\n", 0, start) + 1 : start]) < full
    ):
        return "\n"
    if ("\t" in run or "|" in run) and before and after and before not in _ENDS:
        return ":"  # one cell of a table and the next: what it is, and how much
    if _CHINESE.match(before) or _CHINESE.match(after):
        return ""
    return " " if before and after else ""
