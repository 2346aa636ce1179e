"""Setting up an authenticator: a secret shown once, proved by a first code, then in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.errors import Conflict, Forbidden
from core.text import Text
from database.transaction import Database, Transaction
from identity import rules, store, totp
from identity.messages import send
from identity.model import Factor, MessageKind, OpenSession, SignedIn, SignInRefused
from identity.rights import own_access
from identity.sessions import live_session, renew_session

_SET_UP = Text(
    "您已设置动态验证码。以后登录时，除密码外还需要输入它。如果不是您本人操作，请立即联系我们。",
    "You have set up an authenticator; from now on signing in asks for its code too. If this was"
    " not you, please contact us at once.",
)


@dataclass(frozen=True, slots=True)
class AuthenticatorSetup:
    """What an authenticator needs to know.

    Args:
        secret: in base 32, for typing.
        address: the otpauth: address, for a picture.
    """

    secret: str
    address: str


def begin_authenticator(database: Database, token: str, at: datetime) -> AuthenticatorSetup:
    """Make a fresh secret; the authenticator in use stays until the new one is proved.

    Raises:
        NotSignedIn: the session has ended.
        Forbidden: one is in use, and nothing but the password was proved lately.
    """
    signed_in = live_session(database, token)
    secret = totp.new_secret()
    with database.transaction(own_access(signed_in.person_id)) as tx:
        _check_may_set_up(tx, signed_in, at)
        store.save_pending_authenticator(tx, signed_in.person_id, secret)
        return _setup(tx, signed_in, secret)


def setup_under_way(database: Database, token: str, at: datetime) -> AuthenticatorSetup:
    """Return the set-up that was begun, to show it again after a wrong code.

    Raises:
        NotSignedIn: the session has ended.
        Forbidden: one is in use, and nothing but the password was proved lately.
        Conflict: none was begun.
    """
    signed_in = live_session(database, token)
    with database.transaction(own_access(signed_in.person_id)) as tx:
        _check_may_set_up(tx, signed_in, at)
        secret = store.load_pending_authenticator(tx, signed_in.person_id).secret
        if not secret:
            raise Conflict("no authenticator is being set up")
        return _setup(tx, signed_in, secret)


def confirm_authenticator(database: Database, token: str, code: str, at: datetime) -> OpenSession:
    """Put the new authenticator to use once its first code is right; the token changes.

    Raises:
        NotSignedIn: the session has ended.
        Forbidden: one is in use, and nothing but the password was proved lately.
        SignInRefused: the code is not right, none was begun, or there were too many tries.
    """
    signed_in = live_session(database, token)
    person_id = signed_in.person_id
    with database.transaction(own_access(person_id)) as tx:
        _check_may_set_up(tx, signed_in, at)
        attempt = store.claim_try(tx, person_id, at)
        secret = store.load_pending_authenticator(tx, person_id).secret
        step = totp.step_of_code(secret, code, at) if attempt and secret else None
        renewed = None
        if step is not None:
            store.confirm_authenticator(tx, person_id, step, at)
            store.forget_tries(tx, person_id)
            renewed = renew_session(tx, token, signed_in, Factor.TOTP, at)
            send(tx, person_id, MessageKind.SECURITY, _SET_UP, at)
    if renewed is None:
        raise SignInRefused("the code is not right, or there were too many tries")
    return renewed


def _check_may_set_up(tx: Transaction, signed_in: SignedIn, at: datetime) -> None:
    in_use = store.load_authenticator(tx, signed_in.person_id).confirmed
    if in_use and not rules.is_stepped_up(signed_in, at):
        raise Forbidden("prove yourself once more before changing your authenticator")


def _setup(tx: Transaction, signed_in: SignedIn, secret: str) -> AuthenticatorSetup:
    person = store.load_person(tx, signed_in.person_id)
    return AuthenticatorSetup(secret, totp.setup_address(secret, rules.masked(person.sign_in)))
