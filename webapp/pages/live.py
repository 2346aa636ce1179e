"""Figures as they change, pushed to whoever watches a board."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from flask import Blueprint, Response, current_app, request

from core.access import Role
from core.dates import now
from core.errors import NotSignedIn, TooManyRequests
from core.text import Language
from dashboards.live import Hub
from dashboards.mount import look_in
from identity.sessions import session_of
from reporting.service import market_overview
from reporting.store import CHANNEL
from webapp.auth import current_access, session_token
from webapp.services import Services, services

blueprint = Blueprint("live", __name__)

LIVE = "/live/market"
HUB = "candor_hub"
_COME_AGAIN_SECONDS = 30


@blueprint.get(LIVE)
def market() -> Response:
    """Push the market board's changes: `speak` is zh or en, `palette` light or dark.

    Raises:
        Forbidden: somebody else's role.
    """
    try:
        house, token, access = services(), session_token(), current_access()
    except NotSignedIn:
        # A script reads this: it is told, not led to the page for signing in.
        return Response("please sign in", HTTPStatus.UNAUTHORIZED, mimetype="text/plain")
    access.require(Role.SUPERVISOR)
    language = Language.EN if request.args.get("speak") == "en" else Language.ZH
    look = look_in(language, dark=request.args.get("palette") == "dark")
    try:
        events = hub().watch(access, look, lambda: _still_in(house, token))
    except TooManyRequests:
        full = Response("all places are taken", HTTPStatus.SERVICE_UNAVAILABLE)
        full.headers["Retry-After"] = str(_COME_AGAIN_SECONDS)
        return full
    answer = Response(events, mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def hub() -> Hub:
    """Return this process's hub, made when somebody first watches."""
    house = services()
    app = current_app.extensions
    if HUB not in app:
        app.setdefault(
            HUB,
            Hub(
                lambda access: market_overview(house.database, access, now()),
                lambda: house.database.bell(CHANNEL),
                # Half of the threads stay free for everything else.
                house.settings.threads // 2,
            ),
        )
    return cast(Hub, app[HUB])


def _still_in(house: Services, token: str) -> bool:
    someone = session_of(house.database, token)
    return (
        someone is not None and someone.entry is not None and someone.entry.role is Role.SUPERVISOR
    )
