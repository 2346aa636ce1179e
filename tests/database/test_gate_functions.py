"""No name of the session's own, no old view of the data and no undone ending opens the gate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString
from uuid import UUID

import psycopg
import pytest
from psycopg import IsolationLevel, sql

from core.ids import new_id
from tests.database.gate_ways import READ, allow, by_core, mine, put_applicant, take_back
from tests.database_world import World, as_role, build_world

TYPES = ("text", "uuid", "timestamptz", "boolean", "bytea", "date", "int8")
# What a type or table of the session's own would be asked in place of ours.
INTRUDER: LiteralString = """
CREATE FUNCTION pg_temp.intrude() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'candor_app' THEN
        RAISE EXCEPTION 'run as %', current_user;
    END IF;
    RETURN true;
END $$
"""
CALLS: tuple[LiteralString, ...] = (
    "SELECT candor_opens(%(lender)s, %(subject)s, %(subject)s, 'credit_report', now(), NULL)",
    "SELECT candor_is_own(%(lender)s, %(subject)s)",
    "SELECT candor_basis('credit_report')",
    "SELECT candor_principal()",
    "SELECT candor_helper_may('stop')",
    "SELECT candor_accept_mandate('none')",
    "SELECT * FROM lookup_sign_in('none')",
    "SELECT * FROM lookup_session('\\x00')",
    "SELECT * FROM lookup_api_key('\\x00')",
    "SELECT * FROM recipient_by_key('none')",
    "SELECT * FROM lookup_evidence('none')",
    "SELECT * FROM lookup_waiting_log(%(subject)s)",
    "SELECT * FROM regulator_figures(current_date)",
    "SELECT * FROM regulator_minutes(now())",
)


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A migrated database."""
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@pytest.fixture
def subject(world: World) -> Iterator[tuple[UUID, UUID]]:
    """Somebody whose yes to the credit report stands."""
    subject_id, person_id, _ = put_applicant(world)
    allow(world, subject_id, person_id)
    yield subject_id, person_id
    world.superuser("UPDATE grants SET withdrawn_at = now() WHERE withdrawn_at IS NULL")


@pytest.fixture
def session(world: World) -> Iterator[psycopg.Connection]:
    """The app's role, bound to the lender in an act, with SQL of one's own."""
    with psycopg.connect(as_role(world.url, "candor_app"), autocommit=True) as connection:
        for name, value in (("organisation", str(world.lender)), ("act", READ)):
            connection.execute("SELECT set_config(%s, %s, false)", (f"candor.{name}", value))
        yield connection


def test_nobody_but_who_needs_it_may_ask_with_an_owners_rights(world: World) -> None:
    rows = world.superuser(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND has_function_privilege('candor_witness', oid, 'EXECUTE')"
    )
    assert rows == []


def test_what_runs_with_an_owners_rights_looks_into_the_sessions_own_schema_last(
    world: World,
) -> None:
    rows = world.superuser(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND NOT 'search_path=pg_catalog, public, pg_temp' = ANY (coalesce(proconfig, '{}'))"
    )
    # Asked once a row, these have no path: they name each thing with its schema, as tried below.
    assert {name for (name,) in rows} == {"candor_opens", "candor_is_own", "candor_basis"}


@pytest.mark.parametrize("call", CALLS)
def test_no_type_of_the_sessions_own_runs_with_an_owners_rights(
    world: World, subject: tuple[UUID, UUID], session: psycopg.Connection, call: LiteralString
) -> None:
    session.execute(INTRUDER)
    for name in TYPES:
        session.execute(
            sql.SQL("CREATE DOMAIN pg_temp.{0} AS pg_catalog.{0} CHECK (pg_temp.intrude())").format(
                sql.Identifier({"boolean": "bool"}.get(name, name))
            )
        )
    ours = {"lender": world.lender, "subject": subject[0]}
    session.execute("SET plan_cache_mode = force_custom_plan")
    session.execute(call, ours)


def test_no_table_of_the_sessions_own_speaks_for_a_request_or_against_a_hold(
    world: World, subject: tuple[UUID, UUID], session: psycopg.Connection
) -> None:
    ours = {"lender": world.lender, "subject": subject[0], "id": new_id()}
    session.execute(
        "INSERT INTO legal_holds VALUES (%(lender)s, %(id)s, %(subject)s, 'a case', %(id)s, now())",
        ours,
    )
    for name in ("subject_requests", "legal_holds"):
        session.execute(
            sql.SQL(
                "CREATE TEMP TABLE {0} AS SELECT * FROM public.{0} WHERE false;"
                " GRANT ALL ON pg_temp.{0} TO PUBLIC"
            ).format(sql.Identifier(name))
        )
    session.execute(
        "INSERT INTO pg_temp.subject_requests (organisation_id, subject_id, kind, state)"
        " VALUES (%(lender)s, %(subject)s, 'erase', 'working')",
        ours,
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no erasure"):
        session.execute("SELECT candor_erase(%(subject)s, '{credit_report}')", ours)


@pytest.mark.parametrize("level", [IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE])
def test_a_transaction_that_keeps_an_old_view_is_told_nothing_by_consent(
    world: World,
    subject: tuple[UUID, UUID],
    session: psycopg.Connection,
    level: IsolationLevel,
) -> None:
    count = "SELECT count(*) FROM credit_reports WHERE subject_id = %s"
    session.autocommit = False
    session.commit()
    session.isolation_level = level
    session.execute("SELECT 1 FROM subjects")  # from here on this transaction looks at one instant
    take_back(world, *subject)
    assert session.execute(count, (subject[0],)).fetchone() == (0,)
    session.rollback()


def test_what_was_taken_back_or_went_stale_is_not_undone(
    world: World, subject: tuple[UUID, UUID], session: psycopg.Connection
) -> None:
    session.execute("UPDATE grants SET stale_at = now() WHERE subject_id = %s", (subject[0],))
    take_back(world, *subject)
    for column in ("withdrawn_at", "stale_at"):
        statement = sql.SQL("UPDATE grants SET {} = NULL WHERE subject_id = %s")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="stays ended"):
            session.execute(statement.format(sql.Identifier(column)), (subject[0],))
    assert mine(world, world.machine(READ), by_core, subject[0]) == 0


@pytest.mark.parametrize(
    "terms",
    ["use_limit = NULL", "valid_until = valid_until + interval '1 year'", "separate = true",
     "categories = '{credit_report,finances}'", "look_back_days = NULL", "purpose = 'model.train'"],
)  # fmt: skip
def test_what_was_agreed_to_is_not_widened(
    subject: tuple[UUID, UUID], session: psycopg.Connection, terms: LiteralString
) -> None:
    statement = sql.SQL("UPDATE grants SET {} WHERE subject_id = %s").format(sql.SQL(terms))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
        session.execute(statement, (subject[0],))


def test_nobody_uses_up_the_yes_of_somebody_else(
    world: World, subject: tuple[UUID, UUID], session: psycopg.Connection
) -> None:
    other, person_id, application_id = put_applicant(world)
    [(grant_id,)] = world.superuser(
        "SELECT id FROM grants WHERE subject_id = :id AND withdrawn_at IS NULL", id=subject[0]
    )
    insert = "INSERT INTO grant_uses VALUES (%s, %s, %s, %s, now())"
    used = (world.lender, grant_id, application_id, other)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not of this person"):
        session.execute(insert, used)
    session.execute("SELECT set_config('candor.organisation', '', false)")
    session.execute("SELECT set_config('candor.person', %s, false)", (str(person_id),))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not of this person"):
        session.execute(insert, used)
