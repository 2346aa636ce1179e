"""Recipients of data answer here: that they have stopped, and the proof of deletion."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, Literal
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, g, request
from pydantic import Field

from consent.categories import CATEGORIES
from consent.delivery.answers import Said, answer, recipient_of
from consent.delivery.model import Answer, AnswerKind, Course
from consent.delivery.signatures import Message, Signed
from consent.receipt_check import read_json
from core.access import Role
from core.dates import now
from core.errors import NotSignedIn
from webapp.api.fields import AnswerBody, Body, Day, Instant, Line, Sha256
from webapp.api.once import answer_json
from webapp.api.operations import PREFIX, Keying, Operation, described
from webapp.api.reading import read_body
from webapp.auth import current_access
from webapp.services import services

blueprint = Blueprint("api_deliveries", __name__, url_prefix=f"{PREFIX}/deliveries")

_TAG: Final = "deliveries"
_BYTES_MAX: Final = 1 << 16
_BY_THEIR_CLOCK: Final = "When, by the recipient's clock."
# What no calendar of any zone leaves: the edges of the years overflow when zones are compared.
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC)
_CATEGORIES: Final = ", ".join(one.code for one in CATEGORIES)


class AcknowledgementBody(Body):
    """The recipient has done what was asked: it stopped, or it knows that it may go on."""

    acknowledged_at: Instant = Field(description=_BY_THEIR_CLOCK, ge=_EARLIEST, lt=_LATEST)


class KeptBody(Body):
    """What the recipient still stores though it was to be deleted, because a rule says so."""

    category: str = Field(description=f"One of {_CATEGORIES}.", pattern=r"^[a-z_]+$", max_length=40)
    rule: Line = Field(description="The rule, as the person is to read it.", min_length=1)
    until: Day = Field(description="The last day.")


class DeletionBody(Body):
    """The recipient's statement, signed by it, that the data of this delivery is deleted."""

    deleted_at: Instant = Field(description=_BY_THEIR_CLOCK, ge=_EARLIEST, lt=_LATEST)
    method: Literal["erased", "key_destroyed", "anonymised"]
    kept: list[KeptBody] = Field(default=[], max_length=20)


class DeliveryAnswer(AnswerBody):
    """How a delivery stands once the answer is kept."""

    delivery: UUID
    kind: Literal["acknowledged", "deleted"]
    received_at: Instant = Field(description="When the first such answer came in.")
    body_sha256: Sha256 = Field(description="Of the body that is kept: the first one.")
    evidence: UUID = Field(description="The entry of the lender's evidence log that keeps it.")


@blueprint.before_request
def know_the_recipient() -> None:
    """Find out by its signature which recipient asks; a key of a lender's system is no recipient.

    Raises:
        NotSignedIn: nobody signed.
    """
    if "access" in g and "Signature-Input" not in request.headers:
        return
    request.max_content_length = _BYTES_MAX
    if "Signature-Input" not in request.headers:
        raise NotSignedIn("this needs a recipient's signature (RFC 9421)")
    query = request.query_string.decode("latin-1")
    address = f"{request.scheme}://{request.host}{quote(request.path)}"
    message = Message(
        request.method,
        f"{address}?{query}" if query else address,
        request.get_data(),
        dict(request.headers.items()),
    )
    g.access, g.signed = recipient_of(services().database, message, now())


@blueprint.post("/<uuid:delivery_id>/acknowledgements")
@described(
    Operation(
        tag=_TAG,
        roles=(Role.RECIPIENT,),
        body=AcknowledgementBody,
        answers={200: DeliveryAnswer},
        keying=Keying.NATURAL,
        missing=True,
        bytes_max=_BYTES_MAX,
        signed=True,
    )
)
def acknowledge_delivery(delivery_id: UUID) -> Response:
    """Say that what a delivery asked for is done. Said again, it is answered as the first time."""
    body = read_body(AcknowledgementBody)
    return _kept(delivery_id, AnswerKind.ACKNOWLEDGED, body.acknowledged_at, body)


@blueprint.post("/<uuid:delivery_id>/deletions")
@described(
    Operation(
        tag=_TAG,
        roles=(Role.RECIPIENT,),
        body=DeletionBody,
        answers={200: DeliveryAnswer},
        keying=Keying.NATURAL,
        missing=True,
        bytes_max=_BYTES_MAX,
        signed=True,
    )
)
def prove_deletion(delivery_id: UUID) -> Response:
    """Prove that the data is deleted, and say what a rule keeps; counts as acknowledged too."""
    body = read_body(DeletionBody)
    return _kept(delivery_id, AnswerKind.DELETED, body.deleted_at, body)


def _kept(delivery_id: UUID, kind: AnswerKind, at: datetime, body: Body) -> Response:
    signed: Signed = g.signed
    read_json(request.get_data())  # what is kept as proof says each thing once
    said = Said(kind, at, request.get_data(), body.model_dump(mode="json"), signed)
    with services().database.transaction(current_access()) as tx:
        course, kept = answer(tx, delivery_id, said, now())
    return answer_json(_answer(course, kept))


def _answer(course: Course, kept: Answer) -> DeliveryAnswer:
    return DeliveryAnswer(
        delivery=course.delivery.id,
        kind=kept.kind.value,
        received_at=kept.at,
        body_sha256=kept.body_sha256,
        evidence=kept.entry_id,
    )
