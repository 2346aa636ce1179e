"""One article in force during one stretch of time.

Only rows whose words were read in a copy of the text are marked as verified; the others are
shown as unverified and never as law. A row without a first day: the copy prints none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.model import Jurisdiction, LenderType
from core.text import Text


@dataclass(frozen=True, slots=True)
class Law:
    """One article in force during one stretch of time.

    Args:
        code: how findings refer to it.
        jurisdiction: whose law it is.
        citation: how people cite it.
        since: first day in force; None where the copy read prints none.
        until: last day in force; None while it goes on.
        verified: its words were read in a copy of the text.
        source: which copy, or who reports it.
        lenders: whom it binds; empty means every lender.
    """

    code: str
    jurisdiction: Jurisdiction
    citation: Text
    since: date | None
    until: date | None
    verified: bool
    source: str
    lenders: frozenset[LenderType] = frozenset()

    def applies(self, jurisdiction: Jurisdiction, on: date, lender: LenderType | None) -> bool:
        """Say whether the row was in force that day for such a lender."""
        return (
            self.jurisdiction is jurisdiction
            and (self.since is None or self.since <= on)
            and (self.until is None or on <= self.until)
            and (not self.lenders or lender in self.lenders)
        )
