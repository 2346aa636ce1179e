"""The lender's consent board, and the list of grants behind its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from core.text import Text
from webapp.views.cases import Tally
from webapp.views.shared import Pages


@dataclass(frozen=True, slots=True)
class Count:
    """One number with the list behind it; "" where it counts nothing."""

    total: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One purpose: its grants by state in the order of the columns, and its refusals."""

    name: Text
    counts: tuple[Count, ...]
    refusals: Count


@dataclass(frozen=True, slots=True)
class ConsentBoardPage:
    """How consent stands at one lender.

    Args:
        lines: one a purpose that rests on consent; empty where nobody said yes or no yet.
    """

    template: ClassVar[str] = "consent_board.html"

    title: Text
    as_of: datetime
    tallies: tuple[Tally, ...]
    states: tuple[Text, ...]
    lines: tuple[ConsentLine, ...]
    ledger: tuple[tuple[Text, int], ...]
    download: str
    register: str


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One grant without a name."""

    reference: str
    purpose: Text
    state: Text
    method: Text
    granted_at: datetime
    valid_until: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """One refusal without a name."""

    reference: str
    purpose: Text
    method: Text
    at: datetime


@dataclass(frozen=True, slots=True)
class RefusalListPage:
    """The refusals behind a number of the board."""

    template: ClassVar[str] = "consent_refusals.html"

    title: Text
    back: str
    rows: tuple[RefusalRow, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class GrantListPage:
    """The grants behind a number of the board."""

    template: ClassVar[str] = "consent_grants.html"

    title: Text
    back: str
    rows: tuple[GrantRow, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The processing register and the assessments, as `consent.processing` gives them."""

    template: ClassVar[str] = "processing_register.html"

    back: str
    as_of: datetime
    language: str
    records: tuple[dict[str, Any], ...]
    assessments: tuple[dict[str, Any], ...]
    names: dict[str, dict[str, str]]
    left: dict[str, Text]
    bases: dict[str, Text]
    places: dict[str, Text]
    bounds: dict[str, Text]
