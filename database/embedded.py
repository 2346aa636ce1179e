"""The two servers of the house on one machine: started in order, waited for, stopped in reverse.

PostgreSQL and Valkey listen on Unix sockets in a folder that only their user may enter. They
belong to one process, their owner: when it ends, however it ends, they stop. A second process
that starts them on the same folder meanwhile joins the ones that run.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import ServiceMissing
from database import embedded_postgres, embedded_valkey
from database.process import Footing, Identity, Mark, Server, choose_identity, read_record, run_as

_SOCKET_PATH_MAX = 107  # bytes; Linux, sun_path
_START_SECONDS = 60.0  # replaying a long log after a crash takes a while
_STOP_SECONDS = 45.0
_POLL_SECONDS = 0.01
# What every client can carry in an address and every server in its list of clients.
_PLAIN_PATH = re.compile(r"[\w./+@~-]+")
# One of these lies in a data folder of ours, also in one that was only prepared.
_OURS = ("engines.lock", "keys", "log", "postgres", "run", "watchlists")


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the two servers are reached; no address carries a password.

    Args:
        superuser_url: PostgreSQL as its superuser, for the release step only.
        owner_url: PostgreSQL as the role that owns the tables.
        app_url: PostgreSQL as the role every request works under.
        redis_url: Valkey, database 0.
        run_dir: the folder of the sockets.
    """

    superuser_url: str
    owner_url: str
    app_url: str
    redis_url: str
    run_dir: Path

    def for_role(self, role: str) -> str:
        """Return PostgreSQL's address for another role, such as "candor_follower"."""
        return embedded_postgres.url(self.run_dir, role)


class EmbeddedEngines:
    """PostgreSQL and Valkey with their data in one folder.

    Args:
        data_dir: made when missing, mode 0700.
        settings: PostgreSQL settings beside the house's own.
        owner: the process whose end stops the servers; this one when left out.
    """

    def __init__(
        self,
        data_dir: Path,
        settings: Mapping[str, str] | None = None,
        owner: int | None = None,
    ) -> None:
        self._data_dir = data_dir.absolute()
        self._settings = dict(settings or {})
        self._owner = Mark.of(owner or os.getpid())
        self._run_dir = run_dir_of(self._data_dir)
        self._started: list[str] = []

    def claim(self) -> Urls:
        """Make the data folder ours, and return where both servers will answer once started.

        Raises:
            ServiceMissing: the folder holds other things or belongs to someone else.
        """
        _refuse_foreign(self._data_dir)
        _private_folder(self._data_dir)
        return Urls(
            superuser_url=embedded_postgres.url(self._run_dir, embedded_postgres.SUPERUSER),
            owner_url=embedded_postgres.url(self._run_dir, "candor_owner"),
            app_url=embedded_postgres.url(self._run_dir, "candor_app"),
            redis_url=embedded_valkey.url(self._run_dir),
            run_dir=self._run_dir,
        )

    def start(self) -> Urls:
        """Start what does not run yet, and return the addresses once both answer.

        Raises:
            ServiceMissing: a server did not come up; the text says which and where its log is.
        """
        program = embedded_postgres.programs() / "postgres"
        urls = self.claim()
        with _locked(self._data_dir / "engines.lock"):
            identity = choose_identity(program)
            self._prepare_folders(identity)
            self._start_postgres(identity)
            self._start_valkey(identity)
        return urls

    def tend(self) -> tuple[str, ...]:
        """Start again what this object started and has ended since; return its names.

        Raises:
            ServiceMissing: it does not come up again.
        """
        ended = tuple(name for name in self._started if not self._runs(name))
        if ended:
            self._started = [name for name in self._started if name not in ended]
            self.start()
        return ended

    def stop(self) -> None:
        """Stop what this object started, the last one first; what it only joined runs on."""
        while self._started:
            watcher = read_record(self._run_dir, self._started.pop()).get("watcher")
            if watcher is not None:
                watcher.end(signal.SIGTERM, _STOP_SECONDS)

    def _prepare_folders(self, identity: Identity) -> None:
        """Make the folders, each for those who need it only.

        Raises:
            ServiceMissing: the user the servers run as cannot reach them.
        """
        _private_folder(self._run_dir)
        _private_folder(self._data_dir / "log")
        _private_folder(self._data_dir / embedded_valkey.NAME)
        if identity.footing is not Footing.USER:
            return
        # The system user may pass through the data folder, and owns only what is its own.
        shutil.chown(self._data_dir, group=identity.gid)
        self._data_dir.chmod(0o710)
        for folder in (self._run_dir, self._data_dir / embedded_valkey.NAME):
            shutil.chown(folder, identity.uid, identity.gid)
            if run_as(identity, ["/bin/ls", str(folder)]).returncode != 0:
                raise ServiceMissing(
                    f"the servers' user {identity.names[-1]} cannot reach {folder}; choose a data "
                    "folder outside root's own, such as /var/lib/candor (CANDOR_DATA, --data)"
                )

    def _start_postgres(self, identity: Identity) -> None:
        name = embedded_postgres.NAME
        if not self._runs(name):
            self._clear(name, embedded_postgres.left_over(self._data_dir))
            embedded_postgres.prepare(self._data_dir, identity)
            self._watch(
                embedded_postgres.server(self._data_dir, self._run_dir, identity, self._settings)
            )
        self._wait(name, lambda: embedded_postgres.answers(self._data_dir, self._run_dir))

    def _start_valkey(self, identity: Identity) -> None:
        name = embedded_valkey.NAME
        if not self._runs(name):
            self._clear(name, None)
            self._watch(embedded_valkey.server(self._data_dir, self._run_dir, identity))
        self._wait(name, lambda: embedded_valkey.answers(self._run_dir))

    def _runs(self, name: str) -> bool:
        """Say whether the server runs for an owner who lives."""
        marks = read_record(self._run_dir, name)
        return bool(marks) and all(mark.lives() for mark in marks.values())

    def _clear(self, name: str, left_over: Mark | None) -> None:
        """End what an owner who is gone left behind.

        Raises:
            ServiceMissing: it does not end.
        """
        marks = read_record(self._run_dir, name)
        rest = [marks.get("watcher"), marks.get("server"), left_over]
        for mark in rest:
            if mark is None or mark.end(signal.SIGTERM, _STOP_SECONDS):
                continue
            if not mark.end(signal.SIGKILL, _STOP_SECONDS):
                raise ServiceMissing(f"a left-over {name} (process {mark.pid}) does not end")

    def _watch(self, server: Server) -> None:
        server.watch(self._owner)
        self._started.append(server.name)

    def _wait(self, name: str, answers: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not answers():
            if not self._runs(name) or time.monotonic() > deadline:
                self.stop()
                log = self._data_dir / "log" / f"{name}.log"
                raise ServiceMissing(f"{name} did not come up; its log is {log}")
            time.sleep(_POLL_SECONDS)


def run_dir_of(data_dir: Path) -> Path:
    """Return the folder of the sockets: inside the data folder where its path is short and plain.

    A space or a sign that means something in an address would be read as such on the way.
    """
    inside = data_dir / "run"
    length = len(os.fsencode(inside / embedded_postgres.socket_name()))
    if length <= _SOCKET_PATH_MAX and _PLAIN_PATH.fullmatch(str(inside)):
        return inside
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    own = Path(f"/run/user/{os.geteuid()}")
    parent = own if own.is_dir() else Path(tempfile.gettempdir())
    return parent / f"candor-{os.geteuid()}-{digest}"


def _refuse_foreign(folder: Path) -> None:
    """Leave a folder alone that holds other things, since ours is closed to everyone else.

    Raises:
        ServiceMissing: nothing in it is ours.
    """
    if not folder.is_dir() or any((folder / name).exists() for name in _OURS):
        return
    if any(folder.iterdir()):
        raise ServiceMissing(
            f"{folder} holds other things; choose an empty data folder (CANDOR_DATA, --data)"
        )


def _private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, or check that it is one.

    Raises:
        ServiceMissing: it belongs to someone else, or is a link.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ServiceMissing(f"cannot make the folder {folder}: {error.strerror}") from None
    status = folder.lstat()
    if folder.is_symlink() or (os.geteuid() != 0 and status.st_uid != os.geteuid()):
        raise ServiceMissing(f"{folder} belongs to someone else")
    folder.chmod(0o700)


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Let one process at a time start servers on a data folder."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
