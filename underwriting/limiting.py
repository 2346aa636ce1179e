"""Limits and what they do to applications: a restriction pauses what waits; none is declined."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from consent import request_service, request_store
from consent.limits import Limit, lift_limit, set_limit
from consent.model import Code
from consent.request_service import Answer
from consent.requests import Kind, Outcome, Request
from core.access import Access, ActorKind
from core.errors import Conflict
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from underwriting import store
from underwriting.model import State

LIMITS: Final[dict[Kind, Limit]] = {
    Kind.RESTRICT: Limit.RESTRICTED,
    Kind.OBJECT: Limit.HUMAN_ONLY,
}
_STOPPED: Final = "application.credit_decision"  # what a decision rests on, and a restriction stops


def apply(database: Database, access: Access, reference: str, at: datetime) -> Request:
    """Set the limit a request asks for, pause what waits and needs it, and answer the request.

    Args:
        database: as the app role.
        access: the person, or the lender's compliance for an agent or an heir.
        reference: of the request.
        at: when.

    Raises:
        NotFound: there is no such request.
        Conflict: it asks for no limit, or is not to be worked on.
    """
    person = access.actor_kind is ActorKind.PERSON
    with database.transaction(access.in_act("self.manage" if person else "rights.answer")) as tx:
        request = request_store.request_of(tx, reference, lock=True)
        limit, subject_id = LIMITS.get(request.kind), request.subject_id
        if limit is None or subject_id is None or request.identity_at is None:
            raise Conflict("this request sets no limit")
        whose = (request.organisation_id, subject_id)
        set_limit(tx, whose, limit, (request.id, reference), at)
        if limit is Limit.RESTRICTED:
            pause_restricted(tx, subject_id, at)
        return request_service.answer(tx, request, Answer(Outcome.GRANTED), at)


def pause_restricted(tx: Transaction, subject_id: UUID, at: datetime) -> None:
    """Pause what waits for a decision while a restriction stands; nothing is declined."""
    for one in store.open_applications_of(tx, subject_id):
        version = store.move(tx, one, State.PAUSED, paused_for=_STOPPED)
        told = {"purpose": _STOPPED, "code": Code.RESTRICTED.value, "version": version}
        record(tx, Fact("application.paused@1", subject_id, one.reference, told), at)


def lift(
    database: Database, access: Access, subject_id: UUID, limit: Limit, at: datetime
) -> tuple[str, ...]:
    """Lift a limit of the person who acts; return the applications that may now go on.

    Raises:
        NotFound: the subject is not theirs.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        if not lift_limit(tx, subject_id, limit, at) or limit is not Limit.RESTRICTED:
            return ()
        return tuple(
            one.reference
            for one in store.open_applications_of(tx, subject_id)
            if one.state is State.PAUSED and one.paused_for == _STOPPED
        )
