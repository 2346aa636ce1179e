"""Clauses of a searchable text, and the way from a match back to the words on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contracts.model import Contract, Source
from documents.matching import Searchable

_CLAUSE = re.compile(r"[^。;\n]+(?:[。;]|$|(?=\n))")
_SENTENCE = re.compile(r"[^;\n]+?(?:\.(?=\s+[A-Z\"“(]|\s*$|\n)|;|$|(?=\n))")
_NOT = re.compile(
    r"(?:不(?!可撤销|可撤回|限于|低于|高于|超过|少于|足|同|管|论|定期|按|经|及时|另行通知|得拒绝|得撤)"
    r"|无(?!论|条件|息)|免(?:予|除|收)|没有|禁止|严禁|未经|未(?=授权|收集|读取|收取|约定))"
    r"[^。;,\n]{0,12}$"
    r"|\b(?:no|not(?! paid| pay | received| made| more than| less than)|never|without|neither|nor"
    r"|none|free of|cannot|waives?)\b[^.;,\n]{0,40}$",
    re.IGNORECASE,
)
_NOTHING_AFTER = re.compile(
    r"^[^。;,\n]{0,12}?(?::|为|:)?\s*(?:无|不收取|免收|(?<![\d.,])0(?:\.0+)?元|none\b|nil\b)", re.I
)


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
    pattern = _CLAUSE if file.document.language == "zh" else _SENTENCE
    found = (Clause(file, match.start(), match.end()) for match in pattern.finditer(file.text))
    return tuple(clause for clause in found if clause.text.strip())


def negated(text: str, start: int, end: int) -> bool:
    """Say whether what stands between the offsets is denied by the words around it."""
    before = text[max(0, start - 60) : start]
    return bool(_NOT.search(before)) or bool(_NOTHING_AFTER.match(text[end:]))


def find(contract: Contract, pattern: re.Pattern[str]) -> tuple[Source, ...]:
    """Return the clauses in which the pattern is affirmed, not denied."""
    found: list[Source] = []
    for file in contract.files:
        for clause in clauses(file):
            text = clause.text
            match = next(
                (m for m in pattern.finditer(text) if not negated(text, m.start(), m.end())), None
            )
            if match is not None:
                found.append(clause.source())
    return tuple(found)
