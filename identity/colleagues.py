"""Who works beside one in an organisation, by name: sealed for the organisation, not the person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Table, Uuid, select
from sqlalchemy.dialects.postgresql import insert

from core.access import Role
from database.schema import metadata, sealed
from database.transaction import Database, Transaction
from identity import store
from identity.rights import PROVISIONING, provisioning

member_names = Table(
    "member_names",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    sealed("name_sealed"),
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the same organisation: who, and how they are called."""

    person_id: UUID
    name: str


def colleagues(tx: Transaction, roles: Collection[Role]) -> tuple[Colleague, ...]:
    """Return the members of the bound organisation who hold one of the roles, by name.

    Who has no name here yet is left out: an owner nobody can read would be none.
    """
    members = store.memberships
    wanted = (
        select(member_names)
        .join(
            members,
            (members.c.organisation_id == member_names.c.organisation_id)
            & (members.c.person_id == member_names.c.person_id),
        )
        .where(
            member_names.c.organisation_id == tx.access.organisation,
            members.c.role.in_([role.value for role in roles]),
        )
        .distinct()
    )
    found = (
        Colleague(row.person_id, tx.unseal_own(_place(row.person_id), row.name_sealed))
        for row in tx.execute(wanted)
    )
    return tuple(sorted(found, key=lambda one: (one.name, one.person_id)))


def keep_name(tx: Transaction, person_id: UUID) -> None:
    """Keep how a member is called, for their colleagues; written by whoever gives roles."""
    name = store.load_person(tx, person_id).name
    row = {
        "organisation_id": tx.access.organisation,
        "person_id": person_id,
        "name_sealed": tx.seal_own(_place(person_id), name),
    }
    tx.execute(insert(member_names).on_conflict_do_nothing(), row)


def drop_name(tx: Transaction, person_id: UUID) -> None:
    """Forget how somebody is called who is no longer a member."""
    tx.execute(
        member_names.delete().where(
            member_names.c.organisation_id == tx.access.organisation,
            member_names.c.person_id == person_id,
        )
    )


def keep_missing_names(owner: Database) -> int:
    """Keep the names of members who were there before names were kept; return how many.

    Args:
        owner: the database as its owner.
    """
    members = store.memberships
    known = select(member_names.c.person_id).where(
        member_names.c.organisation_id == members.c.organisation_id,
        member_names.c.person_id == members.c.person_id,
    )
    unnamed = select(members.c.organisation_id, members.c.person_id).where(~known.exists())
    with owner.transaction(PROVISIONING) as tx:
        missing = tx.execute(unnamed.distinct()).all()
        for row in missing:
            with tx.bound_to(provisioning(row.organisation_id)) as bound:
                keep_name(bound, row.person_id)
    return len(missing)


def _place(person_id: UUID) -> str:
    return f"member_names.name/{person_id}"
