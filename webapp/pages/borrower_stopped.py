"""What a withdrawal did: what stopped and since when, what goes on by which right, receipts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, session
from werkzeug.wrappers import Response as AnyResponse

from consent import looking
from consent.delivery.hearing import hearings
from consent.delivery.model import Hearing
from consent.delivery.store import recipients_of
from consent.model import Permitted, PurposeState
from consent.purposes import purpose_of
from consent.service import consents_of_person
from core.access import Role, machine_access
from core.dates import now
from core.errors import NotFound
from core.text import Text
from database.transaction import Transaction
from evidence import proof
from evidence.service import entries_about, prove
from underwriting import store
from underwriting.model import State
from webapp import borrower_cards, borrower_told
from webapp.arrivals import go
from webapp.auth import current_access, signed_in
from webapp.borrowing import own_access
from webapp.navigation import MY_DATA, MY_DECISIONS, TOLD
from webapp.pages.borrower_told import has_ended, held_after
from webapp.rendering import show
from webapp.services import services
from webapp.views.mydata import StoppedPage, Told
from webapp.views.shared import FormButton, Link
from webapp.views.told import HeldLine
from webapp.views.waiting import WaitingPage

blueprint = Blueprint("borrower_stopped", __name__)


@blueprint.get(f"{MY_DATA}/stopped")
@signed_in(Role.BORROWER)
def stopped() -> str | AnyResponse:
    """Say what stopped, since when, and what goes on by which right."""
    kept: dict[str, Any] | None = session.get("stopped")
    if kept is None or kept["person"] != str(current_access().actor_id):
        return go(MY_DATA)
    with services().database.transaction(own_access()) as tx:
        states = consents_of_person(tx, now())
        lenders = {str(one.id): one for one in looking.lenders_of_person(tx)}
        paused = _paused(tx, {code for _, codes in kept["ended"] for code in codes})
    told, held = _recipients(kept["ended"], states)
    touched = [one for one in states if str(one.organisation_id) in dict(kept["ended"])]
    titles = tuple(
        _title(lenders[lender].name, code, several=len(kept["ended"]) > 1)
        for lender, codes in kept["ended"]
        for code in codes
    )
    page = StoppedPage(
        stopped=titles,
        effective_at=datetime.fromisoformat(kept["at"]),
        took_ms=kept["took_ms"],
        told=told,
        told_href=f"{TOLD}?lender={kept['ended'][0][0]}",
        held=held,
        goes_on=_once(borrower_cards.continuing(touched)),
        paused=paused,
        undo=_undo(kept["ended"], states),
        receipt=_receipt(kept["ended"], states),
        back_href=f"{MY_DATA}?lender={kept['ended'][0][0]}",
    )
    return show(page)


@blueprint.get(f"{MY_DATA}/<uuid:lender>/proof/<thing>")
@signed_in(Role.BORROWER)
def own_proof(lender: UUID, thing: str) -> str | Response:
    """Hand out the proof of what was last recorded about one thing of the borrower's.

    Raises:
        NotFound: nothing was recorded about it, or it is not theirs.
    """
    with services().database.transaction(own_access()) as tx:
        found = entries_about(tx, lender, thing)
        if not found:
            raise NotFound("nothing was recorded about this")
        if found[-1].number is None:
            title = Text("正在封存这条记录", "This record is being sealed")
            lead = Text(
                "记录已经保存。封存通常只要一两秒，之后就能下载证明。",
                "It is kept. Sealing takes a second or two; then its proof can be downloaded.",
            )
            return show(WaitingPage(title, lead, f"{MY_DATA}/{lender}/proof/{thing}"))
        written = proof.write(prove(tx, lender, found[-1].id))
    answer = Response(written, mimetype="text/plain")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="candor-{found[-1].id}.proof.txt"'
    )
    return answer


def _recipients(
    ended: list[Any], states: tuple[PurposeState, ...]
) -> tuple[tuple[Told, ...], tuple[HeldLine, ...]]:
    """Return who is to hear of it, and what each lender itself still holds."""
    found: list[Hearing] = []
    held: list[HeldLine] = []
    for lender, codes in ended:
        mine = [one for one in states if str(one.organisation_id) == lender]
        over = [one for one in mine if one.purpose.code in codes and has_ended(one)]
        # Whom a lender names as recipients is the lender's row and nobody's data; what became of
        # the person's own consent is read as themselves.
        with services().database.transaction(machine_access(UUID(lender), "")) as tx:
            recipients = recipients_of(tx, UUID(lender))
        with services().database.transaction(own_access()) as tx:
            found += hearings(tx, [one.grant for one in over if one.grant], recipients)
            held += held_after(tx, over, mine)
    several = sum(len(codes) for _, codes in ended) > 1
    return borrower_told.heard(found, now(), several=several), _once(tuple(held))


def _paused(tx: Transaction, purposes: set[str]) -> tuple[Link, ...]:
    return tuple(
        Link(
            Text(f"{one.amount.display()} 的申请", f"The application for {one.amount.display()}"),
            f"{MY_DECISIONS}/{one.reference}",
        )
        for one in store.applications_of(tx, states=(State.PAUSED,))
        if one.paused_for in purposes
    )


def _title(lender: Text, code: str, *, several: bool) -> Text:
    purpose = purpose_of(code)
    name = purpose.name if purpose else Text(code, code)
    if not several:
        return name
    return Text(f"{lender.zh}：{name.zh}", f"{lender.en}: {name.en}")


def _once(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def _single(ended: list[Any], states: tuple[PurposeState, ...]) -> PurposeState | None:
    """Return the one purpose that ended; None when there were several."""
    if len(ended) != 1 or len(ended[0][1]) != 1:
        return None
    lender, (code,) = ended[0]
    return next(
        (one for one in states if (str(one.organisation_id), one.purpose.code) == (lender, code)),
        None,
    )


def _undo(ended: list[Any], states: tuple[PurposeState, ...]) -> FormButton | None:
    """Give one purpose back; several are never given with one click (PIPL 29)."""
    one = _single(ended, states)
    if one is None or one.notice is None or isinstance(one.answer, Permitted):
        return None
    fields = (("purpose", one.purpose.code), ("choice", "on"), ("notice", one.notice.sha256))
    label = Text("重新同意", "Agree to it again")
    return FormButton(label, f"{MY_DATA}/{one.organisation_id}/switch", fields)


def _receipt(ended: list[Any], states: tuple[PurposeState, ...]) -> Link | None:
    one = _single(ended, states)
    if one is None or one.grant is None:
        return None
    return borrower_cards.receipt(one.organisation_id, one.grant.id)
