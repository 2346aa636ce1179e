"""Whom somebody else's papers are about: found by the identity number, for an officer to settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from consent import request_store
from consent.looking import note_read
from consent.requests import State
from core.access import Access, Role
from core.errors import Conflict, NotFound
from database.tenancy import subjects
from database.transaction import Database
from underwriting.corrections import ACT
from underwriting.tables import applicant_identities


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody known at the lender under the number.

    Args:
        reference: what the lender knows them by.
        name: as it was handed in.
        typed_by_themselves: they have an account and typed the number; nobody checked it.
    """

    subject_id: UUID
    reference: str
    name: str
    typed_by_themselves: bool


def candidates(
    database: Database, access: Access, reference: str, at: datetime
) -> tuple[Candidate, ...]:
    """Return who is known here under the identity number that a request gives.

    Each look is kept; nobody is told of it who only asks.

    Raises:
        Forbidden: the actor is not of the lender's compliance.
        NotFound: there is no such request.
        Conflict: it is not to be matched.
    """
    access.require(Role.COMPLIANCE)
    with database.transaction(access.in_act(ACT)) as tx:
        request = request_store.request_of(tx, reference)
        if request.state is not State.CHECKING:
            raise Conflict("this was checked already")
        details = request_store.details_of(tx, request)
        if details is None:
            raise NotFound("what was written with the request is gone")
        table = applicant_identities
        statement = (
            select(table, subjects.c.reference, subjects.c.person_id)
            .join(
                subjects,
                (subjects.c.organisation_id == table.c.organisation_id)
                & (subjects.c.id == table.c.subject_id),
            )
            .where(
                table.c.organisation_id == access.organisation,
                table.c.id_number_index == tx.blind("id_number", details.about_id_number.strip()),
                subjects.c.erased_at.is_(None),
            )
            .order_by(table.c.application_id)
        )
        found: dict[UUID, Candidate] = {}
        for row in tx.execute(statement).all():
            place = f"applicant_identities.name/{row.application_id}"
            name = tx.unseal(row.subject_id, place, row.name_sealed)
            found[row.subject_id] = Candidate(
                row.subject_id, row.reference, name, row.person_id is not None
            )
        for subject_id in found:
            note_read(tx, access.organisation, subject_id, ("identity",), at)
        return tuple(found.values())
