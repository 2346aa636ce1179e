"""Rates: the yearly rate of a loan by each law's method, with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, Response, jsonify
from pydantic import ConfigDict, Field

from apr.proof import answer
from apr.rates import solve
from apr.reading import read_problem
from core.errors import InvalidInput
from webapp.api.fields import AnswerBody, AnyObject
from webapp.api.operations import PREFIX, Keying, Operation, described
from webapp.api.reading import read_any_body
from webapp.preferences import language

blueprint = Blueprint("api_rates", __name__, url_prefix=PREFIX)


class FlowBody(AnyObject):
    """One amount or a series: by `date` and `every`, or by the unit-periods `t` and `f`."""

    amount: str | float = Field(
        default="0", description="A number or a decimal string; `amounts` where they differ."
    )


class RateProblemBody(AnyObject):
    """A loan in the form of `candor apr`; members that are not known are passed over."""

    id: str | int | None = None
    standard: str = Field(default="all", description="A standard's code, or all.", min_length=1)
    advances: list[FlowBody] = Field(min_length=1)
    payments: list[FlowBody] = Field(min_length=1)


class ResultAnswer(AnswerBody):
    """The rate by one standard, with its certificate and its equation."""

    model_config = ConfigDict(extra="allow", frozen=True)

    standard: str
    apr_percent: str | None
    certificate: dict[str, Any] | None


class RatesAnswer(AnswerBody):
    """The rate by each standard that was asked for."""

    id: str | int | None
    results: list[ResultAnswer]


@blueprint.post("/rates")
@described(
    Operation(
        tag="rates",
        body=RateProblemBody,
        answers={200: RatesAnswer},
        keying=Keying.OPTIONAL,
    )
)
def work_out_rates() -> Response:
    """Work out the yearly rate of a loan by each law's method; nothing of it is kept."""
    return jsonify(_worked_out(read_any_body()))


def _worked_out(sent: object) -> dict[str, Any]:
    """Work out the rates of what was sent.

    Raises:
        InvalidInput: it does not fit; nothing of it is repeated.
    """
    try:
        problem = read_problem(sent)
        return answer(problem, solve(problem), language())
    except InvalidInput as refusal:
        raise InvalidInput(refusal.expected, _found(refusal, sent), refusal.where) from None


def _found(refusal: InvalidInput, sent: object) -> str:
    """Return what a refusal found; the kind of it alone where the refusal quotes what was sent.

    The command quotes what its own caller typed; a problem goes through logs and other hands.
    """
    value: object = sent
    for part in refusal.where.split("/")[1:]:
        if isinstance(value, list):
            items = cast("list[object]", value)
            value = items[int(part)] if part.isdecimal() and int(part) < len(items) else None
        elif isinstance(value, Mapping):
            value = cast("Mapping[str, object]", value).get(part)
    if not repr(value).startswith(refusal.found):
        return refusal.found
    return f"a text of {len(value)} characters" if isinstance(value, str) else "another value"
