"""Clauses of a searchable text, and the way from a match back to the words on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from contracts.model import Contract, Source
from contracts.structure.scope import denied
from core.patterns import words_of
from documents.matching import Searchable

_CLAUSE = words_of(r"[^。;\n]+(?:[。;]|$|(?=\n))")
_SENTENCE = words_of(
    r"[^;\n]+?(?:(?<!\b[Nn]o)(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)\.(?=\s+[A-Z\"“(]|\s*$|\n)|;|$|(?=\n))"
)
_ITEM = words_of(
    r"\s*(?:\(?[\da-z一二三四五六七八九十]{1,3}[).、]|[-*•·]|\d{1,2}\.)", re.IGNORECASE
)
_DENYING_LEAD = words_of(
    r"(?:不(?!限|超|低)[^,:。]{0,12}(?:下列|以下|如下)|(?:下列|以下|如下)[^,:。]{0,14}(?:不(?!限|超|低)|免))[^。]*:$"
    r"|\b(?:not|no|never|none)\b[^.:]{0,50}\b(?:following|these)\b[^.:]*:$"
    r"|\b(?:following|these)\b[^.:]{0,50}\b(?:not|never|waived|free)\b[^.:]*:$",
    re.IGNORECASE,
)
_LEAD_REACH = 1200  # characters; longer lists are asked item by item


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause or sentence: a stretch of the searchable text."""

    file: Searchable
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words, folded for matching."""
        return self.file.text[self.start : self.end]

    def source(self, start: int = 0, end: int | None = None) -> Source:
        """Return where a stretch of the clause stands in the document."""
        stop = self.end if end is None else self.start + end
        return source_of(self.file, self.start + start, stop)


def source_of(file: Searchable, start: int, end: int) -> Source:
    """Return where a stretch of searchable text stands in its document."""
    document = file.document
    first, last = file.original(start, end)
    return Source(
        file=document.name,
        page=document.page(first),
        start=first,
        end=last,
        quote=document.quote(first, last),
        box=document.box(first, last),
    )


def clauses(file: Searchable) -> tuple[Clause, ...]:
    """Split a text at full stops, semicolons and hard line ends."""
    spans = _spans(file.text, chinese=file.document.language == "zh")
    return tuple(Clause(file, start, end) for start, end in spans)


@lru_cache(maxsize=64)
def _spans(text: str, *, chinese: bool) -> tuple[tuple[int, int], ...]:
    """Split once what every question is put to again."""
    found = (_CLAUSE if chinese else _SENTENCE).finditer(text)
    return tuple(match.span() for match in found if match.group().strip())


def negated(text: str, start: int, end: int) -> bool:
    """Say whether what stands between the offsets is denied by the words around it.

    `contracts.structure.scope.scope_of` tells denials, exceptions and preservations apart.
    """
    return denied(text, start, end)


def find(contract: Contract, pattern: re.Pattern[str]) -> tuple[Source, ...]:
    """Return the clauses in which the pattern is affirmed, not denied.

    The files are those in force: alternatives nobody chose are not in them. A list below
    "以下费用均不收取:" or "the following are not charged:" is denied with its lead-in.
    """
    found: list[Source] = []
    for file in contract.files:
        for clause in clauses(file):
            text = clause.text
            matches = pattern.finditer(text)
            if any(not negated(text, one.start(), one.end()) for one in matches) and not (
                denied_by_lead(clause)
            ):
                found.append(clause.source())
    return tuple(found)


def denied_by_lead(clause: Clause) -> bool:
    """Say whether a clause is an item of a list whose lead-in denies all its items."""
    if _ITEM.match(clause.text) is None:
        return False
    before = clause.file.text[max(0, clause.start - _LEAD_REACH) : clause.start]
    colon = before.rfind(":")
    if colon < 0 or "。" in before[colon:]:
        return False
    rest = before[colon + 1 :]
    if any(line and _ITEM.match(line) is None for line in re.split(r"[;\n]", rest)):
        return False
    lead = before[: colon + 1]
    return _DENYING_LEAD.search(lead[max(lead.rfind(mark) for mark in "。;\n") + 1 :]) is not None
