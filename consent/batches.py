"""Work on many people's data: the gate is asked before each batch, and again before the output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from consent import store
from consent.limits import Limit, limited
from consent.model import Permitted
from consent.purposes import purpose_of
from consent.rules import permission, within_limit
from core.access import Access
from core.dates import now
from database.transaction import Database, Transaction

T = TypeVar("T")
_BATCH = 500


def permitted(tx: Transaction, subject_ids: Iterable[UUID], purpose_code: str) -> tuple[UUID, ...]:
    """Return those subjects whose data may be used for a purpose at this instant."""
    wanted = tuple(subject_ids)
    purpose, at = purpose_of(purpose_code), now()
    categories = purpose.categories if purpose else ()
    grants = store.grants_of(tx, wanted)
    closed = limited(tx, wanted, Limit.RESTRICTED)
    found: list[UUID] = []
    for subject_id in wanted:
        own = tuple(grant for grant in grants if grant.subject_id == subject_id)
        answer = permission(purpose, categories, own, at)
        answer = within_limit(purpose, answer, restricted=subject_id in closed)
        if isinstance(answer, Permitted):
            found.append(subject_id)
    return tuple(found)


def in_batches(
    database: Database,
    access: Access,
    purpose_code: str,
    subject_ids: Sequence[UUID],
    work: Callable[[Transaction, tuple[UUID, ...]], Mapping[UUID, T]],
) -> dict[UUID, T]:
    """Work on subjects in batches, each in a transaction of its own, and return what may go out.

    Who takes a yes back, pauses it, or lets it run out while the work goes on is in no later batch,
    and is left out of what is returned, though worked on before.

    Args:
        database: as the app role.
        access: bound to an act that lists the purpose.
        purpose_code: what the data is used for.
        subject_ids: whose data is wanted.
        work: takes the subjects of a batch that may be used, and returns a result for each.
    """
    done: dict[UUID, T] = {}
    for batch in _batches(subject_ids):
        with database.transaction(access) as tx:
            done.update(work(tx, permitted(tx, batch, purpose_code)))
    with database.transaction(access) as tx:
        kept = permitted(tx, done, purpose_code)
    return {subject_id: done[subject_id] for subject_id in kept}


def _batches(subject_ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (subject_ids[at : at + _BATCH] for at in range(0, len(subject_ids), _BATCH))
