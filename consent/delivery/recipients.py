"""Setting recipients up and closing them; the keys we sign with when we tell them something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import update

from consent.delivery import store
from consent.delivery.addresses import check_endpoint
from consent.delivery.model import Recipient
from consent.delivery.rules import pseudonym
from consent.delivery.signatures import SigningKey, public_key
from consent.delivery.tables import recipients
from consent.purposes import purpose_of
from core.errors import Conflict, InvalidInput, NotFound
from core.ids import new_id
from core.text import Text
from database.transaction import Transaction
from evidence.model import Fact
from evidence.service import record

_NAME_MAX: Final = 120
_SECONDS_MAX: Final = 31 * 24 * 60 * 60
_DAYS_MAX: Final = 366


@dataclass(frozen=True, slots=True)
class Wanted:
    """A recipient to be set up, as the contract with it says.

    Args:
        public_key: its Ed25519 key, 32 bytes in base64.
    """

    name: Text
    purposes: tuple[str, ...]
    endpoint: str
    public_key: str
    acknowledge_seconds: int
    delete_days: int


def add_recipient(
    tx: Transaction, organisation_id: UUID, wanted: Wanted, at: datetime, *, loopback: bool
) -> Recipient:
    """Set a recipient up; from now on it is told.

    Args:
        tx: bound to the lender, as the owner of the tables.
        organisation_id: the lender's.
        wanted: what the contract says.
        at: when.
        loopback: whether an endpoint on this machine is let through.

    Raises:
        InvalidInput: a part of it does not fit.
    """
    _check(wanted)
    made_id = new_id()
    made = Recipient(
        id=made_id,
        organisation_id=organisation_id,
        name=wanted.name,
        purposes=tuple(sorted(set(wanted.purposes))),
        endpoint=check_endpoint(wanted.endpoint, loopback=loopback),
        public_key=wanted.public_key,
        key_id=f"recipients/{made_id}",
        our_key_id=key_name(organisation_id),
        acknowledge_seconds=wanted.acknowledge_seconds,
        delete_days=wanted.delete_days,
        since=at,
    )
    row = {name: getattr(made, name) for name in Recipient.__slots__ if name != "name"}
    row |= {"name_zh": made.name.zh, "name_en": made.name.en, "purposes": list(made.purposes)}
    tx.execute(recipients.insert(), row)
    _record(tx, made, "open", at)
    return made


def close_recipient(
    tx: Transaction, organisation_id: UUID, recipient_id: UUID, at: datetime
) -> Recipient:
    """Let a recipient receive no more data; what it has, it is still told to stop using.

    Raises:
        NotFound: the lender has no such recipient.
        Conflict: it was closed before.
    """
    found = store.recipient(tx, organisation_id, recipient_id)
    if found is None:
        raise NotFound("there is no such recipient")
    if not found.open:
        raise Conflict("the recipient is closed already")
    tx.execute(
        update(recipients)
        .where(recipients.c.organisation_id == organisation_id, recipients.c.id == recipient_id)
        .values(until=at)
    )
    closed = replace(found, until=at)
    _record(tx, closed, "closed", at)
    return closed


def signing_key(tx: Transaction, organisation_id: UUID) -> SigningKey:
    """Return the key a lender signs with when it tells recipients something, and nothing else.

    It is made from the lender's own key, which only the root key opens, so no table holds it.

    Raises:
        NotFound: who acts does not see the lender's key.
    """
    seed = tx.derived_key(organisation_id, "deliveries ed25519")
    return SigningKey(key_name(organisation_id), Ed25519PrivateKey.from_private_bytes(seed))


def key_name(organisation_id: UUID) -> str:
    """Return the name a lender's key for deliveries is known by."""
    return f"deliveries/{organisation_id}"


def pseudonym_at(
    tx: Transaction, organisation_id: UUID, recipient_id: UUID, subject_id: UUID
) -> str:
    """Return what stands for a person at a recipient; what is handed over carries it too.

    Raises:
        NotFound: who acts does not see the lender's key.
    """
    return pseudonym(
        tx.derived_key(organisation_id, f"pseudonyms at recipient {recipient_id}"), subject_id
    )


def _check(wanted: Wanted) -> None:
    """Hold a recipient against what fits.

    Raises:
        InvalidInput: a part of it does not.
    """
    for name in (wanted.name.zh, wanted.name.en):
        if not name.strip() or len(name) > _NAME_MAX or not name.isprintable():
            raise InvalidInput(
                "a name of 1 to 120 characters in each language", "another", "--name"
            )
    unknown = [code for code in wanted.purposes if not _consented(code)]
    if unknown or not wanted.purposes:
        found = _shown(unknown)
        raise InvalidInput("purposes that rest on consent", found, "--purpose")
    public_key(wanted.public_key)
    if not 0 < wanted.acknowledge_seconds <= _SECONDS_MAX:
        raise InvalidInput("at most 31 days, and more than nothing", "another time", "--hours")
    if not 0 < wanted.delete_days <= _DAYS_MAX:
        raise InvalidInput("1 to 366 days", str(wanted.delete_days)[:10], "--delete-days")


def _consented(code: str) -> bool:
    purpose = purpose_of(code)
    return purpose is not None and purpose.needs_grant


def _shown(codes: Sequence[str]) -> str:
    return ", ".join(codes)[:100] or "none"


def _record(tx: Transaction, one: Recipient, state: str, at: datetime) -> None:
    payload: dict[str, object] = {
        "recipient": str(one.id),
        "state": state,
        "purposes": list(one.purposes),
        "key_id": one.key_id,
        "acknowledge_seconds": one.acknowledge_seconds,
        "delete_days": one.delete_days,
    }
    record(tx, Fact("recipient.changed@1", None, str(one.id), payload), at)
