"""Borrowing together: each their own data and consents, one answer, nobody declined for waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import text

from consent.model import Method, Said
from core.dates import now
from core.errors import Conflict, NotFound
from core.text import Text
from database.tenancy import PLATFORM
from scoring.model import CreditBand
from tests.database_world import World
from tests.underwriting.test_mandates import Pair, accepted, registered
from tests.underwriting.world import agreed_to, hand_in, officer, report_in, state_of
from underwriting import joint, review, service, store
from underwriting.model import Action, Application, DecisionReason, Offer, State
from underwriting.resumption import go_on, others_go_on
from underwriting.rules import Engines
from underwriting.submission import receive_credit_report
from underwriting.withdrawal import agree, take_back

GATED = ("applicant_identities", "applicant_contacts", "applicant_finances", "credit_reports")


@dataclass(frozen=True, slots=True)
class Couple:
    """Two people, and their parts of one loan."""

    one: UUID
    other: UUID
    first: Application
    second: Application


def invited(
    world: World, offer: Offer, band: CreditBand | None = CreditBand.STRONG
) -> tuple[UUID, Application, str]:
    person = world.new_person()
    application = hand_in(world, offer, band, person=person)
    code, _ = joint.invite(world.database, world.person(person), application.reference, now())
    return person, application, code


def joins(world: World, person: UUID, application: Application, code: str) -> None:
    with world.database.transaction(world.person(person)) as tx:
        joint.join(tx, application, code, now())


def couple(
    world: World,
    offer: Offer,
    bands: tuple[CreditBand | None, CreditBand | None] = (CreditBand.STRONG, CreditBand.STRONG),
) -> Couple:
    one, first, code = invited(world, offer, bands[0])
    other = world.new_person()
    second = hand_in(world, offer, bands[1], person=other)
    joins(world, other, second, code)
    return Couple(one, other, first, second)


def decide(world: World, asked: Engines, application: Application) -> Action | None:
    outcome = service.decide(world.database, asked, world.lender, application.reference, now())
    return None if outcome is None else outcome.action


def states(world: World, two: Couple) -> list[State]:
    return [state_of(world, one).state for one in (two.first, two.second)]


def reasons(world: World, application: Application) -> list[str]:
    with world.database.transaction(world.machine("application.review")) as tx:
        row = store.outcomes_of(tx, (application,))[application.id]
    return [one["code"] for one in row.details["reasons"]]


def said() -> Said:
    return Said(Method.PAGE, "zh", now())


def test_one_decision_answers_both_parts(world: World, offer: Offer, asked: Engines) -> None:
    two = couple(world, offer)
    assert decide(world, asked, two.second) is Action.APPROVE
    assert states(world, two) == [State.APPROVED, State.APPROVED]


def test_the_loan_is_as_strict_as_its_strictest_part(
    world: World, offer: Offer, asked: Engines
) -> None:
    two = couple(world, offer, (CreditBand.STRONG, CreditBand.FAIR))
    decide(world, asked, two.first)
    assert states(world, two) == [State.IN_REVIEW, State.IN_REVIEW]
    assert reasons(world, two.first) == ["joint.OTHER_PART"]
    assert "joint.OTHER_PART" not in reasons(world, two.second)


def test_whoever_is_ready_waits_and_is_not_declined(
    world: World, offer: Offer, asked: Engines
) -> None:
    two = couple(world, offer, (CreditBand.WEAK, None))
    assert decide(world, asked, two.first) is None
    assert states(world, two) == [State.WAITING, State.WAITING]
    report = report_in(CreditBand.STRONG)
    receive_credit_report(world.database, world.machine(""), two.second.reference, report, now())
    decide(world, asked, two.second)
    first, second = states(world, two)
    assert first is second
    assert first in {State.IN_REVIEW, State.DECLINED}


def test_an_invitation_that_is_open_holds_the_loan_until_its_giver_goes_alone(
    world: World, offer: Offer, asked: Engines
) -> None:
    person, application, code = invited(world, offer)
    assert decide(world, asked, application) is None
    access = world.person(person)
    joint.go_alone(world.database, access, application.reference, now())
    others_go_on(world.database, asked, access, application.reference, now())
    assert state_of(world, application).state is State.APPROVED
    with pytest.raises(NotFound):
        joint.wanted(world.database, world.person(world.new_person()), code)


@pytest.mark.parametrize("who", ["one", "other"])
def test_either_takes_their_own_yes_back_and_the_loan_waits(
    world: World, offer: Offer, asked: Engines, who: str
) -> None:
    two = couple(world, offer)
    person = getattr(two, who)
    mine = two.first if who == "one" else two.second
    take_back(world.database, world.person(person), mine.subject_id, "bureau.query", said())
    for application in (two.first, two.second):
        with suppress(Conflict):
            decide(world, asked, application)
    # The one pauses for their own yes, the other waits: nobody is declined, and nobody approved.
    expected = [State.PAUSED, State.WAITING]
    assert states(world, two) == (expected if who == "one" else expected[::-1])
    yes = agreed_to(world, "bureau.query")
    going = agree(world.database, world.person(person), mine.subject_id, yes, said())
    go_on(world.database, asked, world.person(person), going, now())
    assert states(world, two) == [State.APPROVED, State.APPROVED]


def test_each_sees_their_own_rows_and_none_of_the_others(world: World, offer: Offer) -> None:
    two = couple(world, offer)
    for person, mine in ((two.one, two.first), (two.other, two.second)):
        with world.database.transaction(world.person(person)) as tx:
            for table in (*GATED, "joint_parts"):
                rows = tx.execute(text(f"SELECT application_id FROM {table}")).scalars().all()
                assert rows == [mine.id], table
            subjects = tx.execute(text("SELECT DISTINCT subject_id FROM grants")).scalars().all()
            assert subjects == [mine.subject_id]
            loan = joint.loan_of(tx, mine)
            assert loan is not None
            assert [one.id for one in loan.parts] == [mine.id]


def test_a_code_serves_once_and_never_its_giver_and_never_another_loan(
    world: World, offer: Offer
) -> None:
    person, _, code = invited(world, offer)
    with pytest.raises(NotFound):
        joint.wanted(world.database, world.person(person), code)
    again = hand_in(world, offer, person=person)
    with pytest.raises(joint.NotInvited):
        joins(world, person, again, code)
    two = [world.new_person() for _ in range(2)]
    found = joint.wanted(world.database, world.person(two[0]), f"{code[:4]} {code[4:]}")
    assert (found.organisation_id, found.offer_code) == (world.lender, offer.code)
    applications = [hand_in(world, offer, person=one) for one in two]
    joins(world, two[0], applications[0], code)
    with pytest.raises(joint.NotInvited):
        joins(world, two[1], applications[1], code)


def test_nobody_joins_with_another_persons_application(world: World, offer: Offer) -> None:
    _, _, code = invited(world, offer)
    theirs = hand_in(world, offer, person=world.new_person())
    with pytest.raises(joint.NotInvited):
        joins(world, world.new_person(), theirs, code)


def test_a_code_is_worth_nothing_after_a_week_or_once_its_loan_is_decided(
    world: World, offer: Offer
) -> None:
    _, application, code = invited(world, offer)
    stranger = world.person(world.new_person())
    assert joint.wanted(world.database, stranger, code)
    world.superuser(
        "UPDATE joint_invitations SET open_until = now() - interval '1 second'"
        " WHERE application_id = :id",
        id=application.id,
    )
    with pytest.raises(NotFound):
        joint.wanted(world.database, stranger, code)


def test_one_is_invited_at_a_time_and_no_more_after_the_decision(
    world: World, offer: Offer, asked: Engines
) -> None:
    person, application, _ = invited(world, offer)
    access = world.person(person)
    with pytest.raises(Conflict, match="already"):
        joint.invite(world.database, access, application.reference, now())
    joint.go_alone(world.database, access, application.reference, now())
    decide(world, asked, application)
    with pytest.raises(Conflict, match="decided"):
        joint.invite(world.database, access, application.reference, now())
    with pytest.raises(NotFound):
        joint.invite(world.database, world.person(world.new_person()), application.reference, now())


def test_two_borrowers_of_one_loan_do_not_both_ask_a_third(world: World, offer: Offer) -> None:
    two = couple(world, offer)
    joint.invite(world.database, world.person(two.one), two.first.reference, now())
    with pytest.raises(Conflict, match="already"):
        joint.invite(world.database, world.person(two.other), two.second.reference, now())


def test_nobody_is_two_borrowers_of_one_loan(world: World, offer: Offer) -> None:
    two = couple(world, offer)
    code, _ = joint.invite(world.database, world.person(two.one), two.first.reference, now())
    number = "11010119900307123X"
    again = hand_in(world, offer, person=two.other, id_number=number)
    with pytest.raises(joint.NotInvited):
        joins(world, two.other, again, code)


def test_two_decisions_at_once_answer_the_loan_once(
    world: World, offer: Offer, asked: Engines
) -> None:
    two = couple(world, offer)

    def press(application: Application) -> None:
        with suppress(Conflict):
            decide(world, asked, application)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, (two.first, two.second)))
    assert states(world, two) == [State.APPROVED, State.APPROVED]
    [(count,)] = world.superuser(
        "SELECT count(*) FROM outcomes WHERE application_id = ANY(:ids)",
        ids=[two.first.id, two.second.id],
    )
    assert count == 2


def test_who_leaves_lets_the_other_go_on(world: World, offer: Offer, asked: Engines) -> None:
    two = couple(world, offer, (CreditBand.STRONG, None))
    assert decide(world, asked, two.first) is None
    access = world.person(two.other)
    review.cancel(world.database, access, two.second.reference, now())
    others_go_on(world.database, asked, access, two.second.reference, now())
    assert states(world, two) == [State.APPROVED, State.CANCELLED]


@pytest.mark.parametrize("action", [Action.APPROVE, Action.DECLINE])
def test_a_person_answers_the_whole_loan(
    world: World, offer: Offer, asked: Engines, action: Action
) -> None:
    two = couple(world, offer, (CreditBand.STRONG, CreditBand.FAIR))
    decide(world, asked, two.first)
    seen = state_of(world, two.second)
    why = DecisionReason("officer.INCOME", "credit", Text("收入", "Income"))
    verdict = (seen.reference, seen.version, action, why, "")
    review.review(world.database, officer(world), asked, verdict, now())
    wanted = State.APPROVED if action is Action.APPROVE else State.DECLINED
    assert states(world, two) == [wanted, wanted]
    expected = [] if action is Action.APPROVE else ["joint.OTHER_PART"]
    assert reasons(world, two.first) == expected


def test_a_helper_neither_sees_nor_touches_a_joint_loan(world: World, offer: Offer) -> None:
    mother, daughter = registered(world, "妈妈"), registered(world, "女儿")
    application = hand_in(world, offer, CreditBand.FAIR, person=mother)
    joint.invite(world.database, world.person(mother), application.reference, now())
    access = accepted(world, Pair(mother, daughter, application))
    with world.database.transaction(access) as tx:
        for table in ("joint_parts", "joint_invitations"):
            assert tx.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0


def test_a_code_is_kept_as_a_keyed_hash_alone(world: World, offer: Offer) -> None:
    _, application, code = invited(world, offer)
    [(kept,)] = world.superuser(
        "SELECT code_index FROM joint_invitations WHERE application_id = :id", id=application.id
    )
    assert code not in str(kept)
    with world.owner.transaction(world.machine("")) as tx:
        assert kept == tx.blind("joint_invitations.code", code, PLATFORM)
