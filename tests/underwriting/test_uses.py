"""One yes for one application: counted once, refused to a second, open for looking again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from consent import service as consent
from consent.model import Method, Permitted, Said
from consent.uses import use_grant
from core.errors import PurposeRefused
from core.ids import new_id
from scoring.model import CreditBand
from tests.database_world import AT, World
from tests.underwriting.world import agreed_to, hand_in, later, officer, report_in, state_of
from underwriting import service
from underwriting.casework import read_case
from underwriting.model import Action, Application, Offer, State
from underwriting.rules import Engines
from underwriting.submission import receive_credit_report
from underwriting.withdrawal import agree

SAID = Said(Method.PAGE, "zh", AT)


def uses(world: World, subject_id: UUID) -> int:
    statement = "SELECT count(*) FROM grant_uses WHERE subject_id = :id"
    [(count,)] = world.superuser(statement, id=subject_id)
    return count  # type: ignore[return-value]


def decide(world: World, asked: Engines, application: Application) -> Action | None:
    outcome = service.decide(world.database, asked, world.lender, application.reference, later(1))
    return None if outcome is None else outcome.action


def test_a_second_application_needs_a_yes_of_its_own_and_leaves_the_first_ones(
    world: World, offer: Offer, asked: Engines
) -> None:
    person = world.new_person()
    first = hand_in(world, offer, CreditBand.FAIR, person=person)
    second = hand_in(world, offer, CreditBand.STRONG, consents=(), person=person)
    assert decide(world, asked, first) is Action.REFER
    assert decide(world, asked, second) is Action.PAUSE
    yes = agreed_to(world, "bureau.query")
    agree(world.database, world.person(person), first.subject_id, yes, SAID)
    assert decide(world, asked, second) is Action.APPROVE
    # A second yes takes nothing from the application that the first one was given for.
    assert read_case(world.database, officer(world), first.reference, later(2)).credit_report


def test_looking_again_for_the_same_application_is_no_further_use(
    world: World, offer: Offer, asked: Engines
) -> None:
    application = hand_in(world, offer, CreditBand.FAIR, person=world.new_person())
    assert uses(world, application.subject_id) == 1
    assert decide(world, asked, application) is Action.REFER
    for _ in range(2):
        found = read_case(world.database, officer(world), application.reference, later(2))
        assert found.credit_report is not None
        assert isinstance(found.answers["credit_report"].answer, Permitted)
    assert uses(world, application.subject_id) == 1


def test_a_report_for_an_application_nobody_agreed_to_is_refused_as_used_up(
    world: World, offer: Offer
) -> None:
    person = world.new_person()
    hand_in(world, offer, person=person)
    second = hand_in(world, offer, band=None, consents=(), person=person)
    report = report_in(CreditBand.STRONG)
    with pytest.raises(PurposeRefused, match="OVER_USE"):
        receive_credit_report(world.database, world.machine(""), second.reference, report, later(1))


def test_two_paused_applications_are_not_both_let_go_by_one_yes(
    world: World, offer: Offer, asked: Engines
) -> None:
    person = world.new_person()
    both = [hand_in(world, offer, consents=(), person=person) for _ in range(2)]
    assert [decide(world, asked, one) for one in both] == [Action.PAUSE] * 2
    yes = agreed_to(world, "bureau.query")
    agree(world.database, world.person(person), both[0].subject_id, yes, SAID)
    for one in both:
        decide(world, asked, one)
    assert [state_of(world, one).state for one in both] == [State.APPROVED, State.PAUSED]


def test_the_last_use_is_not_shared_by_two_at_the_same_instant(world: World, offer: Offer) -> None:
    person = world.new_person()
    both = [hand_in(world, offer, consents=(), person=person) for _ in range(2)]
    subject_id, access = both[0].subject_id, world.person(person)
    with world.database.transaction(access) as tx:
        consent.give(tx, world.lender, subject_id, agreed_to(world, "bureau.query"), SAID)

    def use(application: Application) -> bool:
        with world.database.transaction(access) as tx:
            answer = use_grant(tx, subject_id, "bureau.query", application.id, AT)
            return isinstance(answer, Permitted)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, both)) == [False, True]
    assert uses(world, subject_id) == 1


def test_a_purpose_without_a_limit_is_not_counted(world: World, offer: Offer) -> None:
    application = hand_in(world, offer, consents=("marketing.own",), person=world.new_person())
    with world.database.transaction(world.machine("marketing.send")) as tx:
        answer = use_grant(tx, application.subject_id, "marketing.own", new_id(), AT)
    assert isinstance(answer, Permitted)
    assert uses(world, application.subject_id) == 0
