"""Helping somebody, signed in as oneself: enter a code, see their uses, stop one, step back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, request, session
from werkzeug.wrappers import Response

from consent import looking
from consent.model import PurposeState
from consent.service import consents_of_person
from core.access import Access, Role
from core.dates import now
from core.errors import InvalidInput, NotFound
from core.text import Text
from identity import mandates
from identity.mandate_store import Given, MandateState, Right
from underwriting.withdrawal import rest, take_back
from webapp import borrower_cards
from webapp import helper_words as words
from webapp.arrivals import again, go
from webapp.auth import current_access, signed_in
from webapp.borrowing import said_now
from webapp.limits import CODE, LIMITER
from webapp.navigation import HELPING
from webapp.rendering import show
from webapp.services import services
from webapp.views.mandates import HelpedPage, HelpedPurpose, HelpingPage, MandateLine
from webapp.views.mydata import PurposeState as Standing
from webapp.views.shared import FormButton, Link, Notice, Problem, Tone

blueprint = Blueprint("borrower_helping", __name__)

_LOOKS_SHOWN: Final = 12
_ONE: Final = f"{HELPING}/<uuid:mandate>"
_LEAVE: Final = Text("不再帮忙", "Stop helping")
_OPEN: Final = Text("查看", "See")
_TAKE_BACK: Final = Text("替对方收回", "Take back for them")
_PAUSE: Final = Text("替对方暂停", "Pause for them")
_LEFT: Final = Text(
    "您不再帮这个人，也看不到对方的内容了。", "You no longer help, and see nothing more."
)
_DONE: Final = Text("已停止，并已告诉对方。", "Stopped, and the person has been told.")
_NOTHING: Final = Text("这项已经没有在用了。", "This was not in use any more.")
_WRONG: Final = Text(
    "没有等着这个码的授权：可能输错了、用过了、超过七天，或者是您自己开的。",
    "No mandate waits for this code: it may be mistyped, used, older than seven days, or your own.",
)
_NAME: Final = Text("请写您怎么称呼对方。", "Please write what you call the person.")


@blueprint.get(HELPING)
@signed_in(Role.BORROWER)
def helping() -> str:
    """Show whom one helps."""
    left = session.pop("left", None)
    return show(_page({}, notice=Notice(Tone.OK, _LEFT) if left else None))


@blueprint.post(HELPING)
@signed_in(Role.BORROWER)
@LIMITER.limit(CODE)
def accept() -> Response:
    """Take a code, and begin to help."""
    entered = {name: request.form.get(name, "").strip() for name in ("code", "named")}
    try:
        mandate = mandates.accept(
            services().database, current_access(), entered["code"], entered["named"], now()
        )
    except NotFound:
        return again(_page(entered, (Problem("code", _WRONG),)))
    except InvalidInput:
        return again(_page(entered, (Problem("named", _NAME),)))
    return go(f"{HELPING}/{mandate}")


@blueprint.get(_ONE)
@signed_in(Role.BORROWER)
def helped(mandate: UUID) -> str:
    """Show how the uses of somebody's data stand, as far as the mandate goes."""
    at = now()
    given, access = _under(mandate, at)
    with services().database.transaction(access) as tx:
        lenders = looking.lenders_of_person(tx)
        states = consents_of_person(tx, at)
        looks = looking.looks_of_person(tx, limit=_LOOKS_SHOWN)
    stopped = session.pop("stopped_for", None)
    may_stop = Right.STOP in given.rights
    page = HelpedPage(
        named=given.named,
        until=given.ends_at,
        may_stop=may_stop,
        lenders=tuple(
            (one.name, _purposes(given, states, one.id, may_stop=may_stop)) for one in lenders
        ),
        reads=borrower_cards.reads(looks),
        back_href=HELPING,
        notice=None if stopped is None else Notice(Tone.OK, _DONE if stopped else _NOTHING),
    )
    return show(page)


@blueprint.post(f"{_ONE}/<uuid:lender>/stop")
@signed_in(Role.BORROWER)
def stop(mandate: UUID, lender: UUID) -> Response:
    """Take back or pause one use for somebody; the database asks again whether one may.

    Raises:
        NotFound: the mandate has ended, or this lender does not know the person.
    """
    at = now()
    _, access = _under(mandate, at)
    with services().database.transaction(access) as tx:
        known = {one.id: one.subject_id for one in looking.lenders_of_person(tx)}
    if lender not in known:
        raise NotFound("this lender does not know the person")
    act = rest if request.form.get("choice") == "pause" else take_back
    code = request.form.get("purpose", "")
    whole = replace(access, organisation_id=lender)
    stopped = act(services().database, whole, known[lender], code, said_now(at))
    session["stopped_for"] = stopped is not None
    return go(f"{HELPING}/{mandate}")


@blueprint.post(f"{_ONE}/leave")
@signed_in(Role.BORROWER)
def leave(mandate: UUID) -> Response:
    """Help no more."""
    mandates.end(services().database, current_access(), mandate, now())
    session["left"] = True
    return go(HELPING)


def _under(mandate: UUID, at: datetime) -> tuple[Given, Access]:
    given = mandates.helping(services().database, current_access(), mandate, at)
    return given, mandates.access_under(given, current_access().actor_id)


def _purposes(
    given: Given, states: tuple[PurposeState, ...], lender: UUID, *, may_stop: bool
) -> tuple[HelpedPurpose, ...]:
    """Return what stands or once stood; what was never agreed to is nobody's concern here."""
    mine = [one for one in states if one.organisation_id == lender]
    shown = [one for one in mine if one.grant is not None or not one.purpose.needs_grant]
    shown.sort(key=lambda one: not one.purpose.needs_grant)
    return tuple(_purpose(given, one, may_stop=may_stop) for one in shown)


def _purpose(given: Given, state: PurposeState, *, may_stop: bool) -> HelpedPurpose:
    standing, purpose = borrower_cards.standing_of(state), state.purpose
    action = f"{HELPING}/{given.id}/{state.organisation_id}/stop"
    stops = may_stop and purpose.revocable and standing in {Standing.ON, Standing.PAUSED}
    rests = stops and purpose.pausable and standing is Standing.ON
    code = ("purpose", purpose.code)
    return HelpedPurpose(
        title=purpose.name,
        what_for=purpose.plain,
        recipients=(purpose.recipient,),
        data=borrower_cards.data_of(purpose),
        state=words.PURPOSE_STATES[standing],
        consequence=purpose.consequence,
        stop=FormButton(_TAKE_BACK, action, (code, ("choice", "stop"))) if stops else None,
        rest=FormButton(_PAUSE, action, (code, ("choice", "pause"))) if rests else None,
    )


def _page(
    entered: dict[str, str], problems: tuple[Problem, ...] = (), notice: Notice | None = None
) -> HelpingPage:
    at = now()
    held = mandates.held_by(services().database, current_access())
    return HelpingPage(
        lines=tuple(_line(one, at) for one in held),
        action=HELPING,
        entered=tuple(entered.items()),
        problems=problems,
        notice=notice,
    )


def _line(given: Given, at: datetime) -> MandateLine:
    state = given.state(at)
    stands = state is MandateState.STANDING
    return MandateLine(
        named=given.named,
        rights=words.rights_in_words(given.rights),
        state=words.STATES[state],
        until=given.ended_at or given.ends_at,
        ended=not stands,
        open=Link(_OPEN, f"{HELPING}/{given.id}") if stands else None,
        end=FormButton(_LEAVE, f"{HELPING}/{given.id}/leave") if stands else None,
    )
