"""What people may ask about their data, where each request stands, and why one is answered so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from consent.request_law import Clock
from core.text import Text


class Kind(StrEnum):
    """What is asked for."""

    ACCESS_LOG = "access_log"  # who looked at my data
    EXPORT = "export"
    CORRECT = "correct"
    ERASE = "erase"
    RESTRICT = "restrict"
    OBJECT = "object"  # to decisions that a machine makes alone
    EXPLAIN = "explain"


class Asker(StrEnum):
    """Who asks."""

    PERSON = "person"
    AGENT = "agent"  # with the person's authority
    HEIR = "heir"  # a near relative of somebody who died


class State(StrEnum):
    """Where a request stands."""

    CHECKING = "checking"  # who asks, or by what authority, is not proved yet
    WORKING = "working"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"  # by who asked


class Outcome(StrEnum):
    """How a request was answered."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class ReasonCode(StrEnum):
    """Why a request was not answered in full; each is one row of `REASONS`."""

    IDENTITY_NOT_PROVED = "IDENTITY_NOT_PROVED"
    AUTHORITY_NOT_PROVED = "AUTHORITY_NOT_PROVED"
    NOBODY_KNOWN = "NOBODY_KNOWN"
    NOTHING_HELD = "NOTHING_HELD"
    EVIDENCE_MISSING = "EVIDENCE_MISSING"
    DATA_IS_RIGHT = "DATA_IS_RIGHT"
    HELD_BY_LAW = "HELD_BY_LAW"
    LEGAL_CLAIMS = "LEGAL_CLAIMS"
    ARRANGED_OTHERWISE = "ARRANGED_OTHERWISE"
    OTHERS_RIGHTS = "OTHERS_RIGHTS"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a request is refused, or answered in part: its code, its words, and where it may apply.

    Args:
        kinds: the requests it may answer; empty where it may answer any.
        law: the articles it rests on, by id.
    """

    code: ReasonCode
    text: Text
    kinds: tuple[Kind, ...] = ()
    law: tuple[str, ...] = ()


REASONS: tuple[Reason, ...] = (
    Reason(
        ReasonCode.IDENTITY_NOT_PROVED,
        Text("没有证明是本人提出", "It was not shown that the person themselves asks"),
        law=("cn-ndr-25",),
    ),
    Reason(
        ReasonCode.AUTHORITY_NOT_PROVED,
        Text("没有证明有权代办", "The authority to ask for somebody else was not shown"),
    ),
    Reason(
        ReasonCode.NOBODY_KNOWN,
        Text("按提供的信息，本机构没有这个人的资料", "Nobody is known here by what was given"),
    ),
    Reason(
        ReasonCode.NOTHING_HELD,
        Text("本机构没有这类信息", "No data of this kind is held"),
    ),
    Reason(
        ReasonCode.EVIDENCE_MISSING,
        Text("还缺少证明材料", "Evidence is missing that would settle it"),
        (Kind.CORRECT,),
        ("cn-pipl-46",),
    ),
    Reason(
        ReasonCode.DATA_IS_RIGHT,
        Text("核实后，现有信息没有错", "It was checked, and the data held is right"),
        (Kind.CORRECT,),
        ("cn-pipl-46",),
    ),
    Reason(
        ReasonCode.HELD_BY_LAW,
        Text("法律规定的保存期还没有到", "A law's time of keeping has not run out"),
        (Kind.ERASE,),
        ("cn-pipl-47",),
    ),
    Reason(
        ReasonCode.LEGAL_CLAIMS,
        Text("正在进行的争议需要这些信息作为证据", "An open dispute needs the data as evidence"),
        (Kind.ERASE,),
    ),
    Reason(
        ReasonCode.ARRANGED_OTHERWISE,
        Text("死者生前另有安排", "The person who died had arranged otherwise"),
        law=("cn-pipl-49",),
    ),
    Reason(
        ReasonCode.OTHERS_RIGHTS,
        Text("会损害他人的合法权益", "It would harm the rights of somebody else"),
        (Kind.EXPORT, Kind.ACCESS_LOG, Kind.EXPLAIN),
        ("cn-ndr-25",),
    ),
)

KIND_NAMES: dict[Kind, Text] = {
    Kind.ACCESS_LOG: Text("看谁查过我的信息", "See who looked at my data"),
    Kind.EXPORT: Text("拿到我的全部信息", "Get a copy of all my data"),
    Kind.CORRECT: Text("改正我的信息", "Have my data corrected"),
    Kind.ERASE: Text("删除我的信息", "Have my data erased"),
    Kind.RESTRICT: Text("暂停使用我的信息", "Have the use of my data restricted"),
    Kind.OBJECT: Text("不要只由机器决定", "No decision by machine alone"),
    Kind.EXPLAIN: Text("说明决定是怎样作出的", "Have a decision explained"),
}

# What the machine answers by itself once the person has proved who they are: nothing in these is
# for anybody to weigh.
AT_ONCE = frozenset({Kind.ACCESS_LOG, Kind.EXPORT, Kind.EXPLAIN, Kind.RESTRICT, Kind.OBJECT})
HANDED_OUT = frozenset({Kind.ACCESS_LOG, Kind.EXPORT, Kind.EXPLAIN})
OPEN = frozenset({State.CHECKING, State.WORKING})


@dataclass(frozen=True, slots=True)
class Details:
    """What somebody wrote with a request; sealed, and never in a fact or a log.

    Args:
        field: of a correction, a code of `underwriting.corrections.FIELDS`.
        old: what is held now, as they know it.
        new: what it should be.
        evidence: what shows it.
        note: anything else.
        about_name, about_id_number: of the person whose data it is, where somebody else asks.
        authority: the kind of document that gives the authority.
        authority_reference: the document's number or where it can be seen.
        contact: how whoever asks is reached.
    """

    field: str = ""
    old: str = ""
    new: str = ""
    evidence: str = ""
    note: str = ""
    about_name: str = ""
    about_id_number: str = ""
    authority: str = ""
    authority_reference: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Args:
        reference: its own, for those who ask about it.
        subject_id: whose data; None while somebody else's request is not matched to anybody.
        person_id: who asks, where they have an account.
        clock: the dated row that says by when it is to be answered.
        due_at: by when, with the extension where there was one.
        extended_at: when the longer time was taken; None where it was not.
        identity_by: how it was shown who asks: totp, message, or an officer's look at papers.
        statement: the signed statement of an erasure, as JSON; None elsewhere.
        version: counts its changes.
    """

    id: UUID
    organisation_id: UUID
    reference: str
    kind: Kind
    asker: Asker
    subject_id: UUID | None
    person_id: UUID | None
    language: str
    state: State
    outcome: Outcome | None
    reasons: tuple[ReasonCode, ...]
    clock: str
    asked_at: datetime
    due_at: datetime
    extended_at: datetime | None
    identity_by: str | None
    identity_at: datetime | None
    answered_at: datetime | None
    statement: str | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a request."""

    kind: str
    code: str | None
    at: datetime


def overdue(request: Request, at: datetime) -> bool:
    """Say whether a request is open after its time, by the clock alone and no job's last run."""
    return request.is_open and at > request.due_at


def may_extend(request: Request, clock: Clock) -> bool:
    """Say whether the time may be made longer: once, and where the law's row says so."""
    return request.is_open and request.extended_at is None and clock.extension_months > 0


def reasons_for(kind: Kind) -> tuple[Reason, ...]:
    """Return the reasons a request of a kind may be refused for."""
    return tuple(one for one in REASONS if not one.kinds or kind in one.kinds)


def reason_of(code: ReasonCode) -> Reason:
    """Return the row of a reason."""
    return next(one for one in REASONS if one.code is code)
