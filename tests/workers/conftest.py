"""A lender, a queue of this worker's own, and programs that run beside the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from tests.database_world import World, as_role, build_world
from workers.queue import open_queue


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def world(postgres_url: str, folder: Path) -> Iterator[World]:
    built = build_world(postgres_url, folder)
    yield built
    built.close()


@pytest.fixture
def queue(redis_url: str) -> Iterator[Redis]:
    """An empty queue."""
    server = open_queue(redis_url)
    server.flushdb()
    yield server
    server.flushdb()
    server.close()


@pytest.fixture(scope="module")
def environment(postgres_url: str, redis_url: str, world: World, folder: Path) -> dict[str, str]:
    """What programs of this house find in their environment."""
    return {
        **os.environ,
        "DATABASE_URL": as_role(postgres_url, "candor_app"),
        "DATABASE_FOLLOWER_URL": as_role(postgres_url, "candor_follower"),
        "REDIS_URL": redis_url,
        "CANDOR_DATA": str(folder),
        "CANDOR_ROOT_KEY_FILE": str(folder / "root.pem"),
        "PYTHONUNBUFFERED": "1",
    }


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(environment: dict[str, str], folder: Path) -> Iterator[Start]:
    """Start a command of the house; it is ended with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def go(*arguments: str) -> subprocess.Popen[bytes]:
        with (folder / f"{arguments[0]}.log").open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", "webapp.commands.main", *arguments],
                env=environment,
                stdout=log,
                stderr=log,
            )
        running.append(child)
        return child

    yield go
    for child in running:
        child.terminate()
    for child in running:
        child.wait(30)
    for log in folder.glob("*.log"):  # shown where a test fails
        print(log.read_text())
        log.unlink()
