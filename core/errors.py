"""The refusals every room may raise; each is one plain sentence a person can act on."""

from __future__ import annotations

import traceback
from pathlib import PurePath


class CandorError(Exception):
    """A refusal with a reason; its text may be shown, so it never carries personal data."""


class InvalidInput(CandorError):
    """What was handed in does not fit: says where, what was expected and what was found.

    Args:
        expected: what would have been right, in one phrase.
        found: what was there instead; never a person's data.
        where: file and line, or a JSON pointer; empty when there is only one place.
    """

    def __init__(self, expected: str, found: str, where: str = "") -> None:
        self.expected = expected
        self.found = found
        self.where = where
        place = f"{where}: " if where else ""
        super().__init__(f"{place}expected {expected}, found {found}")


class NotFound(CandorError):
    """There is no such thing, or the one who asks may not know of it."""


class Forbidden(CandorError):
    """The one who acts has no right to this."""


class NotSignedIn(CandorError):
    """Nobody is signed in, or the session has ended."""


class PurposeRefused(CandorError):
    """The consent gate refuses: its code says why (NO_GRANT, WITHDRAWN, OVER_USE and so on)."""

    def __init__(self, code: str, purpose: str) -> None:
        self.code = code
        self.purpose = purpose
        super().__init__(f"{purpose}: {code}")


class NotOpen(CandorError):
    """A purpose takes no yes from people of this group (minors, students); none is recorded."""

    def __init__(self, group: str, purpose: str) -> None:
        self.group = group
        self.purpose = purpose
        super().__init__(f"{purpose} takes no consent: {group}")


class StaleCase(CandorError):
    """The case changed while it was being worked on; read it again."""


class Conflict(CandorError):
    """The same key was used for another request, or the state does not allow the step."""


class ServiceMissing(CandorError):
    """A needed service (database, queue, model file) is not there."""


class TooManyRequests(CandorError):
    """Asked too often; try again after a while."""


def place_of(fault: BaseException) -> str:
    """Return where a fault arose, such as "store.py:41"; its words may quote what is private."""
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{PurePath(frame.filename).name}:{frame.lineno}"
