"""The demonstration's lively database, and the real application over it."""

from __future__ import annotations

import html
import io
import random
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.serving import make_server

from consent import store as consent_store
from contracts.auditing import run_audit
from core.access import Access, ActorKind, Role, machine_access
from core.settings import Settings, read_settings
from database.keys import open_root_key
from database.owner import open_owner_database
from database.transaction import Database, open_database
from evidence.desk import open_desk
from evidence.sequencer import sequence_all
from identity.demonstration import HARBOUR
from identity.provisioning import find_account
from identity.rules import DEMONSTRATION_DOMAIN
from scoring.model import CreditBand
from tests.database_world import as_role
from tests.underwriting.world import report_in
from underwriting import service
from underwriting.model import Channel
from underwriting.rules import Engines
from underwriting.submission import submit
from webapp import limits
from webapp.app import create_app
from webapp.commands.release import release
from webapp.demo.invented import invent
from webapp.demo.seed import settle, submission_of
from webapp.demo.shelves import SHELVES
from webapp.pages import lender_contracts
from webapp.services import Services
from workers.engines import build_engines
from workers.model import WorkId

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Town:
    """The demonstration: lenders, people, applications, and who reads them."""

    settings: Settings
    owner: Database
    database: Database
    services: Services
    app: Flask
    url: str

    def rows(self, statement: str, **values: object) -> list[tuple]:
        """Run a statement past every policy."""
        engine = create_engine(self.url)
        with engine.begin() as connection:
            result = connection.execute(text(statement), values)
            found = [tuple(row) for row in result] if result.returns_rows else []
        engine.dispose()
        return found


@pytest.fixture(scope="session")
def town(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    name = f"candor_town_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = server.url.set(database=name).render_as_string(hide_password=False)
    settings = read_settings(
        {"CANDOR_DEMO": "1", "REDIS_URL": redis_url, "CANDOR_DATA": str(folder)}
    )
    release(url, settings)
    root = open_root_key(settings.root_key_file)
    owner, database = (
        open_owner_database(url, root),
        open_database(as_role(url, "candor_app"), root),
    )
    engines = build_engines(settings)
    settle(owner, database, lambda: engines, settings, AT)
    _enough_of_each(owner, database, engines)
    sequence_all(database, open_desk(settings), lambda: AT)
    services = Services(settings, database, b"a key for the form tokens of tests", engines)
    yield Town(settings, owner, database, services, create_app(services), url)
    owner.dispose()
    database.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


def _enough_of_each(owner: Database, database: Database, engines: Engines) -> None:
    """Let borrowers apply again, for every outcome: tests decide and withdraw, in any order."""
    dice = random.Random(7)
    row = next(one for one in SHELVES if one.code == "HB-BUY-6")
    with database.transaction(machine_access(HARBOUR, "application.submit")) as tx:
        notices = consent_store.current_notices(tx, (HARBOUR,))
    agreed = tuple((one.purpose, one.sha256) for one in notices if one.purpose == "bureau.query")
    bands = (CreditBand.STRONG, CreditBand.FAIR, CreditBand.WEAK)
    # Borrowers whom this lender does not know yet, so that one withdrawal touches one case.
    for number, band in zip((5, 6, 7, 10, 11, 12), bands * 2, strict=True):
        person = find_account(owner, f"borrower{number:02d}@{DEMONSTRATION_DOMAIN}")
        assert person is not None
        access = Access(ActorKind.PERSON, person, HARBOUR, "", frozenset({Role.BORROWER}))
        who = replace(invent(dice), credit_report=report_in(band))
        wish = submission_of(row, who, agreed, Channel.PAGE)
        application = submit(database, access, HARBOUR, wish, AT)
        service.decide(database, engines, HARBOUR, application.reference, AT)


@pytest.fixture(scope="module")
def address(town: Town) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, town.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _a_worker_hears_at_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what a page rings for at once, by the verb that the job calls."""

    def heard(_queue: object, _work: object, waiting: WorkId) -> bool:
        access = machine_access(waiting.organisation_id, "")
        run_audit(town.database, access, waiting.reference, datetime.now(UTC))
        return True

    monkeypatch.setattr(lender_contracts, "ring", heard)


@pytest.fixture
def enter(town: Town) -> Callable[[str], FlaskClient]:
    """Sign somebody of the demonstration in; each with cookies of their own."""
    limits.install(town.app)
    limits.LIMITER._storage_dead = False
    limits.LIMITER.reset()

    def signed_in(who: str, language: str = "zh") -> FlaskClient:
        client = town.app.test_client()
        client.get(f"/?lang={language}")
        answer = send(client, "/sign-in/as", "/sign-in", person=who)
        assert answer.status_code == 303, answer.text
        return client

    return signed_in


@pytest.fixture
def officer(enter) -> FlaskClient:
    """Decides at Harbour."""
    return enter("chen-min")


@pytest.fixture
def compliance(enter) -> FlaskClient:
    """Looks after contracts at Harbour."""
    return enter("zhao-lei")


def token_on(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def send(client: FlaskClient, path: str, form: str, **fields):
    """Send a form with the token of a page that shows one."""
    page = client.get(form).text
    return client.post(
        path,
        data={"csrf_token": token_on(page), **fields},
        content_type="multipart/form-data",
    )


def references(client: FlaskClient, state: str = "") -> list[str]:
    """The references on the list, page after page."""
    found: list[str] = []
    path = f"/decisions?state={state}"
    while path:
        page = client.get(path).text
        found += re.findall(r'href="/decisions/(A-[0-9A-Z]{16})"', page)
        older = re.search(r'href="([^"]+)" rel="next"', page)
        path = html.unescape(older[1]) if older else ""
    return found


def hand_in_text(client: FlaskClient, words: str) -> str:
    """Hand a text in to be checked; return the address of its check."""
    file = (io.BytesIO(words.encode()), "合同.txt")
    return send(client, "/contracts", "/contracts", contract=[file]).headers["Location"]
