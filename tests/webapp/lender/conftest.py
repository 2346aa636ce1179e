"""The demonstration's lively database, and the real application over it."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from core.access import Access, ActorKind, Role
from core.settings import Settings, read_settings
from database.keys import open_root_key
from database.owner import open_owner_database
from database.transaction import Database, open_database
from evidence.checkpoint import Origin
from identity.demonstration import DEMO_PEOPLE
from tests.database_world import as_role
from webapp import limits
from webapp.app import create_app
from webapp.commands.release import release
from webapp.demo.seed import seed
from webapp.services import Services
from workers.engines import build_engines

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
    settings = read_settings({"CANDOR_DEMO": "1", "REDIS_URL": redis_url, "CANDOR_DATA": str(folder)})
    release(url, settings)
    root = open_root_key(settings.root_key_file)
    owner, database = open_owner_database(url, root), open_database(as_role(url, "candor_app"), root)
    engines = build_engines(settings)
    seed(owner, database, engines, settings, AT)
    services = Services(settings, database, b"a key for the form tokens of tests", engines)
    yield Town(settings, owner, database, services, create_app(services), url)
    owner.dispose()
    database.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
