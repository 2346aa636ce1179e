"""Who looked at a person's data, at every lender, so that the person can see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Row, Table, Uuid, and_, func, select
from sqlalchemy import Text as TextColumn
from sqlalchemy.dialects.postgresql import ARRAY

from consent import store
from consent.acts import ACTS
from consent.categories import CATEGORIES
from consent.confidential import ACT_CODES
from consent.model import Act, Category
from core.access import MACHINE
from core.ids import new_id
from core.text import Text
from database.schema import instant, key_columns, metadata
from database.tenancy import organisations
from database.transaction import Transaction

data_reads = Table(
    "data_reads",
    metadata,
    *key_columns(),
    Column("subject_id", Uuid, nullable=False),
    Column("act", TextColumn, nullable=False),
    Column("categories", ARRAY(TextColumn), nullable=False),
    Column("actor_id", Uuid, nullable=False),
    instant("at"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a person's data.

    Args:
        lender: whose eyes.
        automatic: whether the machine looked, and no person.
    """

    id: UUID
    lender: Text
    automatic: bool
    act: Act
    categories: tuple[Category, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Lender:
    """A lender who knows the person, and as which subject."""

    id: UUID
    name: Text
    subject_id: UUID


def note_read(
    tx: Transaction,
    organisation_id: UUID,
    subject_id: UUID,
    categories: Sequence[str],
    at: datetime,
) -> None:
    """Keep that a subject's data was looked at, so that they can see who did and why.

    Args:
        tx: bound to who looked, in the act they looked for.
        organisation_id: whose eyes.
        subject_id: whose data.
        categories: what was really read; where it is nothing, nothing is kept.
        at: when.
    """
    if not categories:
        return
    tx.execute(
        data_reads.insert(),
        {
            "organisation_id": organisation_id,
            "id": new_id(),
            "subject_id": subject_id,
            "act": tx.access.act,
            "categories": list(categories),
            "actor_id": tx.access.actor_id,
            "at": at,
        },
    )


def lenders_of_person(tx: Transaction) -> tuple[Lender, ...]:
    """Return every lender where the person who acts is known, the first one first."""
    known = store.subjects_of_person(tx)
    statement = select(organisations).where(organisations.c.id.in_([one for one, _ in known]))
    names = {row.id: Text(row.name_zh, row.name_en) for row in tx.execute(statement)}
    return tuple(
        Lender(organisation_id, names[organisation_id], subject_id)
        for organisation_id, subject_id in sorted(known, key=lambda one: one[1])
    )


def looks_of_person(
    tx: Transaction, *, before: UUID | None = None, limit: int = 50
) -> tuple[Look, ...]:
    """Return the newest looks at the data of the person who acts.

    Args:
        tx: bound to the person.
        before: for the next page, the id of the last one shown.
        limit: how many at most.
    """
    lenders = {one.id: one.name for one in lenders_of_person(tx)}
    reads = data_reads
    statement = select(reads).where(_mine(tx)).order_by(reads.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(reads.c.id < before)
    return tuple(_look(row, lenders[row.organisation_id]) for row in tx.execute(statement))


def count_looks(tx: Transaction) -> int:
    """Return how often the person's data was looked at in all."""
    statement = select(func.count()).select_from(data_reads).where(_mine(tx))
    return tx.execute(statement).scalar_one()


def looks_at(tx: Transaction, subject_id: UUID, lender: Text) -> tuple[Look, ...]:
    """Return every look at one subject's data, oldest first, as the person may know them.

    Args:
        tx: bound to the person, or to the lender that answers their request.
        subject_id: whose data.
        lender: the lender's name.
    """
    told = (data_reads.c.subject_id == subject_id, _told())
    rows = tx.execute(select(data_reads).where(*told).order_by(data_reads.c.id))
    return tuple(_look(row, lender) for row in rows)


def _look(row: Row[Any], lender: Text) -> Look:
    return Look(
        id=row.id,
        lender=lender,
        automatic=row.actor_id == MACHINE,
        act=_ACTS[row.act],
        categories=tuple(one for one in CATEGORIES if one.code in row.categories),
        at=row.at,
    )


def _told() -> ColumnElement[bool]:
    return data_reads.c.act.not_in(ACT_CODES)


def _mine(tx: Transaction) -> ColumnElement[bool]:
    known = [subject_id for _, subject_id in store.subjects_of_person(tx)]
    return and_(data_reads.c.subject_id.in_(known), _told())


_ACTS = {act.code: act for act in ACTS}
