"""The calculator: a loan's numbers in, its true cost out; open to everybody, keeps nothing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from core.dates import day_of, now
from webapp.calculator import page_of
from webapp.limits import CALCULATE, LIMITER
from webapp.navigation import CALCULATOR
from webapp.rendering import show

blueprint = Blueprint("calculator", __name__)

_FIELDS_MAX: Final = 40
_LENGTH_MAX: Final = 60


@blueprint.get(CALCULATOR)
def empty() -> str:
    """Ask for the numbers of a loan."""
    return show(page_of(CALCULATOR, {}, day_of(now())))


@blueprint.post(CALCULATOR)
@LIMITER.limit(CALCULATE)
def answered() -> Response:
    """Work a loan out; the numbers come by POST and go nowhere else."""
    typed = {
        name: value[:_LENGTH_MAX]
        for name, value in list(request.form.items())[:_FIELDS_MAX]
        if name != "csrf_token"
    }
    page = page_of(CALCULATOR, typed or {"principal": ""}, day_of(now()))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if page.problems else HTTPStatus.OK
    return make_response(show(page), status)
