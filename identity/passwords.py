"""Passwords to hashes and back, by Argon2id, a few at a time."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.errors import TooManyRequests
from identity.rules import normal_password

# OWASP's first choice for Argon2id: 19 MiB, two passes, one lane; 18 ms a core where measured.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Two at a time in one process: a burst of sign-ins waits here instead of starving all else.
_TURNS: Final = BoundedSemaphore(2)
_WAIT_SECONDS: Final = 5
# What is checked when there is nobody: the same work, and it never matches.
_NOBODY: Final = _HASHER.hash("nobody signs in with this: ∅")


def hash_password(password: str) -> str:
    """Return the hash to store, with its parameters and salt inside.

    Raises:
        TooManyRequests: too many passwords are being worked on.
    """
    with _turn():
        return _HASHER.hash(normal_password(password))


def password_matches(stored: str | None, password: str) -> bool:
    """Say whether a password fits its hash; with no hash, do the same work and say no.

    Raises:
        TooManyRequests: too many passwords are being worked on.
    """
    with _turn():
        try:
            fits = _HASHER.verify(_NOBODY if stored is None else stored, normal_password(password))
        except (VerificationError, InvalidHashError):
            return False
    return fits and stored is not None


def is_outdated(stored: str) -> bool:
    """Say whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


@contextmanager
def _turn() -> Generator[None]:
    if not _TURNS.acquire(timeout=_WAIT_SECONDS):
        raise TooManyRequests("too many sign-ins at once; try again in a few seconds")
    try:
        yield
    finally:
        _TURNS.release()
