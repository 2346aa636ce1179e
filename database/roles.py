"""The database's roles, each with no more rights than its work needs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError


@dataclass(frozen=True, slots=True)
class DatabaseRole:
    """One role: what it is called, whether a program signs in as it, and what it is for."""

    name: str
    signs_in: bool
    purpose: str


ROLES: tuple[DatabaseRole, ...] = (
    DatabaseRole(
        "candor_owner", signs_in=True, purpose="owns the tables; used by the release step only"
    ),
    DatabaseRole(
        "candor_app", signs_in=True, purpose="web and jobs; sees what is bound, owns nothing"
    ),
    DatabaseRole(
        "candor_lookup",
        signs_in=False,
        purpose="owns the functions that find a session, key or sign-in",
    ),
    DatabaseRole(
        "candor_follower",
        signs_in=True,
        purpose="sequencer and followers; all logs, bound for the rest",
    ),
    DatabaseRole("candor_aggregator", signs_in=False, purpose="owns the views regulators read"),
    DatabaseRole("candor_witness", signs_in=True, purpose="reads checkpoints and cosigns them"),
    DatabaseRole("candor_backup", signs_in=True, purpose="reads everything, writes nothing"),
)

_CREATE = """
DO $$ BEGIN
    CREATE ROLE {name} {login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


def ensure_roles(connection: Connection) -> None:
    """Create the roles that are missing; roles live in the cluster, so others may have made them.

    Args:
        connection: as superuser, or as an owner who may create roles; in autocommit.

    Raises:
        DBAPIError: the connection may not create a role that is missing.
    """
    for role in ROLES:
        execute_alone(
            connection,
            _CREATE.format(name=role.name, login="LOGIN" if role.signs_in else "NOLOGIN"),
        )
    # The owner hands functions and views to the roles that are to own them.
    for name in ("candor_lookup", "candor_aggregator"):
        execute_alone(connection, f"GRANT {name} TO candor_owner")
    superuser = connection.execute(
        text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    ).scalar_one()
    if superuser:
        execute_alone(connection, "ALTER ROLE candor_backup BYPASSRLS")
        execute_alone(connection, "GRANT pg_read_all_data TO candor_backup")


def execute_alone(connection: Connection, statement: str) -> None:
    """Run a statement on the cluster's shared catalogue, again when another changed it just now.

    Raises:
        DBAPIError: it fails for another reason, or ten times over.
    """
    for attempt in range(10):
        try:
            connection.execute(text(statement))
        except DBAPIError as error:
            if not _changed_just_now(error) or attempt == 9:
                raise
        else:
            return


def _changed_just_now(error: DBAPIError) -> bool:
    """Say whether another release wrote the same row of the catalogue between look and write."""
    said = str(error.orig)
    return "concurrently" in said or "pg_auth_members" in said
