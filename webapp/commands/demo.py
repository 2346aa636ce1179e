"""`candor demo`: sets up the demonstration's lenders, people and first applications, once."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from core.errors import ServiceMissing
from core.settings import Settings, read_settings

if TYPE_CHECKING:
    from underwriting.rules import Engines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how much to set up; the environment says which database."""
    parser.add_argument(
        "--found", action="store_true", help="lenders, named people and keys; nobody applies yet"
    )


def run(arguments: argparse.Namespace) -> int:
    """Set up what is missing; print the borrowers' sign-ins the first time.

    Raises:
        ServiceMissing: the database's owner is not named.
    """
    from core.dates import now
    from database.keys import open_root_key
    from database.owner import open_owner_database
    from database.transaction import open_database
    from webapp.demo.seed import found, settle

    settings = read_settings()
    if not settings.database_owner_url or not settings.database_url:
        raise ServiceMissing("DATABASE_OWNER_URL and DATABASE_URL must name the database")
    root = open_root_key(settings.root_key_file)
    owner = open_owner_database(settings.database_owner_url, root)
    database = open_database(settings.database_url, root)
    try:
        if arguments.found:
            found(owner, database, settings, now())
            return 0
        accounts = settle(owner, database, lambda: _engines(settings), settings, now())
    finally:
        owner.dispose()
        database.dispose()
    if accounts:
        sys.stdout.write("Invented borrowers, with one password for all (shown this once):\n")
        sys.stdout.write(f"  password  {accounts[0].password}\n")
        for account in accounts:
            sys.stdout.write(f"  {account.sign_in}  {account.name}\n")
    return 0


def _engines(settings: Settings) -> Engines:
    """Load what decides, which takes a second or two: only where somebody is to apply."""
    from workers.engines import engines_of

    return engines_of(settings)
