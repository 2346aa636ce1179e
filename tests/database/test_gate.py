"""The gate in the database: no way round it, whatever the SQL looks like.

Source of the list of ways: the bypass suite of the consent research (raw SQL, Core, CTE, view,
temporary table, function, join, aggregate, COPY, another process), against a live PostgreSQL.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from consent import service as consent
from consent import store
from consent.model import Method, Said
from consent.uses import use_grant
from core.access import Access
from core.ids import new_id
from database.transaction import Transaction
from tests.database_world import AT, World, as_role, build_world
from underwriting.tables import applications, credit_reports

READ = "application.decide"  # lists bureau.query, which covers the credit report
OTHER = "marketing.send"


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A migrated database."""
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@pytest.fixture
def subject(world: World) -> Iterator[tuple[UUID, UUID]]:
    """A person known at the lender, with a credit report; no consent yet."""
    person_id, application_id = world.new_person(), new_id()
    subject_id = world.new_subject(person_id)
    rows = {
        "org": world.lender,
        "subject": subject_id,
        "person": person_id,
        "app": application_id,
        "offer": new_id(),
        "product": new_id(),
        "form": new_id(),
    }
    for statement in (
        "INSERT INTO products VALUES (:org, :product, :product, '一', 'a', 'cash', now(), NULL)",
        "INSERT INTO form_versions VALUES (:org, :form, :product, 1, 't', 'x', '{}', now())",
        (
            "INSERT INTO offers VALUES (:org, :offer, :product, :form, :offer, 1, 2, 'CNY', 12,"
            " 0.01, 0, 0, 0, NULL, '2026-01-01', NULL)"
        ),
        (
            "INSERT INTO applications VALUES (:org, :app, :subject, :app, :offer, 100, 'CNY', 12,"
            " 'api', 'waiting', NULL, 1, now(), NULL)"
        ),
        "INSERT INTO credit_reports VALUES (:org, :app, :subject, 'sealed', now())",
    ):
        world.superuser(statement, **rows)
    yield subject_id, person_id
    world.superuser("UPDATE grants SET withdrawn_at = now()")


def allow(world: World, subject_id: UUID, person_id: UUID) -> None:
    """The person says yes to the credit report query."""
    with world.database.transaction(world.person(person_id)) as tx:
        notice = next(
            one
            for one in store.current_notices(tx, (world.lender,))
            if one.purpose == "bureau.query"
        )
        agreed = (("bureau.query", notice.sha256),)
        consent.give(tx, world.lender, subject_id, agreed, Said(Method.PAGE, "zh", AT))
        (application_id,) = tx.execute(
            select(applications.c.id).where(applications.c.subject_id == subject_id)
        ).one()
        use_grant(tx, subject_id, "bureau.query", application_id, AT)


def take_back(world: World, subject_id: UUID, person_id: UUID) -> None:
    """The person takes it back."""
    with world.database.transaction(world.person(person_id)) as tx:
        consent.withdraw(tx, subject_id, ("bureau.query",), Method.PAGE, AT)


def by_core(tx: Transaction, subject_id: UUID) -> int:
    return len(tx.execute(select(credit_reports)).all())


def by_raw_sql(tx: Transaction, subject_id: UUID) -> int:
    return len(tx.execute(text("SELECT * FROM credit_reports")).all())


def by_key(tx: Transaction, subject_id: UUID) -> int:
    statement = select(credit_reports).where(credit_reports.c.subject_id == subject_id)
    return len(tx.execute(statement).all())


def by_cte(tx: Transaction, subject_id: UUID) -> int:
    return len(tx.execute(text("WITH r AS (SELECT * FROM credit_reports) SELECT * FROM r")).all())


def by_join(tx: Transaction, subject_id: UUID) -> int:
    statement = select(applications.c.id).join(
        credit_reports, credit_reports.c.application_id == applications.c.id
    )
    return len(tx.execute(statement).all())


def by_aggregate(tx: Transaction, subject_id: UUID) -> int:
    return tx.execute(select(func.count()).select_from(credit_reports)).scalar_one()


def by_temporary_table(tx: Transaction, subject_id: UUID) -> int:
    tx.execute(text("CREATE TEMP TABLE copied ON COMMIT DROP AS SELECT * FROM credit_reports"))
    return tx.execute(text("SELECT count(*) FROM copied")).scalar_one()


def by_temporary_view(tx: Transaction, subject_id: UUID) -> int:
    tx.execute(text("CREATE OR REPLACE TEMP VIEW seen AS SELECT * FROM credit_reports"))
    return tx.execute(text("SELECT count(*) FROM seen")).scalar_one()


def by_function(tx: Transaction, subject_id: UUID) -> int:
    tx.execute(
        text(
            "CREATE OR REPLACE FUNCTION pg_temp.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
            " AS 'SELECT count(*) FROM credit_reports'"
        )
    )
    return tx.execute(text("SELECT pg_temp.peek()")).scalar_one()


def by_exists(tx: Transaction, subject_id: UUID) -> int:
    return int(tx.execute(text("SELECT EXISTS (SELECT 1 FROM credit_reports)")).scalar_one())


def by_update_returning(tx: Transaction, subject_id: UUID) -> int:
    statement = text("UPDATE credit_reports SET received_at = received_at RETURNING *")
    return len(tx.execute(statement).all())


def by_delete_returning(tx: Transaction, subject_id: UUID) -> int:
    with tx._connection.begin_nested() as nested:
        count = len(tx.execute(text("DELETE FROM credit_reports RETURNING *")).all())
        nested.rollback()
    return count


def by_copy(tx: Transaction, subject_id: UUID) -> int:
    cursor = tx._connection.connection.cursor()
    with cursor.copy("COPY (SELECT * FROM credit_reports) TO STDOUT") as copy:
        return len(b"".join(copy).splitlines())


WAYS = (
    by_core, by_raw_sql, by_key, by_cte, by_join, by_aggregate, by_temporary_table,
    by_temporary_view, by_function, by_exists, by_update_returning, by_delete_returning, by_copy,
)  # fmt: skip


def mine(world: World, access: Access, way: object, subject_id: UUID) -> int:
    with world.database.transaction(access) as tx:
        return way(tx, subject_id)  # type: ignore[operator]


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
