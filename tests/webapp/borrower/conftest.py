"""The demonstration behind the borrower's pages, once a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.webapp.borrower.house import Demo, build_demo


@pytest.fixture(scope="session")
def demo(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    yield from build_demo(postgres_url, redis_url, tmp_path_factory.mktemp("demo"))
