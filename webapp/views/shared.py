"""The small nouns that many pages show: links, tags, notices, money lines, pages of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.money import Money
from core.text import Text


class Tone(StrEnum):
    """What a tag or notice means; each has its colour and its shape, never colour alone."""

    DANGER = "danger"  # harm: a triangle
    WARN = "warn"  # needs attention: a disc
    OK = "ok"  # done, safe: a square
    INFO = "info"  # a fact, or something you can do: a diamond
    QUIET = "quiet"  # off, past, not started: a ring


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere."""

    label: Text
    href: str


@dataclass(frozen=True, slots=True)
class FormButton:
    """One button that sends one form: its word, where it posts, what it sends along."""

    label: Text
    action: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in one word."""

    word: Text
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Notice:
    """A message that stands above a page's content."""

    tone: Tone
    title: Text
    body: Text | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision came out as it did, and what would change it.

    Args:
        title: the reason in one phrase.
        detail: the fact behind it.
        change: what the person could do or correct; None when nothing would help.
    """

    title: Text
    detail: Text
    change: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of something that takes time: done at an instant, under way, or still ahead.

    Args:
        proof: leads to the proof that it was recorded so.
        done: whether it is done, where nobody noted when.
    """

    title: Text
    at: datetime | None = None
    detail: Text | None = None
    under_way: bool = False
    proof: Link | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of a money table: what, how much, and a remark."""

    label: Text
    amount: Money
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a long list one page stands; cursors, so that nothing is skipped.

    Args:
        total: how many there are; None when they are not counted.
        earlier: the address of the page before; "" on the first.
        later: the address of the page after; "" on the last.
    """

    total: int | None = None
    earlier: str = ""
    later: str = ""


ONE_PAGE = Pages()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several filters, tabs or options, and whether it is the present one."""

    label: Text
    href: str
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a form; `field` is "" when it is about the whole form."""

    field: str
    message: Text
