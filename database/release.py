"""The release step: roles, then migrations, as the owner and never as the app."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

import migrations
from database.roles import ensure_roles

# Any fixed number: two releases at once wait for each other.
_RELEASE_LOCK = 7_310_014


def migrate(owner_url: str, revision: str = "head") -> None:
    """Bring the database at `owner_url` to a revision; "base" takes everything down.

    Args:
        owner_url: PostgreSQL as superuser (the embedded server) or as an owner who may create
            the roles or finds them made.
        revision: an Alembic revision.
    """
    cluster = create_engine(owner_url, isolation_level="AUTOCOMMIT", hide_parameters=True)
    with cluster.connect() as connection:
        ensure_roles(connection)
        _own_database(connection)
    cluster.dispose()
    engine = create_engine(owner_url, hide_parameters=True)
    with engine.connect() as connection:
        connection.execute(text("SET ROLE candor_owner"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _RELEASE_LOCK})
        connection.commit()
        _run(connection, revision)
    # The lock is the connection's: closing it lets the next release in, whatever happened here.
    engine.dispose()


def _own_database(connection: Connection) -> None:
    superuser = connection.execute(
        text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    ).scalar_one()
    if superuser:
        name = connection.execute(text("SELECT quote_ident(current_database())")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {name} OWNER TO candor_owner"))
        connection.execute(text("ALTER SCHEMA public OWNER TO candor_owner"))
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))


def _run(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    if revision == "base":
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
    connection.commit()
