"""Requests that wait on a lender's desk in the demonstration, asked by the same verbs as any."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from consent import looking, request_service, request_store
from consent.requests import Asker, Details, Kind
from core.access import Access, ActorKind, Role, machine_access
from database.transaction import Database
from identity.demonstration import HARBOUR
from reporting.export_service import ACT

_BY_PEOPLE: tuple[tuple[Kind, Details, timedelta], ...] = (
    (
        Kind.CORRECT,
        Details(field="phone", old="138****", new="13912340000", evidence="运营商的过户单"),
        timedelta(days=16),
    ),
    (Kind.ERASE, Details(note="借款已经还清，不再往来。"), timedelta(days=3)),
)
_FOR_SOMEBODY = Details(
    about_name="罗成业",
    about_id_number="110101195001010015",
    authority="death",
    authority_reference="2026 年第 117 号",
    contact="13900001111",
)


def leave_requests(database: Database, people: Iterable[UUID], at: datetime) -> None:
    """Let people whom one lender knows ask it for something; once, where nobody has asked yet.

    Args:
        database: as the app role.
        people: who may ask; the first ones the lender knows do.
        at: now; each request was made some days before it.
    """
    with database.transaction(machine_access(HARBOUR, ACT)) as tx:
        if request_store.open_requests(tx):
            return
        request_service.take_in(tx, (Kind.EXPORT, Asker.HEIR, "zh"), _FOR_SOMEBODY, at)
    waiting = list(_BY_PEOPLE)
    for person in people:
        if not waiting:
            return
        access = Access(ActorKind.PERSON, person, None, "self.manage", frozenset({Role.BORROWER}))
        with database.transaction(access) as tx:
            known = {one.id: one for one in looking.lenders_of_person(tx)}.get(HARBOUR)
            if known is None:
                continue
            kind, details, before = waiting.pop(0)
            whose, proof = (HARBOUR, known.subject_id), ("totp", "zh", at - before)
            request_service.ask(tx, whose, kind, details, proof)
