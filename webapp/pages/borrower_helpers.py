"""People who help me: whom I asked, with what, until when; a mandate given, and ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, request, session
from werkzeug.wrappers import Response

from consent.events import done_by
from consent.purposes import purpose_of
from core.access import Role
from core.dates import now
from core.errors import Conflict, InvalidInput
from core.text import Text, filled
from identity import mandates
from identity.mandate_store import Given, MandateState, Right
from identity.mandates import DAYS, STANDING_MAX, Terms
from webapp import helper_words as words
from webapp.arrivals import again, go
from webapp.auth import current_access, signed_in
from webapp.borrowing import own_access
from webapp.limits import CODE, LIMITER
from webapp.navigation import ACCOUNT, HELPERS
from webapp.rendering import show
from webapp.services import services
from webapp.views.handed import HandedCodePage, grouped
from webapp.views.mandates import HelpersPage, MandateLine, NewHelperPage
from webapp.views.shared import FormButton, Notice, Problem, Tone

blueprint = Blueprint("borrower_helpers", __name__)

_NEW: Final = f"{HELPERS}/new"
_FIELDS: Final = ("named", "days", "rights")
_USABLE: Final = frozenset({MandateState.OFFERED, MandateState.STANDING})
_RIGHTS: Final = (("see", words.SEE_ONLY), ("stop", words.SEE_AND_STOP))
_END: Final = Text("结束授权", "End the mandate")
_ENDED: Final = Text(
    "授权已结束，从现在起看不到任何内容。", "Ended. From now on nothing can be seen."
)
_ENOUGH: Final = Text(
    "您已经请了 {most} 位帮手。先结束一位，再请下一位。",
    "{most} people help you already. End one mandate before you give another.",
)


@blueprint.get(HELPERS)
@signed_in(Role.BORROWER)
def my_helpers() -> str:
    """Show who helps, and what they did."""
    at = now()
    given = mandates.helpers_of(services().database, current_access())
    with services().database.transaction(own_access()) as tx:
        did = done_by(tx, {one.helper_id for one in given if one.helper_id is not None})
    ended = session.pop("mandate_ended", None)
    page = HelpersPage(
        lines=tuple(_line(one, at, _told(one, did)) for one in given),
        new_href="" if _enough(given, at) else _NEW,
        back_href=ACCOUNT,
        notice=Notice(Tone.OK, _ENDED) if ended else None,
    )
    return show(page)


@blueprint.get(_NEW)
@signed_in(Role.BORROWER, stepped_up=True)
def new_helper() -> str:
    """Ask who is to help, once it is proved anew who asks."""
    return show(_form({}))


@blueprint.post(_NEW)
@signed_in(Role.BORROWER, stepped_up=True)
@LIMITER.limit(CODE)
def give() -> str | Response:
    """Give a mandate, and show its code this once."""
    entered = {name: request.form.get(name, "").strip() for name in _FIELDS}
    problems = _problems(entered)
    if problems:
        return again(_form(entered, problems))
    rights = frozenset({Right.STOP} if entered["rights"] == "stop" else ())
    terms, at = Terms(entered["named"], int(entered["days"]), rights), now()
    try:
        given, code = mandates.give_mandate(services().database, current_access(), terms, at)
    except InvalidInput:
        wrong = Text("请写 1 到 60 个字的称呼。", "Please write a name that can be read.")
        return again(_form(entered, (Problem("named", wrong),)))
    except Conflict:
        enough = filled(_ENOUGH, most=str(STANDING_MAX))
        return again(_form(entered, (Problem("", enough),)))
    title = filled(words.CODE_FOR, name=given.named)
    how, until = words.ENTER_IT, given.open_until
    return show(HandedCodePage(title, grouped(code), until, how, HELPERS))


@blueprint.post(f"{HELPERS}/<uuid:mandate>/end")
@signed_in(Role.BORROWER)
def end(mandate: UUID) -> Response:
    """End a mandate; what was seen under it is shown to nobody from the next statement on."""
    mandates.end(services().database, current_access(), mandate, now())
    session["mandate_ended"] = True
    return go(HELPERS)


def _line(given: Given, at: datetime, did: tuple[tuple[datetime, Text], ...]) -> MandateLine:
    state = given.state(at)
    until = given.open_until if state is MandateState.OFFERED else given.ends_at
    end_form = FormButton(_END, f"{HELPERS}/{given.id}/end") if state in _USABLE else None
    return MandateLine(
        named=given.named,
        rights=words.rights_in_words(given.rights),
        state=words.STATES[state],
        until=given.ended_at or until,
        ended=state not in _USABLE,
        end=end_form,
        did=did,
    )


def _told(
    given: Given, did: Iterable[tuple[UUID, datetime, str, str]]
) -> tuple[tuple[datetime, Text], ...]:
    """Return what a helper did under this very mandate, by the time it stood."""
    until = given.ended_at or given.ends_at
    told: list[tuple[datetime, Text]] = []
    for actor, at, kind, code in did:
        purpose = purpose_of(code)
        if actor == given.helper_id and given.given_at <= at <= until and purpose is not None:
            said = words.RESTED if kind == "paused" else words.TAKEN_BACK
            told.append((at, filled(said, purpose=purpose.name)))
    return tuple(told)


def _enough(given: Iterable[Given], at: datetime) -> bool:
    return sum(one.state(at) in _USABLE for one in given) >= STANDING_MAX


def _problems(entered: dict[str, str]) -> tuple[Problem, ...]:
    wanted = (
        ("named", bool(entered["named"]), Text("请写您怎么称呼对方。", "Please write a name.")),
        (
            "days",
            entered["days"] in {str(days) for days in DAYS},
            Text("请选择多长时间。", "Please choose how long."),
        ),
        (
            "rights",
            entered["rights"] in dict(_RIGHTS),
            Text("请选择对方可以做什么。", "Please choose what they may do."),
        ),
    )
    return tuple(Problem(field, message) for field, fits, message in wanted if not fits)


def _form(entered: dict[str, str], problems: tuple[Problem, ...] = ()) -> NewHelperPage:
    return NewHelperPage(
        action=_NEW,
        back_href=HELPERS,
        days=tuple((str(days), words.DAYS[days]) for days in DAYS),
        rights=_RIGHTS,
        entered=tuple(entered.items()),
        problems=problems,
    )
