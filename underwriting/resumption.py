"""After a yes: applications that waited for it go on."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from core.access import Access, machine_access
from core.errors import Conflict, StaleCase
from database.transaction import Database
from evidence.model import Fact
from evidence.service import record
from underwriting import joint, store
from underwriting.model import State
from underwriting.rules import Engines
from underwriting.service import decide


def go_on(
    database: Database,
    engines: Engines,
    access: Access,
    references: Iterable[str],
    at: datetime,
) -> None:
    """Decide what waited for a consent; what has no credit report yet waits for that instead.

    Args:
        database: as the app role.
        engines: what decisions are thought out with.
        access: the person, at the lender.
        references: the applications that waited.
        at: when.
    """
    for reference in references:
        try:
            outcome = decide(database, engines, access.organisation, reference, at)
        except (Conflict, StaleCase):
            continue  # somebody else moved it on meanwhile
        if outcome is None:
            _wait(database, access, reference, at)


def others_go_on(
    database: Database, engines: Engines, access: Access, reference: str, at: datetime
) -> None:
    """Decide the rest of a joint loan after one part was taken back or its invitation ended.

    Args:
        database: as the app role.
        engines: what decisions are thought out with.
        access: the person, at any lender.
        reference: the application of theirs that changed.
        at: when.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        own = store.application_of(tx, reference)
    with database.transaction(machine_access(own.organisation_id, "application.decide")) as tx:
        loan = joint.loan_of(tx, own)
    waiting = (State.WAITING, State.PAUSED)
    left = [one for one in (loan.parts if loan else ()) if one.state in waiting]
    if left:
        with suppress(Conflict, StaleCase):  # somebody else moved it on meanwhile
            decide(database, engines, own.organisation_id, left[0].reference, at)


def _wait(database: Database, access: Access, reference: str, at: datetime) -> None:
    with database.transaction(access.in_act("self.manage")) as tx:
        application = store.application_of(tx, reference)
        if application.state is not State.PAUSED:
            return
        version = store.move(tx, application, State.WAITING)
        payload = {"purpose": application.paused_for, "version": version}
        fact = Fact("application.resumed@1", application.subject_id, reference, payload)
        record(tx, fact, at)
