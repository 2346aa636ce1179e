"""A code that one person hands to another: shown this once, in groups of four."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.text import Text


@dataclass(frozen=True, slots=True)
class HandedCodePage:
    """A code to hand over.

    Args:
        code: in groups of four, as one reads it out.
        open_until: until when it can be used.
        how: what the other person does with it.
    """

    template: ClassVar[str] = "handed_code.html"

    title: Text
    code: str
    open_until: datetime
    how: Text
    back_href: str


def grouped(code: str) -> str:
    """Return a code in groups of four, as one reads it out."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))
