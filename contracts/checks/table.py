"""All questions in the order of the catalogue; one more question is one more row."""

from __future__ import annotations

from contracts.answers import Check
from contracts.checks import (
    accrual,
    cost,
    data,
    form,
    lateness,
    leaving,
    lines,
    selling,
    sums,
    wording,
)

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *cost.CHECKS,
            *sums.CHECKS,
            *accrual.CHECKS,
            *selling.CHECKS,
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
