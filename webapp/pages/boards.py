"""The regulator's boards: who may see them, and the frame they are drawn into."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, after_this_request, redirect
from flask_wtf.csrf import generate_csrf  # pyright: ignore[reportUnknownVariableType]
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from core.access import Role
from core.dates import now
from core.errors import NotSignedIn
from core.text import Text
from dashboards.model import Look
from dashboards.mount import PATH, TOKEN_COOKIE, Surroundings, look_in, mount
from reporting.model import MarketBoard
from reporting.service import market_overview
from webapp import preferences
from webapp.auth import current_access, signed_in
from webapp.headers import csp_nonce
from webapp.navigation import BOARDS
from webapp.rendering import show
from webapp.services import services
from webapp.views.board import BoardPage, BoardParts
from webapp.views.shared import Choice

blueprint = Blueprint("boards", __name__)

_TITLE = Text("市场概览", "Market overview")


@blueprint.get(BOARDS)
@signed_in(Role.SUPERVISOR)
def boards() -> AnyResponse:
    """Lead to the first board."""
    return redirect(PATH)


def install(app: Flask) -> None:
    """Let the application draw boards."""
    mount(
        app,
        Surroundings(
            board=_board,
            look=_look,
            theme=preferences.theme,
            nonce=csp_nonce,
            guard=_guard,
            frame=_frame,
        ),
    )


def _board() -> MarketBoard:
    return market_overview(services().database, current_access(), now())


def _look(dark: bool) -> Look:  # noqa: FBT001 - the one thing asked
    return look_in(preferences.language(), dark=dark)


def _guard(is_page: bool) -> Response | None:  # noqa: FBT001 - the one thing asked
    """Let supervisors pass; programs of the page hear 401 where a person is led to sign in.

    Raises:
        NotSignedIn: somebody unknown opened the page.
        Forbidden: somebody else's role.
    """
    try:
        current_access().require(Role.SUPERVISOR)
    except NotSignedIn:
        if is_page:
            raise
        return Response("please sign in", 401, mimetype="text/plain")
    return None


def _frame(styles: str, body: str, scripts: str) -> str:
    """Return the house's page around the board, and give the browser its form token."""
    token = generate_csrf()

    @after_this_request
    def tell(response: Response) -> Response:  # pyright: ignore[reportUnusedFunction]
        # Readable by the board's script, which sends it back with each question it asks.
        response.set_cookie(
            TOKEN_COOKIE, token, path=PATH, samesite="Strict", secure=services().encrypted
        )
        return response

    territory = current_access().territory
    # Dash writes these parts from its own tables of files; nothing a visitor sent is in them.
    parts = BoardParts(Markup(styles), Markup(body), Markup(scripts))  # noqa: S704
    return show(
        BoardPage(
            title=_TITLE,
            territory=Text(
                f"{_TITLE.zh} · 辖区 {'、'.join(territory)} · 近 30 天 · 少于 10 件的组不显示",
                f"{_TITLE.en} · territory {', '.join(territory)} · last 30 days ·"
                " groups of fewer than ten are not shown",
            ),
            boards=(Choice(_TITLE, PATH, chosen=True),),
            parts=parts,
        )
    )
