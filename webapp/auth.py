"""Who makes the present request: a person by their cookie, a program by its key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Final, ParamSpec, TypeVar, cast
from urllib.parse import quote

from flask import Flask, Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from core.access import Access, Role
from core.dates import now
from core.errors import Forbidden, NotSignedIn
from identity.api_keys import access_of_token
from identity.model import OpenSession, SignedIn
from identity.rights import access_of
from identity.rules import is_stepped_up
from identity.sessions import person_of, session_of, sign_out
from webapp.navigation import API_PREFIX, CONFIRM, Visitor
from webapp.services import services

P = ParamSpec("P")
R = TypeVar("R")

_STATIC_PREFIX: Final = "/static/"


def cookie_name() -> str:
    """Return the session cookie's name; over HTTPS browsers hold it to this host alone."""
    return "__Host-candor" if services().encrypted else "candor_session"


def session_token() -> str:
    """Return the token of the present session.

    Raises:
        NotSignedIn: there is none.
    """
    token = g.get("session_token")
    if token is None:
        raise NotSignedIn("please sign in")
    return cast(str, token)


def present_session() -> SignedIn | None:
    """Return the present session, which may still be in the middle of signing in."""
    return cast("SignedIn | None", g.get("signed_in"))


def current_access() -> Access:
    """Return the access of the present request; also in `flask.g.access`.

    Raises:
        NotSignedIn: nobody is signed in.
    """
    access = g.get("access")
    if access is None:
        raise NotSignedIn("please sign in")
    return cast(Access, access)


def signed_in(
    *roles: Role, stepped_up: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R | AnyResponse]]:
    """Let a view be called only by whoever is signed in and has one of the roles.

    Args:
        roles: which; none means any.
        stepped_up: also ask for a second factor proved within the last ten minutes.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R | AnyResponse]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | AnyResponse:
            access = current_access()
            if roles:
                access.require(*roles)
            if stepped_up and (detour := _step_up(now())) is not None:
                return detour
            return view(*args, **kwargs)

        return guarded

    return guard


def begin_session(response: AnyResponse, session: OpenSession) -> AnyResponse:
    """Give the browser the token of a session just opened or renewed."""
    g.session_is_over = False
    response.set_cookie(
        cookie_name(),
        session.token,
        max_age=session.signed_in.expires_at - session.signed_in.proved_at,
        secure=services().encrypted,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def end_session(response: AnyResponse) -> AnyResponse:
    """End the present session here and in the browser."""
    token = g.pop("session_token", None)
    if token is not None:
        sign_out(services().database, token, now())
    return _forget(response)


def identify() -> None:
    """Find out who makes the request, before any view runs.

    Raises:
        NotSignedIn: a program showed a key that is unknown or was ended.
    """
    if request.path.startswith(_STATIC_PREFIX):
        return
    if request.path.startswith(API_PREFIX):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            g.access = access_of_token(services().database, token.strip())
        return
    token = request.cookies.get(cookie_name())
    if token:
        _take_session(token)


def _take_session(token: str) -> None:
    database = services().database
    someone = session_of(database, token)
    if someone is None:
        g.session_is_over = True
        return
    g.session_token, g.signed_in = token, someone
    if someone.entry is None:
        return
    access = access_of(someone)
    organisation = someone.entry.organisation
    g.access = access
    g.visitor = Visitor(
        name=person_of(database, access).name,
        roles=access.roles,
        organisation=None if organisation is None else organisation.name,
    )


def _step_up(at: datetime) -> AnyResponse | None:
    """Return the way to a fresh proof; None where one is fresh enough.

    Raises:
        Forbidden: the request changes something, and cannot be sent again by a link.
    """
    someone = present_session()
    if someone is not None and is_stepped_up(someone, at):
        return None
    if someone is None or request.method not in {"GET", "HEAD"}:
        raise Forbidden("this needs a fresh proof that it is you")
    return redirect(f"{CONFIRM}?next={quote(request.path)}", HTTPStatus.SEE_OTHER)


def _forget(response: AnyResponse) -> AnyResponse:
    response.delete_cookie(
        cookie_name(), secure=services().encrypted, httponly=True, samesite="Lax", path="/"
    )
    return response


def _finish(response: Response) -> Response:
    """Take back a cookie that opens nothing any more; tell programs how to sign in."""
    if g.get("session_is_over"):
        _forget(response)
    if request.path.startswith(API_PREFIX) and response.status_code == HTTPStatus.UNAUTHORIZED:
        response.headers.setdefault("WWW-Authenticate", "Bearer")
    return response


def install(app: Flask) -> None:
    """Let the application know who asks."""
    app.before_request(identify)
    app.after_request(_finish)
