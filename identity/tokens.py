"""Tokens that open something: 256 random bits for the holder, only their SHA-256 for us."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Final

_BYTES: Final = 32
# Lets scanners of leaked code recognise a key of ours; sessions need none.
KEY_PREFIX: Final = "candor_"


def new_token(prefix: str = "") -> str:
    """Return a fresh token, safe in headers and cookies."""
    return prefix + secrets.token_urlsafe(_BYTES)


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def fingerprint(token: str) -> bytes:
    """Return what is stored of a token. It is long and random, so a plain hash is enough."""
    return sha256(token.encode()).digest()
