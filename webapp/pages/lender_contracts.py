"""A lender's contracts: the forms of its products, and packages handed in to be checked."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import Blueprint, make_response, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from contracts.auditing import ask_for_audit, audit_job
from contracts.checking import checked_packages
from contracts.jobs import AuditJob, JobState, Stage
from contracts.model import Asked, CheckedPackage, Jurisdiction, LenderType
from contracts.products.confirmations import confirmed
from core.access import Role
from core.dates import day_of, now, parse_day
from core.errors import InvalidInput, NotFound
from core.text import Text, filled
from underwriting.model import ContractForm
from webapp import file_problems
from webapp import lender_words as words
from webapp.arrivals import go
from webapp.audits import Beside, check_page
from webapp.auth import current_access, signed_in
from webapp.formats import text
from webapp.lender_packages import (
    Opened,
    keyed,
    opened_form,
    opened_package,
    own_forms,
    path_of,
    siblings,
    version_of,
)
from webapp.navigation import CONTRACTS
from webapp.rendering import show
from webapp.services import services
from webapp.severities import chosen_severity, severities
from webapp.views.contracts import ContractLine, ContractsPage, UncheckedPage
from webapp.views.shared import Link, Problem, Step, Tag, Tone
from webapp.views.waiting import WaitingPage
from workers.model import Work, WorkId
from workers.queue import open_queue, ring

blueprint = Blueprint("lender_contracts", __name__)

_IN_USE: Final = Tag(Text("在用", "In use"), Tone.INFO)
_HANDED_IN: Final = Tag(Text("交来检查", "Handed in"), Tone.QUIET)
_LOOK_AGAIN_SECONDS: Final = 1


@blueprint.get(CONTRACTS)
@signed_in(Role.COMPLIANCE)
def contracts() -> str:
    """Show the forms of the lender's products, what was handed in, and where to hand in more."""
    return show(_contracts_page())


@blueprint.post(CONTRACTS)
@signed_in(Role.COMPLIANCE)
def check() -> AnyResponse:
    """Take in the files as one package; a job audits it while its page tells how far it is."""
    files = [_taken(file) for file in request.files.getlist("contract") if file.filename]
    if not files:
        return _again(Problem("contract", words.CHOOSE_FILE))
    at = now()
    try:
        asked = _asked(day_of(at))
    except ValueError:
        return _again(Problem("", words.NOT_OUR_FORM))
    except InvalidInput:
        return _again(Problem("contract_date", words.WRONG_DAY))
    access, house = current_access(), services()
    try:
        with house.database.transaction(access) as tx:
            job = ask_for_audit(tx, files, asked, at)
    except InvalidInput as refusal:
        return _again(Problem("contract", _refused(files, refusal)))
    with open_queue(house.settings.redis_url) as queue:
        ring(queue, Work.AUDIT_PACKAGE, WorkId(access.organisation, job.reference))
    return go(f"{CONTRACTS}/checks/{job.reference}")


@blueprint.get(f"{CONTRACTS}/checks/<reference>")
@signed_in(Role.COMPLIANCE)
def checked(reference: str) -> str:
    """Show a package as it was checked; how far the check is while it lasts; or why it failed."""
    job = _job(reference)
    if job is not None and job.state is JobState.FAILED:
        return show(_unchecked(job))
    if job is not None and not job.ended:
        return show(_waiting(job))
    return _bench(opened_package(reference))


@blueprint.get(f"{CONTRACTS}/forms/<uuid:form_id>")
@signed_in(Role.COMPLIANCE)
def form(form_id: UUID) -> str:
    """Show a form of the lender's own with the audit it was published with."""
    return _bench(opened_form(form_id))


def _bench(found: Opened) -> str:
    downloads = (
        Link(words.PDF, f"{found.path}.pdf"),
        Link(words.HTML, f"{found.path}.html"),
        Link(words.JSON, f"{found.path}.json"),
    )
    beside = Beside(
        siblings(found.key),
        downloads,
        confirmed=_confirmed(),
        only=chosen_severity(request.args.get("severity", "")),
        path=found.path,
        key=found.key,
        others=keyed(found.key),
    )
    return show(check_page(found.name, found.on, found.documents, found.audit, beside))


def _job(reference: str) -> AuditJob | None:
    """Return where an audit stands; None for one that was answered at once."""
    try:
        return audit_job(services().database, current_access(), reference)
    except NotFound:
        return None


def _waiting(job: AuditJob) -> WaitingPage:
    reading = filled(words.READING, done=str(job.files_read), files=str(job.files))
    begun = job.stage is not Stage.WAITING
    asking = job.stage is Stage.ASKING
    return WaitingPage(
        title=words.BEING_CHECKED,
        lead=words.WAITS if not begun else words.ASKS_ALL if asking else reading,
        href=f"{CONTRACTS}/checks/{job.reference}",
        done=job.steps_done,
        total=job.steps,
        steps=(
            Step(words.TAKEN_IN, job.created_at),
            Step(reading, under_way=begun and not asking, done=asking),
            Step(words.ASKS_ALL, under_way=asking),
        ),
        look_again_seconds=_LOOK_AGAIN_SECONDS,
    )


def _unchecked(job: AuditJob) -> UncheckedPage:
    problem = job.problem
    name = problem.file if problem else ""
    why = words.TRIED
    if problem and name:
        why = file_problems.why(InvalidInput(problem.expected, problem.found))
    return UncheckedPage(
        title=words.NOT_CHECKED,
        name=name or job.reference,
        why=why,
        safe=words.FILES_DROPPED,
        todo=words.HAND_IN_AGAIN,
        back=Link(words.CHECK, CONTRACTS),
    )


def _refused(files: list[tuple[str, bytes]], refusal: InvalidInput) -> Text:
    _, _, index = refusal.where.rpartition("/")
    if not index:
        return words.COUNT_OF_FILES
    return file_problems.named(files[int(index)][0], refusal)


def _confirmed() -> frozenset[str]:
    """Return the rows of law that the lender's own two people confirmed."""
    with services().database.transaction(current_access()) as tx:
        return frozenset(confirmed(tx))


def _taken(file: FileStorage) -> tuple[str, bytes]:
    """Return name and bytes of an uploaded file, and let go of its temporary copy."""
    data = file.stream.read()
    file.close()
    return file.filename or "", data


def _contracts_page(*problems: Problem) -> ContractsPage:
    packages = checked_packages(services().database, current_access())
    return ContractsPage(
        action=CONTRACTS,
        lender_types=tuple((one.value, words.LENDER_TYPES[one]) for one in LenderType),
        jurisdictions=tuple((one.value, words.JURISDICTIONS[one]) for one in Jurisdiction),
        forms=(
            *(_form_line(one) for one in own_forms()),
            *(_package_line(one) for one in packages),
        ),
        problems=problems,
        comparable=keyed(),
    )


def _form_line(found: ContractForm) -> ContractLine:
    return ContractLine(
        href=f"{CONTRACTS}/forms/{found.id}",
        name=text(found.offer.product.name),
        version=version_of(found),
        checked_on=day_of(found.published_at),
        findings=severities(found.audit),
        state=_IN_USE,
    )


def _package_line(package: CheckedPackage) -> ContractLine:
    return ContractLine(
        href=path_of(package),
        name=package.name,
        version=package.reference,
        checked_on=day_of(package.created_at),
        findings=severities(package.audit),
        state=_HANDED_IN,
    )


def _asked(today: date) -> Asked:
    """Read what was said beside the files.

    Raises:
        InvalidInput: the day is none.
        ValueError: the lender's kind or the place is none of those offered.
    """
    day = request.form.get("contract_date", "")
    place = request.form.get("jurisdiction", "")
    lender_type = request.form.get("lender_type", "")
    return Asked(
        as_of=parse_day(day) if day else today,
        jurisdiction=Jurisdiction(place) if place else None,
        lender_type=LenderType(lender_type) if lender_type else None,
    )


def _again(problem: Problem) -> AnyResponse:
    return make_response(show(_contracts_page(problem)), HTTPStatus.UNPROCESSABLE_ENTITY)
