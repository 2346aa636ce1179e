"""A person over the machine: asked for once a decision, and never to the applicant's harm."""

from __future__ import annotations

import pytest

from core.access import Role
from core.errors import Conflict
from scoring.model import CreditBand
from tests.database_world import World
from tests.underwriting.world import hand_in, later, officer, state_of
from underwriting import service
from underwriting.model import Action, Application, Offer, State
from underwriting.review import ask_person, review
from underwriting.rules import Engines
from underwriting.verdict_reasons import VERDICT_REASONS


def decided(world: World, offer: Offer, asked: Engines, band: CreditBand) -> Application:
    """One application that the machine has decided, of a person who has asked for another look."""
    person = world.new_person()
    application = hand_in(world, offer, band, person=person)
    service.decide(world.database, asked, world.lender, application.reference, later(1))
    looked = ask_person(world.database, world.person(person), application.reference, later(2))
    assert looked == state_of(world, application)
    assert (looked.state, looked.version) == (State.IN_REVIEW, 3)
    with pytest.raises(Conflict):
        ask_person(world.database, world.person(person), application.reference, later(2))
    return looked


def say(world: World, asked: Engines, case: Application, action: Action, *roles: Role) -> None:
    access = world.staff(*roles) if roles else officer(world)
    verdict = (case.reference, case.version, action, VERDICT_REASONS[0], "看过了")
    review(world.database, access, asked, verdict, later(3))


def test_a_look_the_applicant_asked_for_never_turns_a_yes_into_a_no(
    world: World, offer: Offer, asked: Engines
) -> None:
    case = decided(world, offer, asked, CreditBand.STRONG)
    with pytest.raises(Conflict, match="never makes an approval worse"):
        say(world, asked, case, Action.DECLINE)
    assert state_of(world, case).state is State.IN_REVIEW
    say(world, asked, case, Action.APPROVE)
    assert state_of(world, case).state is State.APPROVED


@pytest.mark.parametrize("action", [Action.APPROVE, Action.DECLINE])
def test_a_no_may_stand_or_become_a_yes(
    world: World, offer: Offer, asked: Engines, action: Action
) -> None:
    case = decided(world, offer, asked, CreditBand.WEAK)
    say(world, asked, case, action)
    assert state_of(world, case).state is service.STATES[action]


def test_a_case_the_machine_referred_may_be_declined_by_compliance_too(
    world: World, offer: Offer, asked: Engines
) -> None:
    application = hand_in(world, offer, CreditBand.FAIR)
    service.decide(world.database, asked, world.lender, application.reference, later(1))
    say(world, asked, state_of(world, application), Action.DECLINE, Role.COMPLIANCE)
    assert state_of(world, application).state is State.DECLINED


def test_what_a_person_decided_is_not_asked_about_for_ever(
    world: World, offer: Offer, asked: Engines
) -> None:
    person = world.new_person()
    application = hand_in(world, offer, CreditBand.WEAK, person=person)
    service.decide(world.database, asked, world.lender, application.reference, later(1))
    case = ask_person(world.database, world.person(person), application.reference, later(2))
    say(world, asked, case, Action.DECLINE)
    with pytest.raises(Conflict, match="a person has decided it already"):
        ask_person(world.database, world.person(person), application.reference, later(4))
