"""What identity decides by itself: names, passwords, locks, lifetimes, the order of a sign-in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from core.access import Role
from core.errors import InvalidInput
from core.text import Text
from identity.common_passwords import COMMON_PASSWORDS
from identity.model import Channel, Entry, Factor, SignedIn, SignInName, Step

_CHINESE_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_INTERNATIONAL = re.compile(r"\+[1-9]\d{7,14}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SPACING = re.compile(r"[\s().-]")
# Invented people of a demonstration sign in under this domain and nobody else may take it
# (RFC 2606 keeps .example free for ever).
DEMONSTRATION_DOMAIN = "demo.candor.example"

PASSWORD_LENGTH_MIN = 12
PASSWORD_LENGTH_MAX = 128
_REPEATED = re.compile(r"(.+?)\1+")
_ENDS = re.compile(r"^[\W_]+|[\W_]+$")
_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")

_FAILURES_FREE = 4  # typing mistakes cost nothing
_LOCK_FIRST = timedelta(seconds=30)
_LOCK_MAX = timedelta(minutes=30)  # a stranger can lock a person out for no longer than this

UNFINISHED_LIFE = timedelta(minutes=10)
_STEP_UP_LIFE = timedelta(minutes=10)
SESSION_LIFE: dict[Role, timedelta] = {
    Role.BORROWER: timedelta(hours=12),
    Role.OFFICER: timedelta(hours=8),
    Role.COMPLIANCE: timedelta(hours=8),
    Role.ADMIN: timedelta(hours=4),
    Role.SUPERVISOR: timedelta(hours=8),
}

CODE_LIFE = timedelta(minutes=10)  # ASVS 6.5.5: out-of-band codes live ten minutes at most
CODE_TRIES = 5
CODES_AN_HOUR = 6
_SECOND_FACTORS = frozenset({Factor.TOTP, Factor.MESSAGE})


class PasswordFault(StrEnum):
    """Why a password will not do."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    GUESSABLE = "guessable"
    NAME = "name"
    SAME = "same"


PASSWORD_FAULTS: dict[PasswordFault, Text] = {
    PasswordFault.SHORT: Text(
        "密码至少需要 12 个字符。几个不相关的词连成一句话，好记又安全。",
        "The password needs at least 12 characters. A few unrelated words together are easy to"
        " remember and hard to guess.",
    ),
    PasswordFault.LONG: Text(
        "密码最多 128 个字符。", "The password may have at most 128 characters."
    ),
    PasswordFault.COMMON: Text(
        "这个密码很多人在用，容易被猜到，请换一个。",
        "Many people use this password, so it is easily guessed. Please choose another.",
    ),
    PasswordFault.GUESSABLE: Text(
        "生日、手机号和连续或重复的字符容易被猜到，请换一个。",
        "Birthdays, phone numbers and runs of characters are easily guessed. Please choose"
        " another.",
    ),
    PasswordFault.NAME: Text(
        "密码里请不要包含您的登录名或姓名。",
        "Please leave your sign-in name and your own name out of the password.",
    ),
    PasswordFault.SAME: Text(
        "这就是您现在的密码，请换一个新的。",
        "That is the password you have now. Please choose another.",
    ),
}


def normal_sign_in(text: str) -> SignInName:
    """Return a phone number or e-mail address in the one form it is compared in.

    Raises:
        InvalidInput: it is neither.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if "@" in plain:
        address = plain.lower()
        if len(address) <= 254 and _EMAIL.fullmatch(address):
            return SignInName(address, Channel.EMAIL)
    else:
        digits = _SPACING.sub("", plain)
        if chinese := _CHINESE_MOBILE.fullmatch(digits):
            return SignInName(f"+86{chinese[1]}", Channel.SMS)
        if _INTERNATIONAL.fullmatch(digits):
            return SignInName(digits, Channel.SMS)
    raise InvalidInput("a mobile number or an e-mail address", "another text", "/sign_in")


def is_demonstration(sign_in: SignInName) -> bool:
    """Say whether the name is one of the invented people of a demonstration."""
    return sign_in.value.endswith(f"@{DEMONSTRATION_DOMAIN}")


def masked(sign_in: SignInName) -> str:
    """Return a sign-in name as it may stand on a page: "138****8000", "w***@example.com"."""
    if sign_in.channel is Channel.SMS:
        number = sign_in.value.removeprefix("+86")
        return f"{number[:3]}****{number[-4:]}"
    name, _, domain = sign_in.value.partition("@")
    return f"{name[:1]}***@{domain}"


def normal_password(text: str) -> str:
    """Return a password as it is hashed: NFKC, so that every keyboard writes the same."""
    return unicodedata.normalize("NFKC", text)


def password_fault(password: str, sign_in: SignInName, name: str) -> PasswordFault | None:
    """Say why a password will not do; None when it will.

    Length and guessability only: no rule asks for a kind of character.

    Args:
        password: as normal_password returns it.
        sign_in: whose it is to be.
        name: the person's name.

    Source:
        OWASP ASVS 5.0.0, 6.2.1, 6.2.4, 6.2.5, 6.2.11.
    """
    small = password.casefold()
    own = (sign_in.value.removeprefix("+86").partition("@")[0], name.replace(" ", ""))
    faults = (
        (len(password) < PASSWORD_LENGTH_MIN, PasswordFault.SHORT),
        (len(password) > PASSWORD_LENGTH_MAX, PasswordFault.LONG),
        (_is_common(small), PasswordFault.COMMON),
        (_is_guessable(small), PasswordFault.GUESSABLE),
        (any(len(part) > 1 and part.casefold() in small for part in own), PasswordFault.NAME),
    )
    return next((fault for holds, fault in faults if holds), None)


def locked_until(failures: int, at: datetime) -> datetime | None:
    """Say until when a person's next try must wait, after so many failures in a row."""
    beyond = failures - _FAILURES_FREE
    if beyond <= 0:
        return None
    doublings = min(beyond - 1, 10)
    return at + min(_LOCK_FIRST * 2**doublings, _LOCK_MAX)


def next_step(
    factors: frozenset[Factor],
    *,
    has_authenticator: bool,
    memberships: Sequence[Entry],
    one_time: bool = False,
) -> Step:
    """Say what a sign-in still asks for.

    Whoever has an authenticator is asked for its code; whoever has the password they were given
    chooses one of their own; staff must have an authenticator; whoever has several offices
    chooses one.
    """
    if Factor.DEMONSTRATION not in factors:
        enough = frozenset({Factor.TOTP}) if memberships else _SECOND_FACTORS
        if has_authenticator and not factors & enough:
            return Step.CODE
        if one_time:
            return Step.RENEW
        if memberships and not has_authenticator:
            return Step.ENROL
    return Step.CHOOSE if len(memberships) > 1 else Step.DONE


def by_message(memberships: Sequence[Entry]) -> bool:
    """Say whether a code by message will do as the second factor: for borrowers, not for staff."""
    return not memberships


def session_ends(role: Role | None, at: datetime) -> datetime:
    """Say when a session that begins now ends by itself; no role is an unfinished sign-in."""
    return at + (UNFINISHED_LIFE if role is None else SESSION_LIFE[role])


def is_stepped_up(signed_in: SignedIn, at: datetime) -> bool:
    """Say whether a second factor was proved within the last ten minutes.

    An invented person of the demonstration has none to prove and is never asked.
    """
    if Factor.DEMONSTRATION in signed_in.factors:
        return True
    proved = signed_in.factors & _SECOND_FACTORS
    return bool(proved) and at - signed_in.proved_at <= _STEP_UP_LIFE


def _is_common(small: str) -> bool:
    """Say whether it is a common password, also written twice or with signs around it."""
    core = _ENDS.sub("", small)
    twice = _REPEATED.fullmatch(core)
    return not COMMON_PASSWORDS.isdisjoint({small, core, twice[1] if twice else core})


def _is_guessable(small: str) -> bool:
    """Say whether it is a day, a phone number, one run, or the same few characters."""
    repeated = _REPEATED.fullmatch(small)
    if len(set(small)) <= 3 or (repeated and len(repeated[1]) <= 8):
        return True
    if _DAY.fullmatch(small) or _CHINESE_MOBILE.fullmatch(small):
        return True
    steps = {ord(after) - ord(before) for before, after in pairwise(small)}
    return len(steps) == 1
