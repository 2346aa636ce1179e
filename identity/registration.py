"""A borrower's registration."""

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
from identity.model import MessageKind, Person, SignInName
from identity.passwords import hash_password
from identity.rights import own_access

_NAME_LENGTH_MAX = 80

_WELCOME = Text(
    "您的 Candor 账户已经开通。谁可以为了什么用您的资料，由您逐项决定，也可以随时收回。",
    "Your Candor account is open. You decide, purpose by purpose, who may use your data, and you"
    " can take each consent back at any time.",
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
    name = person_name(registration.name)
    sign_in = rules.normal_sign_in(registration.sign_in)
    check_password(registration.password, sign_in=sign_in, name=name)
    return Person(new_id(), sign_in, name, registration.language)


def person_name(text: str) -> str:
    """Return a name in the one form it is kept in.

    Raises:
        InvalidInput: it is empty, too long or not readable.
    """
    name = unicodedata.normalize("NFKC", text).strip()
    if not 0 < len(name) <= _NAME_LENGTH_MAX or not name.isprintable():
        raise InvalidInput(f"a name of 1 to {_NAME_LENGTH_MAX} characters", "another text", "/name")
    return name


def check_password(password: str, *, sign_in: SignInName, name: str) -> None:
    """Let a good password pass.

    Raises:
        PasswordRefused: it is too easily guessed.
    """
    fault = rules.password_fault(rules.normal_password(password), sign_in, name)
    if fault is not None:
        raise PasswordRefused(fault)
