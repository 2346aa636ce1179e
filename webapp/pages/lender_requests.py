"""The queue of requests about personal data: what is overdue first, one case at a time."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, Response, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from consent import limits, request_service, request_store
from consent.request_service import Answer
from consent.requests import HANDED_OUT, Kind, Outcome, ReasonCode, Request
from core.access import Access, Role
from core.dates import now
from core.errors import Conflict, InvalidInput, NotFound, StaleCase
from reporting import export_service
from reporting.export_service import bound
from underwriting import corrections, erasing, limiting
from webapp import rights_words as words
from webapp.arrivals import go
from webapp.auth import current_access, signed_in
from webapp.navigation import REQUESTS
from webapp.rendering import show
from webapp.request_cases import case_page, queue_page
from webapp.rights_files import file_of, form_of, statement_of
from webapp.services import services
from webapp.views.shared import Problem

blueprint = Blueprint("lender_requests", __name__)

_ONE = f"{REQUESTS}/<reference>"
_T = TypeVar("_T")


@blueprint.get(REQUESTS)
@signed_in(Role.COMPLIANCE)
def queue() -> str:
    """Show the queue."""
    return show(queue_page(services().database, current_access(), now()))


@blueprint.get(_ONE)
@signed_in(Role.COMPLIANCE)
def case(reference: str) -> str:
    """Show one request."""
    return show(case_page(services().database, current_access(), reference, now()))


@blueprint.post(f"{_ONE}/prove")
@signed_in(Role.COMPLIANCE)
def prove(reference: str) -> AnyResponse:
    """Keep that the papers were seen, and whose data it is."""

    def verb(access: Access) -> None:
        subject = _chosen(UUID, "subject")
        with services().database.transaction(bound(access)) as tx:
            request_service.prove(tx, reference, subject, now())

    return _do(reference, verb, "subject")


@blueprint.post(f"{_ONE}/extend")
@signed_in(Role.COMPLIANCE)
def extend(reference: str) -> AnyResponse:
    """Take the longer time."""

    def verb(access: Access) -> None:
        with services().database.transaction(bound(access)) as tx:
            request_service.extend(tx, reference, request.form.get("why", ""), now())

    return _do(reference, verb, "why")


@blueprint.post(f"{_ONE}/hold")
@signed_in(Role.COMPLIANCE)
def hold(reference: str) -> AnyResponse:
    """Keep the data for a dispute, or end that."""

    def verb(access: Access) -> None:
        with services().database.transaction(bound(access)) as tx:
            subject = request_store.request_of(tx, reference).subject_id
            if subject is None:
                raise Conflict("it is not known yet whose data is meant")
            if request.form.get("choice") == "lift":
                limits.lift_hold(tx, subject, now())
            else:
                limits.place_hold(tx, subject, request.form.get("case", ""), now())

    return _do(reference, verb, "case")


@blueprint.post(f"{_ONE}/answer")
@signed_in(Role.COMPLIANCE)
def answer(reference: str) -> AnyResponse:
    """Do what is asked and say so, or say why not."""

    def verb(access: Access) -> None:
        if request.form.get("outcome") == "grant":
            _grant(access, reference)
        else:
            _refuse(access, reference)

    return _do(reference, verb, "reason")


@blueprint.get(f"{_ONE}/copy.<form_name>")
@signed_in(Role.COMPLIANCE, stepped_up=True)
def copy(reference: str, form_name: str) -> Response:
    """Hand out the copy for somebody without an account.

    Raises:
        NotFound: it is for somebody who fetches it themselves.
    """
    wanted, access = form_of(form_name), current_access()
    if _request(access, reference).person_id is not None:
        raise NotFound("the person fetches it themselves")
    data = export_service.fetch(services().database, access, reference, wanted, now())
    return file_of(data, wanted, reference)


@blueprint.get(f"{_ONE}/statement.json")
@signed_in(Role.COMPLIANCE)
def statement(reference: str) -> Response:
    """Hand out the signed proof of an erasure."""
    return statement_of(_request(current_access(), reference))


def _grant(access: Access, reference: str) -> None:
    """Do what is asked for by the verb of its room."""
    database, at = services().database, now()
    kind, said = _request(access, reference).kind, request.form.get("words", "")
    if kind is Kind.CORRECT:
        corrections.correct(database, access, reference, said, at)
    elif kind is Kind.ERASE:
        erasing.erase(database, access, reference, said, at)
    elif kind in HANDED_OUT:
        export_service.make(database, access, reference, at)
    else:
        limiting.apply(database, access, reference, at)


def _refuse(access: Access, reference: str) -> None:
    reason = _chosen(ReasonCode, "reason")
    given = Answer(Outcome.REFUSED, (reason,), request.form.get("words", ""))
    with services().database.transaction(bound(access)) as tx:
        made = request_store.request_of(tx, reference, lock=True)
        request_service.answer(tx, made, given, now())


class _NothingChosen(InvalidInput):
    """One of several had to be chosen, and none was."""


def _chosen(kind: Callable[[str], _T], field: str) -> _T:
    try:
        return kind(request.form.get(field, ""))
    except ValueError:
        raise _NothingChosen("one of the choices", "none of them", field) from None


def _request(access: Access, reference: str) -> Request:
    with services().database.transaction(bound(access)) as tx:
        return request_store.request_of(tx, reference)


def _do(reference: str, verb: Callable[[Access], None], field: str) -> AnyResponse:
    """Do something to a request; show its page again with what was wrong."""
    access = current_access()
    try:
        verb(access)
    except _NothingChosen:
        return _again(reference, Problem(field, words.CHOOSE_REASON))
    except InvalidInput:
        return _again(reference, Problem(field, words.NOT_FIT))
    except (Conflict, StaleCase):
        return _again(reference, Problem("", words.MOVED), HTTPStatus.CONFLICT)
    return go(f"{REQUESTS}/{reference}")


def _again(
    reference: str, problem: Problem, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> AnyResponse:
    page = case_page(services().database, current_access(), reference, now(), problem)
    return make_response(show(page), status)
