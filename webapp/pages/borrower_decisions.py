"""My decision: where each application stands, why, a person to ask, the notice to keep."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from core.access import Role
from core.dates import now
from core.errors import Conflict, NotFound
from reporting.notice_service import notices_about
from underwriting import review
from underwriting.model import State
from underwriting.own_cases import own_case, own_lines
from underwriting.resumption import go_on, others_go_on
from underwriting.withdrawal import agree
from webapp import borrower_words as words
from webapp.arrivals import go
from webapp.auth import signed_in
from webapp.borrower_decision import decision_notice, decision_page
from webapp.borrowing import own_access, said_now
from webapp.navigation import MY_DECISIONS
from webapp.rendering import show
from webapp.services import services
from webapp.views.decision import DecisionLine, MyDecisionsPage

blueprint = Blueprint("borrower_decisions", __name__)

_ONE = f"{MY_DECISIONS}/<reference>"


@blueprint.get(MY_DECISIONS)
@signed_in(Role.BORROWER)
def decisions() -> str:
    """List one's applications, newest first."""
    lines = own_lines(services().database, own_access())
    return show(
        MyDecisionsPage(
            tuple(
                DecisionLine(
                    f"{MY_DECISIONS}/{one.application.reference}",
                    one.offer.lender,
                    one.application.amount,
                    one.application.created_at,
                    words.STATES[one.application.state][1],
                )
                for one in lines
            )
        )
    )


@blueprint.get(_ONE)
@signed_in(Role.BORROWER)
def decision(reference: str) -> str:
    """Show one application."""
    database, access = services().database, own_access()
    at = now()
    case = own_case(database, access, reference, at)
    return show(
        decision_page(case, at, has_notice=bool(notices_about(database, access, reference)))
    )


@blueprint.post(f"{_ONE}/ask-person")
@signed_in(Role.BORROWER)
def ask_person(reference: str) -> AnyResponse:
    """Ask for a person to look again."""
    with suppress(Conflict):  # a person looks at it already: the page says so
        review.ask_person(services().database, own_access(), reference, now())
    return go(f"{MY_DECISIONS}/{reference}")


@blueprint.post(f"{_ONE}/cancel")
@signed_in(Role.BORROWER)
def cancel(reference: str) -> AnyResponse:
    """Take an application back."""
    with suppress(Conflict):  # it was decided meanwhile: the page shows how
        review.cancel(services().database, own_access(), reference, now())
        others_go_on(services().database, services().engines, own_access(), reference, now())
    return go(f"{MY_DECISIONS}/{reference}")


@blueprint.post(f"{_ONE}/resume")
@signed_in(Role.BORROWER)
def resume(reference: str) -> AnyResponse:
    """Give the consent an application waits for; it then goes on at once."""
    database, at = services().database, now()
    case = own_case(database, own_access(), reference, at)
    missing = case.missing
    if case.application.state is State.PAUSED and missing is not None:
        access = replace(own_access(), organisation_id=case.application.organisation_id)
        agreed = ((missing.purpose.code, request.form.get("notice", "")),)
        waiting = agree(database, access, case.application.subject_id, agreed, said_now(at))
        go_on(database, services().engines, access, waiting, at)
    return go(f"{MY_DECISIONS}/{reference}")


@blueprint.get(f"{_ONE}/notice")
@signed_in(Role.BORROWER)
def notice(reference: str) -> Response:
    """Hand out the decision notice, in both languages.

    Raises:
        NotFound: none was sent yet.
    """
    kept = notices_about(services().database, own_access(), reference)
    if not kept:
        raise NotFound("no notice was sent yet; it comes a moment after the decision")
    answer = Response(show(decision_notice(kept[-1])), mimetype="text/html")
    answer.headers["Content-Disposition"] = f'attachment; filename="candor-{reference}.html"'
    return answer
