"""Keys that sort by time (UUIDv7, RFC 9562) and references that tell nothing."""

from __future__ import annotations

import secrets
from uuid import UUID

from core.dates import now

# Crockford's base 32 without letters that are misread aloud or on paper.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERENCE_LENGTH = 16  # 80 random bits: not to be guessed, short enough to be read out


def uuid7(milliseconds: int, entropy: bytes) -> UUID:
    """Return the UUIDv7 of an instant (ms since 1970) and ten random bytes.

    Source:
        RFC 9562, section 5.7.
    """
    rand = int.from_bytes(entropy[:10], "big")
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76
    value |= (rand >> 68 & 0xFFF) << 64
    value |= 0b10 << 62
    value |= rand & (1 << 62) - 1
    return UUID(int=value)


def new_id() -> UUID:
    """Return a fresh key; keys made later sort later, to the millisecond."""
    return uuid7(int(now().timestamp() * 1000), secrets.token_bytes(10))


def new_reference(prefix: str = "") -> str:
    """Return a random reference that may be shown outside, such as "A-7K2M9QX4T0WZ3B6C"."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_REFERENCE_LENGTH))
    return f"{prefix}-{body}" if prefix else body
