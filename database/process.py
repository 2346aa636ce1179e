"""Processes of other programs: as whom they run, whether they still live, how they are watched."""

from __future__ import annotations

import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from core.errors import ServiceMissing

_WATCHER = Path(__file__).with_name("watcher.py")
_SYSTEM_USER = "candor"
_NOBODY = 65534  # every unmapped user of a namespace looks like this one, so it is never ours
_POLL_SECONDS = 0.02


class Footing(StrEnum):
    """How a server process comes to run without being root."""

    SAME = "same"  # as the user who starts it
    NAMESPACE = "namespace"  # as that user, under another number and without any privilege
    USER = "user"  # as a system user of its own


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom a server runs.

    Args:
        footing: the way taken.
        uid: the user number the server sees as its own.
        gid: the group number the server sees as its own.
        names: the operating-system names under which a peer of the server may appear.
    """

    footing: Footing
    uid: int
    gid: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One process, told apart from a later one with the same number by when it began."""

    pid: int
    began: str

    @classmethod
    def of(cls, pid: int) -> Mark:
        """Mark a running process."""
        return cls(pid, _began(pid))

    def lives(self) -> bool:
        """Say whether this very process runs; one that only waits to be collected does not."""
        return self.began != "" and _began(self.pid) == self.began

    def end(self, signal_number: int, patience_seconds: float) -> bool:
        """Signal the process and wait for its end; say whether it ended in time."""
        if not self.lives():
            return True
        os.kill(self.pid, signal_number)
        deadline = time.monotonic() + patience_seconds
        while self.lives():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True


@dataclass(frozen=True, slots=True)
class Server:
    """What the watcher needs to know to run one server.

    Args:
        name: how the server is called in messages and file names.
        command: program and arguments.
        identity: as whom it runs.
        stop_signal: what asks it to end in good order.
        run_dir: where its lock and its record lie.
        log: where its output goes.
    """

    name: str
    command: tuple[str, ...]
    identity: Identity
    stop_signal: signal.Signals
    run_dir: Path
    log: Path

    def watch(self, owner: Mark) -> None:
        """Start the server under a watcher that stops it when `owner` is gone.

        Raises:
            ServiceMissing: it could not be started.
        """
        order = {
            "command": self.command,
            "identity": asdict(self.identity),
            "stop_signal": int(self.stop_signal),
            "lock": str(self.run_dir / f"{self.name}.lock"),
            "record": str(record_path(self.run_dir, self.name)),
            "log": str(self.log),
            "owner": asdict(owner),
        }
        done = _run_watcher(order)
        if done.returncode != 0:
            raise ServiceMissing(f"{self.name} could not be started: {done.stderr.strip()}")


def clean_environment() -> Mapping[str, str]:
    """Return the few variables a server gets; nothing of the caller's leaks into it."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def record_path(run_dir: Path, name: str) -> Path:
    """Return where the watcher of a server notes who runs."""
    return run_dir / f"{name}.json"


def watcher_command(order: Mapping[str, object]) -> list[str]:
    """Return the command line of a watcher with its order."""
    return [sys.executable, "-I", "-S", str(_WATCHER), json.dumps(order)]


def read_record(run_dir: Path, name: str) -> Mapping[str, Mark]:
    """Return the marks of watcher, server and owner; empty when none is noted."""
    try:
        noted = json.loads(record_path(run_dir, name).read_text())
        return {role: Mark(int(mark["pid"]), str(mark["began"])) for role, mark in noted.items()}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def run_as(
    identity: Identity, command: Sequence[str], standard_input: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end under an identity."""
    order = {"command": command, "identity": asdict(identity), "once": True}
    return _run_watcher(order, standard_input)


def choose_identity(program: Path) -> Identity:
    """Find a footing on which a program that refuses root can run.

    A user without root runs it as is. Root first tries a user namespace: the files stay
    root's, the program sees another number and holds no privilege. Where the system forbids
    namespaces, a system user is used, and made when missing.

    Raises:
        ServiceMissing: no footing works here; the text says what would.
    """
    uid, gid = os.geteuid(), os.getegid()
    name = _name_of(uid)
    if uid != 0 and name is not None:
        return Identity(Footing.SAME, uid, gid, (name,))
    inner = next(entry for entry in pwd.getpwall() if entry.pw_uid not in {0, _NOBODY, uid})
    identity = Identity(Footing.NAMESPACE, inner.pw_uid, inner.pw_gid, (inner.pw_name,))
    if _works(identity, program):
        return identity
    if uid != 0:
        raise ServiceMissing(f"user number {uid} has no name here, and namespaces are forbidden")
    entry = _system_user()
    identity = Identity(Footing.USER, entry.pw_uid, entry.pw_gid, ("root", entry.pw_name))
    if not _works(identity, program):
        raise ServiceMissing(
            f"the system user {_SYSTEM_USER} cannot reach {program}; put the checkout and the data "
            "folder where it can, such as /opt and /var/lib, or run as a user other than root"
        )
    return identity


def _works(identity: Identity, program: Path) -> bool:
    return run_as(identity, [str(program), "--version"]).returncode == 0


def _name_of(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(_SYSTEM_USER)
    except KeyError:
        pass
    making = ["/usr/sbin/useradd", "--system", "--user-group", "--no-create-home", _SYSTEM_USER]
    try:
        subprocess.run(making, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        raise ServiceMissing(
            "PostgreSQL does not run as root here: make a system user by "
            f"'useradd --system {_SYSTEM_USER}', or run as another user"
        ) from None
    return pwd.getpwnam(_SYSTEM_USER)


def _run_watcher(
    order: Mapping[str, object], standard_input: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        watcher_command(order),
        check=False,
        capture_output=True,
        input=standard_input,
        text=True,
        env=dict(clean_environment()),
        cwd="/",
    )


def _began(pid: int) -> str:
    """Return the clock tick a process began at; empty once it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
