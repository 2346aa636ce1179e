"""`candor release`: the step before a new version serves: roles, then migrations."""

from __future__ import annotations

import argparse
import sys

from core.errors import ServiceMissing
from core.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the revision to go to."""
    parser.add_argument("--revision", default="head", help="an Alembic revision; default: head")


def run(arguments: argparse.Namespace) -> int:
    """Bring the database named by DATABASE_OWNER_URL to the revision.

    Raises:
        ServiceMissing: no owner's address is given.
    """
    from core.dates import now
    from database.keys import create_root_key
    from database.release import migrate
    from identity.provisioning import release_platform

    settings = read_settings()
    if not settings.database_owner_url:
        raise ServiceMissing("DATABASE_OWNER_URL names no database to release to")
    migrate(settings.database_owner_url, arguments.revision)
    if arguments.revision == "head":
        root = create_root_key(settings.root_key_file)
        release_platform(settings.database_owner_url, root, now())
    sys.stderr.write(f"the database is at revision {arguments.revision}\n")
    return 0
