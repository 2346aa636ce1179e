"""A borrower's data: who may use it for what, what stopped, who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from core.text import Text
from webapp.views.receipts import ReceiptLine
from webapp.views.shared import Choice, FormButton, Link, Notice, Tag
from webapp.views.told import HeldLine, ToldLine


class PurposeState(StrEnum):
    """How a purpose stands for one person."""

    ON = "on"  # agreed, in use
    OFF = "off"  # never agreed, or withdrawn
    PAUSED = "paused"  # agreed, and resting for now
    STALE = "stale"  # agreed to a notice that has changed since
    EXPIRED = "expired"  # the agreed time has run out
    ALWAYS = "always"  # rests on law or contract: no switch, but objection and insight


@dataclass(frozen=True, slots=True)
class PurposeCard:
    """One purpose in plain words, with its one switch.

    Args:
        code: the purpose's code, posted as `purpose`.
        title: what it is called.
        what_for: what the data is used for.
        recipients: who gets it.
        data: which data, in plain words.
        basis: what it rests on, as a tag ("needs your written consent").
        basis_source: the law's article; None where none is verified.
        state: how it stands.
        until: the last day; None when it ends with the contract or never began.
        times: how often it may be used, in words; None when not limited.
        consequence: what switching it off (or leaving it off) means.
        rest: pauses or resumes, beside the switch; None where there is nothing to pause.
        not_asked_until: the day before which a no is not asked again; None where it may be.
        switch_action: where the switch posts `purpose` and `choice` (on or off); "" for none.
        receipt: the receipt of the last change.
        notice: the lender's full notice; None when the lender has published none.
        notice_version: its version.
        notice_sha256: over both wordings; posted with a yes, and kept with it.
    """

    code: str
    title: Text
    what_for: Text
    recipients: tuple[Text, ...]
    data: tuple[Text, ...]
    basis: Tag
    state: PurposeState
    consequence: Text
    basis_source: Text | None = None
    until: date | None = None
    times: Text | None = None
    rest: FormButton | None = None
    not_asked_until: date | None = None
    switch_action: str = ""
    receipt: Link | None = None
    notice: Text | None = None
    notice_version: int = 0
    notice_sha256: str = ""


@dataclass(frozen=True, slots=True)
class DataRead:
    """One look at a person's data: when, who (by role, never by name), and why."""

    at: datetime
    who: Text
    why: Text


@dataclass(frozen=True, slots=True)
class MyDataPage:
    """Who may use my data.

    Args:
        lender: whose cards these are.
        lenders: the lenders one has to do with, as links.
        purposes: the cards, those with a switch first.
        end_all: the one button that ends all that is not necessary; None when none is on.
        reads: the latest looks at the data.
        reads_total: how many looks there were in all.
        reads_href: the full list.
        rights: copy, correct, erase, ask for an explanation.
        notice: what just happened, if anything.
        partial: what could not be loaded; the rest of the page stands.
        receipts: the latest receipts at this lender.
        receipts_href: all of them.
        told: the latest that recipients were told and answered.
        told_href: all of it.
    """

    template: ClassVar[str] = "my_data.html"

    lender: Text
    purposes: tuple[PurposeCard, ...]
    lenders: tuple[Choice, ...] = ()
    end_all: FormButton | None = None
    reads: tuple[DataRead, ...] = ()
    reads_total: int = 0
    reads_href: str = ""
    rights: tuple[Link, ...] = ()
    notice: Notice | None = None
    partial: Text | None = None
    receipts: tuple[ReceiptLine, ...] = ()
    receipts_href: str = ""
    told: tuple[ToldLine, ...] = ()
    told_href: str = ""

    @property
    def in_use(self) -> int:
        """How many switches are on."""
        return sum(card.state is PurposeState.ON for card in self.purposes)

    @property
    def switched_off(self) -> int:
        """How many switches are off or have run out."""
        off = {
            PurposeState.OFF,
            PurposeState.EXPIRED,
            PurposeState.STALE,
            PurposeState.PAUSED,
        }
        return sum(card.state in off for card in self.purposes)


@dataclass(frozen=True, slots=True)
class Told:
    """A recipient that was told to stop: who, how it stands, and until when it must answer."""

    who: Text
    state: Tag
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Continuing:
    """A use that goes on, and why it may."""

    title: Text
    why: Text


@dataclass(frozen=True, slots=True)
class StoppedPage:
    """What a withdrawal did.

    Args:
        stopped: the purposes that ended.
        effective_at: since when no use is possible.
        took_ms: from the request's arrival to the effect, in milliseconds.
        told: who was told, and how each stands.
        told_href: the same with every step.
        held: what the lenders themselves still hold of it.
        goes_on: what continues, and on what basis.
        paused: applications that wait until the person decides; none is declined for it.
        undo: gives the same purposes back, as easily as they were taken.
        receipt: the receipt to keep.
        back_href: back to the cards.
    """

    template: ClassVar[str] = "stopped.html"

    stopped: tuple[Text, ...]
    effective_at: datetime
    took_ms: int
    told: tuple[Told, ...] = ()
    told_href: str = ""
    held: tuple[HeldLine, ...] = ()
    goes_on: tuple[Continuing, ...] = ()
    paused: tuple[Link, ...] = ()
    undo: FormButton | None = None
    receipt: Link | None = None
    back_href: str = "/my-data"


@dataclass(frozen=True, slots=True)
class ReadsPage:
    """Every look at a person's data, newest first."""

    template: ClassVar[str] = "reads.html"

    reads: tuple[DataRead, ...]
    earlier_href: str = ""
    later_href: str = ""
    back_href: str = "/my-data"
