"""A lender, a regulator's platform and two borrowers in a real PostgreSQL, for these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from core.access import Access, ActorKind, Role, machine_access
from core.ids import new_id, new_reference
from database.keys import RootKey, create_root_key
from database.release import migrate
from database.tenancy import PLATFORM
from database.transaction import Database, open_database
from evidence.desk import Desk

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Lender:
    """A fresh organisation with an officer and the two people it lends to."""

    id: UUID
    officer: Access
    person: Access
    subject: UUID
    other_subject: UUID

    @property
    def system(self) -> Access:
        return machine_access(self.id, "")


@pytest.fixture(scope="session")
def root_key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "root.pem"


@pytest.fixture(scope="session")
def root_key(root_key_file: Path) -> RootKey:
    return create_root_key(root_key_file)


@pytest.fixture(scope="session")
def owner_url(postgres_url: str) -> Iterator[str]:
    """A database of this room's own: its sequencers sign every log they find."""
    url = make_url(postgres_url)
    name = f"{url.database}_evidence"
    cluster = create_engine(url, isolation_level="AUTOCOMMIT")
    with cluster.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    own = url.set(database=name).render_as_string(hide_password=False)
    migrate(own)
    yield own
    with cluster.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    cluster.dispose()


@pytest.fixture(scope="session")
def app_url(owner_url: str) -> str:
    url = make_url(owner_url).set(username="candor_app")
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def database(app_url: str, root_key: RootKey) -> Iterator[Database]:
    found = open_database(app_url, root_key)
    found.check_role()
    yield found
    found.dispose()


@pytest.fixture
def as_owner(owner_url: str) -> Callable[..., None]:
    """Do to the rows what only someone with the whole database in hand could."""

    def execute(*statements: str, **parameters: object) -> None:
        engine = create_engine(owner_url)
        with engine.begin() as connection:
            connection.execute(text("SET session_replication_role = replica"))  # no triggers
            for statement in statements:
                connection.execute(text(statement), parameters)
        engine.dispose()

    return execute


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(bytes(range(32)), tmp_path / "evidence", "candor.example")


@pytest.fixture
def lender(database: Database, owner_url: str, root_key: RootKey) -> Lender:
    """Each test has a lender of its own, so tests do not meet."""
    organisation, person = new_id(), new_id()
    engine = create_engine(owner_url)
    with engine.begin() as connection:
        for row in (
            {"id": PLATFORM, "kind": "platform", "type": None},
            {"id": organisation, "kind": "lender", "type": "bank"},
        ):
            connection.execute(
                text(
                    "INSERT INTO organisations VALUES (:id, :kind, '测试', 'Test', 'cn', :type,"
                    " '{}', now()) ON CONFLICT DO NOTHING"
                ),
                row,
            )
            connection.execute(
                text(
                    "INSERT INTO organisation_keys SELECT :id, 1, :wrapped, now() WHERE NOT EXISTS"
                    " (SELECT 1 FROM organisation_keys WHERE organisation_id = :id)"
                ),
                {"id": row["id"], "wrapped": root_key.wrap(new_id().bytes * 2)},
            )
        connection.execute(
            text("INSERT INTO persons VALUES (:id, :index, '', '', 'zh', now())"),
            {"id": person, "index": str(person)},
        )
    engine.dispose()
    officer = Access(ActorKind.STAFF, new_id(), organisation, roles=frozenset({Role.OFFICER}))
    subjects = (new_id(), new_id())
    with database.transaction(officer) as tx:
        for subject, owner in zip(subjects, (person, None), strict=True):
            tx.execute(
                text("INSERT INTO subjects VALUES (:org, :id, :person, :ref, 0, now())"),
                {"org": organisation, "id": subject, "person": owner, "ref": new_reference("S")},
            )
            tx.make_subject_key(organisation, subject)
    borrower = Access(ActorKind.PERSON, person, roles=frozenset({Role.BORROWER}))
    return Lender(organisation, officer, borrower, *subjects)
