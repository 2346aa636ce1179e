"""Run one server, and stop it when the process it belongs to is gone.

A program of its own, started by file name with the standard library only: it imports nothing
of the project, so it starts in a few hundredths of a second and stays small. It watches its
owner by the kernel's handle of that process, not by being its child: an owner that is killed
without a chance to say so is noticed all the same. Should the watcher itself be killed, the
kernel sends the server its stop signal.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import select
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_GRACE_SECONDS = 20.0
_LOCK_SECONDS = 25.0
_TICK_SECONDS = 0.1


class Stopped(Exception):
    """The watcher was asked to stop its server."""


def main() -> int:
    """Carry out the order given as JSON in the first argument."""
    order = json.loads(sys.argv[1])
    if order.get("become"):
        end_with_parent(order["stop_signal"])
        os.execv(order["command"][0], order["command"])
    if order.get("once"):
        take_identity(order["identity"])
        os.execv(order["command"][0], order["command"])
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        answer = os.read(reading, 4096).decode()
        if answer != "started":
            sys.stderr.write(answer or "its watcher ended")
            return 1
        return 0
    os.close(reading)
    os.setsid()
    os.umask(0o077)
    try:
        server = begin(order)
    except OSError as error:
        os.write(writing, str(error).encode())
        return 1
    os.write(writing, b"started")
    os.close(writing)
    watch(server, order)
    return 0


def begin(order: dict[str, Any]) -> int:
    """Take the lock, start the server and note who runs; return the server's number."""
    lock = os.open(order["lock"], os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    take_lock(lock)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    watcher = os.getpid()
    server = os.fork()
    if server == 0:
        run_server(order, watcher)
    record = Path(order["record"])
    marks = {"watcher": mark(watcher), "server": mark(server), "owner": order["owner"]}
    fresh = record.with_suffix(".new")
    fresh.write_text(json.dumps(marks))
    fresh.replace(record)
    return server


def take_lock(lock: int) -> None:
    """Wait for the lock that the watcher of an earlier server may still hold.

    Raises:
        OSError: it was not freed in time.
    """
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise OSError("an earlier one does not end") from None
            time.sleep(_TICK_SECONDS)
        else:
            return


def run_server(order: dict[str, Any], watcher: int) -> None:
    """Become the server; never returns."""
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        take_identity(order["identity"])
        end_with_parent(order["stop_signal"])
        if os.getppid() == watcher:
            os.execv(order["command"][0], order["command"])
    except OSError as error:
        os.write(2, f"{error}\n".encode())
    finally:
        os._exit(127)


def end_with_parent(stop_signal: int) -> None:
    """Have the kernel send this process a signal when the one that started it ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, stop_signal, 0, 0, 0)


def take_identity(identity: dict[str, Any]) -> None:
    """Become who the server is to be.

    Raises:
        OSError: the system does not let us.
    """
    if identity["footing"] == "user":
        os.setgroups([])
        os.setgid(identity["gid"])
        os.setuid(identity["uid"])
    if identity["footing"] != "namespace":
        return
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are forbidden here")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{identity['uid']} {outer_uid} 1")
    Path("/proc/self/gid_map").write_text(f"{identity['gid']} {outer_gid} 1")


def watch(server: int, order: dict[str, Any]) -> None:
    """Wait until the server ends, the owner is gone or someone asks; then clear up."""
    owner = order["owner"]
    handle = _handle(owner["pid"])
    try:
        while not _ended(server) and mark(owner["pid"]) == owner:
            if handle is None:
                time.sleep(_TICK_SECONDS)
            else:  # a readable handle means that its process has ended
                select.select([handle], [], [], 5 * _TICK_SECONDS)
                if select.select([handle], [], [], 0)[0]:
                    break
    except Stopped:
        pass
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for number in (order["stop_signal"], signal.SIGQUIT, signal.SIGKILL):
        if _end(server, number):
            break
    Path(order["record"]).unlink(missing_ok=True)


def mark(pid: int) -> dict[str, Any]:
    """Return a process's number and when it began; an empty beginning once it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return {"pid": pid, "began": ""}
    return {"pid": pid, "began": "" if fields[0] in "ZX" else fields[19]}


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _handle(pid: int) -> int | None:
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None


_gone: set[int] = set()


def _ended(server: int) -> bool:
    try:
        if server not in _gone and os.waitpid(server, os.WNOHANG)[0] == server:
            _gone.add(server)
    except ChildProcessError:
        _gone.add(server)
    return server in _gone


def _end(server: int, number: int) -> bool:
    deadline = time.monotonic() + _GRACE_SECONDS
    while not _ended(server):
        if time.monotonic() > deadline:
            return False
        if number:
            os.kill(server, number)
            number = 0
        time.sleep(_TICK_SECONDS / 5)
    return True


if __name__ == "__main__":
    sys.exit(main())
