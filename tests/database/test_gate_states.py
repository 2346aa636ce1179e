"""Every state of a grant closes the gate by every way, and Python gives the same reason."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from consent import pausing, staleness, store
from consent import service as consent
from consent.exports import terms_of
from consent.model import Code, Method, Notice, Permitted, Refused, Said
from consent.purposes import purpose_of
from consent.receipt_store import receipts_of
from consent.receipt_words import ReceiptEvent
from consent.rules import permission
from consent.uses import use_grant
from core.ids import new_id
from tests.database.gate_ways import PURPOSE, READ, WAYS, allow, by_core, mine, put_applicant
from tests.database_world import AT, World, as_role, build_world

# One changed field of the grant, and the code it calls for.
STATES = {
    Code.WITHDRAWN: "withdrawn_at = statement_timestamp()",
    Code.EXPIRED: "valid_until = statement_timestamp()",
    Code.PAUSED: "paused_at = statement_timestamp()",
    Code.STALE: "stale_at = granted_at - interval '1 minute'",
    Code.NEEDS_SEPARATE: "separate = false",
    Code.OUT_OF_RANGE: "look_back_days = 1",
    Code.NO_GRANT: "categories = '{contact}'",
}


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A migrated database."""
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@pytest.fixture
def applicant(world: World) -> Iterator[tuple[UUID, UUID, UUID]]:
    """Somebody whose yes to the credit report stands and serves an application."""
    subject_id, person_id, application_id = put_applicant(world)
    allow(world, subject_id, person_id)
    world.superuser(
        "UPDATE credit_reports SET received_at = now() - interval '2 days' WHERE subject_id = :id",
        id=subject_id,
    )
    yield subject_id, person_id, application_id
    world.superuser("UPDATE grants SET withdrawn_at = now()")


def reason(world: World, applicant: tuple[UUID, UUID, UUID]) -> Code | None:
    """What Python says at this instant about the report that is there."""
    subject_id, _, application_id = applicant
    with world.database.transaction(world.machine(READ)) as tx:
        grants = store.grants_of(tx, (subject_id,))
    at = datetime.now(UTC)
    dated = at - timedelta(days=2)
    answer = permission(purpose_of(PURPOSE), {"credit_report": dated}, grants, at, application_id)
    return answer.code if isinstance(answer, Refused) else None


@pytest.mark.parametrize("code", STATES)
def test_in_every_state_no_way_yields_a_row_and_the_reason_is_its_own(
    world: World, applicant: tuple[UUID, UUID, UUID], code: Code
) -> None:
    reading = world.machine(READ)
    for way in WAYS:
        assert mine(world, reading, way, applicant[0]) == 1, way.__name__
    assert reason(world, applicant) is None
    change = f"UPDATE grants SET {STATES[code]} WHERE subject_id = :id"
    world.superuser(change, id=applicant[0])
    for way in WAYS:
        assert mine(world, reading, way, applicant[0]) == 0, way.__name__
    assert reason(world, applicant) is code


@pytest.mark.parametrize("code", STATES)
def test_in_every_state_another_process_that_binds_the_act_sees_nothing(
    world: World, applicant: tuple[UUID, UUID, UUID], code: Code
) -> None:
    script = (
        "import sys, psycopg\n"
        "with psycopg.connect(sys.argv[1]) as c:\n"
        "    for name, value in (('organisation', sys.argv[2]), ('act', sys.argv[3])):\n"
        "        c.execute('SELECT set_config(%s, %s, true)', ('candor.' + name, value))\n"
        "    print(c.execute('SELECT count(*) FROM credit_reports').fetchone()[0])\n"
    )
    url = as_role(world.url, "candor_app")
    command = (sys.executable, "-c", script, url, str(world.lender), READ)

    def count() -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert count() == "1"
    change = f"UPDATE grants SET {STATES[code]} WHERE subject_id = :id"
    world.superuser(change, id=applicant[0])
    assert count() == "0"


def test_a_statement_the_server_keeps_ready_answers_by_the_state_of_now(
    world: World, applicant: tuple[UUID, UUID, UUID]
) -> None:
    with world.database.transaction(world.machine(READ)) as tx:
        tx.execute(text("PREPARE again AS SELECT * FROM credit_reports"))
        for _ in range(8):  # after five, the server keeps one plan for good
            assert len(tx.execute(text("EXECUTE again")).all()) == 1
        turn(world, applicant, pausing.pause)
        assert tx.execute(text("EXECUTE again")).all() == []
        turn(world, applicant, pausing.resume)
        assert len(tx.execute(text("EXECUTE again")).all()) == 1
        tx.execute(text("DEALLOCATE again"))


def turn(world: World, applicant: tuple[UUID, UUID, UUID], verb: Callable[..., object]) -> object:
    """The person pauses or resumes."""
    with world.database.transaction(world.person(applicant[1])) as tx:
        return verb(tx, applicant[0], PURPOSE, Method.PAGE, datetime.now(UTC))


def test_a_pause_ends_with_the_resume_and_each_is_kept(
    world: World, applicant: tuple[UUID, UUID, UUID]
) -> None:
    reading = world.machine(READ)
    assert turn(world, applicant, pausing.pause) is not None
    assert turn(world, applicant, pausing.pause) is None  # it rests already
    assert mine(world, reading, by_core, applicant[0]) == 0
    assert turn(world, applicant, pausing.resume) is not None
    assert mine(world, reading, by_core, applicant[0]) == 1
    kinds = world.superuser(
        "SELECT kind FROM consent_events WHERE subject_id = :id ORDER BY id", id=applicant[0]
    )
    assert [kind for (kind,) in kinds] == ["granted", "paused", "resumed"]


def test_expiry_is_to_the_second_with_no_scheduler(
    world: World, applicant: tuple[UUID, UUID, UUID]
) -> None:
    """No job runs here: the clock alone ends the grant, for Python and for the database."""
    [(until,)] = world.superuser(
        "UPDATE grants SET valid_until = clock_timestamp() + interval '1.5 seconds'"
        " WHERE subject_id = :id RETURNING valid_until",
        id=applicant[0],
    )
    assert isinstance(until, datetime)
    seen: list[tuple[datetime, int]] = []
    with world.database.transaction(world.machine(READ)) as tx:
        statement = text(
            "SELECT statement_timestamp() AS at, (SELECT count(*) FROM credit_reports) AS rows"
        )
        while not seen or seen[-1][0] < until + timedelta(milliseconds=200):
            row = tx.execute(statement).one()
            seen.append((row.at, row.rows))
            time.sleep(0.001)
        grants = store.grants_of(tx, (applicant[0],))
    for at, rows in seen:
        assert (rows == 1) == (at < until)
        answer = permission(purpose_of(PURPOSE), ("credit_report",), grants, at, applicant[2])
        assert isinstance(answer, Permitted) == (rows == 1)
    assert {rows for _, rows in seen} == {0, 1}


def changed_notice(world: World, terms: str, version: int) -> Notice:
    """A further version of the notice."""
    with world.database.transaction(world.machine("application.submit")) as tx:
        [now] = [
            one for one in store.current_notices(tx, (world.lender,)) if one.purpose == PURPOSE
        ]
    return Notice(
        new_id(), world.lender, PURPOSE, now.version + version, now.text, now.sha256,
        datetime.now(UTC), terms,
    )  # fmt: skip


def test_a_new_version_of_the_terms_makes_grants_stale_but_serves_who_was_served(
    world: World, applicant: tuple[UUID, UUID, UUID]
) -> None:
    notice = changed_notice(world, "0" * 64, 1)
    world.superuser(
        "UPDATE grant_uses SET at = now() - interval '1 day' WHERE subject_id = :id",
        id=applicant[0],
    )
    with world.database.transaction(world.machine("application.submit")) as tx:
        staleness.close_giving(tx, world.lender, PURPOSE)
        store.insert_notice(tx, notice)
        assert staleness.make_stale(tx, notice, datetime.now(UTC)) >= 1
    with world.database.transaction(world.person(applicant[1])) as tx:
        newest = receipts_of(tx, applicant[0], limit=1)[0]
    [told] = terms_of(newest.document)
    assert (told.event, told.purpose) == (ReceiptEvent.STALE, PURPOSE)
    # The application that was served before goes on; another is refused.
    assert mine(world, world.machine(READ), by_core, applicant[0]) == 1
    assert reason(world, applicant) is None
    assert reason(world, (applicant[0], applicant[1], new_id())) is Code.STALE
    with world.database.transaction(world.person(applicant[1])) as tx:
        agreed = ((PURPOSE, notice.sha256),)
        consent.give(tx, world.lender, applicant[0], agreed, Said(Method.PAGE, "zh", AT))
    assert reason(world, (applicant[0], applicant[1], new_id())) is None  # asked anew, once


def test_the_same_notice_published_again_makes_nothing_stale(
    world: World, applicant: tuple[UUID, UUID, UUID]
) -> None:
    from core.text import Text

    def stale() -> int:
        [(count,)] = world.superuser("SELECT count(*) FROM grants WHERE stale_at IS NOT NULL")
        return int(str(count))

    before = stale()
    with world.database.transaction(world.machine("application.submit")) as tx:
        consent.publish_notices(tx, world.lender, Text("甲公司", "A, by another name"), AT)
    # Only the terms that the test before changed by hand, if it ran, differ.
    with world.database.transaction(world.machine("application.submit")) as tx:
        consent.publish_notices(tx, world.lender, Text("甲", "A, named a third time"), AT)
    assert stale() in {before, before + 1}
    world.superuser("UPDATE grants SET stale_at = NULL")
    with world.database.transaction(world.machine("application.submit")) as tx:
        consent.publish_notices(tx, world.lender, Text("甲四", "A, named a fourth time"), AT)
    assert stale() == 0


@pytest.mark.parametrize("change", ["paused_at = now()", "stale_at = now()", "use_limit = 1"])
def test_the_database_counts_no_use_that_the_grant_does_not_allow(
    world: World, applicant: tuple[UUID, UUID, UUID], change: str
) -> None:
    world.superuser(f"UPDATE grants SET {change} WHERE subject_id = :id", id=applicant[0])
    other = put_applicant(world)
    with world.database.transaction(world.person(applicant[1])) as tx:
        [grant] = store.grants_of(tx, (applicant[0],))
    with (
        pytest.raises(ProgrammingError, match="the grant"),
        world.database.transaction(world.person(applicant[1])) as tx,
    ):
        store.insert_use(tx, grant, other[2], datetime.now(UTC))


def test_a_frequency_is_kept_by_python_and_by_the_database(
    world: World, applicant: tuple[UUID, UUID, UUID]
) -> None:
    subject_id, person_id, _ = applicant
    world.superuser(
        "UPDATE grants SET use_limit = NULL, frequency_uses = 1, frequency_days = 30"
        " WHERE subject_id = :id",
        id=subject_id,
    )
    other = put_applicant(world)[2]
    with world.database.transaction(world.person(person_id)) as tx:
        answer = use_grant(tx, subject_id, PURPOSE, other, AT + timedelta(days=29))
        assert answer == Refused(PURPOSE, Code.OVER_USE)
        answer = use_grant(tx, subject_id, PURPOSE, other, AT + timedelta(days=30))
        assert isinstance(answer, Permitted)
        [grant] = store.grants_of(tx, (subject_id,))
        assert set(grant.used_for) == {applicant[2], other}


def test_work_in_batches_asks_again_before_each_batch_and_before_the_output(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from consent import batches

    monkeypatch.setattr(batches, "_BATCH", 2)
    people = [put_applicant(world) for _ in range(5)]
    for subject_id, person_id, _ in people:
        allow(world, subject_id, person_id)
    wanted = [subject_id for subject_id, _, _ in people]
    worked: list[UUID] = []

    def work(tx: object, batch: tuple[UUID, ...]) -> dict[UUID, str]:
        if not worked:  # meanwhile one of this batch and one of the last pause
            turn(world, people[0], pausing.pause)
            turn(world, people[4], pausing.pause)
        worked.extend(batch)
        return dict.fromkeys(batch, "result")

    done = batches.in_batches(world.database, world.machine(READ), PURPOSE, wanted, work)
    world.superuser("UPDATE grants SET withdrawn_at = now()")
    assert set(worked) == set(wanted) - {wanted[4]}
    assert set(done) == set(wanted) - {wanted[0], wanted[4]}
