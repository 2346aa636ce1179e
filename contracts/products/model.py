"""The nouns around a lender's product: findings that have an owner, and whoever sells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from contracts.answers import Severity
from core.money import Money
from core.text import Language, Text


class FindingState(StrEnum):
    """Where a finding on a form stands."""

    OPEN = "open"
    ACCEPTED = "accepted"  # until a day
    MENDED = "mended"  # a later version of the form is without it
    NOT_SO = "not_so"  # the reading was wrong, or a document settles it


class PartnerRole(StrEnum):
    """What a partner does for a product."""

    INTRODUCES = "introduces"
    GUARANTEES = "guarantees"
    SERVICES = "services"
    INSURES = "insures"
    COLLECTS = "collects"


class ChannelKind(StrEnum):
    """By which way a product reaches people."""

    APP = "app"
    WEBSITE = "website"
    BRANCH = "branch"
    PARTNER = "partner"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class FormFinding:
    """What the audit of one form version found, and where it stands at the lender.

    Args:
        reference: how people and evidence refer to it.
        code: the id of the catalogue, such as "A02".
        state: as two people left it; `contracts.products.rules.state_on` says what holds on a day.
        accepted_until: the last day it is accepted; only with ACCEPTED.
        owner_id: who looks after it; None while nobody took it on.
        owner: their name; "" while nobody took it on.
    """

    id: UUID
    organisation_id: UUID
    product_id: UUID
    form_version_id: UUID
    reference: str
    code: str
    severity: Severity
    state: FindingState
    accepted_until: date | None
    owner_id: UUID | None
    owner: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What the first person wants a finding to become, and why.

    Args:
        state: never the one it has.
        reason: in their own words; sealed.
        accepted_until: the last day; with ACCEPTED only.
    """

    state: FindingState
    reason: str
    accepted_until: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A wish with who asked, and the second person's answer to it.

    Args:
        agreed: None while nobody answered.
        asked_by: the first person; `answered_by` is never the same.
    """

    id: UUID
    finding_id: UUID
    wish: Wish
    asked_by: UUID
    asker: str
    asked_at: datetime
    answered_by: UUID | None = None
    answerer: str = ""
    answered_at: datetime | None = None
    agreed: bool | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """Who was given a finding to look after, by whom, and when; often by themselves."""

    owner_id: UUID
    owner: str
    given_by: UUID
    giver: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody else who has a part in a product: a name in both languages, and what they do."""

    id: UUID
    code: str
    name: Text
    role: PartnerRole
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way by which a product reaches people; a partner's, or the lender's own."""

    id: UUID
    code: str
    name: Text
    kind: ChannelKind
    partner_code: str = ""


@dataclass(frozen=True, slots=True)
class Advertisement:
    """Words a product is advertised with, and where and when they are shown."""

    id: UUID
    code: str
    channel_code: str
    language: Language
    words: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ProductLoan:
    """One loan of a product, by the lender's own reference; nothing of who borrows.

    Args:
        owed: to be paid back as last worked out; None while no audit counted it.
    """

    reference: str
    offer_code: str
    disbursed_on: date
    principal: Money
    owed: Money | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An organisation's own reading of a row of law whose text Candor never read.

    Args:
        law: the code of the row.
        row_sha256: of the row as it was when the text was attached; another row is not confirmed.
        text: the words of the law, as attached.
        source: where counsel has them from.
        second: the second person's name; "" while nobody confirmed.
    """

    id: UUID
    law: str
    row_sha256: str
    text: str
    text_sha256: str
    source: str
    asked_by: UUID
    first: str
    asked_at: datetime
    confirmed_by: UUID | None = None
    second: str = ""
    confirmed_at: datetime | None = None
    refused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many loans of a product there are, how many are affected, and what is owed for them."""

    loans: int
    affected: int
    owed: tuple[tuple[str, Decimal], ...]
