"""Several clicks of one person at once, at two lenders: each waits for the other, none fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import text

from consent import service as consent
from consent import signal, store
from consent.model import Method, Said
from consent.receipt_fsck import check_consents
from core.access import MACHINE, Access, ActorKind
from core.ids import new_id
from tests.database_world import AT, World, build_world

SAID = Said(Method.PAGE, "zh", AT)
PURPOSES = ("marketing.own", "model.train", "research.statistics")


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A migrated database."""
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@pytest.fixture
def person(world: World) -> UUID:
    """Somebody whom two lenders know."""
    person_id, other = world.new_person(), new_id()
    world.new_subject(person_id)
    with world.owner.transaction(Access(ActorKind.SYSTEM, MACHINE)) as tx:
        tx.execute(
            text("INSERT INTO subjects VALUES (:org, :id, :person, :ref, 0, now(), NULL)"),
            {"org": world.other_lender, "id": other, "person": person_id, "ref": str(other)},
        )
        tx.make_subject_key(world.other_lender, other)
    return person_id


def test_clicks_at_once_wait_for_each_other(world: World, person: UUID) -> None:
    def give() -> None:
        with world.database.transaction(world.person(person)) as tx:
            for lender, subject_id in store.subjects_of_person(tx):
                for notice in store.current_notices(tx, (lender,)):
                    if notice.purpose in PURPOSES:
                        agreed = ((notice.purpose, notice.sha256),)
                        consent.give(tx, lender, subject_id, agreed, SAID)

    def end_all() -> None:
        with world.database.transaction(world.person(person)) as tx:
            consent.withdraw_all_optional(tx, Method.PAGE, AT)

    def heed() -> None:
        with world.database.transaction(world.person(person)) as tx:
            signal.heed(tx, "zh", AT)

    clicks: list[Callable[[], None]] = [give, end_all, heed] * 20
    with ThreadPoolExecutor(6) as clicking:
        for one in [clicking.submit(click) for click in clicks]:
            one.result()
    with world.database.transaction(world.machine("")) as tx:
        assert check_consents(tx, world.lender)[1] == ()


def test_whatever_was_written_last_subjects_are_locked_in_one_order(
    world: World, person: UUID
) -> None:
    def order() -> list[UUID]:
        with world.database.transaction(world.person(person)) as tx:
            return [subject_id for _, subject_id in store.subjects_of_person(tx)]

    first = order()
    world.superuser("UPDATE subjects SET epoch = epoch + 1 WHERE id = :id", id=min(first))
    assert order() == first == sorted(first)
