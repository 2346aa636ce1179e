"""A decision in the log becomes a notice, a message and a fact: once, whatever dies between."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from core.access import Role
from core.dates import now
from core.errors import NotFound
from core.ids import new_id
from core.text import Text
from database.transaction import Database, Transaction, open_database
from evidence.desk import Desk
from evidence.follow import follow
from evidence.model import Entry
from evidence.sequencer import sequence
from evidence.service import entries_about
from identity.messages import read_outbox
from identity.model import MessageKind
from identity.registration import Registration, register_borrower
from identity.rights import own_access
from reporting.notice_service import ACT, FOLLOWER, notices_about, tell
from reporting.notices import NoticeKind
from scoring.model import CreditBand
from scoring.velocity import Velocity
from tests.database_world import World, as_role, build_world
from tests.underwriting.world import engines, later, put_offer
from tests.workers.house import hand_in
from underwriting import service
from underwriting.model import Action, Application, DecisionReason
from underwriting.review import review

DECISION = frozenset({MessageKind.DECISION})
PASSWORD = "a-long-and-quiet-river-42"


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world in a database of its own: logs are sealed here, which other tests would follow."""
    url = make_url(postgres_url)
    name = f"{url.database}_notices"
    cluster = create_engine(url, isolation_level="AUTOCOMMIT")
    with cluster.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    own = url.set(database=name).render_as_string(hide_password=False)
    built = build_world(own, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()
    with cluster.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    cluster.dispose()


@pytest.fixture(scope="module")
def follower(world: World) -> Iterator[Database]:
    database = open_database(as_role(world.url, "candor_follower"), world.root)
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(bytes(range(32)), tmp_path_factory.mktemp("evidence"), "candor.example")


@pytest.fixture
def person(world: World) -> UUID:
    mobile = f"139{new_id().int % 10**8:08d}"
    return register_borrower(world.database, Registration("王芳", mobile, PASSWORD), now())


def decided(
    world: World, band: CreditBand, person: UUID | None = None
) -> tuple[Application, Action]:
    application = hand_in(world, put_offer(world), band=band, person=person)
    outcome = service.decide(
        world.database, engines(Velocity()), world.lender, application.reference, later(1)
    )
    assert outcome is not None
    return application, outcome.action


def seal(world: World, follower: Database, desk: Desk) -> None:
    while sequence(follower, desk, world.lender, now()):
        pass


def told(world: World, follower: Database, effect=None) -> int:
    """Let the follower take everything that is sealed."""

    def once(tx: Transaction, entry: Entry) -> None:
        tell(tx, entry, later(2))

    access = world.machine(ACT)
    count = 0
    while taken := follow(follower, access, FOLLOWER, effect or once):
        count += taken
    return count


def test_a_decline_reaches_the_person_once(
    world: World, follower: Database, desk: Desk, person: UUID
) -> None:
    application, action = decided(world, CreditBand.WEAK, person)
    assert action is Action.DECLINE
    seal(world, follower, desk)
    assert told(world, follower) > 0
    assert told(world, follower) == 0

    [message] = read_outbox(world.database, own_access(person), DECISION, now())
    [kept] = notices_about(world.database, world.person(person, at=None), application.reference)
    assert kept.notice.text == message.text
    assert kept.notice.kind is NoticeKind.ADVERSE_ACTION
    assert (kept.message_id, kept.by_lender) == (message.id, False)
    assert application.reference in message.text.zh
    assert "1. " in message.text.zh
    with world.database.transaction(world.machine(ACT)) as tx:
        [fact] = entries_about(tx, world.lender, kept.reference)
    assert fact.kind == "notice.sent@1"
    assert fact.payload is not None
    assert (fact.payload["sha256"], fact.payload["channel"]) == (kept.sha256, "account")
    assert fact.payload["application"] == application.reference
    assert fact.payload["reasons"]


def test_a_follower_that_dies_between_sends_once(
    world: World, follower: Database, desk: Desk, person: UUID
) -> None:
    application, _ = decided(world, CreditBand.WEAK, person)
    seal(world, follower, desk)

    class Killed(BaseException):
        pass

    def die_after(tx: Transaction, entry: Entry) -> None:
        tell(tx, entry, later(2))
        if entry.object_ref == application.reference and entry.kind == "application.decided@1":
            raise Killed

    with pytest.raises(Killed):
        told(world, follower, die_after)
    assert read_outbox(world.database, own_access(person), DECISION, now()) == ()
    told(world, follower)
    assert len(read_outbox(world.database, own_access(person), DECISION, now())) == 1
    assert len(notices_about(world.database, world.machine(""), application.reference)) == 1


def test_who_has_no_account_is_told_by_the_lender(
    world: World, follower: Database, desk: Desk
) -> None:
    application, _ = decided(world, CreditBand.WEAK)
    seal(world, follower, desk)
    told(world, follower)
    [kept] = notices_about(world.database, world.machine(""), application.reference)
    assert kept.by_lender
    with world.database.transaction(world.machine(ACT)) as tx:
        [fact] = entries_about(tx, world.lender, kept.reference)
    assert fact.payload is not None
    assert fact.payload["channel"] == "lender"


@pytest.mark.parametrize(
    ("band", "kind"),
    [(CreditBand.STRONG, NoticeKind.APPROVAL), (CreditBand.FAIR, NoticeKind.REFERRAL)],
)
def test_other_decisions_are_told_shortly(
    world: World, follower: Database, desk: Desk, person: UUID, band: CreditBand, kind: NoticeKind
) -> None:
    application, _ = decided(world, band, person)
    seal(world, follower, desk)
    told(world, follower)
    [kept] = notices_about(world.database, world.machine(""), application.reference)
    assert kept.notice.kind is kind


def test_a_persons_verdict_is_told_after_the_machines(
    world: World, follower: Database, desk: Desk, person: UUID
) -> None:
    application, _ = decided(world, CreditBand.FAIR, person)
    reason = DecisionReason("income.low", "credit", Text("收入不足以还款", "Income is too low"))
    verdict = (application.reference, 2, Action.DECLINE, reason, "")
    review(world.database, world.staff(Role.OFFICER), engines(Velocity()), verdict, later(3))
    seal(world, follower, desk)
    told(world, follower)
    kept = notices_about(world.database, world.machine(""), application.reference)
    assert [one.notice.kind for one in kept] == [NoticeKind.REFERRAL, NoticeKind.ADVERSE_ACTION]
    assert "1. 收入不足以还款" in kept[1].notice.text.zh
    assert "由人在" in kept[1].notice.text.zh


def test_another_lender_finds_no_notice(world: World, follower: Database, desk: Desk) -> None:
    application, _ = decided(world, CreditBand.WEAK)
    seal(world, follower, desk)
    told(world, follower)
    other = world.machine("", lender=world.other_lender)
    with pytest.raises(NotFound):
        notices_about(world.database, other, application.reference)


def test_a_part_bound_to_another_is_undone_with_its_binding(world: World) -> None:
    bound = text("SELECT current_setting('candor.organisation')")
    with world.database.transaction(world.machine("")) as tx:
        with tx.bound_to(world.machine("", lender=world.other_lender)) as other:
            assert other.execute(bound).scalar_one() == str(world.other_lender)
        assert tx.execute(bound).scalar_one() == str(world.lender)
        with (
            pytest.raises(NotFound),
            tx.bound_to(world.machine("", lender=world.other_lender)),
        ):
            raise NotFound("nothing there")
        assert tx.execute(bound).scalar_one() == str(world.lender)
