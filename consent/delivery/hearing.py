"""Who is to hear that a consent ended, known in the same instant, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_

from consent.delivery import rules, store
from consent.delivery.model import Change, Course, Hearing, Recipient
from consent.delivery.tables import deliveries
from consent.model import Grant
from database.transaction import Transaction


def hearings(
    tx: Transaction, grants: Sequence[Grant], recipients: Sequence[Recipient]
) -> tuple[Hearing, ...]:
    """Return everybody who is to hear that these grants ended, grant by grant.

    The ledger is written a moment after the withdrawal, so who will stand in it is worked out by
    the same rule; a grant that still stands has nobody.

    Args:
        tx: bound to the person, or to the lender whose grants these are.
        grants: of one lender.
        recipients: all of that lender's.
    """
    ended = {one.id: one for one in grants if one.withdrawn_at is not None}
    if not ended:
        return ()
    courses: dict[tuple[object, object], Course] = {}
    wanted = and_(
        deliveries.c.grant_id.in_(list(ended)), deliveries.c.change == Change.WITHDRAWN.value
    )
    for course in store.courses(tx, wanted):
        courses[course.delivery.grant_id, course.delivery.recipient_id] = course
    found: list[Hearing] = []
    for grant in ended.values():
        at = grant.withdrawn_at or grant.granted_at
        for recipient in rules.recipients_of(
            recipients, Change.WITHDRAWN, grant.purpose, grant.granted_at, at
        ):
            course = courses.get((grant.id, recipient.id))
            name = course.delivery.recipient if course else recipient.name
            found.append(Hearing(grant.id, grant.purpose, name, course))
    return tuple(found)
