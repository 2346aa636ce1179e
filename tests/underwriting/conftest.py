"""A lender with one offer and its engines, in a database, for every test of the road."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scoring.velocity import Velocity
from tests.database_world import World, build_world
from tests.underwriting.world import engines, put_offer
from underwriting.model import Offer
from underwriting.rules import Engines


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@pytest.fixture(scope="module")
def offer(world: World) -> Offer:
    return put_offer(world)


@pytest.fixture
def asked() -> Engines:
    return engines(Velocity())
