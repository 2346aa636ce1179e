"""What is sealed about a grant: codes, instants and references, nobody's data."""

from __future__ import annotations

from datetime import datetime

from consent.model import Grant, Method
from core.dates import iso, now
from evidence.model import Fact


def granted(grant: Grant) -> Fact:
    """Return that a purpose was allowed."""
    return Fact(
        kind="consent.granted@1",
        subject_id=grant.subject_id,
        object_ref=str(grant.id),
        payload={
            "purpose": grant.purpose,
            "notice": str(grant.notice_id),
            "notice_sha256": grant.notice_sha256,
            "basis": "consent",
            "channel": grant.method.value,
            "language": grant.language,
        },
    )


def withdrawn(grant: Grant, method: Method, at: datetime) -> Fact:
    """Return that it was taken back: when it was asked for, and since when it holds."""
    return Fact(
        kind="consent.withdrawn@1",
        subject_id=grant.subject_id,
        object_ref=str(grant.id),
        payload={
            "purpose": grant.purpose,
            "channel": method.value,
            "requested_at": iso(at),
            # The gate refuses from the commit on, which follows at once.
            "effective_at": iso(now()),
        },
    )
