"""A borrower's registration, and a change of password."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.errors import Conflict, InvalidInput
from core.ids import new_id
from core.text import Language, Text
from database.transaction import Database
from identity import rules, store
from identity.messages import send
from identity.model import MessageKind, OpenSession, Person, SignInName, SignInRefused
from identity.passwords import hash_password, password_matches
from identity.rights import access_of, own_access
from identity.session_store import end_sessions
from identity.sessions import keep_session, live_session

_NAME_LENGTH_MAX = 80

_WELCOME = Text(
    "您的 Candor 账户已经开通。谁可以为了什么用您的资料，由您逐项决定，也可以随时收回。",
    "Your Candor account is open. You decide, purpose by purpose, who may use your data, and you"
    " can take each consent back at any time.",
)
_PASSWORD_CHANGED = Text(
    "您的密码已更改，其他设备上的登录已全部退出。如果不是您本人操作，请立即联系我们。",
    "Your password was changed, and you are signed out on all other devices. If this was not you,"
    " please contact us at once.",
)


class PasswordRefused(InvalidInput):
    """The password is too easily guessed; `fault` says why, in words of `rules.PASSWORD_FAULTS`."""

    def __init__(self, fault: rules.PasswordFault) -> None:
        self.fault = fault
        super().__init__("a password that is hard to guess", f"one that is {fault}", "/password")


@dataclass(frozen=True, slots=True)
class Registration:
    """What a borrower hands in to register.

    Args:
        name: as on the identity card.
        sign_in: a mobile number or e-mail address.
        password: in plain; it is hashed and forgotten.
        language: for messages.
    """

    name: str
    sign_in: str
    password: str
    language: Language = Language.ZH


def register_borrower(database: Database, registration: Registration, at: datetime) -> UUID:
    """Open a borrower's account, and return the person.

    Raises:
        InvalidInput: the name, the sign-in name or the password does not fit.
        Conflict: the sign-in name cannot be used. Whoever registers learns that much; sign-in
            itself never tells whether a name is known.
    """
    person = new_person(registration)
    if rules.is_demonstration(person.sign_in):
        raise Conflict("this sign-in name cannot be used")
    password_hash = hash_password(registration.password)
    with database.transaction(own_access(person.id)) as tx:
        if not store.insert_person(tx, person, password_hash, at):
            raise Conflict("this sign-in name cannot be used")
        send(tx, person.id, MessageKind.SECURITY, _WELCOME, at)
    return person.id


def new_person(registration: Registration) -> Person:
    """Return the person that a registration describes, with a new key.

    Raises:
        InvalidInput: the name, the sign-in name or the password does not fit.
    """
    name = unicodedata.normalize("NFKC", registration.name).strip()
    if not 0 < len(name) <= _NAME_LENGTH_MAX or not name.isprintable():
        raise InvalidInput(f"a name of 1 to {_NAME_LENGTH_MAX} characters", "another text", "/name")
    sign_in = rules.normal_sign_in(registration.sign_in)
    check_password(registration.password, sign_in=sign_in, name=name)
    return Person(new_id(), sign_in, name, registration.language)


def check_password(password: str, *, sign_in: SignInName, name: str) -> None:
    """Let a good password pass.

    Raises:
        PasswordRefused: it is too easily guessed.
    """
    fault = rules.password_fault(rules.normal_password(password), sign_in, name)
    if fault is not None:
        raise PasswordRefused(fault)


def change_password(
    database: Database, token: str, old: str, new: str, at: datetime
) -> OpenSession:
    """Change the password of whoever is signed in; all their sessions end, one new one begins.

    Raises:
        NotSignedIn: the session has ended, or its sign-in is not finished.
        SignInRefused: the old password is wrong, or there were too many tries.
        PasswordRefused: the new one is too easily guessed.
    """
    signed_in = live_session(database, token)
    access_of(signed_in)
    access = own_access(signed_in.person_id)
    with database.transaction(access) as tx:
        person = store.load_person(tx, signed_in.person_id)
        attempt = store.claim_try(tx, signed_in.person_id, at)
    if not password_matches(None if attempt is None else attempt.password_hash, old):
        raise SignInRefused("the password is not right, or there were too many tries")
    check_password(new, sign_in=person.sign_in, name=person.name)
    password_hash = hash_password(new)
    with database.transaction(access) as tx:
        store.save_password(tx, person.id, password_hash)
        store.forget_tries(tx, person.id)
        end_sessions(tx, person.id, at)
        send(tx, person.id, MessageKind.SECURITY, _PASSWORD_CHANGED, at)
        return keep_session(tx, signed_in)
