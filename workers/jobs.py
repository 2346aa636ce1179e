"""What a job does: an id in, a verb called. Done twice, it has its effect once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from uuid import UUID

from consent.delivery import sending
from contracts import auditing
from core.access import machine_access
from core.dates import now
from core.errors import CandorError, Conflict, place_of
from core.settings import Settings, read_settings
from database.keys import open_root_key
from database.transaction import Database, open_database
from reporting import export_service
from underwriting import contract_audit, service
from workers.engines import engines_of

_LOG = logging.getLogger(__name__)


class JobFailed(Exception):
    """A job could not be done; says where, never the words of an error, which may quote data."""


@cache
def database_of(settings: Settings) -> Database:
    """Return the database as the app role; each child opens connections of its own."""
    root = open_root_key(settings.root_key_file)
    return open_database(settings.database_url, root, pool_size=2)


def audit_contract(organisation_id: str, reference: str) -> None:
    """Audit the contract that came along with an application, and keep the audit.

    Raises:
        JobFailed: it could not be done; it may be tried again.
    """
    access = machine_access(UUID(organisation_id), "")
    database = database_of(read_settings())
    _do(lambda: contract_audit.run(database, access, reference, now()), reference)


def audit_package(organisation_id: str, reference: str) -> None:
    """Do an audit that a lender asked for; `contracts.auditing` says how a page follows it.

    Raises:
        JobFailed: it could not be done; it may be tried again.
    """
    access = machine_access(UUID(organisation_id), "")
    database = database_of(read_settings())
    _do(lambda: auditing.run_audit(database, access, reference, now()), reference)


def decide_application(organisation_id: str, reference: str) -> None:
    """Decide an application that waits, where all it needs is at hand.

    Raises:
        JobFailed: it could not be done; it may be tried again.
    """
    settings = read_settings()
    database, engines = database_of(settings), engines_of(settings)
    lender = UUID(organisation_id)
    _do(lambda: service.decide(database, engines, lender, reference, now()), reference)


def make_export(organisation_id: str, reference: str) -> None:
    """Put together the copy of their data that somebody asked for.

    Raises:
        JobFailed: it could not be done; it may be tried again.
    """
    database, lender = database_of(read_settings()), UUID(organisation_id)
    _do(lambda: export_service.run(database, lender, reference, now()), reference)


def tell_recipient(organisation_id: str, reference: str) -> None:
    """Try once to tell a recipient of a change of consent; the ledger says when again.

    Raises:
        JobFailed: it could not be tried; the sweeper rings again.
    """
    settings = read_settings()
    database, lender, delivery = database_of(settings), UUID(organisation_id), UUID(reference)
    _do(
        lambda: sending.send(database, lender, delivery, loopback=settings.loopback_recipients),
        reference,
    )


def _do(verb: Callable[[], object], reference: str) -> None:
    """Do what an id stands for; that it was done already is well too.

    Raises:
        JobFailed: it could not be done.
    """
    try:
        verb()
    except Conflict as settled:
        _LOG.info("nothing left to do for %s: %s", reference, settled)
    except CandorError as refusal:
        raise JobFailed(f"{type(refusal).__name__}: {refusal}") from None
    except Exception as fault:  # noqa: BLE001 - the queue keeps what is raised; data must not be in it
        raise JobFailed(f"{type(fault).__name__} at {place_of(fault)}") from None
