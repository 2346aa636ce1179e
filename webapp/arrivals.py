"""Where a sign-in leads: to its next step, to the page that was wanted, or to one's own home."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote, urlsplit

from flask import make_response, redirect, request, session
from werkzeug.wrappers import Response

from core.access import Role
from identity.model import OpenSession, Step
from identity.sessions import standing
from webapp import navigation
from webapp.auth import begin_session
from webapp.rendering import Page, show
from webapp.services import services

_STEPS: dict[Step, str] = {
    Step.CODE: navigation.CODE,
    Step.RENEW: navigation.NEW_PASSWORD,
    Step.ENROL: navigation.AUTHENTICATOR,
    Step.CHOOSE: navigation.CHOOSE,
}
_HOMES: dict[Role, str] = {
    Role.BORROWER: navigation.MY_DATA,
    Role.OFFICER: navigation.DECISIONS,
    Role.COMPLIANCE: navigation.CONTRACTS,
    Role.ADMIN: navigation.SHELF,
    Role.SUPERVISOR: navigation.BOARDS,
}


def home_of(role: Role) -> str:
    """Return where somebody in a role begins."""
    return _HOMES.get(role, navigation.FRONT)


def next_path() -> str:
    """Return the page of ours that was asked for before the sign-in; "" when there was none."""
    wanted = request.values.get("next", "")
    try:
        parts = urlsplit(wanted)
    except ValueError:  # such as "//[", which begins an address and does not end it
        return ""
    ours = wanted.startswith("/") and not (parts.scheme or parts.netloc or "\\" in wanted)
    return wanted if ours and not wanted.startswith("//") and wanted.isprintable() else ""


def with_next(path: str) -> str:
    """Return a path that remembers where the visitor wanted to go."""
    wanted = next_path()
    return f"{path}?next={quote(wanted)}" if wanted else path


def go(path: str) -> Response:
    """Send the browser on to a page of ours."""
    return redirect(path, HTTPStatus.SEE_OTHER)


def again(page: Page) -> Response:
    """Show a form once more, with what was wrong."""
    return make_response(show(page), HTTPStatus.UNPROCESSABLE_ENTITY)


def take_over(opened: OpenSession) -> Response:
    """Give the browser its new token, and lead on."""
    session.clear()  # the form tokens of before belong to nobody now
    someone = opened.signed_in
    if someone.entry is not None:
        return begin_session(go(next_path() or home_of(someone.entry.role)), opened)
    step = standing(services().database, someone).step
    return begin_session(go(with_next(_STEPS[step])), opened)
