"""Recipients as they are outside: each with a key, a temper, and nothing but the public protocol.

What goes wrong is drawn from the seed, the recipient, the delivery and how often it came, so that
a run can be had again whatever the order in which things arrive.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from consent.delivery.signatures import ANSWERED, Message, SigningKey, sign
from core.dates import day_of, iso
from core.errors import InvalidInput

_SHARE = Field(default=0.0, ge=0.0, le=1.0)


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kept(_Form):
    """What a recipient says it keeps: which data, by which rule, for how many days."""

    category: str
    rule: str
    days: int


class Temper(_Form):
    """How a recipient behaves. The shares are of the messages that come in.

    Args:
        errors: answered with 500.
        slow: answered after `slow_seconds`.
        drops: hung up on.
        wrong_signatures: of its answers, signed first with a key that is not its own.
        acknowledge_seconds: how long it takes to acknowledge; None where it never does.
        delete_seconds: how long it takes to delete, from the acknowledgement on; None: never.
        keeps: what it keeps all the same.
    """

    errors: float = _SHARE
    slow: float = _SHARE
    drops: float = _SHARE
    wrong_signatures: float = _SHARE
    slow_seconds: float = 8.0
    acknowledge_seconds: float | None = 0.0
    delete_seconds: float | None = 0.0
    keeps: tuple[Kept, ...] = ()


class Recipient(_Form):
    """One recipient.

    Args:
        path: where it is told, on the simulator's own address.
        key_id: what Candor knows its key by.
        private_key: 32 bytes in base64.
        candor_keys: by name, the public keys of those who tell it something.
    """

    path: str = Field(pattern=r"^/[a-z0-9/-]+$")
    key_id: str
    private_key: str
    candor_keys: dict[str, str]
    temper: Temper = Temper()

    @property
    def key(self) -> SigningKey:
        """Its own key."""
        raw = base64.b64decode(self.private_key)
        return SigningKey(self.key_id, Ed25519PrivateKey.from_private_bytes(raw))


class Plan(_Form):
    """Who is simulated, on which port, with which seed."""

    port: int = Field(default=0, ge=0, lt=1 << 16)
    seed: int = 0
    recipients: tuple[Recipient, ...]


class Mishap(StrEnum):
    """What goes wrong with one message that comes in."""

    NONE = "none"
    ERROR = "error"
    SLOW = "slow"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Dice:
    """What is drawn for one recipient."""

    seed: int
    recipient: Recipient

    def mishap(self, delivery: str, arrival: int) -> Mishap:
        """Return what goes wrong when a delivery arrives for the n-th time."""
        drawn, temper = self._draw("in", delivery, arrival), self.recipient.temper
        shares = ((Mishap.ERROR, temper.errors), (Mishap.SLOW, temper.slow))
        for mishap, share in (*shares, (Mishap.DROP, temper.drops)):
            if drawn < share:
                return mishap
            drawn -= share
        return Mishap.NONE

    def signs_wrongly(self, delivery: str, attempt: int) -> bool:
        """Say whether its n-th try to answer carries a wrong signature."""
        return self._draw("out", delivery, attempt) < self.recipient.temper.wrong_signatures

    def _draw(self, what: str, delivery: str, count: int) -> float:
        words = f"{self.seed}|{self.recipient.path}|{what}|{delivery}|{count}"
        return random.Random(words).random()  # noqa: S311  # to be had again, no secret


def read_plan(file: Path) -> Plan:
    """Read who is to be simulated.

    Raises:
        InvalidInput: it is no plan.
    """
    try:
        return Plan.model_validate_json(file.read_bytes())
    except ValidationError as fault:
        where = "/".join(str(part) for part in fault.errors()[0]["loc"])
        raise InvalidInput(
            "a plan of recipients", "another form", f"{file.name}: /{where}"
        ) from None


def acknowledgement(at: datetime) -> bytes:
    """Return the body that says that what was asked is done."""
    return _body({"acknowledged_at": iso(at)})


def deletion(temper: Temper, at: datetime) -> bytes:
    """Return the body that says that the data is deleted, and what is kept by a rule."""
    kept = [
        {
            "category": one.category,
            "rule": one.rule,
            "until": day_of(at + timedelta(days=one.days)).isoformat(),
        }
        for one in temper.keeps
    ]
    return _body({"deleted_at": iso(at), "method": "erased", "kept": kept})


def signed_answer(url: str, body: bytes, key: SigningKey, at: datetime, *, wrong: bool) -> Message:
    """Return an answer as it is sent; a wrong one is signed with a key nobody has heard of."""
    private = Ed25519PrivateKey.generate() if wrong else key.private
    return sign(Message("POST", url, body), SigningKey(key.id, private), ANSWERED, at)


def _body(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()
