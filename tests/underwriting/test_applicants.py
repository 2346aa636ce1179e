"""Who applies: names of every script, and whose application it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier

import pytest

from core.ids import new_id
from scoring.model import CreditBand, FraudBand
from tests.database_world import World
from tests.underwriting.world import hand_in, kinds_of, later, state_of
from underwriting import service, store
from underwriting.model import Action, NamesBand, Offer, State
from underwriting.policy import ACTIONS
from underwriting.rules import Engines


def test_every_triple_of_bands_has_an_action() -> None:
    assert set(ACTIONS) == set(product(CreditBand, FraudBand, NamesBand))


@pytest.mark.parametrize("name", ["ئەلى ئابدۇللا", "བསྟན་འཛིན", "李 ئەلى"])
def test_a_name_the_machine_cannot_read_goes_to_a_person_with_its_reason(
    world: World, offer: Offer, asked: Engines, name: str
) -> None:
    application = hand_in(world, offer, name=name)
    outcome = service.decide(world.database, asked, world.lender, application.reference, later(1))
    assert outcome is not None
    assert (outcome.action, outcome.names_band) == (Action.REFER, NamesBand.UNSETTLED)
    assert outcome.reasons[0].code == "names.unsettled"
    assert state_of(world, application).state is State.IN_REVIEW
    assert kinds_of(world, application)[-1] == "application.decided@1"


def test_a_korean_name_is_read_and_decided(world: World, offer: Offer, asked: Engines) -> None:
    application = hand_in(world, offer, name="이준호")
    outcome = service.decide(world.database, asked, world.lender, application.reference, later(1))
    assert outcome is not None
    assert (outcome.action, outcome.names_band) == (Action.APPROVE, NamesBand.CLEAR)


def new_number() -> str:
    return f"1101011991{new_id().int % 10**7:07d}X"


def test_a_lenders_applications_of_one_number_are_of_one_subject(
    world: World, offer: Offer
) -> None:
    number = new_number()
    first, second = (hand_in(world, offer, id_number=number) for _ in range(2))
    assert first.subject_id == second.subject_id


def test_who_only_typed_a_number_never_sees_what_a_lender_hands_in_for_its_owner(
    world: World, offer: Offer
) -> None:
    number, person = new_number(), world.new_person()
    typed = hand_in(world, offer, person=person, id_number=number)
    of_the_owner = hand_in(world, offer, id_number=number)
    assert of_the_owner.subject_id != typed.subject_id
    with world.database.transaction(world.person(person)) as tx:
        assert [one.reference for one in store.applications_of(tx)] == [typed.reference]
    again = hand_in(world, offer, id_number=number)
    assert again.subject_id == of_the_owner.subject_id


@pytest.mark.parametrize("signed_in", [False, True])
def test_first_applications_at_the_same_instant_make_one_subject(
    world: World, offer: Offer, signed_in: bool
) -> None:
    number, person = new_number(), world.new_person() if signed_in else None
    together = Barrier(4)

    def apply(_: int) -> object:
        together.wait()
        return hand_in(world, offer, person=person, id_number=number).subject_id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(apply, range(4)))) == 1


def test_an_erased_subject_is_never_taken_up_again(world: World, offer: Offer) -> None:
    number = new_number()
    erased = hand_in(world, offer, id_number=number).subject_id
    world.superuser("UPDATE subjects SET erased_at = now() WHERE id = :id", id=erased)
    assert hand_in(world, offer, id_number=number).subject_id != erased
