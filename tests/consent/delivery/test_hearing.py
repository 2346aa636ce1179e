"""Who is to hear that a consent ended is known before the ledger is written, and as the person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consent import store
from consent.delivery import store as ledger
from consent.delivery.hearing import hearings
from consent.delivery.model import Hearing
from core.dates import now
from tests.consent.delivery.ledger import Someone, put_recipient, put_someone, say_yes, take_back
from tests.database_world import World

Follow = Callable[[], None]
PURPOSE = "marketing.partner"


@pytest.fixture(autouse=True)
def close_all(world: World) -> None:
    world.superuser("UPDATE consent_recipients SET until = now() WHERE until IS NULL")


def heard(world: World, who: Someone) -> tuple[Hearing, ...]:
    with world.database.transaction(world.machine("")) as tx:
        known = ledger.recipients_of(tx, world.lender)
    with world.database.transaction(world.person(who.person)) as tx:
        assert ledger.recipients_of(tx, world.lender) == ()  # a lender's rows, not a person's
        return hearings(tx, store.grants_of(tx, [who.subject]), known)


def test_who_is_to_hear_is_known_at_once_and_their_course_a_moment_later(
    world: World, follow: Follow
) -> None:
    put_recipient(world, PURPOSE)
    put_recipient(world, PURPOSE)
    put_recipient(world, "bureau.query")
    who = put_someone(world)
    say_yes(world, who, PURPOSE)
    assert heard(world, who) == ()  # nothing ended

    take_back(world, who, PURPOSE)
    at_once = heard(world, who)
    assert [one.course for one in at_once] == [None, None]

    follow()
    after = heard(world, who)
    assert len({one.course.delivery.recipient_id for one in after if one.course}) == 2
    assert [one.recipient for one in after] == [one.recipient for one in at_once]


def test_those_who_are_to_stop_are_told_before_those_who_may_go_on(
    world: World, follow: Follow
) -> None:
    put_recipient(world, PURPOSE)
    first, second = put_someone(world), put_someone(world)
    say_yes(world, first, PURPOSE)
    say_yes(world, second, PURPOSE)
    take_back(world, first, PURPOSE)
    follow()
    with world.database.transaction(world.machine("")) as tx:
        stops = [one.stops for one in ledger.untold(tx, now(), 1000)]

    assert stops.count(True) >= 1
    assert stops == sorted(stops, reverse=True)
