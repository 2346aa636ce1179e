"""The nouns of an application: what is asked for, the case, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from consent.model import Permitted, Refused
from core.money import Money, Rate
from core.text import Language, Text
from scoring.model import CreditScore, FraudScore, Match


class Channel(StrEnum):
    """By which door an application came."""

    PAGE = "page"
    LARGE_TYPE_PAGE = "large_type_page"
    API = "api"


class State(StrEnum):
    """Where an application stands."""

    WAITING = "waiting"  # for the credit report, or to be decided
    PAUSED = "paused"  # for a permission the person has not given or took back
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What a decision says to do."""

    APPROVE = "approve"
    REFER = "refer"
    DECLINE = "decline"
    PAUSE = "pause"


class NamesBand(StrEnum):
    """Whether a watchlist has a name near enough for a person to look."""

    CLEAR = "clear"
    RESEMBLES = "resembles"
    UNSETTLED = "unsettled"  # the name, or a part of it, is in letters that no list is read in


@dataclass(frozen=True, slots=True)
class Product:
    """What a lender offers, in the words of its shelf."""

    id: UUID
    organisation_id: UUID
    code: str
    name: Text
    scenario: str


class LateBase(StrEnum):
    """What a late instalment's daily rate is taken of."""

    OVERDUE = "overdue"  # of what is late
    LOAN = "loan"  # of all that was lent


@dataclass(frozen=True, slots=True)
class FeeName:
    """How a contract calls a fee, and who receives it, as printed."""

    label: Text
    payee: str


@dataclass(frozen=True, slots=True)
class FormVersion:
    """One version of a lender's contract form.

    Args:
        name: what the lender calls it, such as "cash-2026".
        version: from 1.
        language: what it is written in.
        text: HTML with the marks that `contracts.filling` fills.
        upfront_fee: how it calls what is withheld; None where nothing is.
        monthly_fee: how it calls what comes with each instalment; None where nothing does.
        late_on: what the daily rate of lateness is taken of.
    """

    name: str
    version: int
    language: Language
    text: str
    upfront_fee: FeeName | None = None
    monthly_fee: FeeName | None = None
    late_on: LateBase = LateBase.OVERDUE

    @property
    def sha256(self) -> str:
        """Of the text, as it is published."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Offer:
    """The numbers of a product: what may be lent, for how long, and at what cost.

    Args:
        monthly_rate: interest a month on what is owed, as a fraction.
        upfront_fee: withheld from the payout, as a fraction of the amount.
        monthly_fee: added to each instalment, as a fraction of the amount.
        late_daily_rate: on an instalment that is late, a day, as a fraction.
        stated_apr: the yearly rate the contract states; None when it states none.
        jurisdiction: whose law the lender is under, as the organisation says.
        form: what its contracts are written by.
    """

    id: UUID
    organisation_id: UUID
    product: Product
    lender: Text
    lender_type: str
    jurisdiction: str
    code: str
    at_least: Money
    at_most: Money
    months: int
    monthly_rate: Decimal
    upfront_fee: Decimal
    monthly_fee: Decimal
    late_daily_rate: Decimal
    stated_apr: Rate | None
    form: FormVersion

    @property
    def form_version(self) -> int:
        """The number of its form's version."""
        return self.form.version


@dataclass(frozen=True, slots=True)
class ContractForm:
    """One version of a contract form with its audit, and an offer that is made with it.

    Args:
        audit: in the form of the interface; empty where the form was never audited.
    """

    id: UUID
    offer: Offer
    audit: Mapping[str, Any]
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, as they say; never logged, never in a fact."""

    name: str
    id_number: str
    phone: str
    monthly_income: Money
    use: str
    note: str = ""
    device: str = ""
    address: str = ""  # the network address it came from
    student: bool | None = None  # at a school or university now; None where nobody was asked


@dataclass(frozen=True, slots=True)
class Submission:
    """One application as it is handed in.

    Args:
        offer_code: the lender's code of the offer.
        agreed: (purpose, SHA-256 of the notice shown), each said yes to by itself.
        credit_report: the columns of the credit report, where the lender has it already.
        contract: name and bytes of a contract that comes along, where one does.
        refused: purposes said no to, each by itself.
        key: becomes the application's id, so that handing in twice is handing in once.
        joins: the code of the joint loan it is a part of; "" for a loan of one's own.
    """

    offer_code: str
    amount: Money
    months: int
    applicant: Applicant
    agreed: tuple[tuple[str, str], ...]
    channel: Channel
    language: str
    credit_report: Mapping[str, float | int] | None = None
    contract: tuple[str, bytes] | None = None
    refused: tuple[str, ...] = ()
    key: UUID | None = None
    joins: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """An application without personal data."""

    id: UUID
    organisation_id: UUID
    subject_id: UUID
    reference: str
    offer_id: UUID
    amount: Money
    months: int
    channel: Channel
    state: State
    paused_for: str | None
    version: int
    created_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """The blind keys velocity is counted by; never the numbers themselves."""

    phone: str
    device: str
    address: str
    subject: str


@dataclass(frozen=True, slots=True)
class Case:
    """All a decision is thought out from, read in one transaction.

    Args:
        epoch: the subject's epoch when the case was read; withdrawal and freeze raise it.
        permissions: the gate's answer for every purpose of the act.
        credit_report: None while none has come, and where it may not be read.
        human_only: the person wants no decision that the machine makes alone.
    """

    application: Application
    offer: Offer
    epoch: int
    permissions: tuple[Permitted | Refused, ...]
    applicant: Applicant
    keys: Counts
    credit_report: Mapping[str, float | int] | None
    human_only: bool = False


@dataclass(frozen=True, slots=True)
class DecisionReason:
    """One specific reason, in both languages, with the part of the road it comes from."""

    code: str
    source: str  # credit | fraud | names | contract | permission | joint
    text: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the machine came to, and all it rests on.

    Args:
        action: what is to be done.
        paused_for: the purpose a permission is missing for, when it pauses.
        names_band: what the watchlists say of the name; None where they were not asked.
        rates: yearly rate by standard code, rounded as that standard says.
        findings: codes of the contract findings that hold for these numbers.
        note_warnings: kinds of sensitive data the note holds though nobody needs them.
    """

    action: Action
    reasons: tuple[DecisionReason, ...]
    policy: str
    paused_for: str | None = None
    credit: CreditScore | None = None
    fraud: FraudScore | None = None
    names: tuple[Match, ...] = ()
    names_band: NamesBand | None = None
    rates: tuple[tuple[str, str], ...] = ()
    findings: tuple[str, ...] = ()
    note_warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A person's look at a case."""

    id: UUID
    asked_by: str
    asked_at: datetime
    officer_id: UUID | None
    action: Action | None
    note_masked: str | None
    decided_at: datetime | None
