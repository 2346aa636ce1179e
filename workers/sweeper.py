"""Finds the work that no bell was heard for, lender by lender, and rings again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from redis import Redis
from sqlalchemy import select

from consent.delivery import store as deliveries
from contracts import auditing
from core.access import machine_access
from database.tenancy import organisations
from database.transaction import Database
from reporting import export_service
from underwriting import unfinished
from workers.model import Work, WorkId
from workers.queue import ring

# What has only just come is being worked on where it came in.
SETTLING: Final = timedelta(seconds=10)
_TOLD_AT_ONCE: Final = 500  # what is left comes with the next sweep


def sweep(database: Database, queue: Redis, at: datetime) -> int:
    """Ring for everything that waits; what stands in the queue already stays there once.

    Args:
        database: as the app or the follower role.
        queue: where to ring.
        at: when.

    Returns:
        How many jobs were put in.
    """
    return sum(_sweep_lender(database, queue, lender, at) for lender in lenders(database))


def lenders(database: Database) -> tuple[UUID, ...]:
    """Return every lender, in the order of their ids."""
    wanted = select(organisations.c.id).where(organisations.c.kind == "lender")
    with database.transaction(machine_access(None, "")) as tx:
        return tuple(tx.execute(wanted.order_by(organisations.c.id)).scalars())


def _sweep_lender(database: Database, queue: Redis, lender: UUID, at: datetime) -> int:
    before = at - SETTLING
    with database.transaction(machine_access(lender, "application.review")) as tx:
        contracts = unfinished.unaudited_contracts(tx, before)
        packages = auditing.unfinished(tx, before)
        copies = export_service.waiting(tx, before)
    with database.transaction(machine_access(lender, "application.decide")) as tx:
        undecided = tuple(unfinished.undecided_applications(tx, before, at))
    rung = [ring(queue, Work.AUDIT_CONTRACT, WorkId(lender, one)) for one in contracts]
    rung += [ring(queue, Work.AUDIT_PACKAGE, WorkId(lender, one)) for one in packages]
    rung += [ring(queue, Work.MAKE_EXPORT, WorkId(lender, one)) for one in copies]
    rung += [
        ring(queue, Work.DECIDE_APPLICATION, WorkId(lender, reference, version))
        for reference, version in undecided
    ]
    return sum(rung) + ring_for_deliveries(database, queue, lender, at)


def ring_for_deliveries(database: Database, queue: Redis, lender: UUID, at: datetime) -> int:
    """Ring for what a lender's recipients are to be told now; the ledger says so."""
    with database.transaction(machine_access(lender, "")) as tx:
        untold = deliveries.untold(tx, at, _TOLD_AT_ONCE)
    return sum(
        ring(
            queue,
            Work.TELL_RECIPIENT,
            WorkId(lender, str(one.delivery_id), one.tries),
            ahead=one.stops,
        )
        for one in untold
    )
