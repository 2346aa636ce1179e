"""Setting up the demonstration: interrupted anywhere, the next start finishes it."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from core.access import Access, machine_access
from core.settings import Settings, read_settings
from database.keys import create_root_key
from database.owner import open_owner_database
from database.transaction import Database, Transaction, open_database
from identity.api_keys import access_of_token
from identity.demonstration import DEMO_ORGANISATIONS, DEMO_PEOPLE, HARBOUR
from identity.model import OrganisationKind
from identity.sign_in import sign_in
from scoring.velocity import Velocity
from tests.database_world import as_role
from tests.underwriting.world import engines
from webapp.commands.release import release
from webapp.demo import seed as demonstration
from webapp.demo.api_keys import keys_file
from webapp.demo.forms import text_of
from webapp.demo.outside import read_plan
from webapp.demo.recipients import ROWS, plan_file
from webapp.demo.seed import settle
from webapp.demo.shelves import SHELVES

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BORROWERS = 6
VERSIONS = sum(1 + bool(row.form_before) for row in SHELVES)


class MachineStopped(BaseException):
    """The machine went down: nothing catches this."""


class Mortal:
    """A database whose machine goes down after so many transactions, both roles counted."""

    def __init__(self, left: list[int], database: Database) -> None:
        self._left, self._database = left, database

    @contextmanager
    def transaction(self, access: Access) -> Generator[Transaction]:
        if not self._left[0]:
            raise MachineStopped
        self._left[0] -= 1
        with self._database.transaction(access) as tx:
            yield tx


@pytest.fixture
def installation(
    postgres_url: str, tmp_path: Path
) -> Iterator[tuple[str, Database, Database, Settings]]:
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    name = f"candor_demo_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = server.url.set(database=name).render_as_string(hide_password=False)
    settings = read_settings({"CANDOR_DEMO": "1", "CANDOR_DATA": str(tmp_path)})
    release(url, settings)
    root = create_root_key(settings.root_key_file)
    owner, database = (
        open_owner_database(url, root),
        open_database(as_role(url, "candor_app"), root),
    )
    yield url, owner, database, settings
    owner.dispose()
    database.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


def counted(url: str, statement: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return rows


def test_a_start_interrupted_at_any_step_is_finished_by_the_next(
    installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demonstration, "BORROWERS", BORROWERS)
    url, owner, database, settings = installation
    decide_with = engines(Velocity())
    # Each start lives a little longer than the one before, so it dies at every step there is.
    for life in count(1):
        left = [life]
        mortals = cast("list[Database]", [Mortal(left, one) for one in (owner, database)])
        try:
            accounts = settle(*mortals, lambda: decide_with, settings, AT)
        except MachineStopped:
            continue
        break
    assert life > len(DEMO_PEOPLE) + 4 * BORROWERS

    assert len(accounts) == BORROWERS - 2
    for account in accounts:
        assert sign_in(database, account.sign_in, account.password, AT).signed_in.entry
    assert counted(url, "SELECT count(*) FROM persons") == [(len(DEMO_PEOPLE) + len(accounts),)]
    for table in ("products", "offers"):
        assert counted(url, f"SELECT count(*) FROM {table}") == [(len(SHELVES),)]
    assert counted(url, "SELECT count(*) FROM form_versions") == [(VERSIONS,)]
    # The findings, too, were signed to the end, each once.
    assert counted(
        url, "SELECT state, count(*) FROM form_findings WHERE state <> 'open' GROUP BY 1 ORDER BY 1"
    ) == [("accepted", 1), ("mended", 1), ("not_so", 1)]
    # The keys of those who are told are those the plan signs with, whichever start made them.
    lenders = sum(one.kind is OrganisationKind.LENDER for one in DEMO_ORGANISATIONS)
    simulated = {one.key_id: one for one in read_plan(plan_file(settings)).recipients}
    told = counted(
        url, "SELECT key_id, public_key, endpoint FROM consent_recipients WHERE until IS NULL"
    )
    assert len(simulated) == len(told) == lenders * len(ROWS)
    for key_id, public_key, endpoint in told:
        assert simulated[key_id].key.public == public_key
        assert urlsplit(endpoint).path == simulated[key_id].path
    assert counted(
        url, "SELECT agreed, count(*) FROM form_finding_moves GROUP BY 1 ORDER BY 1"
    ) == [(True, 3), (None, 1)]
    assert counted(url, "SELECT count(*) FROM product_loans") == [(6,)]
    applications = counted(
        url,
        "SELECT s.person_id, count(*) FROM applications a JOIN subjects s ON s.id = a.subject_id"
        " GROUP BY 1",
    )
    assert [number for _, number in applications] == [1] * BORROWERS
    assert counted(url, "SELECT count(*) FROM applications WHERE state = 'waiting'") == [(0,)]

    lenders = {str(one.id) for one in DEMO_ORGANISATIONS if one.kind is OrganisationKind.LENDER}
    tokens = json.loads(keys_file(settings).read_text())
    assert set(tokens) == lenders
    assert {str(access_of_token(database, one).organisation) for one in tokens.values()} == lenders
    assert counted(url, "SELECT count(*) FROM api_keys WHERE ended_at IS NULL") == [(len(lenders),)]


def test_a_second_start_changes_nothing(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstration, "BORROWERS", 3)
    url, owner, database, settings = installation
    decide_with = engines(Velocity())
    [account] = settle(owner, database, lambda: decide_with, settings, AT)
    kept = keys_file(settings).read_bytes()
    assert keys_file(settings).stat().st_mode & 0o777 == 0o600
    before = counted(url, "SELECT count(*) FROM evidence_entries")
    assert settle(owner, database, lambda: decide_with, settings, AT) == ()
    assert keys_file(settings).read_bytes() == kept
    assert counted(url, "SELECT count(*) FROM evidence_entries") == before
    assert sign_in(database, account.sign_in, account.password, AT).signed_in.entry


def test_a_form_of_an_earlier_release_is_published_anew(
    installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demonstration, "BORROWERS", 2)
    url, owner, database, settings = installation
    decide_with = engines(Velocity())
    settle(owner, database, lambda: decide_with, settings, AT)
    with owner.transaction(machine_access(HARBOUR, "")) as tx:
        tx.execute(text("UPDATE form_versions SET body = '' WHERE template = 'zh/fee_withheld'"))
    settle(owner, database, lambda: decide_with, settings, AT)
    [(version, digest)] = counted(
        url,
        "SELECT f.version, f.body_sha256 FROM offers o JOIN form_versions f"
        " ON f.id = o.form_version_id WHERE o.code = 'HB-12'",
    )
    assert (version, digest) == (2, sha256(text_of("zh/fee_withheld").encode()).hexdigest())


def test_the_digest_of_a_form_is_that_of_its_text(
    installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demonstration, "BORROWERS", 2)
    url, owner, database, settings = installation
    settle(owner, database, lambda: engines(Velocity()), settings, AT)
    rows = counted(url, "SELECT template, body, body_sha256 FROM form_versions")
    assert len(rows) == VERSIONS
    for name, body, digest in rows:
        assert body == text_of(name)
        assert digest == sha256(body.encode()).hexdigest()
