"""The gate in the database: no way round it, whatever the SQL looks like."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import text

from core.ids import new_id
from tests.database.gate_ways import (
    OTHER,
    READ,
    WAYS,
    allow,
    by_core,
    mine,
    put_applicant,
    take_back,
)
from tests.database_world import World, as_role, build_world


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A migrated database."""
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@pytest.fixture
def subject(world: World) -> Iterator[tuple[UUID, UUID]]:
    """A person known at the lender, with a credit report; no consent yet."""
    subject_id, person_id, _ = put_applicant(world)
    yield subject_id, person_id
    world.superuser("UPDATE grants SET withdrawn_at = now()")


@pytest.mark.parametrize("way", WAYS)
def test_a_row_is_there_only_between_yes_and_taking_back(
    world: World, subject: tuple[UUID, UUID], way: object
) -> None:
    reading = world.machine(READ)
    assert mine(world, reading, way, subject[0]) == 0
    allow(world, *subject)
    assert mine(world, reading, way, subject[0]) == 1
    take_back(world, *subject)
    assert mine(world, reading, way, subject[0]) == 0


@pytest.mark.parametrize("way", WAYS)
def test_no_act_another_act_another_lender_or_nobody_sees_a_row(
    world: World, subject: tuple[UUID, UUID], way: object
) -> None:
    allow(world, *subject)
    try:
        for access in (
            world.machine(""),
            world.machine(OTHER),
            world.machine("no.such.act"),
            world.machine(READ, world.other_lender),
            world.machine(READ, world.regulator),
            world.person(world.new_person(), READ),
        ):
            assert mine(world, access, way, subject[0]) == 0
    finally:
        take_back(world, *subject)


def test_another_process_that_binds_nothing_sees_nothing(
    world: World, subject: tuple[UUID, UUID]
) -> None:
    allow(world, *subject)
    script = (
        "import sys, psycopg\n"
        "with psycopg.connect(sys.argv[1]) as c:\n"
        "    print(c.execute('SELECT count(*) FROM credit_reports').fetchone()[0])\n"
    )
    url = as_role(world.url, "candor_app")
    done = subprocess.run([sys.executable, "-c", script, url], capture_output=True, text=True)
    take_back(world, *subject)
    assert done.stdout.strip() == "0", done.stderr


def test_the_person_sees_their_own_row_without_any_consent(
    world: World, subject: tuple[UUID, UUID]
) -> None:
    subject_id, person_id = subject
    assert mine(world, world.person(person_id), by_core, subject_id) == 1


def test_a_statement_begun_after_the_taking_back_sees_nothing_even_in_an_open_transaction(
    world: World, subject: tuple[UUID, UUID]
) -> None:
    subject_id, person_id = subject
    allow(world, subject_id, person_id)
    with world.database.transaction(world.machine(READ)) as tx:
        assert by_core(tx, subject_id) == 1
        take_back(world, subject_id, person_id)
        assert by_core(tx, subject_id) == 0


@pytest.mark.parametrize(
    "change",
    [
        "valid_until = statement_timestamp()",
        "valid_from = statement_timestamp() + interval '1 hour'",
        "categories = '{contact}'",
    ],
)
def test_one_changed_field_of_the_grant_closes_the_gate(
    world: World, subject: tuple[UUID, UUID], change: str
) -> None:
    allow(world, *subject)
    world.superuser(f"UPDATE grants SET {change} WHERE subject_id = :id", id=subject[0])
    assert mine(world, world.machine(READ), by_core, subject[0]) == 0


def test_a_grant_opens_the_rows_of_the_application_it_was_counted_for_alone(
    world: World, subject: tuple[UUID, UUID]
) -> None:
    subject_id, person_id = subject
    allow(world, subject_id, person_id)
    assert mine(world, world.machine(READ), by_core, subject_id) == 1
    world.superuser("DELETE FROM grant_uses WHERE subject_id = :id", id=subject_id)
    assert mine(world, world.machine(READ), by_core, subject_id) == 0
    world.superuser("UPDATE grants SET use_limit = NULL WHERE subject_id = :id", id=subject_id)
    assert mine(world, world.machine(READ), by_core, subject_id) == 1


def test_writing_for_another_lender_is_refused(world: World, subject: tuple[UUID, UUID]) -> None:
    from sqlalchemy.exc import ProgrammingError

    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        world.database.transaction(world.machine(READ, world.other_lender)) as tx,
    ):
        tx.execute(
            text("INSERT INTO credit_reports VALUES (:org, :app, :subject, 'x', now())"),
            {"org": world.lender, "app": new_id(), "subject": subject[0]},
        )
