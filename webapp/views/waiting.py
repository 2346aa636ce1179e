"""The page of something that takes a while: what is being done, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.text import Text
from webapp.views.shared import Step


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Work under way.

    Args:
        title: what is being done.
        lead: what it waits for, and what comes next.
        href: the same page; where the result will be.
        done: how much is done; only shown when `total` is known.
        total: how much there is to do; 0 when not known.
        look_again_seconds: when the page asks again; without script a link does.
    """

    template: ClassVar[str] = "waiting.html"

    title: Text
    lead: Text
    href: str
    done: int = 0
    total: int = 0
    steps: tuple[Step, ...] = ()
    look_again_seconds: int = 2

    @property
    def percent(self) -> float:
        """How much of the whole is done, in percent."""
        return round(100 * min(self.done, self.total) / self.total, 1) if self.total else 0.0
