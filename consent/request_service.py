"""What is done about a request: taken in, proved, extended, answered, taken back; each once."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from consent import request_store as store
from consent.request_law import clock_for, clock_of, due, extended
from consent.requests import (
    Asker,
    Details,
    Kind,
    Outcome,
    ReasonCode,
    Request,
    State,
    may_extend,
    overdue,
    reasons_for,
)
from core.access import Role
from core.dates import day_of, iso
from core.errors import Conflict, InvalidInput, NotFound
from core.ids import new_id, new_reference
from database.tenancy import organisations, subjects
from database.transaction import Transaction
from evidence.model import Fact
from evidence.service import record

_WORDS_MAX = 2000
_ACT_ROLES = (Role.COMPLIANCE,)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is given.

    Args:
        outcome: granted, in part, or refused.
        reasons: why not in full; a refusal and a part need at least one.
        words: the officer's own, to the one who asked; sealed.
    """

    outcome: Outcome
    reasons: tuple[ReasonCode, ...] = ()
    words: str = ""


def ask(
    tx: Transaction,
    whose: tuple[UUID, UUID],
    kind: Kind,
    details: Details,
    proof: tuple[str, str, datetime],
) -> Request:
    """Take in a request of a person about their own data, who has just proved who they are.

    Args:
        tx: bound to the person.
        whose: (lender, subject).
        kind: what is asked for.
        details: what they wrote.
        proof: by which factor it was shown who asks, the language they read, and when.

    Returns:
        The request, to be worked on.

    Raises:
        Conflict: the same is open already.
        NotFound: the lender does not know them.
    """
    organisation_id, subject_id = whose
    by, language, at = proof
    known = select(subjects.c.id).where(
        subjects.c.organisation_id == organisation_id,
        subjects.c.id == subject_id,
        subjects.c.person_id == tx.access.actor_id,
    )
    if tx.execute(known.with_for_update()).scalar_one_or_none() is None:
        raise NotFound("this lender does not know you")
    same = (one for one in store.requests_of_person(tx) if one.organisation_id == organisation_id)
    if any(one.is_open and one.kind is kind for one in same):
        raise Conflict("you have asked for this already, and it is being worked on")
    request = _new(tx, organisation_id, (kind, Asker.PERSON, language), at)
    request = replace(
        request, subject_id=subject_id, person_id=tx.access.actor_id,
        state=State.WORKING, identity_by=by, identity_at=at,
    )  # fmt: skip
    store.insert_request(tx, request, details)
    store.insert_event(tx, request, "received", kind.value, at)
    store.insert_event(tx, request, "identified", by, at)
    _fact(tx, request, "request.received@1", _received(request), at)
    _fact(tx, request, "request.identified@1", _identified(request, by), at)
    return request


def take_in(
    tx: Transaction, what: tuple[Kind, Asker, str], details: Details, at: datetime
) -> Request:
    """Take in a request that somebody without an account makes for another person.

    Nothing tells whether that person is known here; an officer looks at the papers first.

    Args:
        tx: bound to the lender.
        what: what is asked for, whether an agent or an heir asks, the language they read.
        details: about whom, by what authority, how to reach them.
        at: when.

    Raises:
        InvalidInput: something needed is missing.
    """
    kind, asker, _ = what
    if asker is Asker.PERSON:
        raise InvalidInput("an agent or an heir", "the person", "asker")
    for field in ("about_name", "about_id_number", "authority", "authority_reference", "contact"):
        if not getattr(details, field).strip():
            raise InvalidInput("this to be filled in", "nothing", field)
    request = _new(tx, tx.access.organisation, what, at)
    store.insert_request(tx, request, details)
    store.insert_event(tx, request, "received", kind.value, at)
    _fact(tx, request, "request.received@1", _received(request), at)
    return request


def prove(tx: Transaction, reference: str, subject_id: UUID, at: datetime) -> Request:
    """Keep that an officer saw who asks and by what authority, and whose data it is.

    Raises:
        Forbidden: the actor is not of the lender's compliance.
        Conflict: it is proved already, or closed.
        NotFound: there is no such request or person here.
    """
    tx.access.require(*_ACT_ROLES)
    request = store.request_of(tx, reference, lock=True)
    if request.state is not State.CHECKING:
        raise Conflict("this was checked already")
    details = store.details_of(tx, request)
    if details is None:
        raise NotFound("what was written with the request is gone")
    tx.load_keys((subject_id,))
    matched = replace(request, subject_id=subject_id)
    resealed = store.seal(tx, matched, "details", asdict(details))
    store.change(
        tx, request, "identified", "officer", at, state=State.WORKING.value,
        subject_id=subject_id, identity_by="officer", identity_at=at, details_sealed=resealed,
    )  # fmt: skip
    _fact(tx, matched, "request.identified@1", _identified(request, "officer"), at)
    return store.request_of(tx, reference)


def extend(tx: Transaction, reference: str, reason: str, at: datetime) -> Request:
    """Take the longer time, where the law's row knows one, and tell why.

    Raises:
        Forbidden: the actor is not of the lender's compliance.
        InvalidInput: no reason is given.
        Conflict: the row knows no longer time, it was taken, or the request is closed.
    """
    tx.access.require(*_ACT_ROLES)
    request = store.request_of(tx, reference, lock=True)
    clock = clock_of(request.clock)
    if not may_extend(request, clock):
        raise Conflict("there is no longer time for this request")
    if overdue(request, at):
        raise Conflict("its time is over; it is to be answered now")
    if not reason.strip():
        raise InvalidInput("why more time is needed", "nothing", "reason")
    later = extended(clock, request.due_at)
    store.change(tx, request, "extended", reason.strip()[:80], at, due_at=later, extended_at=at)
    told: dict[str, object] = {"kind": request.kind.value, "due_at": iso(later)}
    _fact(tx, request, "request.extended@1", told, at)
    return store.request_of(tx, reference)


def answer(tx: Transaction, request: Request, given: Answer, at: datetime) -> Request:
    """Answer a request, with reasons where it is not granted in full.

    Args:
        tx: bound to the lender, or to the person where the machine answers at once.
        request: as it was read.
        given: the answer.
        at: when.

    Raises:
        InvalidInput: a reason is missing, or may not answer a request of this kind.
        Conflict: it is closed, or who asks was not proved and it is not refused for that.
        StaleCase: it moved since it was read.
    """
    if not request.is_open:
        raise Conflict("it is answered already")
    _check(request, given)
    words = given.words.strip()[:_WORDS_MAX]
    late = overdue(request, at)
    values: dict[str, object] = {
        "state": State.ANSWERED.value,
        "outcome": given.outcome.value,
        "reasons": [one.value for one in given.reasons],
        "answered_at": at,
        "answered_by": tx.access.actor_id,
        "answer_sealed": store.seal(tx, request, "answer", {"words": words}) if words else None,
    }
    if request.subject_id is None:  # matched to nobody: what was written is needed no more
        values |= {"details_sealed": None}
    store.change(tx, request, "answered", given.outcome.value, at, **values)
    told: dict[str, object] = {
        "kind": request.kind.value,
        "asker": request.asker.value,
        "outcome": given.outcome.value,
        "reasons": [one.value for one in given.reasons],
        "due_at": iso(request.due_at),
        "overdue": late,
        "answer_sha256": hashlib.sha256(words.encode()).hexdigest(),
    }
    _fact(tx, request, "request.answered@1", told, at)
    return store.request_of(tx, request.reference)


def take_back(tx: Transaction, reference: str, at: datetime) -> None:
    """Take a request back; the person's own.

    Raises:
        NotFound: it is not theirs.
        Conflict: it is closed.
    """
    request = store.request_of(tx, reference, lock=True)
    if not request.is_open:
        raise Conflict("it is answered already")
    store.change(tx, request, "withdrawn", None, at, state=State.WITHDRAWN.value)
    _fact(tx, request, "request.withdrawn@1", {"kind": request.kind.value}, at)


def _check(request: Request, given: Answer) -> None:
    if given.outcome is not Outcome.GRANTED and not given.reasons:
        raise InvalidInput("a reason", "none", "reason")
    allowed = {one.code for one in reasons_for(request.kind)}
    if not allowed.issuperset(given.reasons):
        raise InvalidInput("a reason for this kind of request", "another", "reason")
    if request.state is State.CHECKING and given.outcome is not Outcome.REFUSED:
        raise Conflict("it was not shown yet who asks")


def _new(
    tx: Transaction, organisation_id: UUID, what: tuple[Kind, Asker, str], at: datetime
) -> Request:
    kind, asker, language = what
    lender = tx.execute(select(organisations).where(organisations.c.id == organisation_id)).one()
    clock = clock_for(lender.jurisdiction, kind.value, day_of(at))
    return Request(
        id=new_id(), organisation_id=organisation_id, reference=new_reference("R"), kind=kind,
        asker=asker, subject_id=None, person_id=None, language=language, state=State.CHECKING,
        outcome=None, reasons=(), clock=clock.code, asked_at=at, due_at=due(clock, at),
        extended_at=None, identity_by=None, identity_at=None, answered_at=None, statement=None,
        version=1,
    )  # fmt: skip


def _received(request: Request) -> dict[str, object]:
    return {
        "kind": request.kind.value,
        "asker": request.asker.value,
        "clock": request.clock,
        "due_at": iso(request.due_at),
        "language": request.language,
    }


def _identified(request: Request, by: str) -> dict[str, object]:
    return {"kind": request.kind.value, "asker": request.asker.value, "by": by}


def _fact(
    tx: Transaction, request: Request, kind: str, payload: dict[str, object], at: datetime
) -> None:
    record(tx, Fact(kind, request.subject_id, request.reference, payload), at)
