"""Messages and the one-time codes some of them carry, as rows."""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Column, Integer, Table, Text, Uuid, func, select

from core import text
from core.errors import TooManyRequests
from core.ids import new_id
from database.schema import instant, metadata, sealed
from database.tenancy import PLATFORM
from database.transaction import Transaction
from identity.model import Action, Channel, Message, MessageKind
from identity.rules import CODE_LIFE, CODE_TRIES, CODES_AN_HOUR

_CODE: Final = "confirmations.code"

messages = Table(
    "messages",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),
    sealed("body_sealed"),
    instant("created_at"),
    instant("sent_at", nullable=True),
    instant("read_at", nullable=True),
)

confirmations = Table(
    "confirmations",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("action", Text, nullable=False),
    Column("code_index", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    instant("created_at"),
    instant("expires_at"),
    instant("used_at", nullable=True),
)


def insert_message(tx: Transaction, message: Message) -> None:
    """Keep a message, sealed for the person it is to."""
    body = json.dumps(message.text.as_dict(), ensure_ascii=False)
    tx.execute(
        messages.insert(),
        {
            "id": message.id,
            "person_id": message.person_id,
            "channel": message.channel.value,
            "kind": message.kind.value,
            "body_sealed": tx.seal(message.person_id, _place(message.id), body),
            "created_at": message.created_at,
            "sent_at": message.created_at,
        },
    )


def load_messages(
    tx: Transaction, person_id: UUID, kinds: frozenset[MessageKind], limit: int
) -> tuple[Message, ...]:
    """Return a person's messages of these kinds, the newest first."""
    rows = tx.execute(
        select(messages)
        .where(messages.c.person_id == person_id)
        .where(messages.c.kind.in_([kind.value for kind in kinds]))
        .order_by(messages.c.id.desc())
        .limit(limit)
    )
    return tuple(
        Message(
            id=row.id,
            person_id=row.person_id,
            channel=Channel(row.channel),
            kind=MessageKind(row.kind),
            text=text.Text(**json.loads(tx.unseal(person_id, _place(row.id), row.body_sealed))),
            created_at=row.created_at,
            read_at=row.read_at,
        )
        for row in rows
    )


def mark_read(tx: Transaction, person_id: UUID, at: datetime) -> None:
    """Note that the person has seen what is in the outbox."""
    tx.execute(
        messages.update()
        .where(messages.c.person_id == person_id, messages.c.read_at.is_(None))
        .values(read_at=at)
    )


def check_code_count(tx: Transaction, person_id: UUID, at: datetime) -> None:
    """Let pass whoever was not sent too many codes within the hour; one at a time for a person.

    Raises:
        TooManyRequests: they were.
    """
    # Two requests at once would both count too few, and leave two codes that work.
    tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(person_id), 0))))
    sent = tx.execute(
        select(func.count())
        .select_from(confirmations)
        .where(confirmations.c.person_id == person_id)
        .where(confirmations.c.created_at > at - timedelta(hours=1))
    ).scalar_one()
    if sent >= CODES_AN_HOUR:
        raise TooManyRequests("too many codes were sent within the hour; try again later")


def insert_code(tx: Transaction, person_id: UUID, action: Action, code: str, at: datetime) -> None:
    """Keep a one-time code; the codes sent before for the same action stop working."""
    tx.execute(
        confirmations.update()
        .where(confirmations.c.person_id == person_id, confirmations.c.action == action.value)
        .where(confirmations.c.used_at.is_(None))
        .values(used_at=at)
    )
    code_id = new_id()
    tx.execute(
        confirmations.insert(),
        {
            "id": code_id,
            "person_id": person_id,
            "action": action.value,
            "code_index": _index(tx, code_id, code),
            "tries": 0,
            "created_at": at,
            "expires_at": at + CODE_LIFE,
        },
    )


def use_code(tx: Transaction, person_id: UUID, action: Action, code: str, at: datetime) -> bool:
    """Use a one-time code up; every try counts, so the caller must let the transaction commit."""
    row = tx.execute(
        confirmations.update()
        .where(confirmations.c.person_id == person_id, confirmations.c.action == action.value)
        .where(confirmations.c.used_at.is_(None), confirmations.c.expires_at > at)
        .where(confirmations.c.tries < CODE_TRIES)
        .values(tries=confirmations.c.tries + 1)
        .returning(confirmations.c.id, confirmations.c.code_index)
    ).one_or_none()
    if row is None or not hmac.compare_digest(row.code_index, _index(tx, row.id, code)):
        return False
    used = tx.execute(
        confirmations.update()
        .where(confirmations.c.id == row.id, confirmations.c.used_at.is_(None))
        .values(used_at=at)
    )
    return used.rowcount == 1


def _index(tx: Transaction, code_id: UUID, code: str) -> str:
    # Six digits are soon tried out: only a keyed hash keeps them from a reader of the table.
    return tx.blind(_CODE, f"{code_id}:{code.strip()}", PLATFORM)


def _place(message_id: UUID) -> str:
    return f"messages.body/{message_id}"
