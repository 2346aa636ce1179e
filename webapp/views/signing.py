"""Coming in: sign-in, the second factor, registration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.text import Text
from webapp.views.shared import FormButton, Problem


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone of the demonstration whom a visitor may enter as.

    Args:
        key: what the form sends.
        name: such as 王女士 or "Officer".
        role: what they do, and for whom.
        story: what there is to see as this person, in one sentence.
    """

    key: str
    name: Text
    role: Text
    story: Text


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The sign-in form.

    Args:
        action: where the form posts `account`, `password` and `next`.
        next_path: where to go afterwards; a path of ours.
        problems: what was wrong with the last try; never says which half was.
        demo_action: where an "enter as" button posts `person`.
        demo_people: whom one may enter as; none outside a demonstration.
    """

    template: ClassVar[str] = "sign_in.html"

    action: str
    next_path: str = ""
    problems: tuple[Problem, ...] = ()
    demo_action: str = ""
    demo_people: tuple[DemoPerson, ...] = ()


class CodeSource(StrEnum):
    """Where the six digits come from."""

    AUTHENTICATOR = "authenticator"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class CodePage:
    """The second step: six digits.

    Args:
        action: where the form posts `code`.
        source: an authenticator, or a message we sent.
        sent_to: the masked phone or address of a message; "" for an authenticator.
        other_action: where a button asks for the other source; "" when there is none.
        problems: what was wrong with the last try.
    """

    template: ClassVar[str] = "sign_in_code.html"

    action: str
    source: CodeSource
    sent_to: str = ""
    other_action: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class WaysPage:
    """One question answered by one button: which office to act in, whether to send a code.

    Args:
        title: the question.
        lead: what the buttons do, in one sentence.
        ways: the buttons, of equal weight.
        problems: what was wrong with the last try.
    """

    template: ClassVar[str] = "ways.html"

    title: Text
    lead: Text
    ways: tuple[FormButton, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class EnrolPage:
    """Setting up an authenticator.

    Args:
        action: where the form posts the first `code`.
        secret: the key in groups of four, for typing.
        picture: the QR code as a data: address of an SVG or PNG.
        later_href: where one goes without setting it up; "" where it is a duty.
        problems: what was wrong with the last try.
    """

    template: ClassVar[str] = "enrol.html"

    action: str
    secret: str
    picture: str
    later_href: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A borrower's registration.

    Args:
        action: where the form posts `name`, `account`, `password`.
        entered: what was typed before, by field, without the password.
        problems: what did not fit, by field.
    """

    template: ClassVar[str] = "register.html"

    action: str
    entered: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
