"""Rates: the yearly rate of a loan by each law's method, with its proof."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import ConfigDict, Field

from apr.proof import answer
from apr.rates import solve
from apr.reading import read_problem
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
    problem = read_problem(read_any_body())
    return jsonify(answer(problem, solve(problem), language()))
