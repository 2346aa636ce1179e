"""The keys a log signs with, and the lines by which others know them.

One secret seed makes every log's own keys, so that one small file lies beside the root key and
no key is ever stored with the entries it protects.

Source:
    C2SP signed-note (key ids, verifier keys), C2SP tlog-cosignature (ML-DSA-44), RFC 5869.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import InvalidInput

SEED_BYTES = 32


class KeyKind(IntEnum):
    """The signature types a checkpoint carries, by their C2SP number."""

    ED25519 = 0x01
    ML_DSA_44 = 0x06


_PUBLIC_BYTES = {KeyKind.ED25519: 32, KeyKind.ML_DSA_44: 1312}


def unbase64(text: str, what: str) -> bytes:
    """Read standard base64, refusing every spelling but the canonical one.

    Raises:
        InvalidInput: it is not that.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data or base64.b64encode(data).decode() != text:
        raise InvalidInput(f"{what} in base64", "something else")
    return data


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name, as one line that may be printed or published."""

    name: str
    kind: KeyKind
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        return sha256(self.name.encode() + b"\n" + self.encoded).digest()[:4]

    @property
    def encoded(self) -> bytes:
        """The type and the key itself."""
        return bytes([self.kind]) + self.public

    def line(self) -> str:
        """Return the key as the one-line form of the signed-note standard."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(self.encoded).decode()}"

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Was this message signed by the holder of the key?"""
        try:
            if self.kind is KeyKind.ED25519:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
            else:
                MLDSA44PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def read_key(line: str) -> VerifierKey:
    """Read one key line.

    Raises:
        InvalidInput: it is no key line, or its id is not the key's.
    """
    name, _, rest = line.strip().partition("+")
    claimed, _, material = rest.partition("+")
    encoded = unbase64(material, "a public key")
    if encoded[0] not in set(KeyKind):
        raise InvalidInput("an Ed25519 or ML-DSA-44 key", f"type {encoded[0]}")
    key = VerifierKey(name, KeyKind(encoded[0]), encoded[1:])
    if not name or len(key.public) != _PUBLIC_BYTES[key.kind] or key.id.hex() != claimed:
        raise InvalidInput("a key line whose id fits its key", "another id")
    return key


def read_keys(text: str) -> tuple[VerifierKey, ...]:
    """Read a file of key lines; empty lines and those with # are for people.

    Raises:
        InvalidInput: a line is no key, or there is none.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise InvalidInput("at least one key line", "none")
    return tuple(read_key(line) for line in lines)


class LogKeys:
    """Both private keys of one log."""

    __slots__ = ("_ed25519", "_ml_dsa", "origin")

    def __init__(self, seed: bytes, origin: str) -> None:
        if len(seed) != SEED_BYTES:
            raise InvalidInput(f"a seed of {SEED_BYTES} bytes", str(len(seed)))
        if not origin or any(mark.isspace() or mark in "+\n" for mark in origin):
            raise InvalidInput("an origin without spaces and plus signs", "another")
        self.origin = origin
        self._ed25519 = Ed25519PrivateKey.from_private_bytes(_derive(seed, "ed25519", origin))
        self._ml_dsa = MLDSA44PrivateKey.from_seed_bytes(_derive(seed, "ml-dsa-44", origin))

    def public(self) -> tuple[VerifierKey, VerifierKey]:
        """Return the keys others check with, Ed25519 first."""
        return (
            VerifierKey(
                self.origin, KeyKind.ED25519, self._ed25519.public_key().public_bytes_raw()
            ),
            VerifierKey(
                self.origin, KeyKind.ML_DSA_44, self._ml_dsa.public_key().public_bytes_raw()
            ),
        )

    def sign(self, kind: KeyKind, message: bytes) -> bytes:
        """Sign a message by the key of that kind."""
        if kind is KeyKind.ED25519:
            return self._ed25519.sign(message)
        return self._ml_dsa.sign(message)


def _derive(seed: bytes, use: str, origin: str) -> bytes:
    info = f"candor evidence {use}\n{origin}".encode()
    return HKDF(algorithm=SHA256(), length=SEED_BYTES, salt=None, info=info).derive(seed)


def key_file(keys: Iterable[VerifierKey]) -> str:
    """Return key lines as the text of a file."""
    return "".join(f"{key.line()}\n" for key in keys)
