"""How much findings weigh: counted, and as filters of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp import lender_words as words
from webapp.views.documents import Severity
from webapp.views.shared import Choice


def severities(found: Mapping[str, Any]) -> tuple[tuple[Severity, int], ...]:
    """Return how many findings weigh how much, the weightiest first."""
    grades = [Severity(finding["severity"]) for finding in found.get("findings", ())]
    return tuple((grade, grades.count(grade)) for grade in Severity if grade in grades)


def chosen_severity(word: str) -> Severity | None:
    """Return the severity that was asked for; None for all."""
    return next((one for one in Severity if one.value == word), None)


def filters(found: Mapping[str, Any], path: str, only: Severity | None) -> tuple[Choice, ...]:
    """Return all findings of an audit, and those of each severity, as choices with their count."""
    everything = Choice(words.ALL, path, chosen=only is None, count=len(found["findings"]))
    return (
        everything,
        *(
            Choice(
                words.SEVERITIES[grade.value],
                f"{path}?severity={grade.value}",
                chosen=only is grade,
                count=count,
            )
            for grade, count in severities(found)
        ),
    )
