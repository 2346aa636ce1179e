"""My rights: seven things to ask in plain words, a form each, each request with its clock."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, make_response, request, session
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from consent import limits, looking, request_service, request_store
from consent.looking import Lender
from consent.requests import HANDED_OUT, Details, Kind, Request
from core.access import Role
from core.dates import now
from core.errors import Conflict, InvalidInput, NotFound
from core.text import Text
from database.tenancy import organisations
from database.transaction import Transaction
from identity.model import Factor
from reporting import export_service, export_store
from underwriting import corrections, limiting
from underwriting.resumption import go_on
from webapp import rights_pages
from webapp import rights_words as words
from webapp.arrivals import go
from webapp.auth import present_session, signed_in
from webapp.borrowing import own_access
from webapp.navigation import MY_RIGHTS
from webapp.preferences import language
from webapp.rendering import show
from webapp.rights_files import file_of, form_of, statement_of
from webapp.services import services
from webapp.views.rights import MyRightsPage
from webapp.views.shared import Choice, Notice, Problem, Tone
from workers.model import Work, WorkId
from workers.queue import open_queue, ring

blueprint = Blueprint("borrower_rights", __name__)

_ONE = f"{MY_RIGHTS}/requests/<reference>"
_FORM = f"{MY_RIGHTS}/<uuid:lender>/<kind>"
_WRITTEN_MAX = 2000


@blueprint.get(MY_RIGHTS)
@signed_in(Role.BORROWER)
def my_rights() -> str:
    """Show what may be asked, and what was."""
    at = now()
    with services().database.transaction(own_access()) as tx:
        lenders = looking.lenders_of_person(tx)
        asked = request_store.requests_of_person(tx)
        names = _names(tx, {one.organisation_id for one in asked})
        chosen = _chosen(lenders)
        standing = _standing(tx, chosen) if chosen else ()
        jurisdiction = _jurisdiction(tx, chosen) if chosen else ""
    mine = [one for one in asked if chosen is not None and one.organisation_id == chosen.id]
    page = MyRightsPage(
        lender=chosen.name if chosen else None,
        rights=rights_pages.rights_of(chosen, jurisdiction, mine, standing) if chosen else (),
        lenders=tuple(
            Choice(one.name, f"{MY_RIGHTS}?lender={one.id}", chosen=one is chosen)
            for one in lenders
        )
        if len(lenders) > 1
        else (),
        requests=tuple(rights_pages.line(one, names[one.organisation_id], at) for one in asked),
        notice=_notice(),
    )
    return show(page)


@blueprint.get(_FORM)
@signed_in(Role.BORROWER, stepped_up=True)
def form(lender: UUID, kind: str) -> str:
    """Show the form of one request, once it is proved anew who asks."""
    with services().database.transaction(own_access()) as tx:
        known, jurisdiction = _at(tx, lender)
    return show(rights_pages.form_page(_kind(kind), known, jurisdiction, now()))


@blueprint.post(_FORM)
@signed_in(Role.BORROWER, stepped_up=True)
def ask(lender: UUID, kind: str) -> AnyResponse:
    """Take the request in; what nobody has to weigh is done at once."""
    at, wanted = now(), _kind(kind)
    details = _details(wanted)
    with services().database.transaction(own_access()) as tx:
        known, jurisdiction = _at(tx, lender)
    problems = _problems(wanted, details)
    if problems:
        page = rights_pages.form_page(wanted, known, jurisdiction, at, *problems)
        return make_response(show(page), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with services().database.transaction(own_access()) as tx:
            proof = (_factor(), language().value, at)
            made = request_service.ask(tx, (lender, known.subject_id), wanted, details, proof)
    except Conflict:
        session["asked"] = wanted.value
        return go(f"{MY_RIGHTS}?lender={lender}")
    _at_once(made)
    return go(f"{MY_RIGHTS}/requests/{made.reference}")


@blueprint.get(_ONE)
@signed_in(Role.BORROWER)
def one_request(reference: str) -> str:
    """Show one request."""
    at = now()
    with services().database.transaction(own_access()) as tx:
        made = request_store.request_of(tx, reference)
        names = _names(tx, {made.organisation_id})
        told = (request_store.answer_of(tx, made), export_store.expiry_of(tx, made, at))
        events = request_store.events_of(tx, made)
    return show(rights_pages.request_page(made, names[made.organisation_id], events, told, at))


@blueprint.post(f"{_ONE}/take-back")
@signed_in(Role.BORROWER)
def take_back(reference: str) -> AnyResponse:
    """Take a request back."""
    with suppress(Conflict), services().database.transaction(own_access()) as tx:
        request_service.take_back(tx, reference, now())
    return go(f"{MY_RIGHTS}/requests/{reference}")


@blueprint.get(f"{_ONE}/copy.<form_name>")
@signed_in(Role.BORROWER, stepped_up=True)
def copy(reference: str, form_name: str) -> Response:
    """Hand out a copy, once it is proved anew who fetches it."""
    wanted = form_of(form_name)
    data = export_service.fetch(services().database, own_access(), reference, wanted, now())
    return file_of(data, wanted, reference)


@blueprint.get(f"{_ONE}/statement.json")
@signed_in(Role.BORROWER)
def statement(reference: str) -> Response:
    """Hand out the signed proof of an erasure.

    Raises:
        NotFound: there is none.
    """
    with services().database.transaction(own_access()) as tx:
        made = request_store.request_of(tx, reference)
    return statement_of(made)


@blueprint.post(f"{MY_RIGHTS}/<uuid:lender>/lift")
@signed_in(Role.BORROWER)
def lift(lender: UUID) -> AnyResponse:
    """Lift a limit; what waited for it goes on.

    Raises:
        InvalidInput: it names none.
    """
    at = now()
    with services().database.transaction(own_access()) as tx:
        known, _ = _at(tx, lender)
    try:
        limit = limits.Limit(request.form.get("limit", ""))
    except ValueError:
        raise InvalidInput("a limit", "another", "limit") from None
    access = replace(own_access(), organisation_id=lender)
    waiting = limiting.lift(services().database, access, known.subject_id, limit, at)
    if waiting:
        go_on(services().database, services().engines, access, waiting, at)
    return go(f"{MY_RIGHTS}?lender={lender}")


def _at_once(made: Request) -> None:
    database, access, at = services().database, own_access(), now()
    if made.kind in HANDED_OUT:
        if not export_service.make_now(database, access, made, at):
            with open_queue(services().settings.redis_url) as queue:
                ring(queue, Work.MAKE_EXPORT, WorkId(made.organisation_id, made.reference))
    elif made.kind in limiting.LIMITS:
        limiting.apply(database, access, made.reference, at)


def _factor() -> str:
    """Return by which factor it was proved a moment ago who asks.

    Raises:
        NotFound: nobody is signed in.
    """
    someone = present_session()
    if someone is None:
        raise NotFound("nobody is signed in")
    return "totp" if Factor.TOTP in someone.factors else "message"


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise NotFound("there is no such right here") from None


def _details(kind: Kind) -> Details:
    given = {
        name: request.form.get(name, "").strip()[:_WRITTEN_MAX]
        for name in ("field", "old", "new", "evidence", "note")
    }
    if kind is Kind.CORRECT:
        return Details(**given)
    return Details(note=given["note"]) if kind is Kind.ERASE else Details()


def _problems(kind: Kind, details: Details) -> tuple[Problem, ...]:
    if kind is not Kind.CORRECT:
        return ()
    missing = tuple(
        Problem(name, words.MISSING)
        for name in ("field", "old", "new", "evidence")
        if not getattr(details, name)
    )
    if missing:
        return missing
    try:
        corrections.check_new(details.field, details.new)
    except InvalidInput as refusal:
        return (Problem(refusal.where or "new", words.NOT_FIT),)
    return ()


def _at(tx: Transaction, lender: UUID) -> tuple[Lender, str]:
    """Return a lender who knows the borrower, and whose law it is under.

    Raises:
        NotFound: this lender does not.
    """
    for known in looking.lenders_of_person(tx):
        if known.id == lender:
            return known, _jurisdiction(tx, known)
    raise NotFound("this lender does not know you")


def _chosen(lenders: tuple[Lender, ...]) -> Lender | None:
    wanted = request.args.get("lender", "")
    first = lenders[0] if lenders else None
    return next((one for one in lenders if str(one.id) == wanted), first)


def _standing(tx: Transaction, lender: Lender) -> tuple[limits.Limit, ...]:
    return tuple(one for one in limits.Limit if limits.limited(tx, (lender.subject_id,), one))


def _jurisdiction(tx: Transaction, lender: Lender) -> str:
    statement = select(organisations.c.jurisdiction).where(organisations.c.id == lender.id)
    return tx.execute(statement).scalar_one()


def _names(tx: Transaction, wanted: set[UUID]) -> dict[UUID, Text]:
    statement = select(organisations).where(organisations.c.id.in_(list(wanted)))
    return {row.id: Text(row.name_zh, row.name_en) for row in tx.execute(statement)}


def _notice() -> Notice | None:
    """Say once that the same is open already."""
    if session.pop("asked", None) is None:
        return None
    return Notice(
        Tone.INFO,
        Text("您已经提过这个请求", "You have asked for this already"),
        Text("它还在处理，答复时间没有变。", "It is being worked on; its clock has not changed."),
    )
