"""The front page with its three doors, and the answer that says the process is alive."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.rendering import show
from webapp.services import services
from webapp.views.front import FrontPage

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
def front() -> str:
    """Show the three doors."""
    return show(FrontPage(demo=services().settings.demo))


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process answers; `/readyz` says whether what it needs is there."""
    return Response("ok\n", mimetype="text/plain")
