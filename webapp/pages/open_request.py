"""A request for somebody else, without an account: an agent's or an heir's, by papers.

Nothing tells whether the person is known at the lender, and nothing that was typed is shown again.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, make_response, request
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from consent import request_service
from consent.requests import KIND_NAMES, Asker, Details, Kind
from core.access import machine_access
from core.dates import now
from core.errors import InvalidInput
from core.text import Text
from database.tenancy import organisations
from reporting.export_service import ACT
from underwriting.corrections import FIELDS
from webapp import rights_words as words
from webapp.limits import CHECK_OPEN, LIMITER
from webapp.navigation import ASK_FOR_SOMEONE
from webapp.preferences import language
from webapp.rendering import show
from webapp.services import services
from webapp.views.rights import AskForPage
from webapp.views.shared import Problem

blueprint = Blueprint("open_request", __name__)

_NEEDED = ("about_name", "about_id_number", "authority", "authority_reference", "contact")
_WRITTEN_MAX = 500


@blueprint.get(ASK_FOR_SOMEONE)
def form() -> str:
    """Ask who asks, for whom, for what, and by what papers."""
    return show(_page())


@blueprint.post(ASK_FOR_SOMEONE)
@LIMITER.limit(CHECK_OPEN)
def take_in() -> AnyResponse:
    """Take the request in; the page then shows its reference and its clock, and nothing else."""
    known = {str(key): key for key, _ in _lenders()}
    try:
        lender: UUID = known[request.form.get("lender", "")]
        kind, asker = Kind(request.form.get("kind", "")), Asker(request.form.get("asker", ""))
    except (KeyError, ValueError):
        return _again(Problem("lender", words.MISSING))
    details = Details(**{name: _typed(name) for name in (*_NEEDED, "field", "new", "note")})
    missing = [name for name in _NEEDED if not getattr(details, name)]
    if kind is Kind.CORRECT:
        missing += [name for name in ("field", "new") if not getattr(details, name)]
    if missing:
        return _again(*(Problem(name, words.MISSING) for name in missing))
    try:
        with services().database.transaction(machine_access(lender, ACT)) as tx:
            what = (kind, asker, language().value)
            made = request_service.take_in(tx, what, details, now())
    except InvalidInput as refusal:
        return _again(Problem(refusal.where, words.NOT_FIT))
    return make_response(show(_page(received=made.reference, due_at=made.due_at)))


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()[:_WRITTEN_MAX]


def _lenders() -> tuple[tuple[UUID, Text], ...]:
    statement = select(organisations).where(organisations.c.kind == "lender")
    with services().database.transaction(machine_access(None, "")) as tx:
        rows = tx.execute(statement.order_by(organisations.c.id)).all()
    return tuple((row.id, Text(row.name_zh, row.name_en)) for row in rows)


def _page(*problems: Problem, received: str = "", due_at: datetime | None = None) -> AskForPage:
    askers = (Asker.AGENT, Asker.HEIR)
    return AskForPage(
        action=ASK_FOR_SOMEONE,
        lenders=tuple((str(key), name) for key, name in _lenders()),
        askers=tuple((one.value, words.ASKERS[one]) for one in askers),
        kinds=tuple((one.value, KIND_NAMES[one]) for one in Kind),
        fields=tuple((one.code, one.name) for one in FIELDS),
        authorities=words.AUTHORITIES,
        received=received,
        due_at=due_at,
        problems=problems,
    )


def _again(*problems: Problem) -> AnyResponse:
    return make_response(show(_page(*problems)), HTTPStatus.UNPROCESSABLE_ENTITY)
