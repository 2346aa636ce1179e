"""A small world in a real database: two lenders, people, and whatever a test adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from sqlalchemy import create_engine, text

from consent.service import publish_notices, publish_rows
from core.access import MACHINE, Access, ActorKind, Role, machine_access
from core.ids import new_id
from core.text import Text
from database.keys import RootKey, create_root_key
from database.release import migrate
from database.tenancy import PLATFORM
from database.transaction import Database, open_database

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def as_role(url: str, role: str) -> str:
    """Return the same database's address for another role."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}@{host}"))


@dataclass(frozen=True, slots=True)
class World:
    """What tests of storing rooms begin with."""

    url: str
    root: RootKey
    database: Database
    owner: Database
    lender: UUID
    other_lender: UUID
    regulator: UUID

    def machine(self, act: str, lender: UUID | None = None) -> Access:
        """The lender's machine in an act."""
        return machine_access(lender or self.lender, act)

    def staff(self, *roles: Role, lender: UUID | None = None) -> Access:
        """Somebody of the lender."""
        return Access(ActorKind.STAFF, new_id(), lender or self.lender, "", frozenset(roles))

    def person(self, person_id: UUID, act: str = "self.manage", at: UUID | None = None) -> Access:
        """A borrower, acting for themselves."""
        return Access(
            ActorKind.PERSON, person_id, at or self.lender, act, frozenset({Role.BORROWER})
        )

    def superuser(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """Run a statement as superuser, past every policy."""
        engine = create_engine(self.url)
        with engine.begin() as connection:
            result = connection.execute(text(statement), values)
            rows = [tuple(row) for row in result] if result.returns_rows else []
        engine.dispose()
        return rows

    def close(self) -> None:
        """Close the pools."""
        self.database.dispose()
        self.owner.dispose()

    def new_subject(self, person_id: UUID | None) -> UUID:
        """A subject with a key at the lender."""
        subject_id = new_id()
        with self.owner.transaction(Access(ActorKind.SYSTEM, MACHINE)) as tx:
            tx.execute(
                text("INSERT INTO subjects VALUES (:org, :id, :person, :ref, 0, now(), NULL)"),
                {"org": self.lender, "id": subject_id, "person": person_id, "ref": str(subject_id)},
            )
            tx.make_subject_key(self.lender, subject_id)
        return subject_id

    def new_person(self) -> UUID:
        """A person with a key under the platform; sign-in data are not what is tested here."""
        person_id = new_id()
        self.superuser(
            "INSERT INTO persons VALUES (:id, :index, '', '', 'zh', now())",
            id=person_id,
            index=str(person_id),
        )
        return person_id


def build_world(url: str, folder: Path) -> World:
    """Migrate the database and found two lenders and a regulator."""
    migrate(url)
    root = create_root_key(folder / "root.pem")
    ids = {name: new_id() for name in ("lender", "other", "regulator")}
    owner = open_database(url, root)  # superuser: past the policies, as the release step is
    founded = (
        (PLATFORM, "platform", None, "平台", "Platform"),
        (ids["lender"], "lender", "consumer_finance", "甲消费金融", "Lender A"),
        (ids["other"], "lender", "microloan", "乙小贷", "Lender B"),
        (ids["regulator"], "regulator", None, "某监管局", "Regulator"),
    )
    with owner.transaction(Access(ActorKind.SYSTEM, MACHINE)) as tx:
        publish_rows(tx)
        for organisation_id, kind, lender_type, zh, en in founded:
            tx.execute(
                text(
                    "INSERT INTO organisations (id, kind, name_zh, name_en, jurisdiction,"
                    " lender_type, territory, created_at)"
                    " VALUES (:id, :kind, :zh, :en, 'cn', :type, '{CN-31}', now())"
                    " ON CONFLICT DO NOTHING"
                ),
                {"id": organisation_id, "kind": kind, "type": lender_type, "zh": zh, "en": en},
            )
            tx.execute(
                text("DELETE FROM organisation_keys WHERE organisation_id = :id"),
                {"id": organisation_id},
            )
            tx.make_organisation_key(organisation_id)
            if kind == "lender":
                publish_notices(tx, organisation_id, Text(zh, en), AT)
    database = open_database(as_role(url, "candor_app"), root)
    return World(url, root, database, owner, ids["lender"], ids["other"], ids["regulator"])
