"""A house with a platform, two lenders and a regulator, in a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, text

from core.access import Role
from core.text import Text
from database.keys import RootKey, create_root_key
from database.owner import open_owner_database
from database.release import migrate
from database.transaction import Database, open_database
from identity.model import Organisation, OrganisationKind
from identity.provisioning import (
    NewOrganisation,
    add_member,
    create_person,
    ensure_organisation,
    ensure_platform,
)
from identity.registration import Registration
from tests.database_world import as_role
from tests.identity.words import PASSWORD


@dataclass(frozen=True, slots=True)
class House:
    """What the tests of identity work with."""

    url: str
    root: RootKey
    owner: Database
    database: Database
    lender: Organisation
    other_lender: Organisation
    regulator: Organisation

    def new_staff(self, role: Role, organisation: Organisation | None = None) -> tuple[UUID, str]:
        """Somebody of the lender (or another), without an authenticator; return whom and name."""
        name = f"{uuid4().hex}@lender.example"
        at = datetime.now(UTC)
        person_id = create_person(self.owner, Registration("张三", name, PASSWORD), at)
        add_member(self.owner, (organisation or self.lender).id, person_id, role, at)
        return person_id, name

    def superuser(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """Run a statement past every policy."""
        engine = create_engine(self.url)
        with engine.begin() as connection:
            result = connection.execute(text(statement), values)
            rows = [tuple(row) for row in result] if result.returns_rows else []
        engine.dispose()
        return rows


@pytest.fixture(scope="session")
def house(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A migrated database with its organisations, apart from the other rooms' tests."""
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    name = f"candor_identity_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = server.url.set(database=name).render_as_string(hide_password=False)
    migrate(url)
    root = create_root_key(tmp_path_factory.mktemp("keys") / "root.pem")
    owner = open_owner_database(url, root)
    database = open_database(as_role(url, "candor_app"), root)
    at = datetime.now(UTC)
    ensure_platform(owner, at)
    lender, other = (
        ensure_organisation(
            owner,
            NewOrganisation(OrganisationKind.LENDER, wording, "cn", "consumer_finance"),
            at,
        )
        for wording in (Text("甲消费金融", "Lender A"), Text("乙消费金融", "Lender B"))
    )
    regulator = ensure_organisation(
        owner,
        NewOrganisation(
            OrganisationKind.REGULATOR, Text("监管局", "Regulator"), "cn", territory=("CN-31",)
        ),
        at,
    )
    yield House(url, root, owner, database, lender, other, regulator)
    owner.dispose()
    database.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
