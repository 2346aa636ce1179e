"""The page that says what could not be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from webapp.explanations import Explanation


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """One refusal or fault.

    Args:
        status: the HTTP status, shown small.
        words: what happened, what is safe, what to do.
        detail: one more sentence, already in the visitor's language; "" when there is none.
        reference: the number that finds the fault in our log; "" when nothing was logged.
    """

    template: ClassVar[str] = "problem.html"

    status: int
    words: Explanation
    detail: str = ""
    reference: str = ""
