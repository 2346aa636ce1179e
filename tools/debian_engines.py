"""Run a command against Debian's own PostgreSQL and Redis, over TCP, then stop both.

    python tools/debian_engines.py pytest -m database

Both are private: fresh data in a temporary folder, free ports on this machine only, nothing of
the system's services is touched. The command finds them by CANDOR_TEST_POSTGRES_URL (the
superuser, by SCRAM password) and CANDOR_TEST_REDIS_URL. Where Debian's packages are missing, one
line says so and the status is 0: what could not be run is not a failure.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import redis

from database.process import Identity, Mark, Server, choose_identity, read_record, run_as

# The superuser shows a password; the roles of the house, made by the tests, are let in as named.
ACCESS = "host all postgres 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
FAST = {"fsync": "off", "full_page_writes": "off", "max_connections": "300"}


def main() -> int:
    """Start both, run the command, stop both; return the command's status."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    redis_server = shutil.which("redis-server")
    if not programs or redis_server is None:
        print("left out: needs Debian's servers: apt-get install postgresql redis-server")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="candor-debian-"))
    try:
        postgres_url = start_postgres(programs[-1].parent, folder)
        redis_url = start_redis(Path(redis_server), folder)
        given = {"CANDOR_TEST_POSTGRES_URL": postgres_url, "CANDOR_TEST_REDIS_URL": redis_url}
        return subprocess.run(sys.argv[1:], env={**os.environ, **given}, check=False).returncode
    finally:
        for name in ("redis", "postgres"):
            watcher = read_record(folder, name).get("watcher")
            if watcher is not None:
                watcher.end(signal.SIGTERM, 30)
        shutil.rmtree(folder)


def start_postgres(programs: Path, folder: Path) -> str:
    """Start a fresh cluster; return its superuser's address."""
    identity = choose_identity(programs / "postgres")
    let_in(identity, folder)
    password, cluster, port = secrets.token_hex(16), folder / "cluster", free_port()
    (folder / "password").write_text(password)
    making = [str(programs / "initdb"), f"--pgdata={cluster}", "--username=postgres"]
    making += ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
    made = run_as(identity, [*making, f"--pwfile={folder / 'password'}"])
    if made.returncode != 0:
        raise SystemExit(f"initdb failed: {made.stderr.strip()}")
    (cluster / "pg_hba.conf").write_text(ACCESS)
    settings = {
        **FAST,
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    start(folder, "postgres", (str(programs / "postgres"), "-D", str(cluster), *options), identity)
    url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
    wait(lambda: psycopg.connect(url).close(), psycopg.OperationalError)
    return url


def start_redis(program: Path, folder: Path) -> str:
    """Start an empty server; return its address."""
    port, password = free_port(), secrets.token_hex(16)
    options = {
        "--bind": "127.0.0.1",
        "--port": str(port),
        "--requirepass": password,
        "--dir": str(folder),
        "--save": "",
        "--databases": "64",
    }
    command = (str(program), *(part for pair in options.items() for part in pair))
    identity = choose_identity(program)
    start(folder, "redis", command, identity)
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    wait(lambda: redis.Redis.from_url(url).ping(), redis.ConnectionError)
    return url


def let_in(identity: Identity, folder: Path) -> None:
    """Give the folder to the user the servers run as."""
    if identity.footing == "user":
        shutil.chown(folder, identity.uid, identity.gid)


def start(folder: Path, name: str, command: tuple[str, ...], identity: Identity) -> None:
    """Start a server that ends with this process."""
    log = folder / f"{name}.log"
    Server(name, command, identity, signal.SIGINT, folder, log).watch(Mark.of(os.getpid()))


def wait(attempt: Callable[[], object], refused: type[Exception]) -> None:
    """Try until it works, for half a minute."""
    deadline = time.monotonic() + 30
    while True:
        try:
            attempt()
        except refused:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
