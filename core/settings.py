"""Settings, read from the environment once, at an entrance of the program."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment decides.

    Args:
        database_url: PostgreSQL as the app role; empty means the embedded server.
        database_owner_url: PostgreSQL as the owner, for the release step only.
        redis_url: the Redis-protocol server; empty means the embedded one.
        data_dir: where the embedded servers, keys and logs live; mode 0700.
        root_key_file: the key that wraps the organisations' keys, outside the database.
        demo: demonstration data, with sign-ins that anyone may use; never in production.
        public_url: how the outside reaches us, for links and cookies.
        threads: request threads in one web process.
        follower_url: PostgreSQL as the follower role, for sequencer, followers and schedules;
            DATABASE_URL when left out, which must then name that role.
        proxies: how many proxies stand in front, each trusted to name who asked and how.
        loopback_recipients: whether recipients of data may be told on this machine, over plain
            HTTP; for the demonstration and for tests.
    """

    database_url: str
    database_owner_url: str
    redis_url: str
    data_dir: Path
    root_key_file: Path
    demo: bool
    public_url: str
    threads: int
    follower_url: str = ""
    proxies: int = 0
    loopback_recipients: bool = False


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; `environ` replaces the process's own environment in tests.

    Raises:
        InvalidInput: a value does not fit.
    """
    source = os.environ if environ is None else environ
    data_dir = Path(source.get("CANDOR_DATA", ".candor")).absolute()
    threads = source.get("CANDOR_THREADS", "64")
    if not threads.isdecimal() or int(threads) < 4:
        raise InvalidInput("a whole number from 4", threads, "CANDOR_THREADS")
    proxies = source.get("CANDOR_PROXIES", "0")
    if proxies not in {"0", "1", "2", "3"}:
        raise InvalidInput("a whole number from 0 to 3", proxies[:20], "CANDOR_PROXIES")
    return Settings(
        database_url=source.get("DATABASE_URL", ""),
        database_owner_url=source.get("DATABASE_OWNER_URL", ""),
        redis_url=source.get("REDIS_URL", ""),
        data_dir=data_dir,
        root_key_file=Path(source.get("CANDOR_ROOT_KEY_FILE", data_dir / "keys" / "root.pem")),
        demo=source.get("CANDOR_DEMO", "") == "1",
        public_url=source.get("CANDOR_PUBLIC_URL", "http://localhost:8000"),
        threads=int(threads),
        follower_url=source.get("DATABASE_FOLLOWER_URL") or source.get("DATABASE_URL", ""),
        proxies=int(proxies),
        loopback_recipients=source.get("CANDOR_LOOPBACK_RECIPIENTS", "") == "1",
    )


def own_environment() -> dict[str, str]:
    """Return a copy of the process's environment, to hand on to programs it starts."""
    return dict(os.environ)


def wants_colour(environ: Mapping[str, str] | None = None) -> bool:
    """Say whether whoever sits at the terminal lets programs colour their words.

    Source:
        no-color.org: any value of NO_COLOR but the empty one says no.
    """
    source = os.environ if environ is None else environ
    return not source.get("NO_COLOR") and source.get("TERM") != "dumb"
