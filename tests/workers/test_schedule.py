"""The clock's rows: due when their time is over, led by one process, kept going by any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis

from core.dates import now
from core.errors import ServiceMissing
from core.ids import new_id
from database.leadership import Leadership
from database.transaction import Database
from tests.database_world import World, as_role
from workers.schedule import SCHEDULE, House, Row, due, run_due

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LED = 4711


def row(name: str, seconds: int = 15, done: list[str] | None = None) -> Row:
    def verb(_house: House, _at: datetime) -> int:
        if done is not None:
            done.append(name)
        return 0

    return Row(name, timedelta(seconds=seconds), verb)


@given(st.integers(1, 10_000), st.integers(0, 20_000))
def test_a_row_is_due_once_its_time_is_over(every: int, passed: int) -> None:
    rows = (row("a", every),)
    assert due({}, AT, rows) == rows
    assert bool(due({"a": AT}, AT + timedelta(seconds=passed), rows)) == (passed >= every)


def test_a_row_that_cannot_be_done_stops_no_other(follower: Database, queue: Redis) -> None:
    done: list[str] = []

    def refuse(_house: House, _at: datetime) -> int:
        raise ServiceMissing("not there")

    rows = (Row("first", timedelta(seconds=1), refuse), row("second", 15, done))
    assert set(run_due(House(follower, queue), {}, AT, rows)) == {"first", "second"}
    assert done == ["second"]


def test_every_row_can_be_done_by_the_follower_role(
    world: World, follower: Database, queue: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    began = run_due(House(follower, queue), {}, AT)
    assert set(began) == {one.name for one in SCHEDULE}
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


def test_what_ended_long_ago_is_cleared_and_nothing_else(
    world: World, follower: Database, queue: Redis
) -> None:
    person = world.new_person()
    for days in (60, 20, -1):
        world.superuser(
            "INSERT INTO sessions VALUES (:token, :person, NULL, 'borrower', '{}', now(),"
            " now() - make_interval(days => :days))",
            token=new_id().bytes,
            person=person,
            days=days,
        )
    from workers.schedule import clear_sessions

    assert clear_sessions(House(follower, queue), now()) == 1
    left = world.superuser("SELECT count(*) FROM sessions WHERE person_id = :id", id=person)
    assert left == [(2,)]


@pytest.fixture
def two(world: World) -> Iterator[tuple[Leadership, Leadership]]:
    url = as_role(world.url, "candor_follower")
    pair = (Leadership(url, LED), Leadership(url, LED))
    yield pair
    for one in pair:
        one.give_up()


def test_one_of_two_leads_until_it_gives_up(two: tuple[Leadership, Leadership]) -> None:
    first, second = two
    assert [first.leads(), second.leads(), first.leads()] == [True, False, True]
    first.give_up()
    assert second.leads()
    assert not first.leads()


def test_another_leads_once_the_leader_is_gone(
    world: World, two: tuple[Leadership, Leadership]
) -> None:
    first, second = two
    assert first.leads()
    world.superuser(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        " AND objid = :led AND granted",
        led=LED,
    )
    assert not first.leads()  # it finds out at its next step, and leads no longer
    assert second.leads()
    assert not first.leads()
