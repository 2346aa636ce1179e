"""A borrower's decision: what came out, why, what would change it, and a person to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from core.money import Money
from core.text import Text
from webapp.views.shared import FormButton, Link, Reason, Step, Tag


class Standing(StrEnum):
    """How an application stands, for the one who asked."""

    APPROVED = "approved"
    DECLINED = "declined"
    REFERRED = "referred"  # a person looks at it
    PAUSED = "paused"  # waits for the borrower's own choice
    WAITING = "waiting"  # waits for something else
    CANCELLED = "cancelled"  # taken back by its borrower


@dataclass(frozen=True, slots=True)
class Paused:
    """Why an application waits for its borrower.

    Args:
        purpose: the consent it needs.
        explanation: what was withdrawn, and that nothing is declined for it.
        resume: gives the consent again.
        leave: ends the application; of the same weight.
    """

    purpose: Text
    explanation: Text
    resume: FormButton
    leave: FormButton


@dataclass(frozen=True, slots=True)
class Together:
    """What stands about borrowing with somebody.

    Args:
        words: how it stands.
        until: until when the code can be used; None where none is out.
        ask: asks somebody; None where it cannot be done now.
        alone: ends the waiting; None where nobody is waited for.
    """

    words: Text
    until: datetime | None = None
    ask: FormButton | None = None
    alone: FormButton | None = None


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision.

    Args:
        title: what came out, in one sentence.
        lead: what that means now.
        decided_by: "automatically" or "by a person", and under which policy.
        amount: what was asked for or granted.
        reasons: the principal reasons, at most four.
        used: which data was used, in plain words.
        not_used: what was not used although it exists (sex, marriage, withdrawn data).
        ask_person: asks for a person; None once asked.
        asked_at: when a person was asked for.
        cancel: takes the application back; None when it is decided.
        documents: the notice, the statement, the proof.
        together: how it stands with whoever borrows too.
    """

    template: ClassVar[str] = "decision.html"

    standing: Standing
    title: Text
    lead: Text
    lender: Text
    reference: str
    amount: Money
    decided_at: datetime | None = None
    decided_by: Text | None = None
    reasons: tuple[Reason, ...] = ()
    used: tuple[Text, ...] = ()
    not_used: tuple[Text, ...] = ()
    paused: Paused | None = None
    ask_person: FormButton | None = None
    asked_at: datetime | None = None
    cancel: FormButton | None = None
    steps: tuple[Step, ...] = ()
    documents: tuple[Link, ...] = ()
    next_step: Link | None = None
    together: Together | None = None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One application in the borrower's list."""

    href: str
    lender: Text
    amount: Money
    asked_at: datetime
    state: Tag


@dataclass(frozen=True, slots=True)
class MyDecisionsPage:
    """All applications of one borrower, newest first."""

    template: ClassVar[str] = "my_decisions.html"

    decisions: tuple[DecisionLine, ...]
