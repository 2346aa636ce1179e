"""Audits asked for over REST: taken in at once, done by a job, read when they are done."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Final, Literal

from flask import Blueprint, Response, request
from pydantic import Field

from contracts.auditing import ask_for_audit, audit_job
from contracts.checking import checked_package
from contracts.jobs import AuditJob, JobProblem, JobState
from contracts.report import html_report
from contracts.reports.model import Audited
from core.access import Role
from core.dates import day_of, now
from core.errors import Conflict, InvalidInput
from database.transaction import Transaction
from documents.rendering import pdf_from_html
from webapp.api.fields import AnswerBody, Instant
from webapp.api.once import Answer, Telling, Turn, answer_json, once
from webapp.api.operations import PREFIX, Keying, Operation, described
from webapp.api.packages import (
    PACKAGE_BYTES_MAX,
    AuditAnswer,
    PackageBody,
    PackageForm,
    Sent,
    read_package,
)
from webapp.api.reading import JSON
from webapp.auth import current_access
from webapp.preferences import language
from webapp.services import services
from workers.model import Work, WorkId
from workers.queue import open_queue, ring

blueprint = Blueprint("api_audits", __name__, url_prefix=f"{PREFIX}/audits")

_TAG: Final = "contracts"
_PAGE: Final = "text/html"
_PDF: Final = "application/pdf"
_ENDINGS: Final = {_PAGE: ".html", _PDF: ".pdf"}
_REPORTS: Final = tuple(_ENDINGS)


class AuditProgress(AnswerBody):
    """How far an audit is: a step for each file, and one for the questions."""

    stage: Literal["waiting", "reading", "asking", "ended"]
    done: int = Field(ge=0)
    total: int = Field(ge=1)


class AuditProblem(AnswerBody):
    """Why an audit failed; no word of a file is repeated."""

    pointer: str = Field(description="JSON pointer to the file, such as /files/0; or empty.")
    expected: str
    found: str


class AuditJobAnswer(AnswerBody):
    """Where an audit stands; its result once it is done, or why it failed."""

    reference: str
    state: Literal["queued", "working", "done", "failed"]
    progress: AuditProgress
    created_at: Instant
    ended_at: Instant | None
    problem: AuditProblem | None
    result: AuditAnswer | None


@blueprint.post("")
@described(
    Operation(
        tag=_TAG,
        roles=(Role.COMPLIANCE,),
        body=PackageBody,
        form=PackageForm,
        answers={202: AuditJobAnswer},
        keying=Keying.REQUIRED,
        crowded=True,
        bytes_max=PACKAGE_BYTES_MAX,
    )
)
def ask_for_an_audit() -> Response:
    """Hand in a contract with its side agreements; it is audited by a job.

    Location says where to follow it. The files are kept sealed until that is done, the result
    for thirty days.
    """
    sent = read_package()
    response = once(partial(_ask, sent), sent.fingerprint)
    reference: str = response.get_json()["reference"]
    response.headers["Location"] = f"{PREFIX}/audits/{reference}"
    with open_queue(services().settings.redis_url) as queue:
        ring(queue, Work.AUDIT_PACKAGE, WorkId(current_access().organisation, reference))
    return response


@blueprint.get("/<ref>")
@described(
    Operation(
        tag=_TAG,
        roles=(Role.COMPLIANCE,),
        answers={200: AuditJobAnswer},
        missing=True,
        also=_REPORTS,
    )
)
def read_audit(ref: str) -> Response:
    """Say where an audit stands, and hand out its result once it is done.

    Accept chooses JSON, or the report of an audit that is done as a page or PDF, in the language
    of Accept-Language.
    """
    job = audit_job(services().database, current_access(), ref)
    kind = request.accept_mimetypes.best_match((JSON, *_REPORTS), JSON)
    return answer_json(_standing(job)) if kind == JSON else _report(job, kind)


def _report(job: AuditJob, kind: str) -> Response:
    """Return the report of an audit.

    Raises:
        Conflict: it is not done.
    """
    if job.state is not JobState.DONE:
        raise Conflict(f"there is no report: the audit is {job.state}")
    package = checked_package(services().database, current_access(), job.reference)
    texts = {file.name: file.text for file in package.files}
    audited = Audited(package.audit, texts, day_of(now()), day_of(job.created_at))
    page = html_report(audited, language())
    response = Response(page if kind == _PAGE else pdf_from_html(page, tagged=True), mimetype=kind)
    # Saved, the page shows as it is meant to; under our own headers it could not use its style.
    name = f"{audited.identity}{_ENDINGS[kind]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _ask(sent: Sent, turn: Turn) -> Telling:
    reference = turn.reached
    if reference is None:
        with services().database.transaction(turn.access) as tx:
            reference = _keep(tx, sent).reference
            turn.reach(tx, reference)
    return partial(_asked, reference)


def _keep(tx: Transaction, sent: Sent) -> AuditJob:
    files = [(name, contents) for name, contents, _ in sent.files]
    try:
        return ask_for_audit(tx, files, sent.asked, now())
    except InvalidInput as refusal:
        _, _, index = refusal.where.rpartition("/")
        where = sent.files[int(index)][2] if index else ""
        raise InvalidInput(refusal.expected, refusal.found, where) from None


def _asked(reference: str, _tx: Transaction) -> Answer:
    job = audit_job(services().database, current_access(), reference)
    return Answer(HTTPStatus.ACCEPTED, _standing(job))


def _standing(job: AuditJob) -> AuditJobAnswer:
    result = None
    if job.state is JobState.DONE:
        package = checked_package(services().database, current_access(), job.reference)
        result = AuditAnswer.model_validate(package.audit)
    return AuditJobAnswer(
        reference=job.reference,
        state=job.state.value,
        progress=AuditProgress(stage=job.stage.value, done=job.steps_done, total=job.steps),
        created_at=job.created_at,
        ended_at=job.ended_at,
        problem=_problem(job.problem) if job.problem else None,
        result=result,
    )


def _problem(problem: JobProblem) -> AuditProblem:
    pointer = f"/files/{problem.number - 1}" if problem.number else ""
    return AuditProblem(pointer=pointer, expected=problem.expected, found=problem.found)
