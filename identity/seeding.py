"""Sets up the demonstration's organisations and people; a second time changes nothing."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from database.transaction import Database
from identity.demonstration import DEMO_ORGANISATIONS, DEMO_PEOPLE, InventedPerson
from identity.provisioning import (
    add_member,
    create_person,
    ensure_organisation,
    ensure_platform,
    find_account,
)
from identity.registration import Registration


def seed_demonstration(owner: Database, at: datetime) -> dict[str, UUID]:
    """Set up what is missing; return every invented person by their key.

    They are entered as without a password; each gets one that nobody knows.
    """
    ensure_platform(owner, at)
    for organisation in DEMO_ORGANISATIONS:
        ensure_organisation(owner, organisation, at)
    people: dict[str, UUID] = {}
    for invented in DEMO_PEOPLE:
        people[invented.key] = _ensure_person(owner, invented, at)
        if invented.organisation_id is not None:
            add_member(owner, invented.organisation_id, people[invented.key], invented.role, at)
    return people


def _ensure_person(owner: Database, invented: InventedPerson, at: datetime) -> UUID:
    known = find_account(owner, invented.sign_in)
    if known is not None:
        return known
    unknown_to_all = secrets.token_urlsafe(32)
    return create_person(
        owner, Registration(invented.name.zh, invented.sign_in, unknown_to_all), at
    )
