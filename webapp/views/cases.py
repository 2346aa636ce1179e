"""A lender's decisions: the list, and one case with person and machine side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.money import Money, Rate
from core.text import Text
from webapp.views.shared import ONE_PAGE, Choice, Link, Notice, Pages, Problem, Reason, Step, Tag


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One row of the list; `applicant` is masked already.

    Args:
        took_ms: from request to decision; None while it waits.
        attention: why someone should look; None when nobody need.
    """

    href: str
    reference: str
    received_at: datetime
    applicant: str
    product: Text
    amount: Money
    months: int
    rate: Rate | None
    credit: Tag
    fraud: Tag
    outcome: Tag
    took_ms: int | None = None
    attention: Text | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure above a list: its name, its value in words, and a remark."""

    label: Text
    value: str
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """A lender's decisions.

    Args:
        title: what is true now ("7 cases wait for a person").
        as_of: when the list was read.
        rate_method: the method the rates are worked out by, named once in the table's head.
        filters: by outcome; links.
    """

    template: ClassVar[str] = "decisions.html"

    title: Text
    as_of: datetime
    rate_method: Text
    rows: tuple[CaseLine, ...]
    filters: tuple[Choice, ...] = ()
    tallies: tuple[Tally, ...] = ()
    pages: Pages = ONE_PAGE


@dataclass(frozen=True, slots=True)
class Score:
    """One score of the machine.

    Args:
        label: credit, fraud, names.
        value: such as "612 points" or "3.1 %".
        band: the band it falls in.
        position: where it lies from 0 (harm) to 1 (safe); None when there is no scale.
        source: the model or rules and their version.
        trained_on: the data a model was trained on; None for rules.
        details: what it rests on, line by line: each rule that fired with its values.
    """

    label: Text
    value: Text
    band: Tag
    source: Text
    position: float | None = None
    trained_on: Text | None = None
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class MaskedField:
    """One field of the application as a reviewer may see it.

    Args:
        label: such as Resident ID.
        value: masked already.
        purpose: under which purpose it may be seen.
        refused: why it may not be seen; then `value` is "".
    """

    label: Text
    value: str
    purpose: Text
    refused: Text | None = None


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """What a reviewer decides.

    Args:
        action: where the form posts `outcome`, `reason`, `words`, `version`.
        version: the case's version, so that a stale page cannot decide.
        outcomes: value and word, all of the same weight, none chosen.
        reasons: value and word of the reasons one may give.
        second_person: said when another person must agree; None when not.
        outcome: what was chosen before the form came back; "" at first.
        reason: the same.
        words: what was written before the form came back.
    """

    action: str
    version: int
    outcomes: tuple[tuple[str, Text], ...]
    reasons: tuple[tuple[str, Text], ...]
    second_person: Text | None = None
    problems: tuple[Problem, ...] = ()
    outcome: str = ""
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case.

    Args:
        title: what is true ("The machine refers this case: fraud band is suspect").
        outcome: how it stands.
        machine_outcome: what the machine came to, and by which row of the decision table.
        person_outcome: what a person decided; None while open.
        review: the form; None when nobody need or may decide.
        joint: the other parts, where the loan is of several borrowers; one answer serves all.
        paused: said when the borrower withdrew what the case needs, or the case moved meanwhile.
    """

    template: ClassVar[str] = "case.html"

    reference: str
    title: Text
    outcome: Tag
    received_at: datetime
    product: Text
    amount: Money
    months: int
    machine_outcome: Tag
    machine_rule: Text
    machine_at: datetime | None = None
    machine_took_ms: int | None = None
    scores: tuple[Score, ...] = ()
    reasons: tuple[Reason, ...] = ()
    fields: tuple[MaskedField, ...] = ()
    consents: tuple[tuple[Text, Tag], ...] = ()
    contract_findings: tuple[Link, ...] = ()
    rates: tuple[tuple[Text, Rate], ...] = ()
    person_outcome: Tag | None = None
    person_words: str = ""
    review: ReviewForm | None = None
    paused: Notice | None = None
    steps: tuple[Step, ...] = ()
    proof: Link | None = None
    joint: tuple[Link, ...] = ()
    list_href: str = "/decisions"
