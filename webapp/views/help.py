"""Asking someone: people, places, and what to bring; printable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.text import Text


@dataclass(frozen=True, slots=True)
class HelpPlace:
    """A place with people who help: its name, where it is, when it is open, its telephone."""

    name: Text
    where: Text
    hours: Text
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Whom to ask.

    Args:
        places: branches and lines of the lenders one has to do with.
        reference: the application one would ask about; "" when there is none.
    """

    template: ClassVar[str] = "help.html"

    places: tuple[HelpPlace, ...] = ()
    reference: str = ""
