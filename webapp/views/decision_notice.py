"""The notice of a decision, to keep: the same words in both languages on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.text import Language, Text


@dataclass(frozen=True, slots=True)
class DecisionNotice:
    """One notice on paper, word by word as it was sent.

    Args:
        title: its first line: whose decision, on what, and what came out.
        lines: the lines after it.
        reference: the notice's own number.
        told_at: when it was sent.
        sha256: of both wordings, as the lender's record holds it.
    """

    template: ClassVar[str] = "decision_notice.html"

    title: Text
    lines: tuple[Text, ...]
    reference: str
    told_at: datetime
    sha256: str
    languages: tuple[Language, ...] = tuple(Language)
