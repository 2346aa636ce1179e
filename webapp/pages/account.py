"""One's own account: a new password, an authenticator, every device signed out."""

from __future__ import annotations

from flask import Blueprint, request, session
from werkzeug.wrappers import Response

from core.access import Role
from core.dates import now
from identity.model import SignInRefused
from identity.password_change import change_password, choose_password
from identity.registration import PasswordRefused
from identity.rules import PASSWORD_FAULTS, masked
from identity.sessions import live_session, person_of, sign_out_everywhere, standing
from webapp import account_words as words
from webapp import navigation
from webapp.arrivals import again, go, take_over, with_next
from webapp.auth import begin_session, current_access, end_session, session_token, signed_in
from webapp.limits import LIMITER, SIGN_IN
from webapp.rendering import show
from webapp.services import services
from webapp.views.account import AccountPage, AccountPart, PasswordPage
from webapp.views.shared import FormButton, Link, Problem

blueprint = Blueprint("account", __name__)


@blueprint.get(navigation.ACCOUNT)
@signed_in()
def account() -> str:
    """Show what one can do about one's own account."""
    database = services().database
    stands = standing(database, live_session(database, session_token()))
    device = words.CHANGE_AUTHENTICATOR if stands.has_authenticator else words.SET_UP
    everywhere = FormButton(words.SIGN_OUT_EVERYWHERE, navigation.SIGN_OUT_EVERYWHERE)
    parts = (
        AccountPart(
            words.PASSWORD,
            words.PASSWORD_LEAD,
            Link(words.CHANGE_PASSWORD, navigation.PASSWORD),
        ),
        AccountPart(
            words.AUTHENTICATOR,
            words.AUTHENTICATOR_LEAD,
            Link(device, f"{navigation.AUTHENTICATOR}?next={navigation.ACCOUNT}"),
        ),
        AccountPart(words.EVERYWHERE, words.EVERYWHERE_LEAD, everywhere),
    )
    if Role.BORROWER in current_access().roles:
        parts = (*_helping(), *parts)
    person = person_of(database, current_access())
    return show(AccountPage(words.TITLE, masked(person.sign_in), parts))


def _helping() -> tuple[AccountPart, ...]:
    mine = Link(words.HELPERS_OPEN, navigation.HELPERS)
    others = Link(words.HELPING_OPEN, navigation.HELPING)
    return (
        AccountPart(words.HELPERS, words.HELPERS_LEAD, mine),
        AccountPart(words.HELPING, words.HELPING_LEAD, others),
    )


@blueprint.get(navigation.PASSWORD)
@signed_in(stepped_up=True)
def password_form() -> str:
    """Ask for a new password, from somebody who proved themselves a moment ago."""
    return show(_change_page())


@blueprint.post(navigation.PASSWORD)
@signed_in(stepped_up=True)
@LIMITER.limit(SIGN_IN)
def change() -> Response:
    """Take a new password."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    try:
        opened = change_password(services().database, session_token(), old, new, now())
    except PasswordRefused as refusal:
        return again(_change_page(Problem("new", PASSWORD_FAULTS[refusal.fault])))
    except SignInRefused:
        return again(_change_page(Problem("old", words.OLD_REFUSED)))
    session.clear()
    return begin_session(go(navigation.ACCOUNT), opened)


@blueprint.get(navigation.NEW_PASSWORD)
def new_password_form() -> str:
    """Ask somebody who came in with a one-time password for one of their own."""
    live_session(services().database, session_token())
    return show(_choose_page())


@blueprint.post(navigation.NEW_PASSWORD)
@LIMITER.limit(SIGN_IN)
def choose() -> Response:
    """Take the password of one's own, and go on with the sign-in."""
    new = request.form.get("new", "")
    try:
        opened = choose_password(services().database, session_token(), new, now())
    except PasswordRefused as refusal:
        return again(_choose_page(Problem("new", PASSWORD_FAULTS[refusal.fault])))
    return take_over(opened)


@blueprint.post(navigation.SIGN_OUT_EVERYWHERE)
@signed_in()
def leave_everywhere() -> Response:
    """End every session of whoever asks, the present one too."""
    sign_out_everywhere(services().database, current_access(), now())
    session.clear()
    return end_session(go(navigation.FRONT))


def _change_page(*problems: Problem) -> PasswordPage:
    return PasswordPage(
        title=words.CHANGE_PASSWORD,
        lead=words.PASSWORD_LEAD,
        action=navigation.PASSWORD,
        new_label=words.NEW,
        send_label=words.CHANGE_PASSWORD,
        old_label=words.OLD,
        back=Link(words.BACK, navigation.ACCOUNT),
        problems=problems,
    )


def _choose_page(*problems: Problem) -> PasswordPage:
    return PasswordPage(
        title=words.CHOOSE,
        lead=words.CHOOSE_LEAD,
        action=with_next(navigation.NEW_PASSWORD),
        new_label=words.NEW,
        send_label=words.GO_ON,
        problems=problems,
    )
