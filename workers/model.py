"""What can be rung for: a piece of work, and the id it is known by in the database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Work(StrEnum):
    """Work that waits in the database until a job has done it."""

    AUDIT_CONTRACT = "audit_contract"
    AUDIT_PACKAGE = "audit_package"
    DECIDE_APPLICATION = "decide_application"
    MAKE_EXPORT = "make_export"
    TELL_RECIPIENT = "tell_recipient"


@dataclass(frozen=True, slots=True)
class WorkId:
    """Which row of the database waits: ids only, no word about anybody.

    Args:
        organisation_id: whose row it is.
        reference: of the application, the audit, the request or the delivery.
        version: the application's, where the same work may come again at a later one; how often a
            delivery was tried.
    """

    organisation_id: UUID
    reference: str
    version: int = 0
