"""What happens by the clock: each row a name, how often, and the verb."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from redis import Redis

from consent.delivery import making
from contracts import auditing
from core.access import machine_access
from core.errors import CandorError, place_of
from database import idempotency
from database.transaction import Database
from evidence import service as evidence
from identity import session_store
from reporting import export_service
from reporting import store as figures
from workers import sweeper

_LOG = logging.getLogger(__name__)

LEADS: Final = 1  # what the leader among schedule processes is known by in the database
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class House:
    """What the verbs work with.

    Args:
        database: as the follower role.
        queue: where to ring.
    """

    database: Database
    queue: Redis


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happens by the clock.

    Args:
        name: in messages and in what was done when.
        every: from one beginning to the next.
        verb: what is done; may be repeated at any time; returns how much there was to do.
    """

    name: str
    every: timedelta
    verb: Callable[[House, datetime], int]


def sweep(house: House, at: datetime) -> int:
    """Ring again for work that no bell was heard for."""
    return sweeper.sweep(house.database, house.queue, at)


def drop_old_details(house: House, at: datetime) -> int:
    """Drop the details of facts that were kept as long as their kind says."""
    dropped = 0
    for organisation_id in evidence.logs(house.database):
        with house.database.transaction(machine_access(organisation_id, "")) as tx:
            dropped += evidence.drop_old_details(tx, organisation_id, at)
    return dropped


def forget_keys(house: House, at: datetime) -> int:
    """Drop idempotency keys that were kept long enough."""
    dropped = 0
    for organisation_id in sweeper.lenders(house.database):
        with house.database.transaction(machine_access(organisation_id, "")) as tx:
            dropped += idempotency.forget(tx, at)
    return dropped


def forget_audits(house: House, at: datetime) -> int:
    """Drop audits of lenders' packages that were kept long enough, with all they were made of."""
    dropped = 0
    for organisation_id in sweeper.lenders(house.database):
        with house.database.transaction(machine_access(organisation_id, "")) as tx:
            dropped += auditing.forget(tx, at)
    return dropped


def forget_exports(house: House, at: datetime) -> int:
    """Drop copies of people's data whose time to be fetched is over."""
    lenders = sweeper.lenders(house.database)
    return sum(export_service.forget(house.database, one, at) for one in lenders)


def call_recipients_late(house: House, at: datetime) -> int:
    """Record which recipients did not answer in time."""
    called = 0
    for organisation_id in sweeper.lenders(house.database):
        with house.database.transaction(machine_access(organisation_id, "")) as tx:
            called += making.call_late(tx, at)
    return called


def forget_nonces(house: House, at: datetime) -> int:
    """Drop nonces of recipients' messages that are too old to come again."""
    dropped = 0
    for organisation_id in sweeper.lenders(house.database):
        with house.database.transaction(machine_access(organisation_id, "")) as tx:
            dropped += making.forget_nonces(tx, at)
    return dropped


def drop_old_minutes(house: House, at: datetime) -> int:
    """Drop the figures of minutes that no board looks back on."""
    dropped = 0
    for organisation_id in sweeper.lenders(house.database):
        with house.database.transaction(machine_access(organisation_id, "")) as tx:
            dropped += figures.drop_minutes(tx, at)
    return dropped


def clear_sessions(house: House, at: datetime) -> int:
    """Drop sessions and codes that ended long ago."""
    with house.database.transaction(machine_access(None, "")) as tx:
        return session_store.clear_ended(tx, at)


SCHEDULE: tuple[Row, ...] = (
    Row("sweep", timedelta(seconds=15), sweep),
    Row("drop-old-details", _DAY, drop_old_details),
    Row("forget-keys", _DAY, forget_keys),
    Row("forget-audits", _DAY, forget_audits),
    Row("forget-exports", timedelta(hours=1), forget_exports),
    Row("call-recipients-late", timedelta(seconds=30), call_recipients_late),
    Row("forget-nonces", timedelta(hours=1), forget_nonces),
    Row("drop-old-minutes", _DAY, drop_old_minutes),
    Row("clear-sessions", _DAY, clear_sessions),
)


def due(began: Mapping[str, datetime], at: datetime, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows that are to begin now; one that never ran is."""
    return tuple(row for row in rows if row.name not in began or began[row.name] + row.every <= at)


def run_due(
    house: House, began: Mapping[str, datetime], at: datetime, rows: tuple[Row, ...] = SCHEDULE
) -> dict[str, datetime]:
    """Do what is due; what a row cannot do now is done at its next time.

    Returns:
        When each row began last.
    """
    after = dict(began)
    for row in due(began, at, rows):
        after[row.name] = at
        try:
            count = row.verb(house, at)
        except CandorError as refusal:
            _LOG.error("%s: %s", row.name, refusal)
        except Exception as error:  # noqa: BLE001 - one row's fault must not end all the others
            # Its words may quote what was being stored; its kind and place do not.
            _LOG.error("%s: %s at %s", row.name, type(error).__name__, place_of(error))
        else:
            _LOG.log(logging.INFO if count else logging.DEBUG, "%s: %d", row.name, count)
    return after
