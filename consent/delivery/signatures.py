"""HTTP messages that say who sent them: RFC 9421 with Ed25519 and RFC 9530 content digests.

Every message of the protocol, theirs and ours, covers the same parts; what is signed with fewer is
refused. A signature is good for five minutes, and its nonce for one message.

Source:
    RFC 9421 (HTTP Message Signatures), RFC 9530 (Digest Fields).
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Final, cast

import http_sf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures.algorithms import (
    ED25519,  # pyright: ignore[reportPrivateImportUsage] - the library's own way in
)
from http_message_signatures.exceptions import HTTPMessageSignaturesException, InvalidSignature
from http_message_signatures.resolvers import MappingKeyResolver
from http_message_signatures.signatures import HTTPMessageSigner, HTTPMessageVerifier

from core.errors import InvalidInput, NotSignedIn

TOLD: Final = "candor-delivery"  # the tag of what we send
ANSWERED: Final = "candor-answer"  # the tag of what recipients send
COVERED: Final = (
    "@method",
    "@authority",
    "@path",
    "@query",
    "content-type",
    "content-digest",
    "date",
)
WINDOW: Final = timedelta(minutes=5)
_LABEL: Final = "sig1"
_NONCE_BYTES: Final = 16
_NONCE_MAX: Final = 100
_KEY_BYTES: Final = 32
_JSON: Final = "application/json"


class SignatureRefused(NotSignedIn):
    """A signature is missing, does not hold, is too old, or was seen before."""


@dataclass(slots=True)
class Message:
    """A request as it is signed: its method, whole address, headers and body."""

    method: str
    url: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that holds: by which key, and what to keep so that others can check it.

    Args:
        base: the signature base, the very text that was signed.
        signature: over it, in base64.
    """

    key_id: str
    nonce: str
    created: datetime
    base: str
    signature: str


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key with the name it is known by."""

    id: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The public half as others are given it: 32 bytes in base64."""
        return base64.b64encode(self.private.public_key().public_bytes_raw()).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """Read a public key: 32 bytes in base64.

    Raises:
        InvalidInput: it is something else.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _KEY_BYTES:
        raise InvalidInput("an Ed25519 public key, 32 bytes in base64", f"{len(text)} characters")
    return Ed25519PublicKey.from_public_bytes(raw)


def sign(
    message: Message, key: SigningKey, tag: str, at: datetime, nonce: str | None = None
) -> Message:
    """Return the message with the headers that sign it.

    Args:
        message: its own headers are kept; those of the signature are added.
        key: the sender's.
        tag: which side of the protocol speaks.
        at: when; written into `date` and into the signature.
        nonce: fresh for each message; only tests name one.
    """
    headers = {**message.headers, "Date": format_datetime(at.astimezone(UTC), usegmt=True)}
    headers.setdefault("Content-Type", _JSON)
    signed = Message(message.method, message.url, message.body, headers)
    signer = HTTPMessageSigner(
        signature_algorithm=ED25519,
        key_resolver=MappingKeyResolver(public_keys={}, private_keys={key.id: key.private}),
    )
    signer.sign(  # pyright: ignore[reportUnknownMemberType]
        signed,
        key_id=key.id,
        created=at,
        nonce=nonce or secrets.token_urlsafe(_NONCE_BYTES),
        label=_LABEL,
        tag=tag,
        covered_component_ids=COVERED,
        body=signed.body,
    )
    return signed


def named_key(headers: Mapping[str, str]) -> str:
    """Return which key a request names; nothing it says is believed yet.

    Raises:
        SignatureRefused: it carries no signature that could be read.
    """
    field_value = {name.lower(): value for name, value in headers.items()}.get("signature-input")
    if not field_value:
        raise SignatureRefused("this needs an HTTP message signature (RFC 9421)")
    try:
        names = {str(parameters["keyid"]) for _, parameters in _members(field_value).values()}
    except (ValueError, TypeError, KeyError):
        raise SignatureRefused("Signature-Input cannot be read, or names no key") from None
    if len(names) != 1:
        raise SignatureRefused("one signature is expected, by one key")
    return names.pop()


def verify(message: Message, key_id: str, key: Ed25519PublicKey, tag: str, at: datetime) -> Signed:
    """Return the signature of a message, which holds.

    That its nonce was not seen before is for the caller to keep.

    Raises:
        SignatureRefused: it does not hold, covers too little, or is not of these minutes.
    """
    verifier = HTTPMessageVerifier(
        signature_algorithm=ED25519,
        key_resolver=MappingKeyResolver(public_keys={key_id: key}, private_keys={}),
    )
    # The window is held below, by the clock that is handed in.
    verifier.max_clock_skew = timedelta(days=36500)
    try:
        (result,) = verifier.verify(  # pyright: ignore[reportUnknownMemberType]
            message,
            max_age=None,
            expect_tag=tag,
            require_components=COVERED,
            body=message.body,
        )
    except (InvalidSignature, HTTPMessageSignaturesException, ValueError) as fault:
        # The library's words may quote what was sent; the kind of fault does not.
        raise SignatureRefused("the signature does not hold") from fault
    parameters = result.parameters
    created = _instant(parameters["created"])
    nonce = str(parameters.get("nonce", ""))
    if not 0 < len(nonce) <= _NONCE_MAX:
        raise SignatureRefused("the signature needs a nonce of 1 to 100 characters")
    if abs(at - created) > WINDOW or _expired(parameters, at):
        raise SignatureRefused("the signature is not of these five minutes; check the clock")
    base = "\n".join(f"{name}: {value}" for name, value in result.covered_components.items())
    held, _ = _members(_header(message, "signature"))[result.label]
    return Signed(key_id, nonce, created, base, base64.b64encode(held).decode())


def _expired(parameters: Mapping[str, int | str], at: datetime) -> bool:
    return "expires" in parameters and _instant(parameters["expires"]) < at


def _instant(seconds: int | str) -> datetime:
    """Read the seconds since 1970.

    Raises:
        SignatureRefused: no calendar has that instant.
    """
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise SignatureRefused("the signature names no time that is one") from None


def _header(message: Message, name: str) -> str:
    return next(value for key, value in message.headers.items() if key.lower() == name)


def _members(value: str) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Read a dictionary of structured fields: each member with its parameters."""
    return cast("dict[str, Any]", http_sf.parse(value.encode(), tltype="dictionary"))
