"""Two versions of a form: the words that changed, the findings that came and went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.text import Text
from webapp.views.documents import Finding
from webapp.views.shared import Link, Problem


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line: pieces of "same", "gone" or "new" and their text."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def changed(self) -> bool:
        """Whether anything of it came or went."""
        return any(change != "same" for change, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two forms or packages beside each other.

    Args:
        action: where the form asks for `one` and `other`.
        options: key and word of all there is to compare.
        entered: what was asked for.
        title: the answer in one sentence.
        one: the older; None while nothing was compared.
        changed: how many lines are not the same.
        appeared: findings that only the newer has.
        vanished: findings that only the older has.
        stayed: titles of those in both.
    """

    template: ClassVar[str] = "comparison.html"

    action: str
    options: tuple[tuple[str, Text], ...]
    entered: tuple[tuple[str, str], ...]
    title: Text
    back: Link
    one: Link | None = None
    other: Link | None = None
    lines: tuple[ComparedLine, ...] = ()
    changed: int = 0
    appeared: tuple[Finding, ...] = ()
    vanished: tuple[Finding, ...] = ()
    stayed: tuple[Text, ...] = ()
    problems: tuple[Problem, ...] = ()
