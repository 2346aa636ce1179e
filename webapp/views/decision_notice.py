"""The notice of a decision, to keep: the same words in both languages on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.text import Language, Text


@dataclass(frozen=True, slots=True)
class DecisionNotice:
    """One decision on paper.

    Args:
        title: what came out.
        lines: who, what, when, by whom.
        reasons: the principal reasons.
        changes: what would change it.
        rights: what the person may do now.
    """

    template: ClassVar[str] = "decision_notice.html"

    title: Text
    lines: tuple[Text, ...]
    reasons: tuple[Text, ...]
    changes: tuple[Text, ...]
    rights: tuple[Text, ...]
    reasons_title: Text = Text("主要理由", "The principal reasons")  # noqa: RUF009  # it is frozen
    changes_title: Text = Text("什么会改变结果", "What would change it")  # noqa: RUF009
    languages: tuple[Language, ...] = tuple(Language)
