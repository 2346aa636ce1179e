"""Applications: hand in, read, complete, withdraw what was agreed to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response

from consent.model import Method, Said
from core.access import Role
from core.dates import now
from core.errors import Conflict, InvalidInput, NotFound
from database.transaction import Transaction
from underwriting import service, store
from underwriting.model import Application, State, Submission
from underwriting.rules import Engines
from underwriting.submission import SUBMIT, keep_report, keep_submission
from underwriting.withdrawal import agree_each, take_back
from webapp.api.application_answers import (
    ApplicationAnswer,
    ApplicationsAnswer,
    application_answer,
    applications_answer,
)
from webapp.api.application_forms import (
    ApplicationBody,
    ApplicationsQuery,
    ConsentsBody,
    ReportBody,
    WithdrawalBody,
)
from webapp.api.once import Answer, Telling, Turn, answer_json, once
from webapp.api.operations import PREFIX, Keying, Operation, described
from webapp.api.reading import read_body, read_cursor, read_query
from webapp.auth import current_access
from webapp.services import services
from workers.model import Work, WorkId
from workers.queue import open_queue, ring

blueprint = Blueprint("api_applications", __name__, url_prefix=f"{PREFIX}/applications")

_TAG: Final = "applications"
_SUBMITTER: Final = (Role.SUBMITTER,)
_REFERENCE = re.compile(r"[0-9A-Z-]{1,40}")
_WITH_CONTRACT_BYTES_MAX: Final = 21 << 20
_DECIDED: Final = frozenset({State.APPROVED.value, State.DECLINED.value})


@blueprint.post("")
@described(
    Operation(
        tag=_TAG,
        roles=_SUBMITTER,
        body=ApplicationBody,
        answers={201: ApplicationAnswer, 202: ApplicationAnswer},
        keying=Keying.REQUIRED,
        missing=True,
        bytes_max=_WITH_CONTRACT_BYTES_MAX,
    )
)
def submit_application() -> Response:
    """Hand in an application; it is decided in this request where all it needs is at hand.

    201 with the decision; 202 where something is waited for: the credit report, a permission of
    the applicant, or a person who looks at the case. A contract that comes along is audited by a
    job; GET /applications/{reference}/contract-audit tells when it is.
    """
    body = read_body(ApplicationBody)
    response = once(partial(_submit, body.submission()))
    reference: str = response.get_json()["reference"]
    response.headers["Location"] = f"{PREFIX}/applications/{reference}"
    if body.contract is not None:
        _ring_for_audit(reference)
    return response


@blueprint.get("")
@described(
    Operation(
        tag=_TAG,
        roles=_SUBMITTER,
        query=ApplicationsQuery,
        answers={200: ApplicationsAnswer},
    )
)
def list_applications() -> Response:
    """List applications, the newest first."""
    query = read_query(ApplicationsQuery)
    states = () if query.state == "any" else (State(query.state),)
    before = read_cursor(query.cursor)
    with services().database.transaction(current_access().in_act(SUBMIT)) as tx:
        found = store.applications_of(tx, states=states, before=before, limit=query.limit + 1)
        answer = applications_answer(tx, found, query.limit)
    return answer_json(answer)


@blueprint.get("/<reference>")
@described(Operation(tag=_TAG, roles=_SUBMITTER, answers={200: ApplicationAnswer}, missing=True))
def read_application(reference: str) -> Response:
    """Return an application: where it stands, the decision with its reasons, the evidence."""
    known(reference)
    with services().database.transaction(current_access().in_act(SUBMIT)) as tx:
        answer = application_answer(tx, reference)
    return answer_json(answer)


@blueprint.post("/<reference>/credit-report")
@described(
    Operation(
        tag=_TAG,
        roles=_SUBMITTER,
        body=ReportBody,
        answers={200: ApplicationAnswer},
        keying=Keying.REQUIRED,
        missing=True,
    )
)
def receive_credit_report(reference: str) -> Response:
    """Hand in the credit report that an application waits for; it is then decided."""
    known(reference)
    body = read_body(ReportBody)
    return once(partial(_receive, reference, body.credit_report))


@blueprint.post("/<reference>/consents")
@described(
    Operation(
        tag=_TAG,
        roles=_SUBMITTER,
        body=ConsentsBody,
        answers={200: ApplicationAnswer},
        keying=Keying.REQUIRED,
        missing=True,
    )
)
def agree(reference: str) -> Response:
    """Pass on what the applicant said yes to; paused applications then go on."""
    known(reference)
    body = read_body(ConsentsBody)
    return once(partial(_agree, reference, body))


@blueprint.post("/<reference>/withdrawals")
@described(
    Operation(
        tag=_TAG,
        roles=_SUBMITTER,
        body=WithdrawalBody,
        answers={200: ApplicationAnswer},
        keying=Keying.REQUIRED,
        missing=True,
    )
)
def withdraw(reference: str) -> Response:
    """Pass on that the applicant takes a consent back; waiting applications that need it pause.

    Nothing is declined for it, and no data is read for the purpose from this answer on.
    """
    known(reference)
    body = read_body(WithdrawalBody)
    return once(partial(_withdraw, reference, body))


def known(reference: str) -> None:
    """Stop early at what can be no reference.

    Raises:
        NotFound: it has not the form of one.
    """
    if not _REFERENCE.fullmatch(reference):
        raise NotFound("there is no application of that reference")


def _submit(submission: Submission, turn: Turn) -> Telling:
    engines = services().engines  # a house that cannot decide takes nothing in
    reference = turn.reached
    if reference is None:
        access = turn.access.in_act(SUBMIT)
        with services().database.transaction(access) as tx:
            kept = keep_submission(tx, access.organisation, submission, now())
            if submission.credit_report is not None:
                _check_report(engines, submission.credit_report)
            turn.reach(tx, kept.reference)
        reference = kept.reference
    _decide(turn, engines, reference)
    return partial(_submitted, reference)


def _receive(reference: str, report: Mapping[str, float], turn: Turn) -> Telling:
    engines = services().engines
    if turn.reached is None:
        with services().database.transaction(turn.access.in_act(SUBMIT)) as tx:
            keep_report(tx, reference, report, now())
            _check_report(engines, report)
            turn.reach(tx, reference)
    _decide(turn, engines, reference)
    return partial(_standing, reference)


def _agree(reference: str, body: ConsentsBody, turn: Turn) -> Telling:
    engines = services().engines
    application = _application(turn, reference)
    said = Said(Method.API, body.language, now())
    agreed = [(one.purpose, one.notice_sha256) for one in body.consents]
    going_on = agree_each(services().database, turn.access, application.subject_id, agreed, said)
    for each in going_on:
        _decide(turn, engines, each)
    return partial(_standing, reference)


def _withdraw(reference: str, body: WithdrawalBody, turn: Turn) -> Telling:
    application = _application(turn, reference)
    said = Said(Method.API, body.language, now())
    take_back(services().database, turn.access, application.subject_id, body.purpose, said)
    return partial(_standing, reference)


def _decide(turn: Turn, engines: Engines, reference: str) -> None:
    """Decide what can be; an application that is decided already stays as it is."""
    with suppress(Conflict):
        service.decide(services().database, engines, turn.access.organisation, reference, now())


def _ring_for_audit(reference: str) -> None:
    """Have the contract audited; where the bell is not heard, the sweeper finds it."""
    waiting = WorkId(current_access().organisation, reference)
    with open_queue(services().settings.redis_url) as queue:
        ring(queue, Work.AUDIT_CONTRACT, waiting)


def _application(turn: Turn, reference: str) -> Application:
    with services().database.transaction(turn.access.in_act(SUBMIT)) as tx:
        return store.application_of(tx, reference)


def _submitted(reference: str, tx: Transaction) -> Answer:
    answer = application_answer(tx, reference)
    status = HTTPStatus.CREATED if answer.state in _DECIDED else HTTPStatus.ACCEPTED
    return Answer(status, answer)


def _standing(reference: str, tx: Transaction) -> Answer:
    return Answer(HTTPStatus.OK, application_answer(tx, reference))


def _check_report(engines: Engines, report: Mapping[str, float]) -> None:
    """Refuse a report that the scorecard finds nothing in, and so the transaction that kept it.

    Only the names of its columns are asked about.

    Raises:
        InvalidInput: none of its columns is known.
    """
    try:
        engines.credit(dict.fromkeys(report, 0.0))
    except InvalidInput as refusal:
        raise InvalidInput(refusal.expected, refusal.found, "/credit_report") from None
