"""Two versions of a contract: which words changed, which findings came or went."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from core.errors import InvalidInput

LINES_MAX: Final = 3_000
_WORDS: Final = re.compile(r"[A-Za-z]+|\d[\d,.]*\d|\s+|.", re.DOTALL)
_ALIKE: Final = 0.4  # lines less alike are one that went and one that came


class Change(StrEnum):
    """What became of a piece of text from the older version to the newer one."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one fate."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of both versions, or of one of them."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything of it is not the same in both."""
        return any(piece.change is not Change.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Findings:
    """What became of the findings, each in the form of the interface."""

    appeared: tuple[Mapping[str, Any], ...]
    vanished: tuple[Mapping[str, Any], ...]
    stayed: tuple[Mapping[str, Any], ...]


def compare_texts(older: str, newer: str) -> tuple[Line, ...]:
    """Return the lines of both versions in order; joined, each side gives its own text back.

    Raises:
        InvalidInput: there are more lines than can be compared.
    """
    before, after = older.split("\n"), newer.split("\n")
    if max(len(before), len(after)) > LINES_MAX:
        raise InvalidInput(f"at most {LINES_MAX} lines", str(max(len(before), len(after))))
    lines: list[Line] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            lines += [_whole(Change.SAME, text) for text in before[start:end]]
        else:
            lines += _replaced(before[start:end], after[new_start:new_end])
    return tuple(lines)


def compare_findings(
    older: Sequence[Mapping[str, Any]], newer: Sequence[Mapping[str, Any]]
) -> Findings:
    """Say which findings came and went; one is the same where its code is.

    Where a code stands several times, those with the same quotes are paired first.
    """
    left = list(older)
    stayed: list[Mapping[str, Any]] = []
    waiting: list[Mapping[str, Any]] = []
    for found in newer:
        twin = next((one for one in left if _named(one) == _named(found)), None)
        if twin is None:
            waiting.append(found)
        else:
            left.remove(twin)
            stayed.append(found)
    appeared: list[Mapping[str, Any]] = []
    for found in waiting:
        twin = next((one for one in left if one["id"] == found["id"]), None)
        if twin is None:
            appeared.append(found)
        else:
            left.remove(twin)
            stayed.append(found)
    return Findings(tuple(appeared), tuple(left), tuple(stayed))


def _named(found: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    return found["id"], tuple(evidence["quote"] for evidence in found["evidence"])


def _whole(change: Change, text: str) -> Line:
    return Line((Piece(change, text),))


def _replaced(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """Pair lines that are alike, in their order; the rest went or came."""
    lines: list[Line] = []
    waiting = list(after)
    for text in before:
        place = next((n for n, new in enumerate(waiting) if _alike(text, new)), None)
        if place is None:
            lines.append(_whole(Change.GONE, text))
            continue
        lines += [_whole(Change.NEW, new) for new in waiting[:place]]
        lines.append(_within(text, waiting[place]))
        waiting = waiting[place + 1 :]
    return lines + [_whole(Change.NEW, new) for new in waiting]


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def _within(older: str, newer: str) -> Line:
    """Compare two lines word by word; Chinese letter by letter, numbers whole."""
    before, after = _WORDS.findall(older), _WORDS.findall(newer)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Change.SAME, "".join(before[start:end])))
            continue
        for change, text in (
            (Change.GONE, "".join(before[start:end])),
            (Change.NEW, "".join(after[new_start:new_end])),
        ):
            if text:
                pieces.append(Piece(change, text))
    return Line(tuple(pieces))
