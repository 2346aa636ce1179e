"""The key by which an organisation signs the papers it hands out, such as consent receipts.

It is made from the organisation's own key, which only the root opens, so every server of the
installation has it at hand inside a transaction and no table holds it. It is not the key that
signs checkpoints: one key, one kind of message.
"""

from __future__ import annotations

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.errors import InvalidInput
from database.transaction import Transaction
from evidence.keys import KeyKind, VerifierKey

_PREFIX = "receipts/"


class PaperKey:
    """The private half, for as long as a transaction needs it."""

    __slots__ = ("_private", "name")

    def __init__(self, seed: bytes, organisation_id: UUID) -> None:
        self.name = key_name(organisation_id)
        self._private = Ed25519PrivateKey.from_private_bytes(seed)

    def public(self) -> VerifierKey:
        """Return the key others check with."""
        public = self._private.public_key().public_bytes_raw()
        return VerifierKey(self.name, KeyKind.ED25519, public)

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of a message."""
        return self._private.sign(message)


def paper_key(tx: Transaction, organisation_id: UUID) -> PaperKey:
    """Return an organisation's key for papers.

    Raises:
        NotFound: who acts does not see the organisation's key.
    """
    return PaperKey(tx.derived_key(organisation_id, "papers ed25519"), organisation_id)


def key_name(organisation_id: UUID | str) -> str:
    """Return the name an organisation signs papers by."""
    return f"{_PREFIX}{organisation_id}"


def organisation_of(name: str) -> UUID:
    """Return whose key a name stands for.

    Raises:
        InvalidInput: it is the name of no such key.
    """
    try:
        found = UUID(name.removeprefix(_PREFIX))
    except ValueError:
        found = None
    if found is None or key_name(found) != name:
        raise InvalidInput("the name of a key for receipts", "another name")
    return found
