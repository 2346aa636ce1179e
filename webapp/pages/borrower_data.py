"""My data: who may use it for what, one switch each, what stopped, who looked, receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, request, session
from werkzeug.wrappers import Response

from consent import looking
from consent.asking import declined
from consent.delivery import store as ledger
from consent.looking import Lender
from consent.model import Group, Permitted, PurposeState, Stopped
from consent.people import POLITE
from consent.purposes import purpose_of
from consent.receipt_store import receipts_of
from consent.service import consents_of_person
from core.access import Access, Role
from core.dates import now
from core.errors import Conflict, InvalidInput, NotFound, NotOpen
from core.text import Text
from underwriting.resumption import go_on
from underwriting.withdrawal import agree, rest, take_back, take_back_all, wake
from webapp import borrower_cards, borrower_told, receipt_lines
from webapp.arrivals import go
from webapp.auth import current_access, signed_in
from webapp.borrowing import own_access, said_now
from webapp.navigation import HELPERS, MY_DATA, MY_DECISIONS, MY_RIGHTS, RECEIPTS, TOLD
from webapp.rendering import show
from webapp.services import services
from webapp.views.mydata import MyDataPage, ReadsPage
from webapp.views.mydata import PurposeState as Standing
from webapp.views.shared import Choice, FormButton, Link, Notice, Tone

blueprint = Blueprint("borrower_data", __name__)

_STOPPED = f"{MY_DATA}/stopped"
_LOOKS = f"{MY_DATA}/looks"
_END_ALL = f"{MY_DATA}/end-all"
_LOOKS_SHOWN = 6
_TOLD_SHOWN = 4
_LOOKS_A_PAGE = 50
_NOBODY = Text("还没有机构", "No lender yet")


@blueprint.get(MY_DATA)
@signed_in(Role.BORROWER)
def my_data() -> str:
    """Show the cards of one lender."""
    with services().database.transaction(own_access()) as tx:
        lenders = looking.lenders_of_person(tx)
        states = consents_of_person(tx, now())
        noes = declined(tx, {one.subject_id for one in states}, now())
        looks = looking.looks_of_person(tx, limit=_LOOKS_SHOWN)
        total = looking.count_looks(tx)
        papers = receipts_of(tx, _chosen(lenders).subject_id, limit=3) if lenders else ()
        told = ledger.courses_of_subjects(tx, [_chosen(lenders).subject_id]) if lenders else ()
    if not lenders:
        return show(MyDataPage(_NOBODY, (), rights=_rights()))
    chosen = _chosen(lenders)
    mine = [one for one in states if one.organisation_id == chosen.id]
    page = MyDataPage(
        lender=chosen.name,
        purposes=borrower_cards.cards(mine, noes),
        lenders=_choices(lenders, chosen, states),
        end_all=_end_all(states),
        reads=borrower_cards.reads(looks),
        reads_total=total,
        reads_href=_LOOKS,
        rights=_rights(),
        receipts=tuple(receipt_lines.line(one) for one in papers),
        receipts_href=f"{RECEIPTS}?lender={chosen.id}",
        told=borrower_told.newest(told, now())[0][:_TOLD_SHOWN],
        told_href=f"{TOLD}?lender={chosen.id}",
        notice=_notice(),
    )
    return show(page)


@blueprint.post(f"{MY_DATA}/<uuid:lender>/switch")
@signed_in(Role.BORROWER)
def switch(lender: UUID) -> Response:
    """Give or take back one consent."""
    code, on = request.form.get("purpose", ""), request.form.get("choice") == "on"
    known = _at(lender)
    access = replace(own_access(), organisation_id=lender)
    at = now()
    if on:
        _give(access, known, (code, request.form.get("notice", "")), at)
        return go(f"{MY_DATA}?lender={lender}")
    stopped = take_back(services().database, access, known.subject_id, code, said_now(at))
    return _after((stopped,) if stopped else (), lender, at)


@blueprint.post(f"{MY_DATA}/<uuid:lender>/rest")
@signed_in(Role.BORROWER)
def rest_or_wake(lender: UUID) -> Response:
    """Pause or resume one consent."""
    code, at = request.form.get("purpose", ""), now()
    known = _at(lender)
    access = replace(own_access(), organisation_id=lender)
    if request.form.get("choice") == "pause":
        rest(services().database, access, known.subject_id, code, said_now(at))
        session["said"] = {"code": code, "resting": True}
    else:
        waiting = wake(services().database, access, known.subject_id, code, said_now(at))
        session["said"] = {"code": code, "resting": False, "waiting": list(waiting)}
        if waiting:
            go_on(services().database, services().engines, access, waiting, at)
    return go(f"{MY_DATA}?lender={lender}")


@blueprint.post(_END_ALL)
@signed_in(Role.BORROWER)
def end_all() -> Response:
    """End every consent that no service needs, at every lender."""
    at = now()
    stopped = take_back_all(services().database, own_access(), said_now(at))
    return _after(stopped, None, at)


@blueprint.get(_LOOKS)
@signed_in(Role.BORROWER)
def looks() -> str:
    """Show every look at one's data, newest first."""
    before = _uuid(request.args.get("before", ""))
    with services().database.transaction(own_access()) as tx:
        found = looking.looks_of_person(tx, before=before, limit=_LOOKS_A_PAGE + 1)
    shown = found[:_LOOKS_A_PAGE]
    later = f"{_LOOKS}?before={shown[-1].id}" if len(found) > len(shown) else ""
    page = ReadsPage(borrower_cards.reads(shown), _LOOKS if before else "", later)
    return show(page)


def _give(access: Access, known: Lender, agreed: tuple[str, str], at: datetime) -> None:
    try:
        waiting = agree(services().database, access, known.subject_id, (agreed,), said_now(at))
    except Conflict:
        session["said"] = {"code": agreed[0], "changed": True}
        return
    except NotOpen as refusal:
        session["said"] = {"code": agreed[0], "group": refusal.group}
        return
    session["said"] = {"code": agreed[0], "changed": False, "waiting": list(waiting)}
    if waiting:
        go_on(services().database, services().engines, access, waiting, at)


def _after(ended: tuple[Stopped, ...], lender: UUID | None, at: datetime) -> Response:
    """Remember what ended, for the next page; the effect began when the commit was answered."""
    if not ended:
        return go(MY_DATA if lender is None else f"{MY_DATA}?lender={lender}")
    effective = now()
    session["stopped"] = {
        "person": str(current_access().actor_id),
        "ended": [[str(one.organisation_id), list(one.purposes)] for one in ended],
        "at": effective.isoformat(),
        "took_ms": max(1, round((effective - at).total_seconds() * 1000)),
    }
    return go(_STOPPED)


def _at(lender: UUID) -> Lender:
    """Return a lender who knows the borrower.

    Raises:
        NotFound: this lender does not.
    """
    with services().database.transaction(own_access()) as tx:
        for known in looking.lenders_of_person(tx):
            if known.id == lender:
                return known
    raise NotFound("this lender does not know you")


def _chosen(lenders: tuple[Lender, ...]) -> Lender:
    wanted = request.args.get("lender", "")
    return next((one for one in lenders if str(one.id) == wanted), lenders[0])


def _choices(
    lenders: tuple[Lender, ...], chosen: Lender, states: tuple[PurposeState, ...]
) -> tuple[Choice, ...]:
    if len(lenders) == 1:
        return ()
    return tuple(
        Choice(
            one.name,
            f"{MY_DATA}?lender={one.id}",
            chosen=one is chosen,
            count=sum(
                state.organisation_id == one.id
                and state.purpose.needs_grant
                and isinstance(state.answer, Permitted)
                for state in states
            ),
        )
        for one in lenders
    )


def _end_all(states: tuple[PurposeState, ...]) -> FormButton | None:
    given = {Standing.ON, Standing.PAUSED, Standing.STALE}
    if not any(one.purpose.optional and borrower_cards.standing_of(one) in given for one in states):
        return None
    label = Text("一键关闭所有非必要授权", "Switch off all that is not necessary")
    return FormButton(label, _END_ALL)


def _rights() -> tuple[Link, ...]:
    return (
        Link(
            Text(
                "拿到副本、更正、删除、暂停使用……",
                "Get a copy, correct, erase, restrict, and more",
            ),
            MY_RIGHTS,
        ),
        Link(Text("请人帮我看着", "Ask somebody to help me look after it"), HELPERS),
        Link(Text("查看每项决定的理由", "See the reasons of each decision"), MY_DECISIONS),
    )


def _notice() -> Notice | None:
    """Return what was just said, once."""
    kept: dict[str, Any] | None = session.pop("said", None)
    purpose = purpose_of(kept["code"]) if kept else None
    if kept is None or purpose is None:
        return None
    if "group" in kept:
        title = Text(f"“{purpose.name.zh}”没有开启", f"“{purpose.name.en}” stays off")
        return Notice(Tone.WARN, title, POLITE[Group(kept["group"])])
    if "resting" in kept:
        return _rested(purpose.name, resting=kept["resting"], waiting=kept.get("waiting", ()))
    if kept["changed"]:
        title = Text(
            "告知内容刚刚有变，请再看一遍", "The notice has just changed; please read it again"
        )
        body = Text("您的选择没有变。", "Nothing was switched on.")
        return Notice(Tone.WARN, title, body)
    name = purpose.name
    title = Text(f"您已同意“{name.zh}”", f"You agreed to “{name.en}”")
    body = Text("同一个开关可以随时收回。", "The same switch takes it back at any time.")
    return Notice(Tone.OK, title, body, _going(kept.get("waiting", ())))


def _rested(name: Text, *, resting: bool, waiting: Sequence[str]) -> Notice:
    if resting:
        title = Text(f"“{name.zh}”已暂停", f"“{name.en}” is paused")
        body = Text(
            "即刻起不再使用。等待中的申请如果需要它，会一起暂停，不会因此被拒绝。",
            "It is not used from now on. An application that waits and needs it pauses too; none is"
            " declined for it.",
        )
    else:
        title = Text(f"“{name.zh}”已恢复", f"“{name.en}” stands again")
        body = Text("您随时可以再暂停或收回。", "You can pause it or take it back at any time.")
    return Notice(Tone.OK, title, body, _going(waiting))


def _going(waiting: Sequence[str]) -> tuple[Link, ...]:
    going = Text("申请已继续办理，看结果", "The application goes on: see how it stands")
    return tuple(Link(going, f"{MY_DECISIONS}/{one}") for one in waiting)


def _uuid(written: str) -> UUID | None:
    """Read the place in a list.

    Raises:
        InvalidInput: it is no place of ours.
    """
    try:
        return UUID(written) if written else None
    except ValueError:
        raise InvalidInput("a place in the list", f"{len(written)} characters", "before") from None
