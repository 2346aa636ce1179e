"""Who works for an organisation: somebody invited, a role given or taken back, a way in renewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from core.access import Role
from core.errors import InvalidInput, NotFound
from core.ids import new_id
from core.text import Language
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from identity import password_store, store
from identity.colleagues import drop_name, keep_name
from identity.model import Person
from identity.password_change import one_time_password
from identity.passwords import hash_password
from identity.registration import person_name
from identity.rights import PROVISIONING, STAFF_ROLES, provisioning
from identity.rules import normal_sign_in
from identity.session_store import end_sessions

_MEMBER = "memberships.person_id"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody needs to come in for the first time.

    Args:
        person_id: who.
        password: to be replaced at the first sign-in; the only moment it is known to us. None
            for somebody who had an account before, and goes on with their own password.
    """

    person_id: UUID
    password: str | None


def invite(
    owner: Database, organisation_id: UUID, role: Role, who: tuple[str, str], at: datetime
) -> Invitation:
    """Give somebody a role, and an account where they have none; all of it or nothing.

    Args:
        owner: the database as its owner.
        organisation_id: for whom they will act.
        role: one that this kind of organisation has.
        who: their name, and the mobile number or e-mail address they sign in with.
        at: when.

    Raises:
        NotFound: there is no such organisation.
        InvalidInput: the role, the name or the sign-in name does not fit.
    """
    name, sign_in = person_name(who[0]), normal_sign_in(who[1])
    person = Person(new_id(), sign_in, name, Language.ZH)
    password = one_time_password(person)
    password_hash = hash_password(password)
    with owner.transaction(provisioning(organisation_id)) as tx:
        known = store.find_person_as_owner(tx, sign_in)
        if known is None and store.insert_person(tx, person, password_hash, at):
            password_store.mark_password(tx, person.id, one_time=True)
        person_id = person.id if known is None else known
        give_role(tx, person_id, role, at)
    return Invitation(person_id, password if known is None else None)


def give_role(tx: Transaction, person_id: UUID, role: Role, at: datetime) -> None:
    """Give a person a role in the organisation that is bound; a second time changes nothing.

    Raises:
        NotFound: there is no such organisation.
        InvalidInput: no one holds that role in this kind of organisation.
    """
    organisation_id = tx.access.organisation
    kind = store.load_organisation(tx, organisation_id).kind
    if role not in STAFF_ROLES[kind]:
        allowed = ", ".join(sorted(STAFF_ROLES[kind])) or "no role"
        raise InvalidInput(f"a role of a {kind} ({allowed})", role, "/role")
    before = _roles(tx, person_id)
    tx.execute(
        insert(store.memberships).on_conflict_do_nothing(),
        {
            "organisation_id": organisation_id,
            "person_id": person_id,
            "role": role.value,
            "created_at": at,
        },
    )
    keep_name(tx, person_id)
    if role.value not in before:
        _record(tx, person_id, before, at)


def remove_member(
    owner: Database, organisation_id: UUID, person_id: UUID, role: Role, at: datetime
) -> None:
    """Take a role back; sessions that rest on it open nothing from here on.

    Raises:
        NotFound: the person does not hold it.
    """
    members = store.memberships
    with owner.transaction(provisioning(organisation_id)) as tx:
        before = _roles(tx, person_id)
        taken = tx.execute(
            members.delete().where(
                members.c.organisation_id == organisation_id,
                members.c.person_id == person_id,
                members.c.role == role.value,
            )
        )
        if not taken.rowcount:
            raise NotFound("nobody of that sign-in name holds this role here")
        if before == [role.value]:
            drop_name(tx, person_id)
        _record(tx, person_id, before, at)


def renew_invitation(
    owner: Database, person_id: UUID, at: datetime, *, device_lost: bool
) -> Invitation:
    """Give somebody a one-time password again; their sessions end.

    Args:
        owner: the database as its owner.
        person_id: who.
        at: when.
        device_lost: also take their authenticator out of use; staff set up a new one.

    Raises:
        NotFound: there is no such person.
    """
    with owner.transaction(PROVISIONING) as tx:
        person = store.load_person(tx, person_id)
    password = one_time_password(person)
    password_hash = hash_password(password)
    with owner.transaction(PROVISIONING) as tx:
        store.save_password(tx, person_id, password_hash)
        password_store.mark_password(tx, person_id, one_time=True)
        store.forget_tries(tx, person_id)
        if device_lost:
            store.drop_authenticator(tx, person_id)
        end_sessions(tx, person_id, at)
    return Invitation(person_id, password)


def _roles(tx: Transaction, person_id: UUID) -> list[str]:
    members = store.memberships
    held = select(members.c.role).where(
        members.c.organisation_id == tx.access.organisation, members.c.person_id == person_id
    )
    return sorted(tx.execute(held).scalars())


def _record(tx: Transaction, person_id: UUID, before: list[str], at: datetime) -> None:
    # A person works for several organisations; what stands in one log joins no other.
    member = tx.blind(_MEMBER, str(person_id))
    payload = {"member": member, "roles_before": before, "roles_after": _roles(tx, person_id)}
    record(tx, Fact("member.changed@1", None, member, payload), at)
