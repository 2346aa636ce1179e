"""A database of this room's own: followers take every log they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from database.transaction import Database, open_database
from evidence.desk import Desk
from tests.consent.delivery.ledger import seal_and_follow
from tests.database_world import World, as_role, build_world


@pytest.fixture(scope="module")
def own_url(postgres_url: str) -> Iterator[str]:
    url = make_url(postgres_url)
    name = f"{url.database}_deliveries"
    cluster = create_engine(url, isolation_level="AUTOCOMMIT")
    with cluster.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with cluster.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    cluster.dispose()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def world(own_url: str, folder: Path) -> Iterator[World]:
    built = build_world(own_url, folder)
    yield built
    built.close()


@pytest.fixture(scope="module")
def follower(world: World) -> Iterator[Database]:
    database = open_database(as_role(world.url, "candor_follower"), world.root)
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def follow(world: World, follower: Database, folder: Path) -> Callable[[], None]:
    """Number what is recorded, and write what is to be told."""
    desk = Desk(bytes(range(32)), folder / "evidence", "candor.example")
    return lambda: seal_and_follow(world, follower, desk)
