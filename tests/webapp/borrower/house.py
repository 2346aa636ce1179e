"""A seeded demonstration behind the real application, and visitors who use it as browsers do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import create_engine, text
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from consent.service import publish_rows
from core.access import MACHINE, Access, ActorKind, Role
from core.settings import Settings, read_settings
from database.keys import create_root_key, open_root_key
from database.owner import open_owner_database
from database.release import migrate
from database.transaction import Database, open_database
from evidence.desk import known_keys, open_desk
from evidence.keys import VerifierKey
from evidence.sequencer import sequence
from identity.provisioning import create_person
from identity.registration import Registration
from identity.sign_in import sign_in
from reporting import notice_service
from scoring.velocity import Velocity
from tests.database_world import as_role
from tests.underwriting.world import engines
from underwriting.rules import Engines
from webapp.app import create_app
from webapp.demo import seed as demonstration
from webapp.services import Services
from workers.followers import FOLLOWERS, follow

PASSWORD = "a long enough word for tests"


@dataclass(frozen=True, slots=True)
class Demo:
    """The demonstration of these tests."""

    url: str
    owner: Database
    database: Database
    engines: Engines
    settings: Settings
    app: Flask

    def new_person(self, name: str = "周小满") -> tuple[UUID, str]:
        """Somebody who has just registered; return whom and the token of their session."""
        sign_in_name = f"{uuid4().hex}@people.example"
        at = datetime.now(UTC)
        person = create_person(self.owner, Registration(name, sign_in_name, PASSWORD), at)
        return person, sign_in(self.database, sign_in_name, PASSWORD, at).token

    def visitor(self, name: str = "周小满") -> Visitor:
        """Somebody new, signed in."""
        person, token = self.new_person(name)
        return self._signed_in(person, token)

    def enter_as(self, key: str) -> Visitor:
        """Somebody of the demonstration."""
        from identity.demonstration import DEMO_PEOPLE
        from identity.sign_in import enter_as

        wanted = next(one for one in DEMO_PEOPLE if one.key == key)
        opened = enter_as(self.database, wanted.sign_in, datetime.now(UTC))
        return self._signed_in(opened.signed_in.person_id, opened.token)

    def _signed_in(self, person: UUID, token: str) -> Visitor:
        client = self.app.test_client()
        client.set_cookie("candor_session", token)
        # Everybody lives at an address of their own (RFC 2544), or they would look like one.
        client.environ_base["REMOTE_ADDR"] = f"198.18.{person.int % 251}.{person.int % 239 + 1}"
        access = Access(ActorKind.PERSON, person, None, "self.manage", frozenset({Role.BORROWER}))
        return Visitor(client, access, token)

    def superuser(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """Run a statement past every policy."""
        engine = create_engine(self.url)
        with engine.begin() as connection:
            result = connection.execute(text(statement), values)
            rows = [tuple(row) for row in result] if result.returns_rows else []
        engine.dispose()
        return rows

    def seal(self, organisation_id: UUID) -> tuple[VerifierKey, ...]:
        """Let the sequencer number what waits in one log; return the keys that verify it."""
        desk = open_desk(self.settings)
        sequence(self.database, desk, organisation_id, datetime.now(UTC))
        return known_keys(self.settings)

    def tell(self, organisation_id: UUID) -> None:
        """Let the sequencer number what waits, and the follower write the notices it calls for."""
        self.seal(organisation_id)
        root = open_root_key(self.settings.root_key_file)
        database = open_database(as_role(self.url, "candor_follower"), root, pool_size=1)
        writer = next(row for row in FOLLOWERS if row.name == notice_service.FOLLOWER)
        while follow(database, writer)[0]:
            pass
        database.dispose()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a browser that has no script."""

    client: FlaskClient
    access: Access
    token: str

    def get(self, path: str, language: str = "en") -> TestResponse:
        """Open a page, following where it leads."""
        mark = "&" if "?" in path else "?"
        return self.client.get(f"{path}{mark}lang={language}", follow_redirects=True)

    def send(
        self,
        page: TestResponse,
        action: str,
        *,
        follow: bool = True,
        number: int = 0,
        **fields: str,
    ) -> TestResponse:
        """Fill one of a page's forms and send it, with everything it holds already."""
        tree = html.fromstring(page.get_data(as_text=True))
        form = [one for one in tree.forms if one.action == action][number]
        data = dict(form.form_values())
        data.update({name.replace("__", "."): value for name, value in fields.items()})
        return self.client.post(action, data=data, follow_redirects=follow)


def build_demo(postgres_url: str, redis_url: str, folder: Path) -> Iterator[Demo]:
    """Migrate a database of one's own and set the demonstration up in it, with few people."""
    name = f"candor_borrower_{uuid4().hex}"
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = server.url.set(database=name).render_as_string(hide_password=False)
    migrate(url)
    settings = read_settings(
        {"CANDOR_DEMO": "1", "CANDOR_DATA": str(folder), "REDIS_URL": redis_url}
    )
    root = create_root_key(settings.root_key_file)
    owner = open_owner_database(url, root)
    database = open_database(as_role(url, "candor_app"), root)
    with owner.transaction(Access(ActorKind.SYSTEM, MACHINE)) as tx:
        publish_rows(tx)
    decide_with = engines(Velocity())
    # For this seeding only: other tests of the same process set up the whole demonstration.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demonstration, "BORROWERS", 6)
        demonstration.settle(owner, database, lambda: decide_with, settings, datetime.now(UTC))
    key = b"only for tests, never for people"
    app = create_app(Services(settings, database, key, decide_with))
    yield Demo(url, owner, database, decide_with, settings, app)
    owner.dispose()
    database.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application on a free port of this machine; gives the address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
