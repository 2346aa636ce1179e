"""Erasing somebody at a lender: what no law keeps goes; where nothing is kept, their key goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update

from consent import limits, request_service, request_store
from consent import service as consent
from consent import store as consent_store
from consent.categories import CATEGORIES
from consent.erasure_statement import Erased, Kept, body
from consent.model import Method
from consent.purposes import purpose_of
from consent.receipts import Json, anchor_reference, receipt_hash, signed
from consent.request_law import keeping, kept_until
from consent.request_service import Answer
from consent.requests import Kind, Outcome, ReasonCode, Request, State
from core.access import Access, Role
from core.dates import add_months, day_of
from core.errors import Conflict, NotFound
from core.ids import new_id
from core.text import Text
from database.tenancy import organisations, subjects
from database.transaction import Database, Transaction
from evidence.leaf import canonical
from evidence.model import Fact
from evidence.service import record
from evidence.signing import paper_key
from underwriting import own_data, store
from underwriting.limiting import pause_restricted
from underwriting.model import Application
from underwriting.model import State as ApplicationState

ACT = "rights.answer"
_HOLD = Text("正在进行的争议，需要作为证据", "An open dispute needs it as evidence")
_OPEN = (ApplicationState.WAITING, ApplicationState.PAUSED, ApplicationState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would do on a day: an officer sees it before, the person with the answer.

    Args:
        goes: the kinds of data of which every row goes.
        kept: what a law or a dispute keeps.
        open_applications: those that are taken back with it.
    """

    goes: tuple[str, ...]
    kept: tuple[Kept, ...]
    open_applications: int

    @property
    def whole(self) -> bool:
        """Whether nothing is kept, so that the key is destroyed."""
        return not self.kept


def plan(tx: Transaction, subject_id: UUID, at: datetime) -> Plan:
    """Return what erasing somebody would do now.

    Args:
        tx: bound to the lender.
        subject_id: whom.
        at: when.

    Raises:
        NotFound: there is no such person here.
    """
    found = own_data.applications_of_subject(tx, subject_id)
    jurisdiction = _lender(tx).jurisdiction
    ends, day, hold = _loans_end(found), day_of(at), limits.held(tx, subject_id)
    kept: list[Kept] = []
    for category in CATEGORIES:
        row = keeping(jurisdiction, category.code, ends, day)
        if row is not None and ends is not None:
            kept.append(Kept(category.code, row.code, row.law, row.verified, kept_until(row, ends)))
        elif hold is not None:
            kept.append(Kept(category.code, "legal-hold", _HOLD, verified=False, until=None))
    keeps = {one.category for one in kept}
    goes = tuple(one.code for one in CATEGORIES if one.code not in keeps)
    return Plan(goes, tuple(kept), sum(one.state in _OPEN for one in found))


def plan_for(database: Database, access: Access, reference: str, at: datetime) -> Plan:
    """Return what granting a request to erase would do now.

    Raises:
        NotFound: there is no such request here, or it is matched to nobody.
    """
    with database.transaction(access.in_act(ACT)) as tx:
        request = request_store.request_of(tx, reference)
        if request.subject_id is None:
            raise NotFound("it is not known yet whose data is meant")
        return plan(tx, request.subject_id, at)


def erase(database: Database, access: Access, reference: str, words: str, at: datetime) -> Request:
    """Erase what nothing keeps, and answer the request with a signed statement.

    Applications that are open are taken back and consents end first. Where nothing is kept, the
    rows go, the key goes, and the lender no longer knows whose they were. Otherwise what must stay
    is restricted: only a legal duty opens it from then on. An open dispute keeps everything: the
    request is refused for it, use is restricted until the person lifts that, and what waits for a
    decision pauses and is not taken back.

    Args:
        database: as the app role.
        access: the lender's compliance.
        reference: of the request.
        words: the officer's own, to the person.
        at: when.

    Raises:
        Forbidden: the actor is not of the lender's compliance.
        NotFound: there is no such request.
        Conflict: it asks for something else, or is not to be worked on.
    """
    access.require(Role.COMPLIANCE)
    with database.transaction(access.in_act(ACT)) as tx:
        request = request_store.request_of(tx, reference, lock=True)
        if request.kind is not Kind.ERASE or request.state is not State.WORKING:
            raise Conflict("this is no erasure to be done")
        subject_id = request.subject_id
        if subject_id is None or consent_store.lock_subject(tx, subject_id) is None:
            raise NotFound("there is no such person here")
        planned = plan(tx, subject_id, at)
        held = limits.held(tx, subject_id) is not None
        if not held:
            _take_back(tx, subject_id, at)
        if not planned.whole:
            whose = (request.organisation_id, subject_id)
            limits.set_limit(tx, whose, limits.Limit.RESTRICTED, (request.id, reference), at)
        if held:
            pause_restricted(tx, subject_id, at)
            refusal = Answer(Outcome.REFUSED, (ReasonCode.LEGAL_CLAIMS,), words)
            return request_service.answer(tx, request, refusal, at)
        tx.execute(select(func.candor_erase(subject_id, list(planned.goes))))
        statement = _state(tx, request, planned, at)
        outcome = Outcome.GRANTED if planned.whole else Outcome.PARTLY
        reasons = () if planned.whole else (ReasonCode.HELD_BY_LAW,)
        request_service.answer(tx, request, Answer(outcome, reasons, words), at)
        _keep_statement(tx, request, statement, at)
        if planned.whole:
            _forget(tx, subject_id, at)
        return request_store.request_of(tx, reference)


def _take_back(tx: Transaction, subject_id: UUID, at: datetime) -> None:
    """Take open applications back and end every consent that still stands."""
    for application in own_data.applications_of_subject(tx, subject_id):
        if application.state in _OPEN:
            version = store.move(tx, application, ApplicationState.CANCELLED, decided_at=at)
            told = {"reason": "erasure", "version": version}
            about = (subject_id, application.reference)
            record(tx, Fact("application.withdrawn@1", *about, told), at)
    standing = {
        one.purpose
        for one in consent_store.grants_of(tx, (subject_id,))
        if one.withdrawn_at is None
    }
    ending = [code for code in sorted(standing) if _revocable(code)]
    consent.withdraw(tx, subject_id, ending, Method.PAGE, at)


def _state(tx: Transaction, request: Request, planned: Plan, at: datetime) -> Json:
    """Sign what is done, and anchor the statement in the lender's log."""
    lender = _lender(tx)
    known = select(subjects.c.reference).where(subjects.c.id == request.subject_id)
    done = Erased(
        statement_id=new_id(),
        organisation_id=request.organisation_id,
        request=request.reference,
        subject_reference=tx.execute(known).scalar_one(),
        lender=Text(lender.name_zh, lender.name_en),
        categories=planned.goes,
        kept=planned.kept,
        key_destroyed=planned.whole,
        at=at,
    )
    content = body(done)
    sha256 = receipt_hash(content)
    told: dict[str, object] = {
        "statement_sha256": sha256,
        "whole": planned.whole,
        "categories": list(planned.goes),
        "kept": [one.rule for one in planned.kept],
    }
    record(tx, Fact("request.erased@1", None, anchor_reference(sha256), told), at)
    return signed(content, paper_key(tx, request.organisation_id))


def _keep_statement(tx: Transaction, request: Request, statement: Json, at: datetime) -> None:
    text = canonical(statement).decode()
    table = request_store.requests
    tx.execute(
        update(table)
        .where(table.c.organisation_id == request.organisation_id, table.c.id == request.id)
        .values(statement=text)
    )
    request_store.insert_event(tx, request, "stated", receipt_hash(statement), at)


def _forget(tx: Transaction, subject_id: UUID, at: datetime) -> None:
    """Destroy the key; what stays of the subject belongs to nobody from then on."""
    tx.destroy_subject_key(subject_id)
    tx.execute(
        update(subjects)
        .where(subjects.c.id == subject_id)
        .values(person_id=None, erased_at=at, epoch=subjects.c.epoch + 1)
    )


def _loans_end(found: tuple[Application, ...]) -> date | None:
    """Return the last day of the last loan that was granted, as far as is known here."""
    ends = (
        add_months(day_of(one.decided_at), one.months)
        for one in found
        if one.state is ApplicationState.APPROVED and one.decided_at is not None
    )
    return max(ends, default=None)


def _revocable(code: str) -> bool:
    purpose = purpose_of(code)
    return purpose is not None and purpose.revocable


def _lender(tx: Transaction) -> Row[Any]:
    return tx.execute(
        select(organisations).where(organisations.c.id == tx.access.organisation)
    ).one()
