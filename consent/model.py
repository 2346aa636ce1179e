"""The nouns of consent: purposes, notices, grants, and the answers of the gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.text import Text


class Basis(StrEnum):
    """By what right data is used (PIPL 13)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal_duty"


class Method(StrEnum):
    """How a person said yes or no."""

    PAGE = "page"
    LARGE_TYPE_PAGE = "large_type_page"
    API = "api"
    BRANCH_PAPER = "branch_paper"
    GPC = "gpc"


class Code(StrEnum):
    """Why the gate refuses."""

    NO_PURPOSE = "NO_PURPOSE"
    NO_GRANT = "NO_GRANT"
    PAUSED = "PAUSED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"
    STALE = "STALE"
    OVER_USE = "OVER_USE"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    NEEDS_SEPARATE = "NEEDS_SEPARATE"
    RESTRICTED = "RESTRICTED"


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of personal data; each gated table holds exactly one."""

    code: str
    name: Text
    sensitive: bool  # PIPL 28: its use asks for separate consent where it rests on consent


class Group(StrEnum):
    """People whom some purposes are not open to."""

    UNDER_14 = "under_14"  # a guardian decides (PIPL 31)
    UNDER_18 = "under_18"
    STUDENT = "student"


@dataclass(frozen=True, slots=True)
class Frequency:
    """At most so many uses in any so many days."""

    uses: int
    days: int


@dataclass(frozen=True, slots=True)
class Purpose:
    """One reason to use data, with the right it rests on. Its wording is bound to its code.

    Args:
        code: such as "bureau.query".
        name: two or three words.
        plain: what is done with the data, as one would say it across a counter.
        consequence: what stops when it is turned off, or why it cannot be.
        basis: the one right it rests on.
        categories: the data it may touch, and no other.
        recipient: who gets the data.
        data_life_days: how long the data is kept for this purpose.
        separate_consent: asked for by itself, never with another.
        written_consent: asked for in writing, naming the use.
        refusal_may_stop_service: whether the service cannot be given without it (PIPL 16).
        revocable: whether the person can end it.
        law: ids of the articles it rests on.
        dpv: the Data Privacy Vocabulary's term (release 2.3).
        fides: the nearest fideslang data use.
        aa_code: India's account-aggregator purpose code, where one fits.
        use_limit: how many applications one yes serves; None where it serves all while it lasts.
        frequency: how often one yes may be used; None where it does not matter.
        look_back_days: how old the data may be when it is used; None where age does not matter.
        closed_to: whose yes is not taken; who is under 14 is asked for no yes at all.
        gpc: whether `Sec-GPC: 1` says no to it.
    """

    code: str
    name: Text
    plain: Text
    consequence: Text
    basis: Basis
    categories: tuple[str, ...]
    recipient: Text
    data_life_days: int
    separate_consent: bool
    written_consent: bool
    refusal_may_stop_service: bool
    revocable: bool
    law: tuple[str, ...]
    dpv: str
    fides: str
    aa_code: str | None = None
    use_limit: int | None = None
    frequency: Frequency | None = None
    look_back_days: int | None = None
    closed_to: tuple[Group, ...] = ()
    gpc: bool = False

    @property
    def pausable(self) -> bool:
        """Whether a yes can rest a while: what can be taken back can be paused too."""
        return self.needs_grant and self.revocable

    @property
    def alone(self) -> bool:
        """Whether it must be asked for by itself."""
        return self.separate_consent or self.written_consent

    @property
    def needs_grant(self) -> bool:
        """Whether the gate asks for a live grant."""
        return self.basis is Basis.CONSENT

    @property
    def optional(self) -> bool:
        """Whether the one button ends it: it rests on consent and the service goes on without."""
        return self.needs_grant and self.revocable and not self.refusal_may_stop_service


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done with data; a transaction is bound to one, and so to its purposes.

    A confidential one (`consent.confidential`) is told to nobody it is about.
    """

    code: str
    name: Text
    purposes: tuple[str, ...]
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person was told before they said yes; `sha256` is over both wordings.

    `terms` is the SHA-256 of what matters in it (`rules.terms_hash`); None where an older release
    published it and did not keep that.
    """

    id: UUID
    organisation_id: UUID
    purpose: str
    version: int
    text: Text
    sha256: str
    published_at: datetime
    terms: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """How and when a person said something: the method, the language they read, the instant."""

    method: Method
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """One yes: of one subject, to one purpose, under one version of a notice.

    Args:
        use_limit: how many applications it serves; None where it serves all while it lasts.
        used_for: the applications it serves; looking again for one of them is no further use.
        used_at: since when each of them is served, in the same order.
        frequency_uses, frequency_days: at most so many uses in any so many days; both or neither.
        look_back_days: how old the data may be when it is used.
        separate: whether the yes was given by itself, and not with others.
        paused_at: since when it rests; it stands again when the pause is ended.
        stale_at: since when what was agreed to is no longer what is told.
    """

    id: UUID
    organisation_id: UUID
    subject_id: UUID
    purpose: str
    notice_id: UUID
    notice_sha256: str
    categories: tuple[str, ...]
    recipient: str
    method: Method
    language: str
    granted_at: datetime
    valid_from: datetime
    valid_until: datetime
    data_life_days: int
    use_limit: int | None = None
    withdrawn_at: datetime | None = None
    used_for: tuple[UUID, ...] = ()
    used_at: tuple[datetime, ...] = ()
    frequency_uses: int | None = None
    frequency_days: int | None = None
    look_back_days: int | None = None
    separate: bool = True
    paused_at: datetime | None = None
    stale_at: datetime | None = None

    @property
    def counted(self) -> bool:
        """Whether each application is a use of its own, which has to be counted first."""
        return self.use_limit is not None or self.frequency_days is not None


@dataclass(frozen=True, slots=True)
class Permitted:
    """Yes, and by what right: a grant, or a basis that needs none.

    `masked` are the categories asked for that the grant leaves out: shown as stars, never as data.
    """

    purpose: str
    basis: Basis
    grant_id: UUID | None
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why."""

    purpose: str
    code: Code


@dataclass(frozen=True, slots=True)
class Stopped:
    """What one withdrawal ended, and from when."""

    organisation_id: UUID
    subject_id: UUID
    purposes: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class PurposeState:
    """One purpose at one lender as the person sees it.

    Args:
        answer: what the gate says now.
        grant: the newest grant, if there ever was one.
        notice: what the person is told; empty when the lender has published none.
    """

    organisation_id: UUID
    subject_id: UUID
    purpose: Purpose
    answer: Permitted | Refused
    grant: Grant | None
    notice: Notice | None
