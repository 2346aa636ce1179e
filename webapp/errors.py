"""The only place that knows refusals and HTTP: a page for people, JSON for programs."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from time import monotonic
from typing import Final
from urllib.parse import quote

from flask import Flask, Response, jsonify, make_response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from core.errors import (
    CandorError,
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    NotOpen,
    NotSignedIn,
    PurposeRefused,
    ServiceMissing,
    StaleCase,
    TooManyRequests,
)
from core.ids import new_reference
from core.money import CurrencyMismatch
from database.keys import SealBroken
from evidence.rules import LogBroken
from webapp.explanations import explanation
from webapp.navigation import API_PREFIX, SIGN_IN
from webapp.rendering import show
from webapp.views.problem import ProblemPage

_LOG = logging.getLogger(__name__)

# How much of a body that is too large is still taken in, so that its sender hears why.
_FINISH_BYTES: Final = 128 << 20
_FINISH_SECONDS: Final = 20.0
_CHUNK: Final = 1 << 16

STATUS: dict[type[CandorError], HTTPStatus] = {
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    CurrencyMismatch: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    PurposeRefused: HTTPStatus.FORBIDDEN,
    NotOpen: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    StaleCase: HTTPStatus.CONFLICT,
    Conflict: HTTPStatus.CONFLICT,
    TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    ServiceMissing: HTTPStatus.SERVICE_UNAVAILABLE,
    # What is stored is not what was written: nothing the one who asks can mend.
    LogBroken: HTTPStatus.INTERNAL_SERVER_ERROR,
    SealBroken: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def status_of(refusal: type[CandorError]) -> HTTPStatus:
    """Return the status of a refusal: its own row, or that of the nearest kind above it.

    Raises:
        LookupError: the table has no row for it.
    """
    for kind in refusal.__mro__:
        if kind in STATUS:
            return STATUS[kind]
    raise LookupError(f"no HTTP status for {refusal.__name__}")


def code_of(refusal: type[CandorError]) -> str:
    """Return the stable code programs may compare: StaleCase is "stale-case"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", refusal.__name__).lower()


def wants_problem_json() -> bool:
    """Say whether the present request came from a program."""
    return request.path.startswith(API_PREFIX)


def problem_json(status: HTTPStatus, code: str, detail: str, **members: str) -> Response:
    """Return an error in the form of RFC 9457, with `code` and further members beside it."""
    body = {
        "type": f"urn:candor:problem:{code}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "code": code,
        **{name: value for name, value in members.items() if value},
    }
    answer = jsonify(body)
    answer.status_code = status.value
    answer.content_type = "application/problem+json"
    return answer


def problem_page(status: HTTPStatus, detail: str = "", reference: str = "") -> Response:
    """Return an error as a person reads it."""
    page = ProblemPage(
        status=status.value, words=explanation(status), detail=detail, reference=reference
    )
    return make_response(show(page), status.value)


def on_refusal(refusal: CandorError) -> AnyResponse:
    """Answer a refusal of any room."""
    status = status_of(type(refusal))
    if wants_problem_json():
        members: dict[str, str] = {}
        if isinstance(refusal, InvalidInput):
            members = {"pointer": refusal.where, "expected": refusal.expected}
        if isinstance(refusal, PurposeRefused):
            members = {"reason": refusal.code, "purpose": refusal.purpose}
        return problem_json(status, code_of(type(refusal)), str(refusal), **members)
    if isinstance(refusal, NotSignedIn) and request.method == "GET":
        return redirect(f"{SIGN_IN}?next={quote(request.path)}", HTTPStatus.SEE_OTHER)
    return problem_page(status)


def on_http_exception(refused: HTTPException) -> AnyResponse:
    """Answer what Flask itself refuses: unknown paths, too large bodies, missing form tokens."""
    if refused.code is None or refused.code < HTTPStatus.BAD_REQUEST:
        return AnyResponse.force_type(refused.get_response(), request.environ)
    status = HTTPStatus(refused.code)
    detail = refused.description or status.phrase
    if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        detail = _too_large()
        _let_it_finish()
    if wants_problem_json():
        code = status.phrase.lower().replace(" ", "-")
        answer = problem_json(status, code, detail)
    else:
        answer = problem_page(status)
    for name, value in refused.get_headers(request.environ):
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            answer.headers[name] = value
    return answer


def _too_large() -> str:
    """Say which limit was passed, in one line."""
    limit = request.max_content_length or 0
    if request.mimetype == "multipart/form-data" and (request.content_length or 0) <= limit:
        fields = (request.max_form_memory_size or 0) >> 10
        return (
            f"expected a form of at most {request.max_form_parts} parts, its fields within"
            f" {fields} kB; found more"
        )
    return f"expected a body of at most {limit >> 20} MB, found a larger one"


def _let_it_finish() -> None:
    """Take in the rest of a body that is too large, and drop it, for a while.

    A server that answers and hangs up while the client still sends resets the connection, and
    the client then never reads the answer. Only a server that ends the stream by itself is read
    from; another would wait for what never comes.
    """
    if not request.environ.get("wsgi.input_terminated"):
        return
    stream, until = request.environ["wsgi.input"], monotonic() + _FINISH_SECONDS
    for _ in range(_FINISH_BYTES // _CHUNK):
        if monotonic() > until or not stream.read(_CHUNK):
            return


def on_failure(failure: Exception) -> Response:
    """Answer a fault of ours: a reference for the person, the trace for the log."""
    reference = new_reference("E")
    _LOG.error("request failed, reference %s", reference, exc_info=failure)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    if wants_problem_json():
        return problem_json(status, "failure", "this step was not done", reference=reference)
    return problem_page(status, reference=reference)


def refuse_control_characters() -> None:
    """Answer early that no page of ours has a control character in its path.

    Raises:
        NotFound: this one has; the database could not even be asked for it.
    """
    if any(character < " " for character in request.path):
        raise NotFound("there is no such page")


def install(app: Flask) -> None:
    """Let the application answer every refusal and fault in this form."""
    app.before_request(refuse_control_characters)
    app.register_error_handler(CandorError, on_refusal)
    app.register_error_handler(HTTPException, on_http_exception)
    app.register_error_handler(Exception, on_failure)
