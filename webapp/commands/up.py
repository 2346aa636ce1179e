"""`candor up`: the whole product on one machine, with its own PostgreSQL and Valkey."""

from __future__ import annotations

import argparse
import fcntl
import http.client
import socket
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from core.errors import InvalidInput
from core.settings import Settings, own_environment, read_settings
from database.embedded import EmbeddedEngines, run_dir_of
from webapp.commands.errands import Errands
from webapp.commands.release import releasing
from webapp.commands.supervisor import Process, Supervisor

_HOST = "127.0.0.1"
_CLI = (sys.executable, "-m", "webapp.commands.main")
_INSIDE = ("DATABASE_URL", "DATABASE_FOLLOWER_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the table of processes.

    Args:
        name: how the process is called.
        module: what it runs; without the module the row is left out.
        command: program and arguments; {port}, {threads}, {data} and {run} are
            filled in.
        role: the database role it works under on the embedded server.
        serves: answers people; the others start once pages answer, so that these have the cores.
        after: seconds it leaves the cores to the others, once pages answer.
        outside: belongs to somebody else, and is told neither the database's nor the queue's
            address.
    """

    name: str
    module: str
    command: tuple[str, ...]
    role: str = "candor_app"
    serves: bool = False
    after: float = 0.0
    outside: bool = False


PARTS: tuple[Part, ...] = (
    Part(
        "velocity",
        "webapp.commands.velocity",
        (
            *(*_CLI, "velocity", "--socket", "{run}/velocity.sock"),
            *("--data", "{data}/velocity"),
        ),
        serves=True,
    ),
    Part(
        "web",
        "webapp.app",
        (
            *(sys.executable, "-m", "gunicorn", "webapp.app:create_wsgi()"),
            *("--config", "python:webapp.server", "--workers", "2", "--threads", "{threads}"),
            *("--bind", f"{_HOST}:{{port}}", "--timeout", "60", "--worker-tmp-dir", "{data}/run"),
        ),
        serves=True,
    ),
    Part("sequencer", "webapp.commands.sequencer", (*_CLI, "sequencer"), role="candor_follower"),
    Part("follower", "webapp.commands.follower", (*_CLI, "follower"), role="candor_follower"),
    Part("worker", "webapp.commands.worker", (*_CLI, "worker"), after=16.0),
    Part("deliverer", "webapp.commands.worker", (*_CLI, "worker", "--recipients"), after=8.0),
    Part("cron", "webapp.commands.cron", (*_CLI, "cron"), role="candor_follower", after=18.0),
)

# Demonstration only, run to its end once the database is released, while the pages load.
AHEAD = Part("demo", "webapp.commands.demo", (*_CLI, "demo", "--found"))
# The same, behind everything else: dozens of people open accounts, and each applies.
BEHIND = Part("demo", "webapp.commands.demo", (*_CLI, "demo"))

# Demonstration only: those who get data from the invented lenders, as a process outside of them.
OUTSIDE: tuple[Part, ...] = (
    Part(
        "recipients",
        "webapp.commands.recipient_simulator",
        (*_CLI, "recipient-simulator", "{data}/demo/recipients.json"),
        after=6.0,
        outside=True,
    ),
)
# Demonstration only, once the house is ready: a gentle stream of applicants, so that boards move.
STREAM: tuple[Part, ...] = (
    Part(
        "simulate",
        "webapp.commands.simulate",
        (*_CLI, "simulate", "--at-least", "240", "--rate", "0.5", "--seconds", "0"),
    ),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the port, the data folder and whether to show the demonstration."""
    parser.add_argument("--port", type=int, default=8000, help="on this machine only; 0: any")
    parser.add_argument("--data", type=Path, metavar="DIR", help="data folder; default: .candor")
    parser.add_argument("--no-demo", action="store_true", help="start without demonstration data")
    parser.add_argument("--no-stream", action="store_true", help="nobody applies by themselves")


def run(arguments: argparse.Namespace) -> int:
    """Start the servers, release, start the processes; return once all have stopped.

    Raises:
        InvalidInput: only one of DATABASE_URL and REDIS_URL is given, or the port is taken.
    """
    port = _free_port(arguments.port)
    given = own_environment()
    environment = {"CANDOR_PUBLIC_URL": f"http://localhost:{port}", **given}
    if arguments.data:
        environment["CANDOR_DATA"] = str(arguments.data.absolute())
    environment["CANDOR_DEMO"] = "0" if arguments.no_demo else "1"
    if not arguments.no_demo:  # the invented recipients live on this machine
        environment["CANDOR_LOOPBACK_RECIPIENTS"] = "1"
    settings = read_settings(environment)
    environment["CANDOR_DATA"] = str(settings.data_dir)
    stream = (*OUTSIDE, *(() if arguments.no_stream else STREAM)) if settings.demo else ()
    if bool(settings.database_url) != bool(settings.redis_url):
        raise InvalidInput("DATABASE_URL and REDIS_URL together, or neither", "one of them")
    if settings.database_url:
        engines = Engines(settings.database_owner_url, environment, {})
        return _run_on(engines, settings, port, stream)
    return _run_embedded(environment, settings, port, stream)


@dataclass(frozen=True, slots=True)
class Engines:
    """The servers a run works on.

    Args:
        owner_url: the database for the release step; empty when someone else releases.
        environment: what every process finds in its environment.
        role_urls: the database's address for a role that signs in under its own name.
        start: starts the servers that are our own.
        tend: starts again those of them that ended; returns their names.
    """

    owner_url: str
    environment: Mapping[str, str]
    role_urls: Mapping[str, str]
    start: Callable[[], object] = lambda: None
    tend: Callable[[], tuple[str, ...]] = tuple

    def preparation(self, part: Part, **values: str) -> Process:
        """Return what to run before the house opens; it alone is told the owner's address."""
        process = self.process(part, **values)
        owner = {"DATABASE_OWNER_URL": self.owner_url}
        return replace(process, environment={**process.environment, **owner})

    def process(self, part: Part, **values: str) -> Process:
        """Return what to run for one row of the table."""
        own = {"PYTHONUNBUFFERED": "1"}
        if part.outside:
            own |= dict.fromkeys(_INSIDE, "")
        elif part.role in self.role_urls:
            own["DATABASE_URL"] = self.role_urls[part.role]
        command = tuple(word.format(**values) for word in part.command)
        return Process(part.name, command, {**self.environment, **own}, part.after)


def _run_embedded(
    environment: Mapping[str, str], settings: Settings, port: int, stream: tuple[Part, ...]
) -> int:
    servers = EmbeddedEngines(settings.data_dir)
    urls = servers.claim()
    engines = Engines(
        urls.superuser_url,
        {
            **environment,
            "DATABASE_URL": urls.app_url,
            "DATABASE_FOLLOWER_URL": urls.for_role("candor_follower"),
            "REDIS_URL": urls.redis_url,
        },
        {part.role: urls.for_role(part.role) for part in (*PARTS, AHEAD, *STREAM)},
        servers.start,
        servers.tend,
    )
    _say(f"starting PostgreSQL and Valkey in {settings.data_dir}")
    try:
        return _run_on(engines, settings, port, stream)
    finally:
        servers.stop()


def _run_on(engines: Engines, settings: Settings, port: int, stream: tuple[Part, ...]) -> int:
    data_dir, run_dir = settings.data_dir, run_dir_of(settings.data_dir)
    log_dir = data_dir / "log"
    for folder in (data_dir, log_dir, data_dir / "run", run_dir):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    values = {"port": str(port), "threads": str(settings.threads)}
    values |= {"data": str(data_dir), "run": str(run_dir)}
    with _alone(data_dir), ExitStack() as until_released:
        # The pages load their code while the servers start and the database is brought up.
        until_released.enter_context(releasing(data_dir))
        ahead = [engines.preparation(AHEAD, **values)] if settings.demo else []
        behind = [engines.preparation(BEHIND, **values)] if settings.demo else []
        parts = [part for part in (*PARTS, *stream) if find_spec(part.module)]
        first = [engines.process(part, **values) for part in parts if part.serves]
        later = [engines.process(part, **values) for part in parts if not part.serves]
        supervisor = Supervisor(first, log_dir, later, engines.tend)

        def prepare() -> None:
            engines.start()
            _release(engines, settings)
            until_released.close()

        with Errands(ahead, behind) as errands:
            supervisor.run(
                lambda: errands.are_ahead() and _is_healthy(port),
                lambda: _announce(settings.public_url),
                prepare,
            )
    return 0


@contextmanager
def _alone(data_dir: Path) -> Generator[None]:
    """Keep a second house off a data folder while the first works on it.

    Raises:
        InvalidInput: another one does.
    """
    with (data_dir / "up.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            found = f"{data_dir}, on which another works"
            raise InvalidInput("a data folder of its own", found, "--data") from None
        yield


def _release(engines: Engines, settings: Settings) -> None:
    from webapp.commands.release import release

    if engines.owner_url:
        _say("bringing the database to its newest form")
        release(engines.owner_url, settings)


def _free_port(port: int) -> int:
    """Return the port, or a free one for 0.

    Raises:
        InvalidInput: it is taken, or no port.
    """
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except (OSError, OverflowError):
            found = f"{port}, which is taken" if 0 <= port < 1 << 16 else str(port)
            raise InvalidInput("a free port", found, "--port") from None
        return int(probe.getsockname()[1])


def _is_healthy(port: int) -> bool:
    with closing(http.client.HTTPConnection(_HOST, port, timeout=2)) as connection:
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False


def _announce(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    _say("ready; Ctrl-C stops everything")


def _say(text: str) -> None:
    sys.stderr.write(f"candor: {text}\n")
    sys.stderr.flush()
