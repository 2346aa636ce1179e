"""A lender, a queue of this worker's own, and programs that run beside the test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from core.settings import read_settings
from database.transaction import Database, open_database
from tests.database_world import World, as_role, build_world
from workers.queue import open_queue
from workers.worker import build_worker


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def own_url(postgres_url: str) -> Iterator[str]:
    """A database of this module's own: what sweeps and follows takes every lender it finds."""
    url = make_url(postgres_url)
    name = f"{url.database}_workers"
    cluster = create_engine(url, isolation_level="AUTOCOMMIT")
    with cluster.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with cluster.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    cluster.dispose()


@pytest.fixture(scope="module")
def world(own_url: str, folder: Path) -> Iterator[World]:
    built = build_world(own_url, folder)
    yield built
    built.close()


@pytest.fixture(scope="module")
def follower(world: World) -> Iterator[Database]:
    """The same database as the follower role."""
    database = open_database(as_role(world.url, "candor_follower"), world.root)
    yield database
    database.dispose()


@pytest.fixture
def queue(redis_url: str) -> Iterator[Redis]:
    """An empty queue."""
    server = open_queue(redis_url)
    server.flushdb()
    yield server
    server.flushdb()
    server.close()


@pytest.fixture(scope="module")
def environment(own_url: str, redis_url: str, world: World, folder: Path) -> dict[str, str]:
    """What programs of this house find in their environment."""
    return {
        **os.environ,
        "DATABASE_URL": as_role(own_url, "candor_app"),
        "DATABASE_FOLLOWER_URL": as_role(own_url, "candor_follower"),
        "REDIS_URL": redis_url,
        "CANDOR_DATA": str(folder),
        "CANDOR_ROOT_KEY_FILE": str(folder / "root.pem"),
        "CANDOR_LOOPBACK_RECIPIENTS": "1",
        "PYTHONUNBUFFERED": "1",
    }


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def start(environment: dict[str, str], folder: Path) -> Iterator[Start]:
    """Start a command of the house; it is ended with the module."""
    running: list[subprocess.Popen[bytes]] = []
    logs = folder / "log"
    logs.mkdir()

    def go(*arguments: str) -> subprocess.Popen[bytes]:
        with (logs / f"{len(running)}-{arguments[0]}").open("ab") as log:
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
    for log in logs.iterdir():  # shown where a test fails
        print(log.name, log.read_text())


@pytest.fixture
def work_off(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """Do what waits, each job in a child of this process, and come back."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def go() -> None:
        worker = build_worker(read_settings())
        worker.work(burst=True, logging_level="WARNING")
        worker.connection.close()

    yield go
    for number, handler in before.items():
        signal.signal(number, handler)
