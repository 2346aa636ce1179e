"""All questions in the order of the catalogue; one more question is one more row."""

from __future__ import annotations

from contracts.answers import Check
from contracts.checks import (
    accrual,
    claims,
    cost,
    data,
    default_terms,
    form,
    kept_back,
    lateness,
    leaving,
    lines,
    package,
    selling,
    standing,
    sums,
    third_parties,
    wording,
)

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *cost.CHECKS,
            *kept_back.CHECKS,
            *sums.CHECKS,
            *accrual.CHECKS,
            *claims.CHECKS,
            *selling.CHECKS,
            *third_parties.CHECKS,
            *lines.CHECKS,
            *wording.CHECKS,
            *standing.CHECKS,
            *lateness.CHECKS,
            *default_terms.CHECKS,
            *leaving.CHECKS,
            *data.CHECKS,
            *form.CHECKS,
            *package.CHECKS,
        ),
        key=lambda check: check.code,
    )
)
