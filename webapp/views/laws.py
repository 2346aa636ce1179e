"""Rows of law as a lender sees them: read, unverified or confirmed, and what a change would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from core.text import Text
from webapp.views.shared import FormButton, Problem, Tag


@dataclass(frozen=True, slots=True)
class LawLine:
    """One row of law; `line` is the reference line that hangs on it, in percent a year."""

    href: str
    code: str
    citation: Text
    since: date | None
    until: date | None
    state: Tag
    line: str = ""


@dataclass(frozen=True, slots=True)
class LawsPage:
    """The rows of law that findings rest on."""

    template: ClassVar[str] = "laws.html"

    title: Text
    rows: tuple[LawLine, ...]


@dataclass(frozen=True, slots=True)
class AttachedText:
    """A text of law that the lender's counsel attached.

    Args:
        answers: yes and no of the second person; empty for everybody else.
    """

    words: str
    source: str
    state: Tag
    said: Text
    attached_at: datetime
    answers: tuple[FormButton, ...] = ()


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One question of one form before and after; the words are what a departure says."""

    code: str
    title: Text
    effect: Tag
    before: Text
    after: Text
    words: Text | None


@dataclass(frozen=True, slots=True)
class AffectedLine:
    """One form of one offer whose verdict changes."""

    product: Text
    href: str
    form: str
    use: Text
    differences: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """A change to work out; entries as they were sent."""

    action: str
    has_line: bool
    on: str
    percent: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class LawPage:
    """One row of law.

    Args:
        attach: where a text may be attached; "" where none may.
        asked: how many forms of offers were asked; None while no change was worked out.
        not_asked: forms that cannot be filled with their offer's numbers any more.
    """

    template: ClassVar[str] = "law.html"

    row: LawLine
    source: Text
    texts: tuple[AttachedText, ...] = ()
    attach: str = ""
    change: ChangeForm | None = None
    asked: int | None = None
    outcome: Text | None = None
    affected: tuple[AffectedLine, ...] = ()
    not_asked: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    words: str = ""
    words_source: str = ""
