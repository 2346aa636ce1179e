"""A person over the machine: asking for one, taking an application back, deciding a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from core.access import Access, Role
from core.errors import Conflict, InvalidInput, StaleCase
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from privacy.mask import mask
from underwriting import joint, store
from underwriting.model import Action, Application, DecisionReason, Outcome, State
from underwriting.policy import POLICY
from underwriting.rules import Engines
from underwriting.service import STATES

_ANSWERED = frozenset({State.IN_REVIEW, State.APPROVED, State.DECLINED})


def ask_person(database: Database, access: Access, reference: str, at: datetime) -> Application:
    """Ask for a person to look at a decision of the machine; every decision has this way.

    Raises:
        NotFound: it is not the applicant's own.
        Conflict: it is not decided yet, or a person looks at it or has decided it already.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        application = store.application_of(tx, reference)
        if application.state not in (State.DECLINED, State.APPROVED):
            raise Conflict("a person looks at decisions that were made; this one is still open")
        if any(review.decided_at is None for review in store.reviews_of(tx, application)):
            raise Conflict("a person is looking at it already")
        if store.outcomes_of(tx, (application,))[application.id].decided_by != "machine":
            raise Conflict("a person has decided it already")
        version = store.move(tx, application, State.IN_REVIEW)
        store.ask_review(tx, application, "applicant", at)
        payload: dict[str, object] = {"requested_by": "applicant", "version": version}
        record(tx, Fact("review.requested@1", application.subject_id, reference, payload), at)
        return store.application_of(tx, reference)


def cancel(database: Database, access: Access, reference: str, at: datetime) -> None:
    """Take an application back before it is decided.

    Raises:
        NotFound: it is not the applicant's own.
        Conflict: it is decided already.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        application = store.application_of(tx, reference)
        if application.state not in (State.WAITING, State.PAUSED, State.IN_REVIEW):
            raise Conflict("the application is decided already")
        version = store.move(tx, application, State.CANCELLED, decided_at=at)
        payload: dict[str, object] = {"reason": "applicant", "version": version}
        fact = Fact("application.withdrawn@1", application.subject_id, reference, payload)
        record(tx, fact, at)


def review(
    database: Database,
    access: Access,
    engines: Engines,
    verdict: tuple[str, int, Action, DecisionReason | None, str],
    at: datetime,
) -> None:
    """Decide a case as a person, and keep who, what and why beside what the machine had said.

    Args:
        database: as the app role.
        access: an officer of the lender, or its compliance.
        engines: for the mask of what the officer writes.
        verdict: reference, the version that was read, approve or decline, the reason (a no needs
            one), a note.
        at: when.

    Raises:
        Forbidden: the actor is neither.
        InvalidInput: the verdict is neither approve nor decline, or a no without a reason.
        StaleCase: the case moved since it was read, or somebody has decided it.
        Conflict: it would take back a yes because the applicant asked for a person.
    """
    access.require(Role.OFFICER, Role.COMPLIANCE)
    reference, version, action, reason, note = verdict
    if action not in (Action.APPROVE, Action.DECLINE):
        raise InvalidInput("approve or decline", action.value, "/action")
    if action is Action.DECLINE and reason is None:
        raise InvalidInput("a reason for a no", "none", "/reason")
    masked = mask(note, engines.scan(note)) if note else ""
    with database.transaction(access.in_act("application.review")) as tx:
        application = store.application_of(tx, reference)
        if application.version != version or application.state is not State.IN_REVIEW:
            raise StaleCase("the case changed since you opened it; read it again")
        waiting = [one for one in store.reviews_of(tx, application) if one.decided_at is None]
        if not waiting:
            raise StaleCase("somebody has decided this case already")
        before = store.machine_outcome(tx, application)
        asked_by, machine_action = waiting[-1].asked_by, None if before is None else before.action
        if (asked_by, machine_action, action) == ("applicant", "approve", Action.DECLINE):
            raise Conflict("the applicant asked for this look; it never makes an approval worse")
        store.close_review(tx, waiting[-1].id, action, masked, at)
        store.move(tx, application, STATES[action], decided_at=at)
        reasons = (reason,) if reason is not None and action is Action.DECLINE else ()
        store.insert_outcome(tx, application, Outcome(action, reasons, POLICY), "person", at)
        record(tx, _decided(application, before, (action, reasons)), at)
        _answer_together(tx, application, action, at)


def _answer_together(
    tx: Transaction, application: Application, action: Action, at: datetime
) -> None:
    """Give the other parts of a joint loan the same answer: a loan is granted whole, or not."""
    loan = joint.loan_of(tx, application)
    for part in loan.parts if loan is not None else ():
        if part.id == application.id or part.state not in _ANSWERED - {STATES[action]}:
            continue
        before = store.machine_outcome(tx, part)
        for waiting in store.reviews_of(tx, part):
            if waiting.decided_at is None:
                store.close_review(tx, waiting.id, action, "", at)
        store.move(tx, part, STATES[action], decided_at=at)
        reasons = (joint.OTHER_PART,) if action is Action.DECLINE else ()
        store.insert_outcome(tx, part, Outcome(action, reasons, POLICY), "person", at)
        record(tx, _decided(part, before, (action, reasons)), at)


def _decided(
    application: Application,
    before: Row[Any] | None,
    verdict: tuple[Action, tuple[DecisionReason, ...]],
) -> Fact:
    """Return what is sealed of a verdict, with the price the machine had worked out."""
    action, reasons = verdict
    machine_action = None if before is None else before.action
    payload: dict[str, object] = {
        "action": action.value,
        "reasons": [one.code for one in reasons],
        "machine_action": machine_action,
        "override": machine_action not in (None, "refer", action.value),
        "version": application.version + 1,
    }
    rates: dict[str, str] = {} if before is None else before.details["rates"]
    if "cn-simple" in rates:
        payload |= {"apr_percent": rates["cn-simple"], "standard": "cn-simple"}
    return Fact("review.decided@2", application.subject_id, application.reference, payload)
