"""The database for a command: the one named in the environment, or the one `candor up` runs."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from core.errors import ServiceMissing
from core.settings import Settings

if TYPE_CHECKING:
    from database.transaction import Database

FOLLOWER: Final = "candor_follower"


@contextmanager
def connect(settings: Settings, role: str = "candor_app") -> Generator[Database]:
    """Open the database as one of its roles, and close it in the end.

    Args:
        settings: name the database and the root key.
        role: on the embedded server; an address given in the settings says its own.

    Raises:
        ServiceMissing: no address is given and no embedded server runs here.
        Forbidden: the address given signs in as a role that cannot do a follower's work.
    """
    from database.keys import open_root_key
    from database.transaction import open_database

    url = address(settings, role)
    database = open_database(url, open_root_key(settings.root_key_file), pool_size=2)
    try:
        if role == FOLLOWER:
            database.check_name(role)
        yield database
    finally:
        database.dispose()


def address(settings: Settings, role: str) -> str:
    """Return where the database answers one of its roles.

    Raises:
        ServiceMissing: no address is given and no embedded server runs here.
    """
    from database import embedded_postgres
    from database.embedded import run_dir_of

    given = settings.follower_url if role == FOLLOWER else settings.database_url
    if given:
        return given
    run_dir = run_dir_of(settings.data_dir)
    if not embedded_postgres.answers(settings.data_dir, run_dir):
        raise ServiceMissing("no database: start `candor up`, or name one in DATABASE_URL")
    return embedded_postgres.url(run_dir, role)
