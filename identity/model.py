"""The nouns of identity: persons, what they proved, whom they act for, keys, messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.access import Role
from core.errors import NotSignedIn
from core.text import Language, Text


class SignInRefused(NotSignedIn):
    """The sign-in did not go through; never says what was wrong, or whether it is locked."""


class Channel(StrEnum):
    """How a message reaches a person."""

    SMS = "sms"
    EMAIL = "email"


class Factor(StrEnum):
    """What a person proved when the session began."""

    PASSWORD = "password"  # noqa: S105
    TOTP = "totp"  # a code of their authenticator
    MESSAGE = "message"  # a code sent to their phone or e-mail: for low-risk steps
    DEMONSTRATION = "demonstration"  # entered as an invented person; proves nothing


class OrganisationKind(StrEnum):
    """What an organisation is to the house."""

    PLATFORM = "platform"
    LENDER = "lender"
    REGULATOR = "regulator"


class MessageKind(StrEnum):
    """What a message is about."""

    CODE = "code"
    SECURITY = "security"
    DECISION = "decision"
    CONSENT = "consent"


class Action(StrEnum):
    """What a one-time code sent by message may confirm; a code for one opens no other."""

    SIGN_IN = "sign_in"
    STEP_UP = "step_up"


@dataclass(frozen=True, slots=True)
class SignInName:
    """What a person signs in with, in the one form it is compared in.

    Args:
        value: "+8613800138000" or "wang@example.com".
        channel: how messages reach it.
    """

    value: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signs in; their data are sealed under their own key at the platform."""

    id: UUID
    sign_in: SignInName
    name: str
    language: Language


@dataclass(frozen=True, slots=True)
class Organisation:
    """A lender or regulator, as everybody may know it.

    Args:
        id: its key in every table.
        kind: lender or regulator.
        name: its public name.
        jurisdiction: "cn", "us", "eu" or "uk".
        lender_type: for a lender, which rules of law apply to it; None for a regulator.
        territory: for a regulator, the codes of the places supervised.
    """

    id: UUID
    kind: OrganisationKind
    name: Text
    jurisdiction: str
    lender_type: str | None = None
    territory: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One way into the house: as a borrower, or in a role of an organisation."""

    role: Role
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Authenticator:
    """Where a person's authenticator stands.

    Args:
        secret: the shared secret in base 32; "" when none was ever begun.
        confirmed: whether a first code proved that the device has it.
    """

    secret: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a live session belongs to, in which role, by which factors.

    Args:
        person_id: who.
        entry: what they act as; None while a step of the sign-in is still open.
        factors: what was proved.
        proved_at: when the last of them was proved; step-up renews it.
        expires_at: when the session ends by itself.
    """

    person_id: UUID
    entry: Entry | None
    factors: frozenset[Factor]
    proved_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session just opened, with its token: the only moment the token is known to us."""

    token: str
    signed_in: SignedIn


class Step(StrEnum):
    """What a sign-in still asks for."""

    CODE = "code"  # a code, from the authenticator or a message
    RENEW = "renew"  # choose a password in the place of the one that was given
    ENROL = "enrol"  # set up an authenticator first: a duty of staff
    CHOOSE = "choose"  # several ways in
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an unfinished sign-in stands: the next step, and what it can be done with.

    Args:
        step: what is asked for next.
        entries: the ways in.
        by_message: whether a code by message will do instead of the authenticator's.
        has_authenticator: whether there is one in use.
    """

    step: Step
    entries: tuple[Entry, ...]
    by_message: bool
    has_authenticator: bool


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key of an organisation's system; what it opens is the scopes' business.

    Args:
        organisation_id: whose key it is.
        id: its name in evidence.
        label: what the organisation calls it.
        scopes: codes of `identity.rights.SCOPES`.
        created_at: when it was made.
        ended_at: when it was ended; None while it works.
    """

    organisation_id: UUID
    id: UUID
    label: str
    scopes: frozenset[str]
    created_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message to a person, in both languages, as the outbox keeps it.

    Args:
        id: its key.
        person_id: to whom.
        channel: by what way.
        kind: about what.
        text: what it says.
        created_at: when it was written.
        read_at: when the person opened it in the outbox; None before.
    """

    id: UUID
    person_id: UUID
    channel: Channel
    kind: MessageKind
    text: Text
    created_at: datetime
    read_at: datetime | None = None
