"""Helping somebody: a sign-in of one's own, little right, an end; held by the database itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from consent.looking import looks_of_person
from consent.model import Method, Permitted, PurposeState, Refused, Said
from consent.receipt_store import receipts_of
from consent.service import consents_of_person, give
from core.access import Access, Mandate
from core.dates import now
from core.errors import Conflict, InvalidInput, NotFound
from identity import mandates
from identity.mandate_store import MandateState, Right
from identity.mandates import Terms
from identity.messages import read_outbox
from identity.model import MessageKind
from identity.registration import Registration, register_borrower
from scoring.model import CreditBand
from tests.database_world import World
from tests.underwriting.world import agreed_to, hand_in, state_of
from underwriting.model import Application, Offer, State
from underwriting.withdrawal import rest, take_back, wake

CONSENTS = ("bureau.query", "marketing.own")
GATED = (
    "applicant_identities",
    "applicant_contacts",
    "applicant_devices",
    "applicant_finances",
    "credit_reports",
)
CLOSED = ("outcomes", "reviews", "subject_requests", "decision_notices", "subject_exports")


@dataclass(frozen=True, slots=True)
class Pair:
    """A mother with an application, and a daughter with an account."""

    mother: UUID
    daughter: UUID
    application: Application


def registered(world: World, name: str) -> UUID:
    """Somebody with an account, and so with a key of their own."""
    account = Registration(name, f"{uuid4().hex}@people.example", f"pass {uuid4().hex}")
    return register_borrower(world.database, account, now())


@pytest.fixture
def pair(world: World, offer: Offer) -> Pair:
    mother, daughter = registered(world, "妈妈"), registered(world, "女儿")
    application = hand_in(world, offer, CreditBand.FAIR, consents=CONSENTS, person=mother)
    return Pair(mother, daughter, application)


def given(world: World, pair: Pair, *rights: Right, days: int = 30) -> tuple[UUID, str]:
    terms = Terms("女儿", days, frozenset(rights))
    one, code = mandates.give_mandate(world.database, world.person(pair.mother), terms, now())
    return one.id, code


def accepted(world: World, pair: Pair, *rights: Right) -> Access:
    """The daughter's access under a mandate that she has just accepted."""
    mandate_id, code = given(world, pair, *rights)
    mandates.accept(world.database, world.person(pair.daughter), code, "妈妈", now())
    one = mandates.helping(world.database, world.person(pair.daughter), mandate_id, now())
    return replace(mandates.access_under(one, pair.daughter), organisation_id=world.lender)


def states(world: World, access: Access) -> dict[str, PurposeState]:
    with world.database.transaction(access) as tx:
        return {one.purpose.code: one for one in consents_of_person(tx, now())}


def count(world: World, access: Access, table: str) -> int:
    with world.database.transaction(access) as tx:
        return tx.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def said() -> Said:
    return Said(Method.PAGE, "zh", now())


def test_a_helper_sees_how_uses_stand_and_none_of_the_data(world: World, pair: Pair) -> None:
    access = accepted(world, pair)
    assert isinstance(states(world, access)["marketing.own"].answer, Permitted)
    with world.database.transaction(access) as tx:
        looks_of_person(tx)
        assert receipts_of(tx, pair.application.subject_id, limit=3)
    for table in (*GATED, *CLOSED):
        assert count(world, access, table) == 0, table
    mother = world.person(pair.mother)
    assert all(count(world, mother, table) == 1 for table in GATED)


def test_a_helper_who_may_stop_takes_back_and_the_person_is_told(world: World, pair: Pair) -> None:
    access = accepted(world, pair, Right.STOP)
    subject_id = pair.application.subject_id
    stopped = take_back(world.database, access, subject_id, "bureau.query", said())
    assert stopped is not None
    assert state_of(world, pair.application).state is State.PAUSED
    assert isinstance(states(world, world.person(pair.mother))["bureau.query"].answer, Refused)
    texts = read_outbox(world.database, world.person(pair.mother), frozenset(MessageKind), now())
    assert any("替您停止" in one.text.zh for one in texts)
    [(actor,)] = world.superuser(
        "SELECT actor_id FROM consent_events WHERE subject_id = :id AND kind = 'withdrawn'",
        id=subject_id,
    )
    assert actor == pair.daughter
    used = world.superuser(
        "SELECT object_ref FROM evidence_entries WHERE subject_id = :id"
        " AND kind = 'mandate.used@1'",
        id=subject_id,
    )
    assert access.mandate is not None
    assert used == [(str(access.mandate.id),)]


def test_a_helper_who_may_pause_may_not_resume(world: World, pair: Pair) -> None:
    access = accepted(world, pair, Right.STOP)
    subject_id = pair.application.subject_id
    assert rest(world.database, access, subject_id, "marketing.own", said()) is not None
    with pytest.raises(DBAPIError, match="row-level security"):
        wake(world.database, access, subject_id, "marketing.own", said())
    wake(world.database, world.person(pair.mother), subject_id, "marketing.own", said())


def test_who_may_only_see_stops_nothing(world: World, pair: Pair) -> None:
    access = accepted(world, pair)
    subject_id = pair.application.subject_id
    with pytest.raises(NotFound):
        take_back(world.database, access, subject_id, "marketing.own", said())
    assert isinstance(states(world, access)["marketing.own"].answer, Permitted)


def test_no_helper_agrees_for_another(world: World, pair: Pair) -> None:
    access = accepted(world, pair, Right.STOP)
    yes = agreed_to(world, "marketing.partner")
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        world.database.transaction(access) as tx,
    ):
        give(tx, world.lender, pair.application.subject_id, yes, said())


@pytest.mark.parametrize("table", ["applications", "grants", "processing_limits", "subjects"])
def test_a_helper_adds_no_row_that_is_the_persons_own_to_add(
    world: World, pair: Pair, table: str
) -> None:
    access = accepted(world, pair, Right.STOP)
    copied = {
        "applications": (
            "INSERT INTO applications SELECT organisation_id, gen_random_uuid(), subject_id, 'A-x',"
            " offer_id, amount_minor, amount_currency, months, channel, state, paused_for, version,"
            " created_at, decided_at FROM applications"
        ),
        "grants": (
            "INSERT INTO grants SELECT (g).* FROM"
            " (SELECT jsonb_populate_record(g, jsonb_build_object('id', gen_random_uuid())) AS g"
            " FROM grants g) AS copied(g)"
        ),
        "processing_limits": (
            "INSERT INTO processing_limits SELECT organisation_id, gen_random_uuid(), id,"
            " 'restricted', gen_random_uuid(), now(), NULL FROM subjects"
        ),
        "subjects": (
            "INSERT INTO subjects SELECT organisation_id, gen_random_uuid(), NULL,"
            " gen_random_uuid()::text, 0, now(), NULL FROM subjects"
        ),
    }
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        world.database.transaction(access) as tx,
    ):
        tx.execute(text(copied[table]))


def test_an_ended_mandate_shows_nothing_from_the_next_statement_on(
    world: World, pair: Pair
) -> None:
    access = accepted(world, pair, Right.STOP)
    assert access.mandate is not None
    with world.database.transaction(access) as tx:
        assert tx.execute(text("SELECT count(*) FROM grants")).scalar_one() > 0
        mandates.end(world.database, world.person(pair.mother), access.mandate.id, now())
        assert tx.execute(text("SELECT count(*) FROM grants")).scalar_one() == 0
    with pytest.raises(NotFound):
        mandates.helping(world.database, world.person(pair.daughter), access.mandate.id, now())


def test_a_mandate_runs_out_by_the_clock_alone(world: World, pair: Pair) -> None:
    access = accepted(world, pair, Right.STOP)
    assert access.mandate is not None
    world.superuser(
        "UPDATE mandates SET given_at = given_at - interval '31 days', open_until = open_until"
        " - interval '31 days', ends_at = ends_at - interval '31 days' WHERE id = :id",
        id=access.mandate.id,
    )
    assert count(world, access, "grants") == 0
    [one] = mandates.held_by(world.database, world.person(pair.daughter))
    assert one.state(now()) is MandateState.RUN_OUT


def test_either_side_ends_a_mandate_and_nobody_opens_it_again(world: World, pair: Pair) -> None:
    access = accepted(world, pair)
    assert access.mandate is not None
    mandates.end(world.database, world.person(pair.daughter), access.mandate.id, now())
    mandates.end(world.database, world.person(pair.mother), access.mandate.id, now())
    with (
        pytest.raises(DBAPIError, match="stays as it is"),
        world.database.transaction(world.person(pair.mother)) as tx,
    ):
        tx.execute(text("UPDATE mandates SET ended_at = NULL"))
    with pytest.raises(NotFound):
        mandates.end(
            world.database, world.person(registered(world, "别人")), access.mandate.id, now()
        )


def test_a_code_serves_one_person_once_and_never_its_giver(world: World, pair: Pair) -> None:
    _, code = given(world, pair)
    spaced = f"{code[:4]} {code[4:8]}-{code[8:]}"
    with pytest.raises(NotFound):
        mandates.accept(world.database, world.person(pair.mother), code, "我", now())
    mandates.accept(world.database, world.person(pair.daughter), spaced, "妈妈", now())
    other = world.person(registered(world, "别人"))
    with pytest.raises(NotFound):
        mandates.accept(world.database, other, code, "她", now())


def test_a_code_is_worth_nothing_after_a_week_or_once_taken_back(world: World, pair: Pair) -> None:
    mandate_id, code = given(world, pair)
    world.superuser(
        "UPDATE mandates SET given_at = given_at - interval '8 days',"
        " open_until = now() - interval '1 second' WHERE id = :id",
        id=mandate_id,
    )
    daughter = world.person(pair.daughter)
    with pytest.raises(NotFound):
        mandates.accept(world.database, daughter, code, "妈妈", now())
    [one] = mandates.helpers_of(world.database, world.person(pair.mother))
    assert one.state(now()) is MandateState.LAPSED
    second, code = given(world, pair)
    mandates.end(world.database, world.person(pair.mother), second, now())
    with pytest.raises(NotFound):
        mandates.accept(world.database, daughter, code, "妈妈", now())


def test_a_person_has_three_helpers_at_most_and_no_mandate_outlasts_a_year(
    world: World, pair: Pair
) -> None:
    for _ in range(3):
        given(world, pair)
    with pytest.raises(Conflict):
        given(world, pair)
    with pytest.raises(InvalidInput, match="30, 90, 365"):
        given(world, pair, days=366)


def test_another_persons_mandate_opens_nothing(world: World, pair: Pair) -> None:
    access = accepted(world, pair, Right.STOP)
    stranger = registered(world, "别人")
    stolen = replace(access, actor_id=stranger)
    assert count(world, stolen, "grants") == 0
    unknown = replace(access, mandate=Mandate(uuid4(), pair.mother))
    assert count(world, unknown, "grants") == 0
    assert count(world, world.person(stranger), "mandates") == 0


def test_neither_side_reads_what_the_other_calls_them(world: World, pair: Pair) -> None:
    accepted(world, pair)
    [held] = mandates.held_by(world.database, world.person(pair.daughter))
    [gave] = mandates.helpers_of(world.database, world.person(pair.mother))
    assert (held.named, gave.named) == ("妈妈", "女儿")
    with world.database.transaction(world.person(pair.daughter)) as tx:
        sealed = tx.execute(text("SELECT helper_named_sealed FROM mandates")).scalar_one()
        with pytest.raises(NotFound):
            tx.unseal(pair.mother, f"mandates.helper_named/{held.id}", sealed)
