"""`Sec-GPC: 1` from a borrower's browser, and where this site says that it heeds it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Flask, Response, g, json, request

from consent.signal import heed
from core.access import Access, ActorKind
from core.dates import now
from webapp.preferences import language
from webapp.services import services

blueprint = Blueprint("gpc", __name__)

_HEADER: Final = "Sec-GPC"
_ON: Final = "1"  # exactly; anything else is no signal
_UPDATED: Final = "2026-11-23"


@blueprint.get("/.well-known/gpc.json")
def support() -> Response:
    """Say that the signal is heeded, in the form of the GPC specification."""
    told = json.dumps({"gpc": True, "lastUpdate": _UPDATED})
    answer = Response(told, mimetype="application/json")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


def take_signal() -> None:
    """Take the signal of whoever is signed in as themselves."""
    access: Access | None = g.get("access")
    if request.headers.get(_HEADER) != _ON or access is None:
        return
    if access.actor_kind is not ActorKind.PERSON:
        return
    with services().database.transaction(access.in_act("self.manage")) as tx:
        heed(tx, language().value, now())


def install(app: Flask) -> None:
    """Heed the signal on every signed-in request; after `auth.install`, which says whose it is."""
    app.register_blueprint(blueprint)
    app.before_request(take_signal)
