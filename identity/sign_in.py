"""Sign-in: name and password, then whatever else the person is asked for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core.errors import Forbidden, InvalidInput, NotFound, NotSignedIn
from core.text import Text
from database.transaction import Database
from identity import message_store, rules, store, totp
from identity.messages import MessagePort
from identity.model import (
    Action,
    Factor,
    MessageKind,
    OpenSession,
    SignedIn,
    SignInName,
    SignInRefused,
    Step,
)
from identity.passwords import hash_password, is_outdated, password_matches
from identity.rights import LOOKUP, NOBODY, own_access
from identity.sessions import live_session, open_session, renew_session, standing
from identity.tokens import new_code

_REFUSED = "the name or the password is not right, or there were too many tries"


def sign_in(database: Database, name: str, password: str, at: datetime) -> OpenSession:
    """Open a session for whoever has this name and password; it may ask for more.

    The same statements and one password check run whether or not there is such a person, and
    whether or not they are locked, and the refusal reads the same.

    Raises:
        SignInRefused: it did not go through; never says why.
        TooManyRequests: too many passwords are being worked on.
    """
    person_id = _find(database, _read_name(name))
    access = own_access(person_id)
    with database.transaction(access) as tx:
        attempt = store.claim_try(tx, person_id, at)

    stored = None if attempt is None else attempt.password_hash
    if not password_matches(stored, password) or stored is None:
        raise SignInRefused(_REFUSED)
    renewed = hash_password(password) if is_outdated(stored) else None

    with database.transaction(access) as tx:
        if renewed is not None:
            store.save_password(tx, person_id, renewed)
        session = open_session(tx, person_id, frozenset({Factor.PASSWORD}), at)
        if session.signed_in.entry is None:
            store.take_back_try(tx, person_id)
        else:
            store.forget_tries(tx, person_id)
    return session


def enter_as(database: Database, name: str, at: datetime) -> OpenSession:
    """Open a session as an invented person of the demonstration, without any proof.

    Only names of the demonstration's own domain are taken, which nobody can register, so that
    no real person can be entered as even where a demonstration was switched on by mistake.

    Raises:
        NotFound: there is no such invented person.
    """
    wanted = _read_name(name)
    if wanted is None or not rules.is_demonstration(wanted):
        raise NotFound("there is no such person in the demonstration")
    person_id = _find(database, wanted)
    if person_id == NOBODY:
        raise NotFound("there is no such person in the demonstration")
    with database.transaction(own_access(person_id)) as tx:
        return open_session(tx, person_id, frozenset({Factor.DEMONSTRATION}), at)


def prove_code(database: Database, token: str, code: str, at: datetime) -> OpenSession:
    """Prove the authenticator's code, in a sign-in or as a step up; the token changes.

    Raises:
        NotSignedIn: the session has ended.
        SignInRefused: the code is not right, was used before, or there were too many tries.
    """
    signed_in = live_session(database, token)
    person_id = signed_in.person_id
    with database.transaction(own_access(person_id)) as tx:
        # The try stands whatever comes of it, so nothing is raised before the commit.
        attempt = store.claim_try(tx, person_id, at)
        authenticator = store.load_authenticator(tx, person_id)
        tried = attempt and authenticator.confirmed  # who has set none up has no secret to try
        step = totp.step_of_code(authenticator.secret, code, at) if tried else None
        renewed = None
        if step is not None and store.use_step(tx, person_id, step):
            store.forget_tries(tx, person_id)
            renewed = renew_session(tx, token, signed_in, Factor.TOTP, at)
    if renewed is None:
        raise SignInRefused("the code is not right, or there were too many tries")
    return renewed


def send_code(database: Database, token: str, port: MessagePort, at: datetime) -> SignInName:
    """Send a one-time code to the person's phone or e-mail; return where it went.

    Raises:
        NotSignedIn: the session has ended.
        Forbidden: this person has to use an authenticator.
        TooManyRequests: too many codes were sent within the hour.
    """
    signed_in = live_session(database, token)
    action = _action(database, signed_in)
    person_id = signed_in.person_id
    code = new_code()
    with database.transaction(own_access(person_id)) as tx:
        message_store.check_code_count(tx, person_id, at)
        message_store.insert_code(tx, person_id, action, code, at)
        port.send(tx, person_id, MessageKind.CODE, _code_text(code), at)
        return store.load_person(tx, person_id).sign_in


def prove_message(database: Database, token: str, code: str, at: datetime) -> OpenSession:
    """Prove the code of a message, in a sign-in or as a step up; the token changes.

    Raises:
        NotSignedIn: the session has ended.
        Forbidden: this person has to use an authenticator.
        SignInRefused: the code is not right, too old, was used before or tried too often.
    """
    signed_in = live_session(database, token)
    action = _action(database, signed_in)
    person_id = signed_in.person_id
    with database.transaction(own_access(person_id)) as tx:
        renewed = None
        if message_store.use_code(tx, person_id, action, code, at):
            store.forget_tries(tx, person_id)
            renewed = renew_session(tx, token, signed_in, Factor.MESSAGE, at)
    if renewed is None:
        raise SignInRefused("the code is not right, or no longer good")
    return renewed


def _read_name(name: str) -> SignInName | None:
    try:
        return rules.normal_sign_in(name)
    except InvalidInput:
        return None


def _find(database: Database, wanted: SignInName | None) -> UUID:
    with database.transaction(LOOKUP) as tx:
        found = None if wanted is None else store.find_person(tx, wanted)
    return NOBODY if found is None else found


def _action(database: Database, signed_in: SignedIn) -> Action:
    """Return what a code by message would confirm for this session.

    Raises:
        Forbidden: staff prove themselves by their authenticator.
        NotSignedIn: the sign-in asks for something else first.
    """
    now_standing = standing(database, signed_in)
    if not now_standing.by_message:
        raise Forbidden("people who act for an institution need their authenticator")
    if signed_in.entry is not None:
        return Action.STEP_UP
    if now_standing.step is not Step.CODE:
        raise NotSignedIn("the sign-in asks for something else first")
    return Action.SIGN_IN


def _code_text(code: str) -> Text:
    minutes = int(rules.CODE_LIFE.total_seconds() // 60)
    return Text(
        f"【Candor】验证码 {code}，{minutes} 分钟内有效。"
        "请不要告诉任何人，我们的工作人员也不会向您索要。",
        f"[Candor] Your code is {code}, good for {minutes} minutes. Tell it to no one; our staff"
        " never ask for it.",
    )
