"""Mandates as rows: given by one person, accepted by another with a code, ended by either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Row, Table, Text, Uuid, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from database.schema import instant, metadata, sealed
from database.tenancy import PLATFORM
from database.transaction import Transaction

_CODE: Final = "mandates.code"
_HELPER_NAMED: Final = "mandates.helper_named"
_PRINCIPAL_NAMED: Final = "mandates.principal_named"

mandates = Table(
    "mandates",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("principal_id", Uuid, nullable=False),
    Column("helper_id", Uuid),
    Column("code_index", Text, nullable=False, unique=True),
    Column("rights", ARRAY(Text), nullable=False),
    sealed("helper_named_sealed"),  # as the principal calls them, under the principal's key
    sealed("principal_named_sealed", nullable=True),  # as the helper does, under the helper's
    instant("given_at"),
    instant("open_until"),
    instant("accepted_at", nullable=True),
    instant("ends_at"),
    instant("ended_at", nullable=True),
    Column("ended_by", Uuid),
)


class Right(StrEnum):
    """What a helper may do; more than this is nobody's to hand on."""

    SEE = "see"  # which uses are allowed, who looked, receipts
    STOP = "stop"  # take back and pause; never agree, resume or apply


class MandateState(StrEnum):
    """How a mandate stands, by the clock."""

    OFFERED = "offered"  # the code has not been used yet
    STANDING = "standing"
    LAPSED = "lapsed"  # nobody used the code in time
    RUN_OUT = "run_out"  # its last day has passed
    ENDED = "ended"  # by either side


@dataclass(frozen=True, slots=True)
class Given:
    """One mandate, as one of its two sides sees it.

    Args:
        named: what this side calls the other.
        helper_id: who helps; None while the code is not used.
        open_until: until when the code can be used.
        ends_at: when it runs out by itself.
    """

    id: UUID
    principal_id: UUID
    helper_id: UUID | None
    rights: frozenset[Right]
    named: str
    given_at: datetime
    open_until: datetime
    ends_at: datetime
    ended_at: datetime | None

    def state(self, at: datetime) -> MandateState:
        """Return how it stands at an instant; the database asks the same of its own clock."""
        states = (
            (self.ended_at is not None, MandateState.ENDED),
            (self.helper_id is None and at >= self.open_until, MandateState.LAPSED),
            (at >= self.ends_at, MandateState.RUN_OUT),
            (self.helper_id is None, MandateState.OFFERED),
        )
        return next((state for holds, state in states if holds), MandateState.STANDING)


def insert_mandate(tx: Transaction, given: Given, code: str) -> None:
    """Keep a mandate of the one who acts; of its code only the keyed hash."""
    named = tx.seal(given.principal_id, _place(_HELPER_NAMED, given.id), given.named)
    tx.execute(
        mandates.insert(),
        {
            "id": given.id,
            "principal_id": given.principal_id,
            "code_index": tx.blind(_CODE, code, PLATFORM),
            "rights": sorted(given.rights),
            "helper_named_sealed": named,
            "given_at": given.given_at,
            "open_until": given.open_until,
            "ends_at": given.ends_at,
        },
    )


def accept_mandate(tx: Transaction, code: str, named: str) -> UUID | None:
    """Make the one who acts the helper of the mandate with this code; None where there is none."""
    index = tx.blind(_CODE, code, PLATFORM)
    mandate_id = tx.execute(select(func.candor_accept_mandate(index))).scalar_one()
    if mandate_id is None:
        return None
    place = _place(_PRINCIPAL_NAMED, mandate_id)
    sealed_name = tx.seal(tx.access.actor_id, place, named)
    own = mandates.update().where(mandates.c.id == mandate_id)
    tx.execute(own.values(principal_named_sealed=sealed_name))
    return mandate_id


def end_mandate(tx: Transaction, mandate_id: UUID, at: datetime) -> bool:
    """End a mandate of the one who acts; False where there is none that could still be used."""
    ended = tx.execute(
        mandates.update()
        .where(mandates.c.id == mandate_id, mandates.c.ended_at.is_(None))
        .values(ended_at=at, ended_by=tx.access.actor_id)
    )
    return ended.rowcount == 1


def load_given(tx: Transaction) -> tuple[Given, ...]:
    """Return the mandates that the one who acts gave, the newest first."""
    mine = mandates.c.principal_id == tx.access.actor_id
    rows = tx.execute(select(mandates).where(mine).order_by(mandates.c.id.desc()))
    return tuple(
        _given(row, tx.unseal(row.principal_id, place, row.helper_named_sealed))
        for row in rows
        for place in (_place(_HELPER_NAMED, row.id),)
    )


def load_held(tx: Transaction) -> tuple[Given, ...]:
    """Return the mandates under which the one who acts helps somebody, the newest first."""
    mine = mandates.c.helper_id == tx.access.actor_id
    rows = tx.execute(select(mandates).where(mine).order_by(mandates.c.id.desc()))
    return tuple(
        _given(row, tx.unseal(row.helper_id, place, row.principal_named_sealed))
        for row in rows
        for place in (_place(_PRINCIPAL_NAMED, row.id),)
    )


def _given(row: Row[Any], named: str) -> Given:
    return Given(
        id=row.id,
        principal_id=row.principal_id,
        helper_id=row.helper_id,
        rights=frozenset(Right(one) for one in row.rights),
        named=named,
        given_at=row.given_at,
        open_until=row.open_until,
        ends_at=row.ends_at,
        ended_at=row.ended_at,
    )


def _place(column: str, mandate_id: UUID) -> str:
    return f"{column}/{mandate_id}"
