"""What each operation is: described in OpenAPI, open to which keys, of what size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, cast

from flask import Blueprint, g, jsonify, request
from flask.wrappers import Response
from pydantic import BaseModel, ConfigDict, Field
from spectree import Response as Answers
from spectree import SecurityScheme, SpecTree
from spectree.models import InType, SecureType, SecuritySchemeData

from core.access import Role
from core.errors import NotSignedIn
from webapp.api.fields import PlainText, Problem, QueryArguments
from webapp.api.once import KEY_PATTERN, read_key
from webapp.auth import current_access

PREFIX: Final = "/api/v1"
_MEGABYTE: Final = 1 << 20
_PROBLEM_JSON: Final = "application/problem+json"
_REFS: Final = "#/components/schemas/"

SPEC: Final = SpecTree(
    "flask",
    mode="strict",
    annotations=False,
    title="Candor",
    version="1",
    description=(
        "Applications for consumer credit, decided with reasons; contracts checked; rates by each"
        " law's method; consent that can be taken back; evidence that proves itself. Every error"
        " is an RFC 9457 problem. A key belongs to one organisation and sees nothing of another."
    ),
    validation_error_model=Problem,
    naming_strategy=lambda model: cast("type[BaseModel]", model).__name__,
    nested_naming_strategy=lambda _parent, child: child,
    security_schemes=[
        SecurityScheme(name="key", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer")),
        SecurityScheme(
            name="signature",
            data=SecuritySchemeData(
                type=SecureType.API_KEY,
                name="Signature",
                field_in=InType.HEADER,
                description="RFC 9421, Ed25519, by a recipient of data: docs/delivery.md.",
            ),
        ),
    ],
    security={"key": []},
)
blueprint = Blueprint("api_operations", __name__, url_prefix=PREFIX)
# By operation id, the media types of its answer beside JSON, which spectree has no place for.
_ALSO: Final[dict[str, tuple[str, ...]]] = {}


class Keying(Enum):
    """Whether an operation takes an Idempotency-Key."""

    NONE = "none"  # it reads
    OPTIONAL = "optional"  # it works something out and keeps nothing
    NATURAL = "natural"  # what it is about can happen only once, whatever is sent with it
    REQUIRED = "required"  # it changes something


class _OptionalKey(QueryArguments):
    key: str = Field(
        default="",
        alias="Idempotency-Key",
        pattern=KEY_PATTERN,
        description="Accepted; this operation keeps nothing, so repeating it is harmless.",
    )


class _NaturalKey(QueryArguments):
    key: str = Field(
        default="",
        alias="Idempotency-Key",
        pattern=KEY_PATTERN,
        description="Accepted; sent again, this is answered with what was kept the first time.",
    )


class _RequiredKey(BaseModel):
    model_config = ConfigDict(frozen=True)

    key: str = Field(
        alias="Idempotency-Key",
        pattern=KEY_PATTERN,
        description=(
            "Any text of the client's own, new for each request. The same key with the same"
            " request is answered with the first answer; with another request it is refused."
        ),
    )


_KEY_HEADER: dict[Keying, type[BaseModel] | None] = {
    Keying.NONE: None,
    Keying.OPTIONAL: _OptionalKey,
    Keying.NATURAL: _NaturalKey,
    Keying.REQUIRED: _RequiredKey,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as it is described and guarded.

    Args:
        tag: the group it is listed in.
        answers: the form of each answer that is no problem.
        roles: whoever has one of these may call it; none: whoever shows a key.
        body: the form of its JSON body.
        form: the form of a multipart body it takes as well.
        query: the form of its query.
        keying: whether it takes an Idempotency-Key.
        missing: whether what it is about may not be there.
        crowded: whether it takes in only so many at once.
        also: media types its answer takes as well, where Accept asks for one of them.
        bytes_max: of the body.
        signed: whether it is opened by a recipient's signature and no key.
    """

    tag: str
    answers: Mapping[int, type[BaseModel]]
    roles: tuple[Role, ...] = ()
    body: type[BaseModel] | None = None
    form: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    keying: Keying = Keying.NONE
    missing: bool = False
    crowded: bool = False
    also: tuple[str, ...] = ()
    bytes_max: int = _MEGABYTE
    signed: bool = False

    @property
    def problems(self) -> frozenset[int]:
        """The statuses of the problems it may answer with."""
        found = {401, 403, 500, 503}
        if self.missing:
            found.add(404)
        if self.query is not None:
            found.add(422)
        if self.crowded:
            found.add(429)
        if self.also:
            found.add(409)
        if self.body is not None:
            found |= {400, 413, 415, 422}
        if self.keying is not Keying.NONE:
            found.add(400)
        if self.keying is Keying.REQUIRED:
            found |= {403, 409, 422}
        return frozenset(found)


View = Callable[..., Response]


def described(operation: Operation) -> Callable[[View], View]:
    """Describe a view in OpenAPI, and let it be called only by a key that may.

    Raises:
        NotSignedIn: the request shows no key.
    """

    def decorate(view: View) -> View:
        _ALSO[view.__name__] = operation.also

        @wraps(view)
        def guarded(**arguments: Any) -> Response:
            if "access" not in g:
                raise NotSignedIn("this needs a key: Authorization: Bearer KEY")
            access = current_access()
            if operation.roles:
                access.require(*operation.roles)
            request.max_content_length = operation.bytes_max
            if operation.keying is not Keying.NONE:
                read_key(required=operation.keying is Keying.REQUIRED)
            return view(**arguments)

        models: dict[int, type[BaseModel]] = {
            **operation.answers,
            **dict.fromkeys(sorted(operation.problems), Problem),
        }
        answers: dict[str, Any] = {
            f"HTTP_{status}": (model, HTTPStatus(status).phrase) for status, model in models.items()
        }
        described_as = cast("Callable[..., Callable[[View], View]]", SPEC.validate)  # pyright: ignore[reportUnknownMemberType]
        return described_as(
            query=operation.query,
            json=operation.body,
            form=operation.form,
            headers=_KEY_HEADER[operation.keying],
            resp=Answers(**answers),
            tags=(operation.tag,),
            security={"signature": []} if operation.signed else None,
            skip_validation=True,  # webapp.api.reading does it, and says it in our form
            operation_id=view.__name__,
        )(guarded)

    return decorate


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Return this description; the one operation that needs no key."""
    return jsonify(document())


def document() -> dict[str, Any]:
    """Return the OpenAPI document of the present application."""
    found: dict[str, Any] = deepcopy(SPEC.spec)
    for operations in found["paths"].values():
        for operation in operations.values():
            _say_what_is_sent(operation)
    schemas = found["components"]["schemas"]
    for unused in ("PlainText", "_OptionalKey", "_NaturalKey", "_RequiredKey"):
        schemas.pop(unused, None)
    _drop_empty_defaults(found)
    return found


def _say_what_is_sent(operation: dict[str, Any]) -> None:
    """Put the media types that are really sent in place of spectree's one."""
    responses = operation["responses"]
    takes = {parameter["in"] for parameter in operation["parameters"]}
    if not takes & {"query", "header"} and "requestBody" not in operation:
        responses.pop("422")  # nothing is sent that could not fit
    for status, answer in responses.items():
        schema = answer["content"]["application/json"]["schema"]
        if int(status) >= HTTPStatus.BAD_REQUEST:
            answer["content"] = {_PROBLEM_JSON: {"schema": schema}}
        elif schema["$ref"] == f"{_REFS}{PlainText.__name__}":
            answer["content"] = {"text/plain": {"schema": {"type": "string"}}}
        else:
            for kind in _ALSO.get(operation["operationId"], ()):
                answer["content"][kind] = {"schema": {"type": "string"}}


def _drop_empty_defaults(node: Any) -> None:
    """Leave out the default null of what may be left out but may not be null."""
    if isinstance(node, dict):
        members = cast("dict[str, Any]", node)
        if members.get("default", "") is None:
            del members["default"]
        for member in members.values():
            _drop_empty_defaults(member)
    elif isinstance(node, list):
        for member in cast("list[Any]", node):
            _drop_empty_defaults(member)
