"""Proving who is there: a code of the authenticator or by message, a new authenticator."""

from __future__ import annotations

import segno
from flask import Blueprint, request
from werkzeug.wrappers import Response

from core.dates import now
from core.errors import Forbidden, ServiceMissing
from identity import sign_in as signing
from identity.authenticator import (
    AuthenticatorSetup,
    begin_authenticator,
    confirm_authenticator,
    setup_under_way,
)
from identity.messages import OUTBOX, MessagePort
from identity.model import SignInRefused
from identity.rights import own_access
from identity.rules import masked
from identity.sessions import live_session, person_of, standing
from webapp import identity_words, navigation
from webapp.arrivals import again, go, take_over, with_next
from webapp.auth import present_session, session_token, signed_in
from webapp.limits import CODE, LIMITER
from webapp.rendering import show
from webapp.services import services
from webapp.views.shared import FormButton, Problem
from webapp.views.signing import CodePage, CodeSource, EnrolPage, WaysPage

blueprint = Blueprint("proofs", __name__)


@blueprint.get(navigation.CODE)
def code_form() -> str:
    """Ask for the authenticator's code."""
    return show(_code_page())


@blueprint.post(navigation.CODE)
@LIMITER.limit(CODE)
def prove_code() -> Response:
    """Take the authenticator's code."""
    code = request.form.get("code", "")
    try:
        opened = signing.prove_code(services().database, session_token(), code, now())
    except SignInRefused:
        return again(_code_page(Problem("code", identity_words.CODE_REFUSED)))
    return take_over(opened)


@blueprint.post(navigation.SEND_CODE)
@LIMITER.limit(CODE)
def send_code() -> Response:
    """Send a code by message, then ask for it."""
    signing.send_code(services().database, session_token(), _port(), now())
    return go(with_next(navigation.MESSAGE_CODE))


@blueprint.get(navigation.MESSAGE_CODE)
def message_code_form() -> str:
    """Ask for the code of a message."""
    return show(_message_code_page())


@blueprint.post(navigation.MESSAGE_CODE)
@LIMITER.limit(CODE)
def prove_message() -> Response:
    """Take the code of a message."""
    code = request.form.get("code", "")
    try:
        opened = signing.prove_message(services().database, session_token(), code, now())
    except SignInRefused:
        return again(_message_code_page(Problem("code", identity_words.CODE_REFUSED)))
    return take_over(opened)


@blueprint.get(navigation.CONFIRM)
@signed_in()
def confirm() -> str | Response:
    """Ask once more who is there, before something that matters."""
    someone = live_session(services().database, session_token())
    stands = standing(services().database, someone)
    if stands.has_authenticator:
        return go(with_next(navigation.CODE))
    # Where no message can be sent, an authenticator is the one way to prove oneself once more.
    if not stands.by_message or not services().settings.demo:
        return go(with_next(navigation.AUTHENTICATOR))
    send = FormButton(identity_words.SEND_CODE, with_next(navigation.SEND_CODE))
    return show(WaysPage(identity_words.CONFIRM_TITLE, identity_words.CONFIRM_LEAD, (send,)))


@blueprint.get(navigation.AUTHENTICATOR)
def authenticator_form() -> str | Response:
    """Show a fresh key for an authenticator."""
    try:
        setup = begin_authenticator(services().database, session_token(), now())
    except Forbidden:
        return go(f"{navigation.CODE}?next={navigation.AUTHENTICATOR}")
    return show(_enrol_page(setup))


@blueprint.post(navigation.AUTHENTICATOR)
@LIMITER.limit(CODE)
def set_up_authenticator() -> Response:
    """Take the authenticator's first code."""
    database, code = services().database, request.form.get("code", "")
    try:
        opened = confirm_authenticator(database, session_token(), code, now())
    except SignInRefused:
        setup = setup_under_way(database, session_token(), now())
        return again(_enrol_page(setup, Problem("code", identity_words.CODE_REFUSED)))
    return take_over(opened)


def _port() -> MessagePort:
    """Return the way out for codes; the outbox is one only where people can look into it.

    Raises:
        ServiceMissing: no gateway for messages is set up.
    """
    if not services().settings.demo:
        raise ServiceMissing("no gateway for messages is set up")
    return OUTBOX


def _code_page(*problems: Problem) -> CodePage:
    someone = live_session(services().database, session_token())
    may_send = services().settings.demo and standing(services().database, someone).by_message
    return CodePage(
        action=with_next(navigation.CODE),
        source=CodeSource.AUTHENTICATOR,
        other_action=with_next(navigation.SEND_CODE) if may_send else "",
        problems=problems,
    )


def _message_code_page(*problems: Problem) -> CodePage:
    someone = live_session(services().database, session_token())
    person = person_of(services().database, own_access(someone.person_id))
    return CodePage(
        action=with_next(navigation.MESSAGE_CODE),
        source=CodeSource.MESSAGE,
        sent_to=masked(person.sign_in),
        problems=problems,
    )


def _enrol_page(setup: AuthenticatorSetup, *problems: Problem) -> EnrolPage:
    groups = [setup.secret[start : start + 4] for start in range(0, len(setup.secret), 4)]
    someone = present_session()
    finished = someone is not None and someone.entry is not None
    return EnrolPage(
        action=with_next(navigation.AUTHENTICATOR),
        secret=" ".join(groups),
        picture=segno.make(setup.address, error="m").svg_data_uri(scale=4),
        later_href=navigation.FRONT if finished else "",
        problems=problems,
    )
