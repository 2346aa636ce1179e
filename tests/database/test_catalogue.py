"""The catalogue: no table without its walls, no difference between code and database."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from consent.categories import CATEGORIES
from consent.service import publish_rows
from core.access import MACHINE, Access, ActorKind
from core.errors import Forbidden
from database.release import migrate
from database.schema import metadata
from database.transaction import open_database
from tests.database_world import World, build_world

STORING_ROOMS = (
    "consent", "contracts", "database", "evidence", "identity", "reporting", "underwriting",
)  # fmt: skip

# Rules and names that belong to nobody.
REFERENCE = {
    "purposes",
    "purpose_categories",
    "acts",
    "act_purposes",
    "act_bases",
    "organisations",
    "licence_registers",
    "licences",
}
KEYED_BY = {"organisation_id", "subject_id", "person_id"}


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


def test_every_table_of_an_organisation_subject_or_person_forces_row_security(
    world: World,
) -> None:
    rows = world.superuser(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,"
        " array_agg(a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND a.attnum > 0 GROUP BY c.oid, 1, 2"
    )
    tables = {str(name): (bool(forced), set(columns)) for name, forced, columns in rows}  # type: ignore[call-overload]
    assert len(tables) > 20
    open_ones = {
        name
        for name, (forced, columns) in tables.items()
        if not forced and (columns & KEYED_BY or name not in REFERENCE | {"alembic_version"})
    }
    assert open_ones == set()


def test_what_an_act_rests_on_follows_the_published_rows(world: World) -> None:
    with world.owner.transaction(Access(ActorKind.SYSTEM, MACHINE)) as tx:
        publish_rows(tx)
    kept = set(world.superuser("SELECT act, category, basis FROM act_bases"))
    purposes = dict(world.superuser("SELECT code, basis FROM purposes"))
    links = world.superuser("SELECT act, purpose FROM act_purposes")
    data = world.superuser("SELECT purpose, category FROM purpose_categories")
    bases: dict[tuple[object, object], set[object]] = {}
    for act, purpose in links:
        for of, category in data:
            if of == purpose and purposes[purpose] != "consent":
                bases.setdefault((act, category), set()).add(purposes[purpose])
    expected = {
        (act, category, "legal_duty" if "legal_duty" in found else "contract")
        for (act, category), found in bases.items()
    }
    assert kept == expected != set()


def test_every_view_runs_with_the_rights_of_who_asks_or_belongs_to_the_aggregator(
    world: World,
) -> None:
    rows = world.superuser(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('v', 'm') AND pg_get_userbyid(relowner) <> 'candor_aggregator'"
        " AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)"
    )
    assert rows == []


def test_every_sealed_column_is_bytes_and_every_gated_table_holds_one_known_category(
    world: World,
) -> None:
    rows = world.superuser(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed'"
    )
    assert rows
    assert {kind for _, _, kind in rows} == {"bytea"}
    comments = world.superuser(
        "SELECT obj_description(oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND obj_description(oid) LIKE 'personal data: %'"
    )
    named = {str(comment).removeprefix("personal data: ") for (comment,) in comments}
    assert named
    assert named <= {category.code for category in CATEGORIES}


def test_no_role_but_the_owner_owns_tables_and_app_is_plain(world: World) -> None:
    owners = world.superuser(
        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    )
    assert owners == [("candor_owner",)]
    world.database.check_role()


def test_the_program_refuses_to_run_as_owner_or_superuser(world: World) -> None:
    database = open_database(world.url, world.root)
    with pytest.raises(Forbidden, match="superuser"):
        database.check_role()
    database.dispose()


def test_the_tables_in_code_are_the_tables_in_the_database(world: World) -> None:
    for room in STORING_ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(module.name)
    engine = create_engine(world.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [
            change
            for change in compare_metadata(context, metadata)
            # Keys between rooms, indexes and defaults stand in the migrations alone.
            if isinstance(change, tuple)
            and change[0] in {"add_table", "remove_table", "add_column", "remove_column"}
            and getattr(change[1], "name", "") != "alembic_version"
        ]
        changed = [
            change
            for group in compare_metadata(context, metadata)
            if isinstance(group, list)
            for change in group
            if change[0] in {"modify_nullable", "modify_type"}
        ]
    engine.dispose()
    assert differences == []
    assert changed == []


def test_migrations_go_down_to_nothing_and_up_again(world: World) -> None:
    migrate(world.url, "base")
    engine = create_engine(world.url)
    with engine.connect() as connection:
        left = connection.execute(
            text(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                " AND relkind IN ('r', 'v', 'S') AND relname <> 'alembic_version'"
            )
        ).all()
        functions = connection.execute(
            text("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        ).all()
    engine.dispose()
    assert left == []
    assert functions == []
    migrate(world.url)
