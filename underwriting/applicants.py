"""Whose application it is: one subject for one applicant at one lender."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from core.access import ActorKind
from core.ids import new_id, new_reference
from database.tenancy import subjects
from database.transaction import Transaction
from evidence.model import Fact
from evidence.service import record
from underwriting.tables import applicant_identities


def subject_of(tx: Transaction, organisation_id: UUID, id_number: str, at: datetime) -> UUID:
    """Return the subject a lender knows an applicant as, a new one if need be.

    Args:
        tx: bound to the person who applies, or to the lender's system that hands in for them.
        organisation_id: the lender applied to.
        id_number: as it was handed in; whoever applies for themselves is known without it.
        at: when.
    """
    person = tx.access.actor_id if tx.access.actor_kind is ActorKind.PERSON else None
    if person is None:
        known = _brought_by_lender(tx, organisation_id, id_number)
    else:
        _lock(tx, organisation_id, str(person))
        known = tx.execute(
            select(subjects.c.id).where(
                subjects.c.organisation_id == organisation_id, subjects.c.person_id == person
            )
        ).scalar_one_or_none()
    if known is not None:
        return known
    return _new_subject(tx, organisation_id, person, at)


def _brought_by_lender(tx: Transaction, organisation_id: UUID, id_number: str) -> UUID | None:
    """Return the subject a lender brought under this identity number; None when it is new.

    Never one that somebody signed in as: whoever has an account only typed the number, and would
    see what belongs to its owner. Two applications that ask at the same instant wait for each
    other until the first one is kept.
    """
    index = tx.blind("id_number", id_number, organisation_id)
    _lock(tx, organisation_id, index)
    statement = (
        select(applicant_identities.c.subject_id)
        .join(
            subjects,
            (subjects.c.organisation_id == applicant_identities.c.organisation_id)
            & (subjects.c.id == applicant_identities.c.subject_id),
        )
        .where(
            applicant_identities.c.organisation_id == organisation_id,
            applicant_identities.c.id_number_index == index,
            subjects.c.person_id.is_(None),
            subjects.c.erased_at.is_(None),
        )
        .order_by(applicant_identities.c.subject_id)
        .limit(1)
    )
    return tx.execute(statement).scalar_one_or_none()


def _lock(tx: Transaction, organisation_id: UUID, mark: str) -> None:
    """Let one transaction at a time ask whether an applicant is known, and make them known.

    Args:
        tx: holds the lock until it ends.
        organisation_id: the lender applied to.
        mark: the blind index of an identity number, or the id of a person.
    """
    digest = hashlib.sha256(f"{organisation_id}/{mark}".encode()).digest()
    number = int.from_bytes(digest[:8], signed=True)
    tx.execute(select(func.pg_advisory_xact_lock(number)))


def _new_subject(
    tx: Transaction, organisation_id: UUID, person_id: UUID | None, at: datetime
) -> UUID:
    """Make somebody known at a lender, with a key of their own; return the subject."""
    subject_id = new_id()
    reference = new_reference("S")
    tx.execute(
        subjects.insert(),
        {
            "organisation_id": organisation_id,
            "id": subject_id,
            "person_id": person_id,
            "reference": reference,
            "epoch": 0,
            "created_at": at,
        },
    )
    tx.make_subject_key(organisation_id, subject_id)
    channel = "api" if person_id is None else "page"
    payload = {"channel": channel, "reference": reference}
    record(tx, Fact("subject.registered@1", subject_id, reference, payload), at)
    return subject_id
