"""The real application over a small world, with a supervisor, an officer and a borrower."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.serving import make_server

from core.access import Role, machine_access
from core.settings import read_settings
from core.text import Text
from database.keys import create_root_key
from database.owner import open_owner_database
from database.release import migrate
from database.transaction import Database, open_database
from identity.model import Entry, Factor, Organisation, OrganisationKind, SignedIn
from identity.provisioning import (
    NewOrganisation,
    add_member,
    create_person,
    ensure_organisation,
    ensure_platform,
)
from identity.registration import Registration
from identity.rights import own_access
from identity.sessions import keep_session
from reporting import store
from reporting.rollups import increments
from tests.database_world import as_role
from webapp.app import create_app
from webapp.services import Services

PASSWORD = "correct horse battery staple 7"


@dataclass(frozen=True, slots=True)
class Market:
    """A lender whose figures move, and who looks at them."""

    app: Flask
    database: Database
    lender: Organisation
    tokens: dict[Role, str]

    def client(self, role: Role | None, app: Flask | None = None) -> FlaskClient:
        """A browser of somebody in a role; None is nobody."""
        client = (app or self.app).test_client()
        if role is not None:
            client.set_cookie("candor_session", self.tokens[role])
        return client

    def move(self, count: int = 10, percent: str = "23.99") -> None:
        """Commit a rollup change of so many decisions."""
        kind, payload = "application.decided@1", {"action": "approve", "apr_percent": percent}
        with self.database.transaction(machine_access(self.lender.id, "")) as tx:
            for _ in range(count):
                added = increments(kind, payload)
                store.raise_figures(tx, self.lender.id, added, datetime.now(UTC))

    def with_threads(self, threads: int) -> Flask:
        """Another process of the same house, with so many threads."""
        services = self.app.extensions["candor"]
        settings = replace(services.settings, threads=threads)
        return create_app(replace(services, settings=settings))


@pytest.fixture(scope="session")
def market(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Market]:
    folder: Path = tmp_path_factory.mktemp("market")
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    name = f"candor_market_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = server.url.set(database=name).render_as_string(hide_password=False)
    migrate(url)
    root = create_root_key(folder / "root.pem")
    owner, database = (
        open_owner_database(url, root),
        open_database(as_role(url, "candor_app"), root),
    )
    at = datetime.now(UTC)
    ensure_platform(owner, at)
    lender = ensure_organisation(
        owner,
        NewOrganisation(
            OrganisationKind.LENDER,
            Text("海港消费金融", "Harbour Finance"),
            "cn",
            "consumer_finance",
            territory=("CN-31",),
        ),
        at,
    )
    regulator = ensure_organisation(
        owner,
        NewOrganisation(
            OrganisationKind.REGULATOR, Text("监管局", "Regulator"), "cn", territory=("CN-31",)
        ),
        at,
    )
    offices = {Role.SUPERVISOR: regulator, Role.OFFICER: lender, Role.BORROWER: None}
    tokens: dict[Role, str] = {}
    for role, office in offices.items():
        person = create_person(
            owner, Registration("张三", f"{uuid4().hex}@a.example", PASSWORD), at
        )
        if office is not None:
            add_member(owner, office.id, person, role, at)
        factors = frozenset({Factor.PASSWORD, Factor.TOTP})
        session = SignedIn(person, Entry(role, office), factors, at, at + timedelta(hours=1))
        with database.transaction(own_access(person)) as tx:
            tokens[role] = keep_session(tx, session).token
    settings = read_settings({"CANDOR_DATA": str(folder), "CANDOR_THREADS": "16"})
    app = create_app(Services(settings, database, b"a key for the form tokens of tests"))
    yield Market(app, database, lender, tokens)
    owner.dispose()
    database.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="module")
def address(market: Market) -> Iterator[str]:
    """The same application, served on a free port."""
    server = make_server("127.0.0.1", 0, market.app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
