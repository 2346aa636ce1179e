"""One finding on a form: what it says, who looks after it, what one asks and another signs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from contracts.products.confirmations import confirmed
from contracts.products.model import FindingState, FormFinding, Handover, Move, Wish
from contracts.products.rules import ACCEPTED_DAYS_MAX, state_on
from core.access import Role
from core.dates import day_of, now, parse_day
from core.errors import Conflict, InvalidInput, NotSignedIn
from core.text import Text
from identity.colleagues import Colleague
from underwriting.form_findings import (
    NoColleague,
    answer,
    ask,
    give_to,
    owners_of,
    read_finding,
    take_on,
)
from underwriting.product_card import read_cards, words_found
from webapp import product_words as words
from webapp.arrivals import go
from webapp.audits import finding_of
from webapp.auth import current_access, signed_in
from webapp.navigation import PRODUCTS, visitor
from webapp.pages.lender_products import TITLES, shown_state
from webapp.rendering import show
from webapp.services import services
from webapp.views.products import FindingPage, MoveLine, OwnerForm, OwnerLine, WishForm
from webapp.views.shared import FormButton, Problem, Tag, Tone

blueprint = Blueprint("lender_findings", __name__)

_HOME = f"{PRODUCTS}/findings"
_FIELDS: dict[str, Text] = {"reason": words.WRITE_REASON, "until": words.CHOOSE_DAY}


@blueprint.get(f"{_HOME}/<reference>")
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def finding(reference: str) -> str:
    """Show one finding."""
    return show(_page(reference))


@blueprint.post(f"{_HOME}/<reference>/owner")
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def own(reference: str) -> AnyResponse:
    """Let whoever asks look after it, or the colleague they chose."""
    chosen = request.form.get("owner")
    database, access = services().database, current_access()
    try:
        if chosen is None:
            take_on(database, access, reference, who_acts(), now())
        else:
            give_to(database, access, reference, (UUID(chosen), who_acts()), now())
    except (ValueError, NoColleague):
        problem = Problem("owner", words.NO_COLLEAGUE)
        return _again(reference, {}, problem, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict:
        return _again(reference, {}, Problem("", words.MOVED), HTTPStatus.CONFLICT)
    return go(f"{_HOME}/{reference}")


@blueprint.post(f"{_HOME}/<reference>/ask")
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def ask_for(reference: str) -> AnyResponse:
    """Take what the first person asks for."""
    entered = {name: request.form.get(name, "").strip() for name in ("wish", "until", "reason")}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        wish = _wish(entered)
        ask(services().database, current_access(), reference, (wish, who_acts()), now())
    except ValueError:
        return _again(reference, entered, Problem("wish", words.CHOOSE_STATE), status)
    except InvalidInput as refusal:
        field = refusal.where if refusal.where in _FIELDS else ""
        problem = Problem(field, _FIELDS.get(field, words.MOVED))
        return _again(reference, entered, problem, status)
    except Conflict:
        return _again(reference, entered, Problem("", words.MOVED), HTTPStatus.CONFLICT)
    return go(f"{_HOME}/{reference}")


@blueprint.post(f"{_HOME}/<reference>/answer")
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def answer_to(reference: str) -> AnyResponse:
    """Take the second person's yes or no."""
    status = HTTPStatus.CONFLICT
    try:
        said = (answered_yes(), UUID(request.form.get("asked", "")), who_acts())
        answer(services().database, current_access(), reference, said, now())
    except (ValueError, Conflict, InvalidInput):
        return _again(reference, {}, Problem("", words.MOVED), status)
    return go(f"{_HOME}/{reference}")


def answered_yes() -> bool:
    """Return the second person's answer.

    Raises:
        ValueError: it is neither yes nor no.
    """
    said = request.form.get("agreed", "")
    if said not in {"yes", "no"}:
        raise ValueError("neither yes nor no")
    return said == "yes"


def who_acts() -> str:
    """Return how the one who acts is called; sealed with what they do.

    Raises:
        NotSignedIn: nobody is.
    """
    someone = visitor()
    if someone is None:
        raise NotSignedIn("please sign in")
    return someone.name


def _wish(entered: Mapping[str, str]) -> Wish:
    """Read what is asked for.

    Raises:
        ValueError: it is none of the states.
        InvalidInput: the day is none.
    """
    state = FindingState(entered["wish"])
    accepting = state is FindingState.ACCEPTED
    until = parse_day(entered["until"], "until") if accepting else None
    return Wish(state, entered["reason"], until)


def _page(
    reference: str, entered: Mapping[str, str] | None = None, *problems: Problem
) -> FindingPage:
    at = now()
    day = day_of(at)
    access, database = current_access(), services().database
    found, moves = read_finding(database, access, reference)
    entry = words_found(database, access, reference, at)
    card = next(one for one in read_cards(database, access) if one.product.id == found.product_id)
    version = next(one.version for one in card.forms if one.id == found.form_version_id)
    state, remark = shown_state(found, day)
    with database.transaction(access) as tx:
        known = frozenset(confirmed(tx))
    open_move = next((move for move in moves if move.agreed is None), None)
    mine = open_move is not None and open_move.asked_by == access.actor_id
    owned = found.owner_id == access.actor_id
    beside, handovers = owners_of(database, access, found)
    return FindingPage(
        reference=reference,
        title=TITLES.get(found.code, Text(found.code, found.code)),
        product=card.product.name,
        product_href=f"{PRODUCTS}/{card.product.code}",
        version=f"v{version}",
        state=words.WAITS if open_move else state,
        state_remark=remark,
        owner=found.owner,
        opened_on=day_of(found.opened_at),
        found=None if entry is None else finding_of(entry, known),
        take_on=None if owned else FormButton(words.TAKE_ON, f"{_HOME}/{reference}/owner"),
        give=_give(reference, found, beside, access.actor_id),
        owners=tuple(_given(one) for one in reversed(handovers)),
        form=None if open_move else _form(reference, state_on(found, day), entered, day),
        answers=() if open_move is None or mine else _answers(reference, open_move),
        remark=words.NOT_FIRST if mine else None,
        moves=tuple(_line(move) for move in reversed(moves)),
        problems=problems,
    )


def _give(
    reference: str, found: FormFinding, beside: tuple[Colleague, ...], me: UUID
) -> OwnerForm | None:
    """Offer every colleague but the one who looks, who has a button, and the present owner."""
    others = tuple(
        (str(one.person_id), Text(one.name, one.name))
        for one in beside
        if one.person_id not in {me, found.owner_id}
    )
    return OwnerForm(f"{_HOME}/{reference}/owner", others) if others else None


def _given(one: Handover) -> OwnerLine:
    return OwnerLine(one.owner, "" if one.given_by == one.owner_id else one.giver, one.given_at)


def _form(
    reference: str, state: FindingState, entered: Mapping[str, str] | None, day: date
) -> WishForm:
    sent = entered or {}
    offered = tuple(
        (one.value, label)
        for one, label in words.WISHES
        if one is not state or one is FindingState.ACCEPTED
    )
    latest = day + timedelta(days=ACCEPTED_DAYS_MAX)
    return WishForm(
        f"{_HOME}/{reference}/ask",
        offered,
        latest,
        sent.get("wish", ""),
        sent.get("until", ""),
        sent.get("reason", ""),
    )


def _answers(reference: str, move: Move) -> tuple[FormButton, ...]:
    place, asked = f"{_HOME}/{reference}/answer", ("asked", str(move.id))
    return (
        FormButton(words.AGREE, place, (asked, ("agreed", "yes"))),
        FormButton(words.SEND_BACK, place, (asked, ("agreed", "no"))),
    )


def _line(move: Move) -> MoveLine:
    answered = None
    if move.agreed is not None:
        answered = (
            Tag(Text("已签核", "Signed"), Tone.OK)
            if move.agreed
            else Tag(Text("已退回", "Sent back"), Tone.QUIET)
        )
    return MoveLine(
        words.STATES[move.wish.state],
        move.wish.accepted_until,
        move.wish.reason,
        move.asker,
        move.asked_at,
        answered,
        move.answerer,
        move.answered_at,
    )


def _again(
    reference: str, entered: Mapping[str, str], problem: Problem, status: HTTPStatus
) -> AnyResponse:
    return make_response(show(_page(reference, entered, problem)), status)
