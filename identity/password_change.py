"""A new password: by whoever is signed in, in the place of one that was given, or by the owner."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from core.errors import Forbidden
from core.text import Text
from database.transaction import Database, Transaction
from identity import password_store, rules, store
from identity.messages import send
from identity.model import MessageKind, OpenSession, Person, SignedIn, SignInRefused, Step
from identity.passwords import hash_password, password_matches
from identity.registration import PasswordRefused, check_password
from identity.rights import PROVISIONING, access_of, own_access
from identity.session_store import end_sessions
from identity.sessions import keep_session, live_session, open_session, standing_of

# Read out or copied by hand once: no letters that look alike, no vowels that make words.
_LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"
_GROUPS, _GROUP_LENGTH = 4, 5  # 95 bits

_PASSWORD_CHANGED = Text(
    "您的密码已更改，其他设备上的登录已全部退出。如果不是您本人操作，请立即联系我们。",
    "Your password was changed, and you are signed out on all other devices. If this was not you,"
    " please contact us at once.",
)


def change_password(
    database: Database, token: str, old: str, new: str, at: datetime
) -> OpenSession:
    """Change the password of whoever is signed in; all their sessions end, one new one begins.

    The new one is looked at first: one that will not do costs no try at the old one.

    Raises:
        NotSignedIn: the session has ended, or its sign-in is not finished.
        PasswordRefused: the new one is too easily guessed, or is the old one.
        SignInRefused: the old password is wrong, or there were too many tries.
    """
    signed_in = live_session(database, token)
    access_of(signed_in)
    access = own_access(signed_in.person_id)
    with database.transaction(access) as tx:
        person = store.load_person(tx, signed_in.person_id)
    check_password(new, sign_in=person.sign_in, name=person.name)
    if rules.normal_password(new) == rules.normal_password(old):
        raise PasswordRefused(rules.PasswordFault.SAME)

    with database.transaction(access) as tx:
        attempt = store.claim_try(tx, signed_in.person_id, at)
    if not password_matches(None if attempt is None else attempt.password_hash, old):
        raise SignInRefused("the password is not right, or there were too many tries")

    password_hash = hash_password(new)
    with database.transaction(access) as tx:
        _replace(tx, person, password_hash, at)
        return keep_session(tx, signed_in)


def choose_password(database: Database, token: str, new: str, at: datetime) -> OpenSession:
    """Put a password of one's own in the place of the one that was given; the sign-in goes on.

    Raises:
        NotSignedIn: the session has ended.
        Forbidden: the sign-in asks for something else.
        PasswordRefused: it is too easily guessed, or is the one that was given.
    """
    signed_in = live_session(database, token)
    access = own_access(signed_in.person_id)
    with database.transaction(access) as tx:
        _check_renews(tx, signed_in)
        person = store.load_person(tx, signed_in.person_id)
        given = password_store.load_password_hash(tx, signed_in.person_id)
    check_password(new, sign_in=person.sign_in, name=person.name)
    if password_matches(given, new):
        raise PasswordRefused(rules.PasswordFault.SAME)

    password_hash = hash_password(new)
    with database.transaction(access) as tx:
        _check_renews(tx, signed_in)
        _replace(tx, person, password_hash, at)
        return open_session(tx, person.id, signed_in.factors, at)


def reset_password(owner: Database, person_id: UUID, password: str, at: datetime) -> None:
    """Give somebody a new password, as the owner; locks open, and their sessions end.

    Raises:
        NotFound: there is no such person.
        PasswordRefused: it is too easily guessed.
    """
    with owner.transaction(PROVISIONING) as tx:
        person = store.load_person(tx, person_id)
    check_password(password, sign_in=person.sign_in, name=person.name)
    password_hash = hash_password(password)
    with owner.transaction(PROVISIONING) as tx:
        store.save_password(tx, person_id, password_hash)
        store.forget_tries(tx, person_id)
        end_sessions(tx, person_id, at)


def one_time_password(person: Person) -> str:
    """Return a fresh password to be given to somebody, and replaced by them."""
    while True:
        groups = (
            "".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
        )
        password = "-".join(groups)
        # By chance it may hold a short name.
        if rules.password_fault(password, person.sign_in, person.name) is None:
            return password


def _check_renews(tx: Transaction, signed_in: SignedIn) -> None:
    standing = standing_of(tx, signed_in.person_id, signed_in.factors)
    if signed_in.entry is not None or standing.step is not Step.RENEW:
        raise Forbidden("this sign-in asks for something else")


def _replace(tx: Transaction, person: Person, password_hash: str, at: datetime) -> None:
    store.save_password(tx, person.id, password_hash)
    password_store.mark_password(tx, person.id, one_time=False)
    store.forget_tries(tx, person.id)
    end_sessions(tx, person.id, at)
    send(tx, person.id, MessageKind.SECURITY, _PASSWORD_CHANGED, at)
