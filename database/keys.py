"""The key tree: a root key outside the database wraps organisations' keys, they wrap subjects'."""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from core.errors import CandorError, ServiceMissing
from database.schema import Sealed

# ver | suite | nonce(12) | ciphertext | tag. The suite makes room for SM4-GCM beside AES.
_VERSION: Final = 1
_SUITE_AES_256_GCM: Final = 1
_HEADER: Final = bytes([_VERSION, _SUITE_AES_256_GCM])
_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32
_BLIND_BYTES: Final = 8  # 64 bits: equality search over one lender's people, and no more
_OAEP: Final = padding.OAEP(
    mgf=padding.MGF1(algorithm=hashes.SHA256()), algorithm=hashes.SHA256(), label=b"candor"
)


class SealBroken(CandorError):
    """A sealed field does not open: it was altered, moved, or its key was destroyed."""


class RootKey:
    """The root of the key tree. RSA, so that an HSM or a KMS can hold the private half."""

    def __init__(self, private: rsa.RSAPrivateKey) -> None:
        """Hold a private key; use `open_root_key` to read one from its file."""
        self._private = private
        self._unwrapped: dict[bytes, bytes] = {}

    def wrap(self, key: bytes) -> bytes:
        """Return an organisation's key, readable only with the root."""
        return self._private.public_key().encrypt(key, _OAEP)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return an organisation's key; unwrapping is slow, so each is kept in memory once open.

        Raises:
            SealBroken: this root did not wrap it.
        """
        known = self._unwrapped.get(wrapped)
        if known is None:
            try:
                known = self._private.decrypt(wrapped, _OAEP)
            except ValueError as error:
                raise SealBroken("the root key does not open this organisation's key") from error
            self._unwrapped[wrapped] = known
        return known


def open_root_key(path: Path) -> RootKey:
    """Read the root key.

    Raises:
        ServiceMissing: the file is not there or is not a private key.
    """
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise ServiceMissing(f"the root key {path.name} cannot be read") from error
    if not isinstance(private, rsa.RSAPrivateKey):
        raise ServiceMissing(f"the root key {path.name} is not an RSA key")
    return RootKey(private)


def create_root_key(path: Path) -> RootKey:
    """Make a root key where none is yet, readable by its owner only; return the one that is there.

    Two processes that start at once end with one key: the file appears whole or not at all.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        private = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(
                private.private_bytes(
                    serialization.Encoding.PEM,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            )
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return open_root_key(path)


def new_key() -> bytes:
    """Return a fresh 256-bit key."""
    return secrets.token_bytes(_KEY_BYTES)


def wrap_subject_key(organisation_key: bytes, key: bytes) -> bytes:
    """Return a subject's key wrapped by the organisation's (AES key wrap, RFC 3394)."""
    return aes_key_wrap(organisation_key, key)


def unwrap_subject_key(organisation_key: bytes, wrapped: bytes) -> bytes:
    """Return a subject's key.

    Raises:
        SealBroken: this organisation's key did not wrap it.
    """
    try:
        return aes_key_unwrap(organisation_key, wrapped)
    except InvalidUnwrap as error:
        raise SealBroken("the organisation's key does not open this subject's key") from error


def seal(key: bytes, organisation_id: UUID, subject_id: UUID, place: str, text: str) -> Sealed:
    """Encrypt one field, bound to its owner and place so that a moved cell does not open.

    Args:
        key: the subject's key.
        organisation_id: whose data it is.
        subject_id: whom it is about.
        place: "table.column", with the row's id where a table has several rows a subject.
        text: what to seal.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(
        nonce, text.encode(), _bound_to(organisation_id, subject_id, place)
    )
    return Sealed(_HEADER + nonce + sealed)


def unseal(key: bytes, organisation_id: UUID, subject_id: UUID, place: str, sealed: bytes) -> str:
    """Decrypt one field.

    Raises:
        SealBroken: it was altered, moved, or sealed by another suite or key.
    """
    if sealed[:2] != _HEADER:
        raise SealBroken(f"{place} was sealed by a suite that is not known here")
    nonce, body = sealed[2 : 2 + _NONCE_BYTES], sealed[2 + _NONCE_BYTES :]
    try:
        plain = AESGCM(key).decrypt(nonce, body, _bound_to(organisation_id, subject_id, place))
    except InvalidTag as error:
        raise SealBroken(f"{place} does not open with its key") from error
    return plain.decode()


def blind_index(organisation_key: bytes, column: str, value: str) -> str:
    """Return what a value is found by: equal values are equal, nothing else is told.

    One key a column and organisation, 64 bits, so that lists of two lenders cannot be joined.
    """
    column_key = hmac.digest(organisation_key, f"candor blind index {column}".encode(), sha256)
    # The letter keeps an index from ever looking like a bare number.
    return "b" + hmac.digest(column_key, value.encode(), sha256)[:_BLIND_BYTES].hex()


def derived_key(organisation_key: bytes, use: str) -> bytes:
    """Return a key of its own for one use, such as signing; no use can be told from another."""
    return hmac.digest(organisation_key, f"candor derived key {use}".encode(), sha256)


def _bound_to(organisation_id: UUID, subject_id: UUID, place: str) -> bytes:
    return b"|".join((organisation_id.bytes, subject_id.bytes, place.encode()))
