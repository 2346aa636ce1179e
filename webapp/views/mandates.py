"""People who help, and people one helps: mandates, the code, and what a helper sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.text import Text
from webapp.views.mydata import DataRead
from webapp.views.shared import FormButton, Link, Notice, Problem, Tag


@dataclass(frozen=True, slots=True)
class MandateLine:
    """One mandate of a list.

    Args:
        named: what this side calls the other.
        rights: what the helper may do, in words.
        until: when it runs out, or until when its code can be used; when it ended, where it has.
        ended: whether nothing can be seen under it any more.
        open: leads to the data; None on the side of whom is helped, or where it has ended.
        end: ends it; None where nothing is left to end.
        did: what the helper stopped, newest first.
    """

    named: str
    rights: Text
    state: Tag
    until: datetime
    ended: bool = False
    open: Link | None = None
    end: FormButton | None = None
    did: tuple[tuple[datetime, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class HelpersPage:
    """Who helps me, with what and until when; `new_href` is "" while no more may be asked."""

    template: ClassVar[str] = "helpers.html"

    lines: tuple[MandateLine, ...]
    new_href: str
    back_href: str
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class NewHelperPage:
    """The form of a mandate."""

    template: ClassVar[str] = "new_helper.html"

    action: str
    back_href: str
    days: tuple[tuple[str, Text], ...]
    rights: tuple[tuple[str, Text], ...]
    entered: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpingPage:
    """Whom I help, and where to enter a code."""

    template: ClassVar[str] = "helping.html"

    lines: tuple[MandateLine, ...]
    action: str
    entered: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class HelpedPurpose:
    """One use of somebody's data as their helper sees it; the buttons only where they may stop."""

    title: Text
    what_for: Text
    recipients: tuple[Text, ...]
    data: tuple[Text, ...]
    state: Tag
    consequence: Text
    stop: FormButton | None = None
    rest: FormButton | None = None


@dataclass(frozen=True, slots=True)
class HelpedPage:
    """Who may use the data of somebody one helps, lender by lender, and who looked."""

    template: ClassVar[str] = "helped.html"

    named: str
    until: datetime
    may_stop: bool
    lenders: tuple[tuple[Text, tuple[HelpedPurpose, ...]], ...]
    reads: tuple[DataRead, ...]
    back_href: str
    notice: Notice | None = None
