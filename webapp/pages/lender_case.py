"""One case for its officer: machine and person side by side, the contract, the proofs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from core.access import Role
from core.dates import day_of, now
from core.errors import Conflict, InvalidInput, NotFound, StaleCase
from core.text import Text
from documents.reading import read
from evidence import proof, service
from underwriting.casework import CaseFile, read_case, read_contract
from underwriting.contract_audit import UNREADABLE, audit_of
from underwriting.forms import audit_document, contract_document
from underwriting.model import Action
from underwriting.review import review
from underwriting.verdict_reasons import verdict_reason
from webapp import file_problems
from webapp import lender_words as words
from webapp.arrivals import go
from webapp.audits import Beside, check_page, rules_day
from webapp.auth import current_access, signed_in
from webapp.casefiles import SentBack, case_page, verdict_action
from webapp.formats import text
from webapp.navigation import DECISIONS
from webapp.rendering import show
from webapp.services import services
from webapp.severities import chosen_severity
from webapp.views.contracts import UncheckedPage
from webapp.views.shared import Link, Problem

blueprint = Blueprint("lender_case", __name__)

_WORDS_MAX = 2000


@blueprint.get(f"{DECISIONS}/<reference>")
@signed_in(Role.OFFICER, Role.COMPLIANCE)
def case(reference: str) -> str:
    """Show one case."""
    return show(case_page(_read(reference), services().engines.scan))


@blueprint.post(f"{DECISIONS}/<reference>")
@signed_in(Role.OFFICER, Role.COMPLIANCE)
def decide(reference: str) -> AnyResponse:
    """Take a person's decision."""
    entered = {name: request.form.get(name, "").strip() for name in ("outcome", "reason", "words")}
    problems = _problems(entered)
    action, reason = verdict_action(entered["outcome"]), verdict_reason(entered["reason"])
    version = request.form.get("version", "")
    if problems or action is None:
        return _again(reference, entered, problems, HTTPStatus.UNPROCESSABLE_ENTITY)
    verdict = (
        reference,
        int(version) if version.isdecimal() and len(version) < 9 else 0,
        action,
        reason,
        entered["words"],
    )
    try:
        review(services().database, current_access(), services().engines, verdict, now())
    except StaleCase:
        kept = {"words": entered["words"]}
        return _again(reference, kept, (), HTTPStatus.CONFLICT)
    except Conflict:
        worse = (Problem("outcome", words.NEVER_WORSE),)
        return _again(reference, entered, worse, HTTPStatus.UNPROCESSABLE_ENTITY)
    return go(f"{DECISIONS}/{reference}")


@blueprint.get(f"{DECISIONS}/<reference>/contract")
@signed_in(Role.OFFICER, Role.COMPLIANCE)
def contract(reference: str) -> str:
    """Show the contract of a case with its findings beside it; the sealed ones where they are kept.

    One that came along and cannot be read gets a page that says so.
    """
    at = now()
    access, database = current_access(), services().database
    application, offer, came_along = read_contract(database, access, reference, at)
    on = day_of(application.created_at)
    back = Link(Text(reference, reference), f"{DECISIONS}/{reference}")
    found = None
    if came_along is None:
        document = contract_document(offer, application.amount, on)
    else:
        try:
            document = read(came_along[1], came_along[0])
        except InvalidInput as refusal:
            return show(_unreadable(came_along[0], refusal, back))
        _, _, found = audit_of(database, access, reference, at)
    if found is None or UNREADABLE in found:
        found = audit_document(offer, document, on).as_dict()
    only = chosen_severity(request.args.get("severity", ""))
    beside = Beside(back=back, only=only, path=f"{DECISIONS}/{reference}/contract")
    name = text(offer.product.name)
    return show(check_page(name, rules_day(found, on), (document,), found, beside))


@blueprint.get(f"{DECISIONS}/<reference>/proof/<uuid:entry_id>")
@signed_in(Role.OFFICER, Role.COMPLIANCE)
def proof_of(reference: str, entry_id: UUID) -> Response:
    """Hand out the proof of one entry about a case, for `candor evidence verify`.

    Raises:
        NotFound: there is no such entry about it, or it is not sealed yet.
    """
    access = current_access()
    with services().database.transaction(access) as tx:
        if service.entry(tx, access.organisation, entry_id).object_ref != reference:
            raise NotFound("there is no such entry about this application")
        written = proof.write(service.prove(tx, access.organisation, entry_id))
    answer = Response(written, mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="{entry_id}.proof"'
    return answer


def _unreadable(name: str, refusal: InvalidInput, back: Link) -> UncheckedPage:
    return UncheckedPage(
        title=words.NOT_READ,
        name=name,
        why=file_problems.why(refusal),
        safe=words.AS_CAME,
        todo=words.ASK_ANEW,
        back=back,
    )


def _read(reference: str) -> CaseFile:
    return read_case(services().database, current_access(), reference, now())


def _problems(entered: Mapping[str, str]) -> tuple[Problem, ...]:
    """Say what is missing in a decision; a no needs a reason that the applicant will read."""
    problems: list[Problem] = []
    action = verdict_action(entered["outcome"])
    if action is None:
        problems.append(Problem("outcome", words.CHOOSE_OUTCOME))
    if action is Action.DECLINE and verdict_reason(entered["reason"]) is None:
        problems.append(Problem("reason", words.CHOOSE_REASON))
    if not entered["words"]:
        problems.append(Problem("words", words.WRITE_WORDS))
    if len(entered["words"]) > _WORDS_MAX:
        problems.append(Problem("words", words.TOO_LONG))
    return tuple(problems)


def _again(
    reference: str,
    entered: Mapping[str, str],
    problems: tuple[Problem, ...],
    status: HTTPStatus,
) -> AnyResponse:
    """Show the case as it stands now, with what kept the decision from being taken."""
    sent = SentBack(problems, entered, stale=status is HTTPStatus.CONFLICT)
    page = case_page(_read(reference), services().engines.scan, sent)
    return make_response(show(page), status)
