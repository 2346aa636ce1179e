"""Law that a lender's own counsel read: the text attached, two people, their lender alone.

Candor never read these words. A confirmed row is shown as confirmed by that organisation, never
as verified; and only while the row is the one the text was attached to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from contracts.law.table import LAWS
from contracts.products.model import Confirmation
from contracts.products.rules import check_second, check_text, person_who_signs, row_sha256
from contracts.products.tables import law_confirmations as table
from core.access import Access
from core.errors import Conflict, NotFound
from core.ids import new_id
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record

_PERSON = "law_confirmations.person"


def digest_of(law: str) -> str:
    """Return the digest of the rows of a code.

    Raises:
        NotFound: there is no such row.
    """
    rows = [row for row in LAWS if row.code == law]
    if not rows:
        raise NotFound("there is no such row of law")
    return row_sha256(rows)


def attach_text(
    database: Database, access: Access, law: str, said: tuple[str, str, str], at: datetime
) -> None:
    """Attach the words of an unverified row; it is confirmed once a second person agrees.

    Args:
        database: as the app role.
        access: the first person, of the lender.
        law: the code of the row.
        said: the words of the law, where they are from, and the first person's name.
        at: when.

    Raises:
        Forbidden: they may not sign, or are no person.
        NotFound: there is no such row.
        InvalidInput: the words or their source are missing or too long.
        Conflict: the row was read by Candor, is confirmed already, or a text waits.
    """
    person = person_who_signs(access)
    check_text(said[0], said[1])
    digest = digest_of(law)
    if all(row.verified for row in LAWS if row.code == law):
        raise Conflict("the words of this row were read at their source already")
    with database.transaction(access) as tx:
        earlier = confirmations_of(tx, law)
        if any(one.refused_at is None and one.row_sha256 == digest for one in earlier):
            raise Conflict("a text of this row is attached already")
        text_sha256 = _insert(tx, law, digest, said, at)
        payload = {
            "law": law,
            "row_sha256": digest,
            "text_sha256": text_sha256,
            "asked_by": tx.blind(_PERSON, str(person)),
        }
        record(tx, Fact("law.text_attached@1", None, law, payload), at)


def answer_text(
    database: Database,
    access: Access,
    law: str,
    said: tuple[bool, UUID, str],
    at: datetime,
) -> None:
    """Confirm an attached text as the second person, or send it back.

    Args:
        database: as the app role.
        access: the second person, of the lender.
        law: the code of the row.
        said: yes or no, the key of the text as they saw it, and the second person's name.
        at: when.

    Raises:
        Forbidden: they may not sign, are no person, or are the first one.
        NotFound: there is no such text here.
        Conflict: it was answered already, or the row changed since.
    """
    person = person_who_signs(access)
    agreed, wanted, name = said
    with database.transaction(access) as tx:
        found = _waiting(tx, law, wanted)
        check_second(found, person)
        if agreed and found.row_sha256 != digest_of(law):
            raise Conflict("the row changed after this text was attached")
        tx.execute(
            table.update()
            .where(table.c.organisation_id == access.organisation, table.c.id == wanted)
            .values(
                confirmed_by=person,
                second_sealed=tx.seal_own(_place("second", wanted), name),
                confirmed_at=at if agreed else None,
                refused_at=None if agreed else at,
            )
        )
        payload = {
            "law": law,
            "row_sha256": found.row_sha256,
            "text_sha256": found.text_sha256,
            "asked_by": tx.blind(_PERSON, str(found.asked_by)),
            "answered_by": tx.blind(_PERSON, str(person)),
            "agreed": agreed,
        }
        record(tx, Fact("law.confirmed@1", None, law, payload), at)


def confirmations_of(tx: Transaction, law: str | None = None) -> tuple[Confirmation, ...]:
    """Return the texts the lender attached to a row of law, or to all, the oldest first."""
    statement = select(table).where(table.c.organisation_id == tx.access.organisation)
    if law is not None:
        statement = statement.where(table.c.law == law)
    return tuple(_confirmation(tx, row) for row in tx.execute(statement.order_by(table.c.id)))


def confirmed(tx: Transaction) -> Mapping[str, Confirmation]:
    """Return, by code, the rows the lender confirmed and that are still those it read."""
    return {
        one.law: one
        for one in confirmations_of(tx)
        if one.confirmed_at is not None
        and any(row.code == one.law for row in LAWS)
        and one.row_sha256 == digest_of(one.law)
    }


def _insert(
    tx: Transaction, law: str, digest: str, said: tuple[str, str, str], at: datetime
) -> str:
    """Keep an attached text; return its digest."""
    text, source, name = said
    fresh, text_sha256 = new_id(), sha256(text.encode()).hexdigest()
    tx.execute(
        table.insert(),
        {
            "organisation_id": tx.access.organisation,
            "id": fresh,
            "law": law,
            "row_sha256": digest,
            "words": text,
            "words_sha256": text_sha256,
            "source": source,
            "asked_by": tx.access.actor_id,
            "first_sealed": tx.seal_own(_place("first", fresh), name),
            "asked_at": at,
        },
    )
    return text_sha256


def _waiting(tx: Transaction, law: str, wanted: UUID) -> Confirmation:
    """Return an attached text, held until the transaction ends.

    Raises:
        NotFound: there is no such text here.
    """
    statement = select(table).where(
        table.c.organisation_id == tx.access.organisation,
        table.c.id == wanted,
        table.c.law == law,
    )
    row = tx.execute(statement.with_for_update()).one_or_none()
    if row is None:
        raise NotFound("there is no such text")
    return _confirmation(tx, row)


def _place(column: str, row_id: UUID) -> str:
    return f"law_confirmations.{column}/{row_id}"


def _confirmation(tx: Transaction, row: Row[Any]) -> Confirmation:
    second = row.second_sealed
    return Confirmation(
        id=row.id,
        law=row.law,
        row_sha256=row.row_sha256,
        text=row.words,
        text_sha256=row.words_sha256,
        source=row.source,
        asked_by=row.asked_by,
        first=tx.unseal_own(_place("first", row.id), row.first_sealed),
        asked_at=row.asked_at,
        confirmed_by=row.confirmed_by,
        second="" if second is None else tx.unseal_own(_place("second", row.id), second),
        confirmed_at=row.confirmed_at,
        refused_at=row.refused_at,
    )
