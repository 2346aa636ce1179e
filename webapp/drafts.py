"""An application under way: sealed in the applicant's own browser until it is handed in.

Nobody but the one who began it can open it, nothing of it lies on the server, and leaving is
closing the page.
"""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import session

from core.ids import new_id
from webapp.auth import current_access
from webapp.services import services

_NAME: Final = "draft"
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """What was entered so far.

    Args:
        key: becomes the application's id, so that sending twice is sending once.
        lender: applied to.
        offer: the lender's code of the offer.
        amount_minor: what is asked for.
        use: what the money is for.
        income_minor: what the applicant says to earn in a month.
        statement_sha256: of the cost statement that was shown; "" before.
        shown_at: when the server showed it first; "" before.
        read_at: when the reader went on, the time being over; "" before.
        agreed: (purpose, SHA-256 of the notice shown), each said yes to by itself.
        refused: (purpose, SHA-256 of the notice shown), each said no to.
        joins: the code of the joint loan it becomes a part of; "" for a loan of one's own.
    """

    key: str
    lender: str
    offer: str
    amount_minor: int
    use: str
    income_minor: int
    statement_sha256: str = ""
    shown_at: str = ""
    read_at: str = ""
    agreed: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    joins: str = ""

    @property
    def lender_id(self) -> UUID:
        """The lender applied to."""
        return UUID(self.lender)

    def seconds_open(self, at: datetime) -> float:
        """Return how long the statement has been open, by the server's clock."""
        return (at - datetime.fromisoformat(self.shown_at)).total_seconds() if self.shown_at else 0

    @property
    def answered(self) -> bool:
        """Whether the questions about data have been answered."""
        return bool(self.agreed or self.refused)


def begin(lender: UUID, offer: str, amounts: tuple[int, int], use: str) -> Draft:
    """Return a new draft with a key of its own; `amounts` are the loan and the income."""
    return Draft(str(new_id()), str(lender), offer, amounts[0], use, amounts[1])


def keep(draft: Draft) -> None:
    """Seal a draft into the browser's cookie."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    plain = json.dumps(asdict(draft)).encode()
    sealed = AESGCM(_key()).encrypt(nonce, plain, _whose())
    session[_NAME] = urlsafe_b64encode(nonce + sealed).decode()


def present() -> Draft | None:
    """Return the draft of the one who acts; None when there is none of theirs."""
    kept = session.get(_NAME)
    if not isinstance(kept, str):
        return None
    try:
        raw = urlsafe_b64decode(kept)
        plain = AESGCM(_key()).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _whose())
    except (InvalidTag, ValueError):
        return None
    fields: dict[str, Any] = json.loads(plain)
    for name in ("agreed", "refused"):
        fields[name] = tuple((purpose, notice) for purpose, notice in fields[name])
    return Draft(**fields)


def drop() -> None:
    """Forget the draft."""
    session.pop(_NAME, None)


def _key() -> bytes:
    return hmac.digest(services().secret_key, b"candor application drafts", sha256)


def _whose() -> bytes:
    return current_access().actor_id.bytes
