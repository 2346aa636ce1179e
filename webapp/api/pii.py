"""Personal data in a text: where it stands and what it is."""

from __future__ import annotations

from flask import Blueprint, Response
from pydantic import Field

from webapp.api.fields import AnswerBody, Body, LanguageCode, Line
from webapp.api.once import answer_json
from webapp.api.operations import PREFIX, Keying, Operation, described
from webapp.api.reading import read_body
from webapp.services import services

blueprint = Blueprint("api_pii", __name__, url_prefix=PREFIX)


class TextBody(Body):
    """A text to look through."""

    id: Line = Field(default="", description="Handed back, to tell answers apart.")
    text: str = Field(max_length=100_000)
    lang: LanguageCode = Field(default="zh", description="Both languages are looked for anyway.")


class SpanAnswer(AnswerBody):
    """One place; code points, the end exclusive."""

    start: int
    end: int
    label: str
    score: float
    recognizer: str
    sensitivity: str


class SpansAnswer(AnswerBody):
    """The places found, in order, none overlapping."""

    id: str
    spans: list[SpanAnswer]


@blueprint.post("/pii/scan")
@described(
    Operation(tag="privacy", body=TextBody, answers={200: SpansAnswer}, keying=Keying.OPTIONAL)
)
def scan_text() -> Response:
    """Find personal data in a text; nothing of it is kept or repeated."""
    body = read_body(TextBody)
    spans = services().engines.scan(body.text)
    found = [SpanAnswer.model_validate(span.as_dict()) for span in spans]
    return answer_json(SpansAnswer(id=body.id, spans=found))
