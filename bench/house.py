"""Starts the real product, and the peer, each with its own data in a folder that goes away."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import road_peer
from bench.shape import ROOT
from core.errors import ServiceMissing
from core.settings import own_environment
from database.embedded import EmbeddedEngines
from webapp.demo.seed import settled_file

READY_SECONDS = 300.0  # on a busy machine; then the wait is given up and said so
_STOP_SECONDS = 60.0
_WORKERS, _THREADS = 2, 64  # of the product's web processes; the peer has the same
_OPERATORS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@contextmanager
def product() -> Generator[tuple[str, Path]]:
    """Run `candor up` with invented lenders and no stream; give its address and data folder.

    Raises:
        ServiceMissing: it did not come up.
    """
    with TemporaryDirectory(prefix="candor-bench-") as folder:
        data = Path(folder) / "data"
        figures = Path(folder) / "figures"
        figures.mkdir()
        environment = {**own_servers(), "PROMETHEUS_MULTIPROC_DIR": str(figures)}
        command = (sys.executable, "-m", "webapp.commands.main", "up", "--no-stream")
        with running((*command, "--port", "0", "--data", str(data)), environment) as address:
            await_settled(data)
            yield address, data


@contextmanager
def peer() -> Generator[str]:
    """Run the peer on a PostgreSQL of its own from the same wheel; give its address.

    Raises:
        ServiceMissing: it did not come up.
    """
    with TemporaryDirectory(prefix="candor-bench-") as folder, ExitStack() as stack:
        servers = EmbeddedEngines(Path(folder) / "data")
        url = servers.start().superuser_url
        stack.callback(servers.stop)
        road_peer.prepare(url)
        port = _free_port()
        command = (
            *(sys.executable, "-m", "gunicorn", f"bench.road_peer:create_wsgi({url!r})"),
            *("--worker-class", "gthread", "--workers", str(_WORKERS), "--threads", str(_THREADS)),
            *("--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning"),
        )
        process = subprocess.Popen(command, cwd=ROOT)
        stack.callback(_stop, process)
        address = f"http://127.0.0.1:{port}"
        _wait_for(port, process)
        yield address


@contextmanager
def running(
    command: tuple[str, ...], environment: Mapping[str, str], cwd: Path = ROOT
) -> Generator[str]:
    """Run `up`, wait for the address it prints, and stop it at the end.

    Raises:
        ServiceMissing: it ended, or took too long.
    """
    with TemporaryDirectory(prefix="candor-bench-") as folder:
        log = Path(folder) / "said.log"
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, cwd=cwd, env=dict(environment), stdout=subprocess.PIPE, stderr=said
            )
        try:
            yield _address(process, log)
        finally:
            _stop(process)


def own_servers() -> dict[str, str]:
    """Return this environment without what would lead to the operator's own servers."""
    return {
        name: value
        for name, value in own_environment().items()
        if name not in _OPERATORS and not name.startswith("CANDOR_")
    }


def await_settled(data: Path) -> None:
    """Wait until every invented borrower has applied, which goes on behind a house that is ready.

    Raises:
        ServiceMissing: it takes too long.
    """
    until = time.monotonic() + READY_SECONDS
    while not settled_file(data).exists():
        if time.monotonic() > until:
            raise ServiceMissing("the invented borrowers did not all apply")
        time.sleep(0.1)


def tokens(data: Path) -> dict[str, str]:
    """Return the API key of each invented lender, by the lender's id."""
    return json.loads((data / "demo" / "api_keys.json").read_text(encoding="utf-8"))


def within(address: str, route: str) -> dict[float, float]:
    """Return how many answers of a route took at most so many seconds, as the servers count."""
    host = address.removeprefix("http://")
    with closing(http.client.HTTPConnection(host, timeout=10)) as connection:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    bucket = re.compile(
        r'candor_http_request_seconds_bucket\{le="([^"]+)",method="POST",route="'
        + re.escape(route)
        + r'"\} (\S+)'
    )
    return {float(limit): float(count) for limit, count in bucket.findall(text)}


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the first line on standard output.

    Raises:
        ServiceMissing: none came in time.
    """
    output = process.stdout
    if output is None:
        raise ServiceMissing("the product has no standard output")
    os.set_blocking(output.fileno(), False)
    line, until = b"", time.monotonic() + READY_SECONDS
    while not line.endswith(b"\n") and process.poll() is None and time.monotonic() < until:
        line += output.read() or b""
        time.sleep(0.02)
    if not line.endswith(b"\n"):
        last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-1:]
        raise ServiceMissing(f"the product did not come up: {' '.join(last)}")
    return line.decode().strip()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens.

    Raises:
        ServiceMissing: nobody does.
    """
    until = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < until:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise ServiceMissing("the peer did not come up")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
