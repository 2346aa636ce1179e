"""Telling one recipient of one change: signed, once per try, with how it ended kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from time import perf_counter
from typing import Final
from uuid import UUID

import httpx

from consent.delivery import rules, store
from consent.delivery.addresses import ForbiddenAddress, place_of_endpoint
from consent.delivery.making import record_about
from consent.delivery.model import Attempt, Course, Delivery, Outcome, Recipient
from consent.delivery.recipients import signing_key
from consent.delivery.signatures import TOLD, Message, sign
from core.access import machine_access
from core.dates import now
from core.errors import InvalidInput, NotFound, place_of
from database.transaction import Database, Transaction
from evidence.leaf import canonical
from evidence.model import Fact

_LOG = logging.getLogger(__name__)

_TIMEOUT: Final = httpx.Timeout(5.0, connect=3.0)
_AGENT: Final = "Candor"


@dataclass(frozen=True, slots=True)
class Ended:
    """How one try to reach a recipient ended."""

    outcome: Outcome
    status: int | None
    took_ms: int


def send(database: Database, organisation_id: UUID, delivery_id: UUID, *, loopback: bool) -> bool:
    """Try once to tell a recipient, if that is due; a job's verb, which may be done twice.

    What is sent carries the delivery's id: the recipient knows a repetition by it.

    Args:
        database: as the app role.
        organisation_id: the lender's.
        delivery_id: which.
        loopback: whether an endpoint on this machine is let through.

    Returns:
        Whether it was tried.

    Raises:
        NotFound: there is no such delivery.
    """
    access = machine_access(organisation_id, "")
    with database.transaction(access) as tx:
        course = store.course(tx, organisation_id, delivery_id)
        recipient = course and store.recipient(tx, organisation_id, course.delivery.recipient_id)
        if course is None or recipient is None:
            raise NotFound("there is no such delivery")
        begun = now()
        if not rules.due(course, begun):
            return False
        message = _message(tx, recipient, course.delivery, begun)
    # No transaction is open while the recipient takes its time.
    ended = post(message, loopback=loopback)
    with database.transaction(access) as tx:
        _keep(tx, course, ended, message.body, begun)
    return True


def post(message: Message, *, loopback: bool) -> Ended:
    """Send a signed message and say how it ended; what is answered beside the status is not read.

    A redirection is not followed, no proxy of the environment is used.
    """
    begun = perf_counter()

    def ended(outcome: Outcome, status: int | None = None) -> Ended:
        return Ended(outcome, status, round((perf_counter() - begun) * 1000))

    try:
        place = place_of_endpoint(message.url, loopback=loopback)
        headers = {**message.headers, "Host": place.authority, "User-Agent": _AGENT}
        with (
            httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream(
                message.method,
                place.connect_to,
                content=message.body,
                headers=headers,
                extensions={"sni_hostname": place.host},
            ) as answer,
        ):
            return ended(rules.outcome_of(answer.status_code), answer.status_code)
    except (ForbiddenAddress, InvalidInput):
        return ended(Outcome.FORBIDDEN_ADDRESS)
    except httpx.TimeoutException:
        return ended(Outcome.TIMED_OUT)
    except (httpx.TransportError, OSError):
        return ended(Outcome.UNREACHABLE)
    except Exception as fault:  # noqa: BLE001 - whatever a recipient answers, the try is kept
        # The queue's own alarm clock rings here too, where a recipient answers byte by byte.
        _LOG.warning("a recipient's answer: %s at %s", type(fault).__name__, place_of(fault))
        return ended(Outcome.BROKEN)


def _message(tx: Transaction, recipient: Recipient, delivery: Delivery, at: datetime) -> Message:
    body = canonical(rules.content_of(delivery))
    plain = Message("POST", recipient.endpoint, body, {"Content-Type": "application/json"})
    return sign(plain, signing_key(tx, delivery.organisation_id), TOLD, at)


def _keep(tx: Transaction, course: Course, ended: Ended, body: bytes, at: datetime) -> None:
    """Write the try, and as evidence that the recipient took it."""
    delivery, number = course.delivery, len(course.attempts) + 1
    taken = ended.outcome is Outcome.RECEIVED
    attempt = Attempt(
        number=number,
        at=at,
        outcome=ended.outcome,
        status=ended.status,
        took_ms=ended.took_ms,
        next_at=None if taken else rules.next_try(delivery, number, now()),
    )
    if not store.insert_attempt(tx, delivery, attempt) or not taken:
        return
    payload: dict[str, object] = {
        "delivery": str(delivery.id),
        "recipient": str(delivery.recipient_id),
        "purpose": delivery.purpose,
        "change": delivery.change.value,
        "asked": delivery.asked.value,
        "body_sha256": sha256(body).hexdigest(),
        "attempt": number,
    }
    record_about(tx, Fact("delivery.told@1", delivery.subject_id, str(delivery.id), payload), now())
