"""Messages to people: one port, and the outbox every message stands in."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from core.access import Access
from core.ids import new_id
from core.text import Text
from database.transaction import Database, Transaction
from identity.message_store import insert_message, load_messages, mark_read
from identity.model import Message, MessageKind
from identity.rights import own_access
from identity.store import load_person

_LISTED_MAX = 100


class MessagePort(Protocol):
    """The way out for messages: a gateway for SMS and e-mail, or the outbox alone."""

    def send(
        self, tx: Transaction, person_id: UUID, kind: MessageKind, text: Text, at: datetime
    ) -> UUID:
        """Send a message by the way the person signs in; return its key."""
        ...


class Outbox:
    """Keeps each message, sealed, for the person to read on their own page; nothing leaves."""

    def send(
        self, tx: Transaction, person_id: UUID, kind: MessageKind, text: Text, at: datetime
    ) -> UUID:
        """Keep a message in the caller's transaction.

        The one who acts is the person, or a follower bound to the platform.

        Raises:
            NotFound: there is no such person, or this actor may not write to them.
        """
        person = load_person(tx, person_id)
        message = Message(
            id=new_id(),
            person_id=person_id,
            channel=person.sign_in.channel,
            kind=kind,
            text=text,
            created_at=at,
        )
        insert_message(tx, message)
        return message.id


OUTBOX: Final[MessagePort] = Outbox()


def send(tx: Transaction, person_id: UUID, kind: MessageKind, text: Text, at: datetime) -> UUID:
    """Write a message to a person; it stands if and only if the transaction does.

    Raises:
        NotFound: there is no such person, or this actor may not write to them.
    """
    return OUTBOX.send(tx, person_id, kind, text, at)


def read_outbox(
    database: Database, access: Access, kinds: frozenset[MessageKind], at: datetime
) -> tuple[Message, ...]:
    """Return the newest hundred messages of the one who acts, and note them as read."""
    with database.transaction(own_access(access.actor_id)) as tx:
        listed = load_messages(tx, access.actor_id, kinds, _LISTED_MAX)
        mark_read(tx, access.actor_id, at)
    return listed
