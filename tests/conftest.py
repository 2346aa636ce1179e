"""Real servers for every test that asks for one, once a run; and no way out of this machine.

`postgres_url` is the superuser's address of an empty database of the worker's own, `redis_url`
a numbered database of its own. Both come from the embedded servers, started when the first test
asks and shared by all workers, unless CANDOR_TEST_POSTGRES_URL or CANDOR_TEST_REDIS_URL name
others. A test that uses one of them is marked `database` by itself.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import settings

from database import embedded_postgres, embedded_valkey
from database.embedded import EmbeddedEngines, Urls, run_dir_of
from database.process import read_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A property holds or does not, however busy the machine is.
settings.register_profile("candor", deadline=None)
settings.load_profile("candor")

# The tests' own servers may forget on power loss, never when a process is killed.
FAST = {"fsync": "off", "full_page_writes": "off", "max_connections": "300"}
SERVERS = pytest.StashKey[dict[str, Any]]()
LOCAL_NAMES = {"", "localhost", "localhost.localdomain", "ip6-localhost"}


def pytest_configure(config: pytest.Config) -> None:
    """Agree on one folder for the whole run; with xdist the controller chooses it."""
    handed = getattr(config, "workerinput", {}).get("candor_servers")
    if handed is None:
        folder = tempfile.mkdtemp(prefix="candor-test-")
        handed = {"folder": folder, "owner": os.getpid()}
    config.stash[SERVERS] = handed
    sys.addaudithook(_stay_here)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of xdist where the servers are."""
    node.workerinput["candor_servers"] = node.config.stash[SERVERS]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers and remove their folder, once all workers are done."""
    servers = config.stash.get(SERVERS, None)
    if servers is None or servers["owner"] != os.getpid():
        return
    folder = Path(servers["folder"])
    run_dir = run_dir_of(folder / "data")
    for name in (embedded_valkey.NAME, embedded_postgres.NAME):
        watcher = read_record(run_dir, name).get("watcher")
        if watcher is not None:
            watcher.end(signal.SIGTERM, 30)
    shutil.rmtree(run_dir, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a server, so that it can be run against others too."""
    for item in items:
        if {"postgres_url", "redis_url"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def engines(pytestconfig: pytest.Config) -> Urls:
    """The embedded servers of this run; whichever worker asks first starts them."""
    servers = pytestconfig.stash[SERVERS]
    data_dir = Path(servers["folder"]) / "data"
    return EmbeddedEngines(data_dir, settings=FAST, owner=servers["owner"]).start()


@pytest.fixture(scope="session")
def worker_number(worker_id: str) -> int:
    """0 without xdist, else 1 for gw0, 2 for gw1 and so on."""
    return 0 if worker_id == "master" else int(worker_id.removeprefix("gw")) + 1


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest, worker_number: int) -> Iterator[str]:
    """The superuser's address of an empty database that only this worker uses."""
    import psycopg

    given = os.environ.get("CANDOR_TEST_POSTGRES_URL")
    server = given or request.getfixturevalue("engines").superuser_url
    name = f"candor_test_{os.getpid()}_{worker_number}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def redis_url(request: pytest.FixtureRequest, worker_number: int) -> str:
    """The address of an empty numbered database that only this worker uses."""
    import redis

    given = os.environ.get("CANDOR_TEST_REDIS_URL")
    server = urlsplit(given or request.getfixturevalue("engines").redis_url)
    number = worker_number + 1
    own = server._replace(query=f"db={number}")
    if server.scheme != "unix":
        own = server._replace(path=f"/{number}")
    url = urlunsplit(own)
    if server.scheme == "unix":  # urlunsplit drops the empty host of an address it does not know
        url = f"unix://{server.path}?db={number}"
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this worker."""
    from tests.chromium import started

    with started() as chromium:
        yield chromium


def _stay_here(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to look up or to reach any machine but this one."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host and host not in LOCAL_NAMES and not _is_loopback(str(host)):
        raise PermissionError(f"tests talk to this machine only, not to {host}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback or host in {"0.0.0.0", "::"}
    except ValueError:
        return False
