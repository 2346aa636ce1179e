"""One's own account: the password, the authenticator, and every device signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.text import Text
from webapp.views.shared import FormButton, Link, Problem


@dataclass(frozen=True, slots=True)
class AccountPart:
    """One thing to be done about one's account: what it is, and the way to it."""

    title: Text
    lead: Text
    way: Link | FormButton

    @property
    def posts(self) -> bool:
        """Whether the way is a form of one button."""
        return isinstance(self.way, FormButton)


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The account of whoever is signed in.

    Args:
        sign_in: what they sign in with, masked.
        parts: what they can do about it.
    """

    template: ClassVar[str] = "account.html"

    title: Text
    sign_in: str
    parts: tuple[AccountPart, ...]


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """A new password.

    Args:
        action: where the form posts `old` and `new`.
        old_label: asks for the present password; None where it was just given.
        back: leads away without a change; None where it is a duty.
        problems: what did not fit, by field.
    """

    template: ClassVar[str] = "password.html"

    title: Text
    lead: Text
    action: str
    new_label: Text
    send_label: Text
    old_label: Text | None = None
    back: Link | None = None
    problems: tuple[Problem, ...] = ()
