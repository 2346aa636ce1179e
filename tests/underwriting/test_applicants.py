"""Who applies: names of every script, and whose application it is."""

from __future__ import annotations

from itertools import product

import pytest

from scoring.model import CreditBand, FraudBand
from tests.database_world import World
from tests.underwriting.world import hand_in, kinds_of, later, state_of
from underwriting import service
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
