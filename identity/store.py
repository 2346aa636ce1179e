"""Persons, their credentials and memberships as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Integer, Row, Table, Text, Uuid, func, select
from sqlalchemy.dialects.postgresql import insert

from core import text
from core.access import Role
from core.errors import NotFound
from core.text import Language
from database.schema import instant, metadata, sealed
from database.tenancy import PLATFORM, organisations
from database.transaction import Transaction
from identity.model import Authenticator, Entry, Organisation, OrganisationKind, Person, SignInName
from identity.rules import locked_until, normal_sign_in

_SIGN_IN: Final = "persons.sign_in"
_NAME: Final = "persons.name"
_TOTP: Final = "credentials.totp"

persons = Table(
    "persons",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("sign_in_index", Text, nullable=False, unique=True),
    sealed("sign_in_sealed"),
    sealed("name_sealed"),
    Column("language", Text, nullable=False),
    instant("created_at"),
)

credentials = Table(
    "credentials",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("password_hash", Text, nullable=False),
    sealed("totp_sealed", nullable=True),
    instant("totp_confirmed_at", nullable=True),
    Column("totp_last_step", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    instant("locked_until", nullable=True),
    sealed("totp_pending_sealed", nullable=True),
    Column("one_time", Boolean, nullable=False),  # the password was given, not chosen
)

memberships = Table(
    "memberships",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("role", Text, primary_key=True),
    instant("created_at"),
)


@dataclass(frozen=True, slots=True)
class Try:
    """One try at a password or code that was counted before it was looked at."""

    password_hash: str | None
    failures: int


def find_person(tx: Transaction, sign_in: SignInName) -> UUID | None:
    """Return who signs in by that name; for an access that is nobody yet."""
    index = tx.blind(_SIGN_IN, sign_in.value, PLATFORM)
    found = func.lookup_sign_in(index).table_valued("person_id")
    return tx.execute(select(found.c.person_id)).scalar_one_or_none()


def find_person_as_owner(tx: Transaction, sign_in: SignInName) -> UUID | None:
    """Return who signs in by that name; for the owner, who needs no function to look it up."""
    index = tx.blind(_SIGN_IN, sign_in.value, PLATFORM)
    return tx.execute(
        select(persons.c.id).where(persons.c.sign_in_index == index)
    ).scalar_one_or_none()


def insert_person(tx: Transaction, person: Person, password_hash: str, at: datetime) -> bool:
    """Keep a new person under a new key of their own; False when the sign-in name is taken."""
    tx.make_subject_key(PLATFORM, person.id)
    inserted = tx.execute(
        insert(persons)
        .on_conflict_do_nothing(index_elements=["sign_in_index"])
        .returning(persons.c.id),
        {
            "id": person.id,
            "sign_in_index": tx.blind(_SIGN_IN, person.sign_in.value, PLATFORM),
            "sign_in_sealed": tx.seal(person.id, _SIGN_IN, person.sign_in.value),
            "name_sealed": tx.seal(person.id, _NAME, person.name),
            "language": person.language.value,
            "created_at": at,
        },
    )
    if inserted.first() is None:
        return False
    tx.execute(
        credentials.insert(),
        {
            "person_id": person.id,
            "password_hash": password_hash,
            "totp_last_step": 0,
            "failures": 0,
            "one_time": False,
        },
    )
    return True


def load_person(tx: Transaction, person_id: UUID) -> Person:
    """Return a person, unsealed.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    row = tx.execute(select(persons).where(persons.c.id == person_id)).one_or_none()
    if row is None:
        raise NotFound("there is no such person, or not for this actor")
    return Person(
        id=row.id,
        sign_in=normal_sign_in(tx.unseal(row.id, _SIGN_IN, row.sign_in_sealed)),
        name=tx.unseal(row.id, _NAME, row.name_sealed),
        language=Language(row.language),
    )


def claim_try(tx: Transaction, person_id: UUID, at: datetime) -> Try | None:
    """Count a try before it is looked at, so that tries side by side cannot pass the lock.

    Returns:
        What to look at; None when there is nobody, or they are locked.
    """
    row = tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id)
        .where((credentials.c.locked_until.is_(None)) | (credentials.c.locked_until <= at))
        .values(failures=credentials.c.failures + 1)
        .returning(credentials.c.password_hash, credentials.c.failures)
    ).one_or_none()
    # Both statements run when there is nobody, too: the work must not tell.
    failures = 0 if row is None else row.failures
    tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id, credentials.c.failures == failures)
        .values(locked_until=locked_until(failures, at))
    )
    return None if row is None else Try(row.password_hash, row.failures)


def take_back_try(tx: Transaction, person_id: UUID) -> None:
    """Uncount one try that was right, while another proof is still to come."""
    tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id)
        .values(failures=func.greatest(credentials.c.failures - 1, 0), locked_until=None)
    )


def forget_tries(tx: Transaction, person_id: UUID) -> None:
    """Begin again at no failures: everything asked for was proved."""
    tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id)
        .values(failures=0, locked_until=None)
    )


def save_password(tx: Transaction, person_id: UUID, password_hash: str) -> None:
    """Replace a person's password hash."""
    tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id)
        .values(password_hash=password_hash)
    )


def drop_authenticator(tx: Transaction, person_id: UUID) -> None:
    """Take a person's authenticator out of use: the device is lost."""
    tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id)
        .values(totp_sealed=None, totp_pending_sealed=None, totp_confirmed_at=None)
    )


def load_authenticator(tx: Transaction, person_id: UUID) -> Authenticator:
    """Return the authenticator in use; one without a secret where there is none."""
    stored = tx.execute(
        select(credentials.c.totp_sealed)
        .where(credentials.c.person_id == person_id)
        .where(credentials.c.totp_confirmed_at.is_not(None))
    ).scalar_one_or_none()
    if stored is None:
        return Authenticator()
    return Authenticator(tx.unseal(person_id, _TOTP, stored), confirmed=True)


def load_pending_authenticator(tx: Transaction, person_id: UUID) -> Authenticator:
    """Return the authenticator that is being set up; one without a secret where there is none."""
    stored = tx.execute(
        select(credentials.c.totp_pending_sealed).where(credentials.c.person_id == person_id)
    ).scalar_one_or_none()
    return Authenticator() if stored is None else Authenticator(tx.unseal(person_id, _TOTP, stored))


def save_pending_authenticator(tx: Transaction, person_id: UUID, secret: str) -> None:
    """Keep the secret of an authenticator that is being set up; the one in use stays."""
    tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id)
        .values(totp_pending_sealed=tx.seal(person_id, _TOTP, secret))
    )


def confirm_authenticator(tx: Transaction, person_id: UUID, step: int, at: datetime) -> None:
    """Put the authenticator that was set up in the place of the one in use."""
    tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id)
        .values(
            totp_sealed=credentials.c.totp_pending_sealed,
            totp_pending_sealed=None,
            totp_confirmed_at=at,
            totp_last_step=step,
        )
    )


def use_step(tx: Transaction, person_id: UUID, step: int) -> bool:
    """Use up a code's step; False when it, or a later one, was used before."""
    used = tx.execute(
        credentials.update()
        .where(credentials.c.person_id == person_id, credentials.c.totp_last_step < step)
        .values(totp_last_step=step)
    )
    return used.rowcount == 1


def load_memberships(tx: Transaction, person_id: UUID) -> tuple[Entry, ...]:
    """Return a person's offices, in the order they were given."""
    rows = tx.execute(
        select(memberships.c.role, organisations)
        .join(organisations, organisations.c.id == memberships.c.organisation_id)
        .where(memberships.c.person_id == person_id)
        .order_by(memberships.c.created_at, organisations.c.id, memberships.c.role)
    )
    return tuple(Entry(Role(row.role), organisation_of(row)) for row in rows)


def load_organisation(tx: Transaction, organisation_id: UUID) -> Organisation:
    """Return an organisation.

    Raises:
        NotFound: there is none.
    """
    row = tx.execute(
        select(organisations).where(organisations.c.id == organisation_id)
    ).one_or_none()
    if row is None:
        raise NotFound("there is no such organisation")
    return organisation_of(row)


def load_organisations(tx: Transaction) -> tuple[Organisation, ...]:
    """Return every organisation but the platform, the oldest first."""
    rows = tx.execute(
        select(organisations)
        .where(organisations.c.id != PLATFORM)
        .order_by(organisations.c.created_at, organisations.c.id)
    )
    return tuple(organisation_of(row) for row in rows)


def organisation_of(row: Row[Any]) -> Organisation:
    """Return the organisation in a row of `organisations`."""
    return Organisation(
        id=row.id,
        kind=OrganisationKind(row.kind),
        name=text.Text(row.name_zh, row.name_en),
        jurisdiction=row.jurisdiction,
        lender_type=row.lender_type,
        territory=tuple(row.territory),
    )
