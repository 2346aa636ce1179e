"""Who was told of a person's choices, what each answered, and what is kept all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from core.text import Text
from webapp.views.shared import Choice, Link, Step, Tag


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What a recipient keeps although it was to delete: which data, by which rule, until when.

    Args:
        rule: as the recipient wrote it, in its own language.
    """

    data: Text
    rule: str
    until: date


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One recipient and one change: what it was asked, how it stands, step by step.

    Args:
        who: the recipient.
        purpose: of the consent that changed.
        asked: what it was asked to do.
        state: how it stands now.
        steps: told, acknowledged, deleted; empty where the change is an old one.
        kept: what it keeps by a rule.
        proof: of what was last recorded about it.
        alarm_since: since when it counts as late where the regulator looks; None where it never
            did.
    """

    who: Text
    purpose: Text
    asked: Text
    at: datetime
    state: Tag
    steps: tuple[Step, ...] = ()
    kept: tuple[KeptLine, ...] = ()
    proof: Link | None = None
    alarm_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class HeldLine:
    """What the lender itself still holds of data whose consent has ended.

    Args:
        uses: what it may still be used for; None where nothing is left and nobody reads it.
        longest: the use it is kept longest for, for how long at most, by which law.
    """

    data: Text
    uses: Text | None = None
    longest: Text | None = None


@dataclass(frozen=True, slots=True)
class ToldPage:
    """Who was told of one's choices at one lender.

    Args:
        lines: the newest change with each recipient of each purpose.
        earlier: what is overtaken by those.
        held: what the lender itself still holds of what was taken back.
    """

    template: ClassVar[str] = "told.html"

    lender: Text
    lines: tuple[ToldLine, ...] = ()
    earlier: tuple[ToldLine, ...] = ()
    held: tuple[HeldLine, ...] = ()
    lenders: tuple[Choice, ...] = ()
    back_href: str = "/my-data"
