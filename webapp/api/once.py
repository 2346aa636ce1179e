"""Doing what was asked once, however often it is sent: Idempotency-Key over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from flask import Response, request
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadRequest

from core.access import Access
from core.dates import now
from core.errors import ServiceMissing
from database import idempotency
from database.idempotency import Answered, Claim, Keyed
from database.transaction import Transaction
from underwriting.submission import SUBMIT
from webapp.auth import current_access
from webapp.services import services

KEY_PATTERN: Final = r"^[!-~]{1,255}$"
_HEADER: Final = "Idempotency-Key"
_REPLAYED: Final = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered with.

    Args:
        status: of the answer.
        body: kept with the key, so nobody's data.
    """

    status: int
    body: BaseModel


@dataclass(frozen=True, slots=True)
class Turn:
    """The one time that work is done for a key."""

    access: Access
    claim: Claim

    @property
    def reached(self) -> str | None:
        """How far an earlier try got before it died."""
        return self.claim.reached

    def reach(self, tx: Transaction, mark: str) -> None:
        """Mark how far the work got, inside the transaction that took it there.

        Raises:
            StaleCase: somebody else has taken over.
        """
        idempotency.reach(tx, self.claim, mark)


Telling = Callable[[Transaction], Answer]


def read_key(*, required: bool) -> str:
    """Return the request's key; "" where it has none and needs none.

    Raises:
        BadRequest: there is none, or it is no key.
    """
    if not required and _HEADER not in request.headers:
        return ""
    key = request.headers.get(_HEADER, "")
    if not re.fullmatch(KEY_PATTERN, key):
        raise BadRequest(f"this needs an {_HEADER} header of 1 to 255 visible ASCII characters")
    return key


def once(work: Callable[[Turn], Telling], content: bytes | None = None) -> Response:
    """Do the work of the present request once, and answer it so ever after.

    Args:
        work: does what was asked and returns what tells of it, which is read in the very
            transaction that keeps the answer.
        content: what makes the request what it is, where its bytes may differ each time it is
            sent; the bytes of its body when left out.

    Raises:
        KeyReused: the key was used for another request.
        StillWorking: the first request with the key is not answered yet.
    """
    access = current_access()
    rule = request.url_rule
    keyed = Keyed(
        route=f"{request.method} {rule.rule if rule else ''}",
        key=read_key(required=True),
        content=request.full_path.encode()
        + b"\n"
        + (request.get_data() if content is None else content),
    )
    with services().database.transaction(access) as tx:
        found = idempotency.claim(tx, keyed, now())
    if isinstance(found, Answered):
        return _replay(found)
    with _given_back(access, found):
        tell = work(Turn(access, found))
        with services().database.transaction(access.in_act(SUBMIT)) as tx:
            answer = tell(tx)
            body = answer.body.model_dump_json()
            idempotency.complete(tx, found, Answered(answer.status, body))
    return _json(answer.status, body)


def answer_json(body: BaseModel, status: int = 200) -> Response:
    """Return an answer that nothing is kept of."""
    return _json(status, body.model_dump_json())


@contextmanager
def _given_back(access: Access, claim: Claim) -> Generator[None]:
    """Free the key again when the work is refused or fails."""
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            # A database that is gone cannot be told; the claim then ends by its age.
            with (
                suppress(ServiceMissing, SQLAlchemyError),
                services().database.transaction(access) as tx,
            ):
                idempotency.give_back(tx, claim)


def _replay(found: Answered) -> Response:
    response = _json(found.status, found.body)
    response.headers[_REPLAYED] = "true"
    return response


def _json(status: int, body: str) -> Response:
    return Response(body, status, mimetype="application/json")
