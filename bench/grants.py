"""A lender with borrowers, their data behind the gate, and grants by the million."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self
from uuid import UUID

import psycopg
from sqlalchemy import text

from consent import service, store
from consent.model import Method, Said
from consent.purposes import PURPOSES
from core.access import Access, ActorKind, Role
from core.dates import now
from core.ids import new_id
from core.text import Text
from database.embedded import EmbeddedEngines
from database.keys import create_root_key
from database.owner import open_owner_database
from database.release import migrate
from database.transaction import open_database
from identity.model import OrganisationKind
from identity.provisioning import NewOrganisation, ensure_organisation, ensure_platform
from identity.rights import provisioning

READ_ACT = "model.train"  # rests on consent alone, and covers the finances
PURPOSE = "model.train"
PEOPLE = 10_000
OPTIONAL = tuple(purpose.code for purpose in PURPOSES if purpose.optional)[:8]
# Invented rows put in without the keys between them being looked up one by one.
_APPLICATIONS = """
SET session_replication_role = replica;
INSERT INTO subjects (organisation_id, id, reference, created_at)
    SELECT %(org)s, md5('s' || n)::uuid, 'bench-' || n, now() FROM generate_series(1, %(people)s) n;
INSERT INTO applications
    SELECT %(org)s, md5('a' || n)::uuid, md5('s' || n)::uuid, 'bench-' || n, %(org)s, 100, 'CNY',
        12, 'api', 'waiting', NULL, 1, now(), NULL FROM generate_series(1, %(people)s) n;
INSERT INTO applicant_finances
    SELECT %(org)s, md5('a' || n)::uuid, md5('s' || n)::uuid, repeat('x', 160)::bytea
    FROM generate_series(1, %(people)s) n;
CREATE TABLE bench_tenancy (LIKE applicant_finances INCLUDING ALL);
INSERT INTO bench_tenancy SELECT * FROM applicant_finances;
ALTER TABLE bench_tenancy ENABLE ROW LEVEL SECURITY;
ALTER TABLE bench_tenancy FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON bench_tenancy TO candor_app
    USING (organisation_id = (SELECT candor_organisation()));
GRANT SELECT ON bench_tenancy TO candor_app;
"""
_GRANTS = """
INSERT INTO grants (organisation_id, id, subject_id, purpose, notice_id, notice_sha256, categories,
    recipient, method, language, granted_at, valid_from, valid_until, data_life_days,
    look_back_days, separate)
SELECT %(org)s, md5('g' || n)::uuid, md5('s' || n)::uuid, %(purpose)s, %(org)s, '', '{{finances}}',
    '', 'page', 'zh', now(), now(), now() + interval '1 year', 730, {look_back}, true
FROM generate_series(%(first)s, %(last)s) n
"""


class Grants:
    """A PostgreSQL of its own with one lender, borrowers, and as many grants as asked for."""

    def __enter__(self) -> Self:
        """Start PostgreSQL in a folder that goes away, and release the schema into it."""
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="candor-bench-")))
        servers = EmbeddedEngines(folder / "data")
        urls = servers.start()
        self._stack.callback(servers.stop)
        self.app_url, self._superuser = urls.app_url, urls.superuser_url
        migrate(urls.superuser_url)
        root = create_root_key(folder / "root.pem")
        self._owner = open_owner_database(urls.superuser_url, root)
        self._stack.callback(self._owner.dispose)
        self.database = open_database(urls.app_url, root)
        self._stack.callback(self.database.dispose)
        at = now()
        ensure_platform(self._owner, at)
        wanted = NewOrganisation(
            OrganisationKind.LENDER,
            Text("某公司", "A lender"),
            "cn",
            "consumer_finance",
            ("CN-31",),
        )
        self.lender = ensure_organisation(self._owner, wanted, at).id
        with self._owner.transaction(provisioning(self.lender)) as tx:
            service.publish_rows(tx)
            service.publish_notices(tx, self.lender, wanted.name, at)
        self.fill(_APPLICATIONS, people=PEOPLE)
        self._made = 0
        return self

    def __exit__(self, *_: object) -> None:
        """Stop PostgreSQL."""
        self._stack.close()

    def grow_to(self, count: int) -> None:
        """Put in further grants, one a subject, until there are so many."""
        # The purpose's own look-back, so that the gate does all of its work.
        purpose = next(one for one in PURPOSES if one.code == PURPOSE)
        body = "SET session_replication_role = replica;" + _GRANTS.format(
            look_back=purpose.look_back_days or "NULL"
        )
        self.fill(body, first=self._made + 1, last=count, purpose=PURPOSE)
        self._made = count
        with psycopg.connect(self._superuser, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")

    def fill(self, body: str, **values: object) -> None:
        """Run statements as superuser, past every policy; `org` is the lender."""
        with psycopg.connect(self._superuser) as connection:
            client = psycopg.ClientCursor(connection)
            client.execute(body, {"org": self.lender, **values})

    def reader(self) -> psycopg.Connection:
        """Return a connection of the app role, bound for good as a transaction binds for once."""
        connection = psycopg.connect(self.app_url, autocommit=True)
        for name, value in (("organisation", str(self.lender)), ("act", READ_ACT)):
            connection.execute("SELECT set_config(%s, %s, false)", (f"candor.{name}", value))
        return connection

    def person(self) -> tuple[UUID, Access, UUID]:
        """A person with a key and an application; return the subject, their access, the latter."""
        person_id, subject_id, application_id = new_id(), new_id(), new_id()
        with self._owner.transaction(provisioning(self.lender)) as tx:
            tx.execute(
                text("INSERT INTO persons VALUES (:id, :id, '', '', 'zh', now())"),
                {"id": person_id},
            )
            tx.execute(
                text("INSERT INTO subjects VALUES (:org, :id, :person, :id, 0, now(), NULL)"),
                {"org": self.lender, "id": subject_id, "person": person_id},
            )
            tx.make_subject_key(self.lender, subject_id)
        self.fill(
            "SET session_replication_role = replica;"
            "INSERT INTO applications VALUES (%(org)s, %(app)s, %(subject)s, %(app)s, %(org)s, 100,"
            " 'CNY', 12, 'api', 'waiting', NULL, 1, now(), NULL);"
            "INSERT INTO applicant_finances VALUES (%(org)s, %(app)s, %(subject)s, 'x')",
            app=application_id,
            subject=subject_id,
        )
        roles = frozenset({Role.BORROWER})
        access = Access(ActorKind.PERSON, person_id, self.lender, "self.manage", roles)
        return subject_id, access, application_id

    def give(self, subject_id: UUID, access: Access, codes: tuple[str, ...]) -> None:
        """Let a person say yes to each of these."""
        with self.database.transaction(access) as tx:
            told = {one.purpose: one.sha256 for one in store.current_notices(tx, (self.lender,))}
            for code in codes:
                said = Said(Method.PAGE, "zh", now())
                service.give(tx, self.lender, subject_id, ((code, told[code]),), said)
