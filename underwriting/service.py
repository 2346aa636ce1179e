"""The one road: load a case, think, save the outcome with its evidence."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from consent import service as consent
from consent.limits import Limit, limited
from consent.looking import note_read
from consent.model import Refused
from consent.purposes import PURPOSES
from core.access import machine_access
from core.errors import Conflict, StaleCase
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from underwriting import collected, joint, shelf, store
from underwriting.model import Action, Case, Outcome, State
from underwriting.rules import Engines, think

# What a decision needs the gate's yes for.
NEEDED_PURPOSES: tuple[str, ...] = (
    "application.identity",
    "application.credit_decision",
    "bureau.query",
    "fraud.prevention",
    "compliance.aml",
)
# Those among them of which one yes serves so many applications and no more.
COUNTED_PURPOSES: tuple[str, ...] = tuple(
    purpose.code for purpose in PURPOSES if purpose.code in NEEDED_PURPOSES and purpose.use_limit
)
_TRIES = 3
STATES: dict[Action, State] = {
    Action.APPROVE: State.APPROVED,
    Action.DECLINE: State.DECLINED,
    Action.REFER: State.IN_REVIEW,
    Action.PAUSE: State.PAUSED,
}


def decide(
    database: Database, engines: Engines, organisation_id: UUID, reference: str, at: datetime
) -> Outcome | None:
    """Decide an application, and keep the outcome with its evidence.

    Returns:
        None while the application waits for its credit report.

    Raises:
        NotFound: the lender has no such application.
        Conflict: it is decided already.
        StaleCase: it kept changing while it was being thought about.
    """
    access = machine_access(organisation_id, "application.decide")
    for _ in range(_TRIES):
        with database.transaction(access) as tx:
            cases, loan = _load(tx, reference, at)
        if loan is None:
            outcomes = (think(cases[0], engines, at),)
        else:
            outcomes = joint.together(cases, loan, lambda case: think(case, engines, at))
        try:
            with database.transaction(access) as tx:
                for case, outcome in zip(cases, outcomes, strict=True):
                    if outcome is not None:
                        _save(tx, case, outcome, at)
        except StaleCase:
            # Withdrawn, frozen or moved between load and save: think again from what is there.
            continue
        own = [case.application.reference for case in cases].index(reference)
        return outcomes[own]
    raise StaleCase("the application kept changing; try again in a moment")


def _load(tx: Transaction, reference: str, at: datetime) -> tuple[list[Case], joint.Loan | None]:
    """Read a case, and with it those of whoever borrows together and waits too.

    Raises:
        NotFound, Conflict: as `load_case` says.
    """
    loan = joint.loan_of(tx, store.application_of(tx, reference))
    if loan is None or (len(loan.parts) == 1 and not loan.waiting):
        return [load_case(tx, reference, at)], None
    # Read and saved in one order whoever asks, so that two never wait for each other.
    return [
        load_case(tx, one.reference, at)
        for one in loan.parts
        if one.reference == reference or one.state in (State.WAITING, State.PAUSED)
    ], loan


def load_case(tx: Transaction, reference: str, at: datetime) -> Case:
    """Read all a decision needs, as far as the gate lets it through.

    Raises:
        NotFound: there is no such application here.
        Conflict: it is decided already.
    """
    application = store.application_of(tx, reference)
    if application.state not in (State.WAITING, State.PAUSED):
        raise Conflict("the application is decided already")
    found = collected.read_collected(tx, application)
    permissions = consent.permissions_of(
        tx, application.subject_id, NEEDED_PURPOSES, at, application.id
    )
    note_read(tx, application.organisation_id, application.subject_id, found.read, at)
    return Case(
        application=application,
        offer=shelf.offer_by_id(tx, application.organisation_id, application.offer_id),
        epoch=store.epoch_of(tx, application.subject_id),
        permissions=permissions,
        applicant=found.applicant,
        keys=found.keys,
        credit_report=found.credit_report,
        human_only=bool(limited(tx, (application.subject_id,), Limit.HUMAN_ONLY)),
    )


def _save(tx: Transaction, case: Case, outcome: Outcome, at: datetime) -> None:
    application = case.application
    if store.epoch_of(tx, application.subject_id, lock=True) != case.epoch:
        raise StaleCase("a permission changed meanwhile")
    if outcome.action is Action.PAUSE and application.paused_for == outcome.paused_for:
        return
    state = STATES[outcome.action]
    decided = None if state in (State.PAUSED, State.IN_REVIEW) else at
    store.move(tx, application, state, paused_for=outcome.paused_for, decided_at=decided)
    store.insert_outcome(tx, application, outcome, "machine", at)
    if outcome.action is Action.REFER:
        store.ask_review(tx, application, "machine", at)
    for fact in facts_of(case, outcome):
        record(tx, fact, at)


def facts_of(case: Case, outcome: Outcome) -> tuple[Fact, ...]:
    """Return what is sealed about an outcome: codes, bands and numbers, nobody's data."""
    application = case.application

    def fact(kind: str, payload: dict[str, object]) -> Fact:
        return Fact(kind, application.subject_id, application.reference, payload)

    version = application.version + 1
    if outcome.action is Action.PAUSE:
        refused = next(one for one in case.permissions if isinstance(one, Refused))
        paused: dict[str, object] = {
            "purpose": refused.purpose,
            "code": refused.code.value,
            "version": version,
        }
        return (fact("application.paused@1", paused),)
    facts = [fact("application.decided@1", _decided(case, outcome, version))]
    if outcome.fraud is not None and outcome.fraud.fired:
        alert: dict[str, object] = {
            "rules": [rule.code for rule in outcome.fraud.fired],
            "score": outcome.fraud.points,
            "band": outcome.fraud.band.value,
            "action": outcome.action.value,
        }
        facts.append(fact("fraud.alert@1", alert))
    if outcome.names:
        matched: dict[str, object] = {
            "lists": sorted({match.list_code for match in outcome.names}),
            "matches": len(outcome.names),
        }
        facts.append(fact("names.matched@1", matched))
    return tuple(facts)


def _decided(case: Case, outcome: Outcome, version: int) -> dict[str, object]:
    rates = dict(outcome.rates)
    payload: dict[str, object] = {
        "action": outcome.action.value,
        "reasons": [reason.code for reason in outcome.reasons],
        "policy": outcome.policy,
        "findings": list(outcome.findings),
        "amount_minor": case.application.amount.minor,
        "currency": case.application.amount.currency,
        "permissions": [answer.purpose for answer in case.permissions],
        "decided_by": "machine",
        "version": version,
        "standard": "cn-simple",
    }
    if "cn-simple" in rates:
        payload["apr_percent"] = rates["cn-simple"]
    if outcome.credit is not None:
        payload["scorecard"] = outcome.credit.model
        payload["points"] = str(outcome.credit.points)
        payload["band"] = outcome.credit.band.value
    if outcome.names_band is not None:
        payload["names_result"] = outcome.names_band.value
    if outcome.fraud is not None:
        payload["fraud_band"] = outcome.fraud.band.value
        payload["fraud_score"] = outcome.fraud.points
    return payload
