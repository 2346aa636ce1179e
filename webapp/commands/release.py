"""`candor release`: the step before a new version serves: roles, then migrations."""

from __future__ import annotations

import argparse
import fcntl
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from core.errors import ServiceMissing
from core.settings import Settings, read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the revision to go to."""
    parser.add_argument("--revision", default="head", help="an Alembic revision; default: head")


def run(arguments: argparse.Namespace) -> int:
    """Bring the database named by DATABASE_OWNER_URL to the revision.

    Raises:
        ServiceMissing: no owner's address is given.
    """
    from database.release import migrate

    settings = read_settings()
    if not settings.database_owner_url:
        raise ServiceMissing("DATABASE_OWNER_URL names no database to release to")
    if arguments.revision == "head":
        release(settings.database_owner_url, settings)
    else:
        migrate(settings.database_owner_url, arguments.revision)
    sys.stderr.write(f"the database is at revision {arguments.revision}\n")
    return 0


@contextmanager
def releasing(data_dir: Path) -> Generator[None]:
    """Hold back those who wait for a release on this machine; the kernel lets go, come what may."""
    with _lock(data_dir).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def await_release(data_dir: Path) -> None:
    """Return once nobody on this machine is releasing."""
    if _lock(data_dir).exists():
        with _lock(data_dir).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)


def _lock(data_dir: Path) -> Path:
    return data_dir / "run" / "release.lock"


def release(owner_url: str, settings: Settings) -> None:
    """Bring a database to its newest form: tables, platform, purposes and acts."""
    from consent.service import publish_rows
    from core.dates import now
    from database.keys import create_root_key
    from database.owner import open_owner_database
    from database.release import migrate
    from identity.colleagues import keep_missing_names
    from identity.provisioning import ensure_platform
    from identity.rights import PROVISIONING

    migrate(owner_url)
    owner = open_owner_database(owner_url, create_root_key(settings.root_key_file))
    try:
        ensure_platform(owner, now())
        with owner.transaction(PROVISIONING) as tx:
            publish_rows(tx)
        keep_missing_names(owner)
    finally:
        owner.dispose()
