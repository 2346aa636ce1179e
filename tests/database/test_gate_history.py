"""Any history of a grant: the database and Python answer as a plain replay of what happened.

The oracle below keeps four plain facts and knows nothing of the product's rules. The histories
are random; the clock is turned by writing the instants of the rows, never by waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from consent import pausing, staleness, store
from consent import service as consent
from consent.model import Method, Notice, Permitted, Said
from consent.purposes import purpose_of
from consent.rules import permission
from consent.uses import use_grant
from core.ids import new_id
from tests.database.gate_ways import PURPOSE, READ, put_applicant
from tests.database_world import World, build_world

EVENTS = ("give", "withdraw", "pause", "resume", "expire", "use", "change", "reword")


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A migrated database."""
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@dataclass
class Yes:
    """What the oracle remembers of one yes."""

    alive: bool = True  # neither taken back nor replaced nor over
    resting: bool = False
    old_terms: bool = False
    serves: bool = False  # the one application there is


def replayed(events: list[str]) -> tuple[bool, bool]:
    """Return what should follow: whether the row may be seen, and whether a yes may be used."""
    yeses: list[Yes] = []
    for event in events:
        for yes in yeses:
            if event == "withdraw" or event == "expire":
                yes.alive = False
            if event == "pause" and yes.alive:
                yes.resting = True
            if event == "resume":
                yes.resting = False
            if event == "change" and yes.alive:
                yes.old_terms = True
            if event == "give" and not yes.serves:
                yes.alive = False  # a newer yes takes its place; one that serves goes on
        if event == "give":
            yeses.append(Yes())
        if event == "use" and not any(standing(yes) and yes.serves for yes in yeses):
            for yes in reversed(yeses):
                if standing(yes) and not yes.old_terms:
                    yes.serves = True
                    break
    seen = any(standing(yes) and yes.serves for yes in yeses)
    usable = seen or any(standing(yes) and not yes.old_terms for yes in yeses)
    return seen, usable


def standing(yes: Yes) -> bool:
    """Neither ended nor resting."""
    return yes.alive and not yes.resting


class Clock:
    """Instants in the past, a minute apart."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC) - timedelta(hours=3)

    def tick(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


def happen(world: World, who: tuple[UUID, UUID, UUID], event: str, at: datetime) -> None:
    """Let one event happen, by the product's own verbs where it has one."""
    subject_id, person_id, application_id = who
    person = world.person(person_id)
    if event == "expire":
        world.superuser(
            "UPDATE grants SET valid_until = :at WHERE subject_id = :id AND valid_until > :at",
            id=subject_id,
            at=at,
        )
        return
    if event in {"change", "reword"}:
        publish(world, at, changed=event == "change")
        return
    with world.database.transaction(person) as tx:
        if event == "give":
            sha256 = current(world).sha256
            agreed = ((PURPOSE, sha256),)
            consent.give(tx, world.lender, subject_id, agreed, Said(Method.PAGE, "zh", at))
        elif event == "withdraw":
            consent.withdraw(tx, subject_id, (PURPOSE,), Method.PAGE, at)
        elif event == "pause":
            pausing.pause(tx, subject_id, PURPOSE, Method.PAGE, at)
        elif event == "resume":
            pausing.resume(tx, subject_id, PURPOSE, Method.PAGE, at)
        else:
            use_grant(tx, subject_id, PURPOSE, application_id, at)


def current(world: World) -> Notice:
    """The notice that is told now."""
    with world.database.transaction(world.machine("application.submit")) as tx:
        found = store.current_notices(tx, (world.lender,))
    return next(one for one in found if one.purpose == PURPOSE)


def publish(world: World, at: datetime, *, changed: bool) -> None:
    """Publish a further version: of other terms, or the same terms in other words."""
    before = current(world)
    terms = new_id().hex if changed else before.terms
    notice = Notice(
        new_id(), world.lender, PURPOSE, before.version + 1, before.text, before.sha256, at, terms
    )
    with world.database.transaction(world.machine("application.submit")) as tx:
        staleness.close_giving(tx, world.lender, PURPOSE)
        store.insert_notice(tx, notice)
        if changed:
            staleness.make_stale(tx, notice, at)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(st.sampled_from(EVENTS), max_size=14))
def test_no_history_opens_a_row_outside_a_live_basis(world: World, events: list[str]) -> None:
    who = put_applicant(world)
    clock = Clock()
    for number, event in enumerate(events):
        happen(world, who, event, clock.tick())
        seen, usable = replayed(events[: number + 1])
        with world.database.transaction(world.machine(READ)) as tx:
            row = tx.execute(
                text(
                    "SELECT statement_timestamp() AS at, (SELECT count(*) FROM credit_reports"
                    " WHERE subject_id = :id) AS rows"
                ),
                {"id": who[0]},
            ).one()
            grants = store.grants_of(tx, (who[0],))
        assert (row.rows == 1) == seen, events[: number + 1]
        answer = permission(purpose_of(PURPOSE), ("credit_report",), grants, row.at, who[2])
        assert isinstance(answer, Permitted) == usable, (events[: number + 1], answer)
