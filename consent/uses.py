"""One yes for one application: what a grant with a limit is used for, counted once each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from consent import store
from consent.limits import Limit, limited
from consent.model import Permitted, Refused
from consent.purposes import purpose_of
from consent.rules import permission, within_limit
from database.transaction import Transaction


def use_grant(
    tx: Transaction, subject_id: UUID, purpose_code: str, application_id: UUID, at: datetime
) -> Permitted | Refused:
    """Count an application as one use of a yes, once; the database's gate opens for it from then.

    Returns:
        The gate's answer. Nothing is counted where the answer is no, where the application is
        counted already, or where the yes serves any number of them.
    """
    store.lock_subject(tx, subject_id)  # two applications never share the last use
    purpose = purpose_of(purpose_code)
    grants = store.grants_of(tx, (subject_id,))
    wanted = purpose.categories if purpose else ()
    restricted = subject_id in limited(tx, (subject_id,), Limit.RESTRICTED)
    answer = permission(purpose, wanted, grants, at, application_id)
    answer = within_limit(purpose, answer, restricted=restricted)
    if isinstance(answer, Permitted):
        serving = next((grant for grant in grants if grant.id == answer.grant_id), None)
        if serving is not None and serving.counted and application_id not in serving.used_for:
            store.insert_use(tx, serving, application_id, at)
    return answer
