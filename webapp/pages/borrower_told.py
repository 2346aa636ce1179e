"""Who was told of one's choices: what each recipient answered, deleted, and keeps by a rule."""

from __future__ import annotations

from flask import Blueprint, request

from consent import looking
from consent.delivery import store as ledger
from consent.model import PurposeState
from consent.service import consents_of_person
from core.access import Role
from core.dates import now
from core.errors import NotFound
from database.transaction import Transaction
from underwriting.held import categories_held
from webapp import borrower_told
from webapp.auth import signed_in
from webapp.borrowing import own_access
from webapp.navigation import MY_DATA, TOLD
from webapp.rendering import show
from webapp.services import services
from webapp.views.shared import Choice
from webapp.views.told import HeldLine, ToldPage

blueprint = Blueprint("borrower_told", __name__)


@blueprint.get(TOLD)
@signed_in(Role.BORROWER)
def told() -> str:
    """Show every recipient that was told of a choice at one lender, and what became of it.

    Raises:
        NotFound: no lender knows the borrower.
    """
    at = now()
    with services().database.transaction(own_access()) as tx:
        lenders = looking.lenders_of_person(tx)
        if not lenders:
            raise NotFound("no lender knows you")
        wanted = request.args.get("lender", "")
        chosen = next((one for one in lenders if str(one.id) == wanted), lenders[0])
        courses = ledger.courses_of_subjects(tx, (chosen.subject_id,))
        states = [one for one in consents_of_person(tx, at) if one.organisation_id == chosen.id]
        held = held_after(tx, [one for one in states if has_ended(one)], states)
    lines, earlier = borrower_told.newest(courses, at)
    page = ToldPage(
        lender=chosen.name,
        lines=lines,
        earlier=earlier,
        held=held,
        lenders=tuple(
            Choice(one.name, f"{TOLD}?lender={one.id}", chosen=one is chosen) for one in lenders
        )
        if len(lenders) > 1
        else (),
        back_href=f"{MY_DATA}?lender={chosen.id}",
    )
    return show(page)


def has_ended(state: PurposeState) -> bool:
    """Say whether the last yes to a purpose was taken back."""
    return state.grant is not None and state.grant.withdrawn_at is not None


def held_after(
    tx: Transaction, ended: list[PurposeState], states: list[PurposeState]
) -> tuple[HeldLine, ...]:
    """Return what one lender still holds of the data of purposes that ended."""
    if not ended:
        return ()
    return borrower_told.held(ended, states, categories_held(tx, ended[0].subject_id))
