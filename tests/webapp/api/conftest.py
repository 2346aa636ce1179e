"""One house for the tests of the API, in a database that no other module changes."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from tests.database_world import build_world
from tests.webapp.api.house import Api, House, build_house


@pytest.fixture(scope="session")
def house(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    name = f"candor_api_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = server.url.set(database=name).render_as_string(hide_password=False)
    world = build_world(url, tmp_path_factory.mktemp("keys"))
    yield build_house(world, redis_url, tmp_path_factory.mktemp("data"))
    world.close()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def api(house: House) -> Api:
    return house.client()
