"""All questions in the order of the catalogue; one more question is one more row."""

from __future__ import annotations

from contracts.checks import cost, data, form, lateness, leaving, lines, wording
from contracts.model import Check

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *cost.CHECKS,
            *lines.CHECKS,
            *wording.CHECKS,
            *lateness.CHECKS,
            *leaving.CHECKS,
            *data.CHECKS,
            *form.CHECKS,
        ),
        key=lambda check: check.code,
    )
)
