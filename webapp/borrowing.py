"""Who a borrower is on their own pages, and how they say yes and no there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from consent.asking import noes_at
from consent.model import Method, Said
from core.access import Access
from core.dates import now
from webapp.auth import current_access
from webapp.preferences import language, type_size
from webapp.services import services


def own_access() -> Access:
    """Return the access of the borrower to what is theirs."""
    return current_access().in_act("self.manage")


def said_now(at: datetime) -> Said:
    """Return how a borrower says something on these pages."""
    large = type_size() == "large"
    return Said(Method.LARGE_TYPE_PAGE if large else Method.PAGE, language().value, at)


def not_asked(lender: UUID) -> tuple[str, ...]:
    """Return the purposes that the borrower said no to so recently that nobody asks again."""
    at = now()
    with services().database.transaction(own_access()) as tx:
        return tuple(one.purpose for one in noes_at(tx, lender, at))
