"""By what right each purpose is pursued under each law: dated rows, and whether each was read.

China's rows follow from the purposes themselves. The others name the point of the law that the
purpose would rest on there; which point fits a lender's own case is for its counsel to settle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from consent.articles import STATUTES
from consent.model import Purpose
from consent.purposes import PURPOSES


class Jurisdiction(StrEnum):
    """Whose law is asked."""

    CN = "cn"
    EU = "eu"
    UK = "uk"
    US = "us"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The right one purpose rests on under one law.

    Args:
        purpose: its code.
        jurisdiction: whose law.
        basis: "consent", "contract", "legal_duty" or "legitimate_interests"; "not_settled"
            where no text was read that says it.
        law: ids or citations of the articles.
        since: first day in force; None where no text read says it.
        verified: whether the article's own text was read; without it the row is a pointer.
    """

    purpose: str
    jurisdiction: Jurisdiction
    basis: str
    law: tuple[str, ...]
    since: date | None
    verified: bool


_GDPR_SINCE: Final = date(2018, 5, 25)
_POINTS: Final[dict[str, str]] = {
    "consent": "(a)",
    "contract": "(b)",
    "legal_duty": "(c)",
    "legitimate_interests": "(f)",
}
# Where Europe has no duty of the kind China's law has, the interest has to be weighed instead.
_WEIGHED_IN_EUROPE: Final = frozenset({"bureau.report", "fraud.prevention"})
_CREDIT_REPORTS: Final = frozenset({"bureau.query", "bureau.report"})


def _china(purpose: Purpose) -> LegalBasis:
    days = [
        statute.since
        for statute in STATUTES
        for article in purpose.law
        if article.startswith(statute.stem) and statute.since is not None
    ]
    since = max(days, default=None)
    return LegalBasis(
        purpose.code, Jurisdiction.CN, purpose.basis, purpose.law, since, verified=True
    )


def _europe(purpose: Purpose, jurisdiction: Jurisdiction) -> LegalBasis:
    weighed = purpose.code in _WEIGHED_IN_EUROPE
    basis = "legitimate_interests" if weighed else str(purpose.basis)
    point = _POINTS[basis]
    if jurisdiction is Jurisdiction.EU:
        law = (f"eu-gdpr-6(1){point}",)
        return LegalBasis(purpose.code, jurisdiction, basis, law, _GDPR_SINCE, verified=True)
    return LegalBasis(
        purpose.code, jurisdiction, basis, (f"UK GDPR 6(1){point}",), None, verified=False
    )


def _america(purpose: Purpose) -> LegalBasis:
    law = "FCRA" if purpose.code in _CREDIT_REPORTS else "GLBA"
    return LegalBasis(purpose.code, Jurisdiction.US, "not_settled", (law,), None, verified=False)


BASES: tuple[LegalBasis, ...] = tuple(
    row
    for purpose in PURPOSES
    for row in (
        _china(purpose),
        _europe(purpose, Jurisdiction.EU),
        _europe(purpose, Jurisdiction.UK),
        _america(purpose),
    )
)


def bases_of(code: str) -> tuple[LegalBasis, ...]:
    """Return what a purpose rests on under each law."""
    return tuple(row for row in BASES if row.purpose == code)
