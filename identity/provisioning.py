"""What the owner of the installation sets up: the platform, organisations, their first people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from core.access import Role
from core.errors import Conflict, InvalidInput
from core.ids import new_id
from core.text import Text
from database.tenancy import PLATFORM, organisation_keys, organisations
from database.transaction import Database, Transaction
from identity import store
from identity.api_keys import NewApiKey, close_api_key, make_api_key
from identity.members import give_role
from identity.model import ApiKey, Organisation, OrganisationKind
from identity.passwords import hash_password
from identity.registration import Registration, new_person
from identity.rights import PROVISIONING, provisioning
from identity.rules import normal_sign_in
from identity.session_store import load_api_keys


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """An organisation to be set up.

    Args:
        kind: lender or regulator.
        name: its public name.
        jurisdiction: "cn", "us", "eu" or "uk".
        lender_type: for a lender, which rules of law apply to it; None for a regulator.
        territory: the places a regulator supervises, or a lender is supervised in, as codes.
        id: its key; a fresh one when left out.
    """

    kind: OrganisationKind
    name: Text
    jurisdiction: str
    lender_type: str | None = None
    territory: tuple[str, ...] = ()
    id: UUID | None = None


def ensure_platform(owner: Database, at: datetime) -> None:
    """Make sure that the platform and its key are there; every release step asks for it."""
    with owner.transaction(PROVISIONING) as tx:
        tx.execute(
            insert(organisations).on_conflict_do_nothing(),
            {
                "id": PLATFORM,
                "kind": OrganisationKind.PLATFORM.value,
                "name_zh": "Candor 平台",
                "name_en": "Candor",
                "jurisdiction": "cn",
                "territory": [],
                "created_at": at,
            },
        )
        # Whoever comes second waits here for the first, and then finds the key.
        tx.execute(
            select(organisations.c.id).where(organisations.c.id == PLATFORM).with_for_update()
        )
        _ensure_key(tx, PLATFORM)


def list_organisations(owner: Database) -> tuple[Organisation, ...]:
    """Return every lender and regulator, in the order they were set up."""
    with owner.transaction(PROVISIONING) as tx:
        return store.load_organisations(tx)


def ensure_organisation(owner: Database, wanted: NewOrganisation, at: datetime) -> Organisation:
    """Set up an organisation with its key; one that is there under this id stays as it is.

    Raises:
        InvalidInput: a lender without a type, a regulator with one, or the platform itself.
    """
    lends = wanted.kind is OrganisationKind.LENDER
    if wanted.kind is OrganisationKind.PLATFORM or lends != (wanted.lender_type is not None):
        raise InvalidInput("a lender with its type, or a regulator without one", wanted.kind)
    organisation_id = wanted.id or new_id()
    with owner.transaction(PROVISIONING) as tx:
        tx.execute(
            insert(organisations).on_conflict_do_nothing(),
            {
                "id": organisation_id,
                "kind": wanted.kind.value,
                "name_zh": wanted.name.zh,
                "name_en": wanted.name.en,
                "jurisdiction": wanted.jurisdiction,
                "lender_type": wanted.lender_type,
                "territory": list(wanted.territory),
                "created_at": at,
            },
        )
        tx.execute(
            select(organisations.c.id)
            .where(organisations.c.id == organisation_id)
            .with_for_update()
        )
        _ensure_key(tx, organisation_id)
        return store.load_organisation(tx, organisation_id)


def create_person(owner: Database, registration: Registration, at: datetime) -> UUID:
    """Open an account for someone: the first administrator, an invented person.

    Raises:
        InvalidInput: the name, the sign-in name or the password does not fit.
        Conflict: the sign-in name is taken.
    """
    person = new_person(registration)
    password_hash = hash_password(registration.password)
    with owner.transaction(PROVISIONING) as tx:
        if not store.insert_person(tx, person, password_hash, at):
            raise Conflict("this sign-in name is taken")
    return person.id


def find_account(owner: Database, sign_in: str) -> UUID | None:
    """Return who signs in by that name.

    Raises:
        InvalidInput: it is neither a mobile number nor an e-mail address.
    """
    with owner.transaction(PROVISIONING) as tx:
        return store.find_person_as_owner(tx, normal_sign_in(sign_in))


def add_member(
    owner: Database, organisation_id: UUID, person_id: UUID, role: Role, at: datetime
) -> None:
    """Give a person a role in an organisation; a second time changes nothing.

    Raises:
        NotFound: there is no such organisation.
        InvalidInput: no one holds that role in this kind of organisation.
    """
    with owner.transaction(provisioning(organisation_id)) as tx:
        give_role(tx, person_id, role, at)


def provision_api_key(
    owner: Database, organisation_id: UUID, label: str, scopes: frozenset[str], at: datetime
) -> NewApiKey:
    """Make a key for an organisation's system.

    Raises:
        NotFound: there is no such organisation.
        InvalidInput: the label or a scope does not fit.
    """
    with owner.transaction(provisioning(organisation_id)) as tx:
        return make_api_key(tx, organisation_id, label, scopes, at)


def provisioned_keys(owner: Database, organisation_id: UUID) -> tuple[ApiKey, ...]:
    """Return the keys of an organisation's systems, the newest first."""
    with owner.transaction(PROVISIONING) as tx:
        return load_api_keys(tx, organisation_id)


def end_provisioned_key(owner: Database, organisation_id: UUID, key_id: UUID, at: datetime) -> None:
    """End a key of an organisation's system; it opens nothing from here on.

    Raises:
        NotFound: the organisation has no such key that works.
    """
    with owner.transaction(provisioning(organisation_id)) as tx:
        close_api_key(tx, organisation_id, key_id, at)


def _ensure_key(tx: Transaction, organisation_id: UUID) -> None:
    present = tx.execute(
        select(organisation_keys.c.version).where(
            organisation_keys.c.organisation_id == organisation_id
        )
    ).first()
    if present is None:
        tx.make_organisation_key(organisation_id)
