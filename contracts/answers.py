"""What can be answered about a contract: clear, a departure with its proof, or unsettled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.model import Contract, Source
from core.text import Text


class Severity(StrEnum):
    """How much a departure weighs for the borrower."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Confidence(StrEnum):
    """How sure the reading is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of arithmetic, with its result."""

    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Clear:
    """The contract was asked and nothing departs."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The question cannot be answered: says what is missing."""

    missing: str


@dataclass(frozen=True, slots=True)
class Departure:
    """The contract departs from what it is compared with.

    Args:
        explanation: what the contract says, what it was compared with, the difference.
        evidence: the words it rests on.
        computation: the arithmetic, line by line.
        confidence: how sure the reading is.
        would_settle: which document or fact would settle it.
        severity: weighs this case, where the row's own weight does not fit.
        basis: law that fits this case, instead of the row's.
    """

    explanation: Text
    evidence: tuple[Source, ...] = ()
    computation: tuple[Step, ...] = ()
    confidence: Confidence = Confidence.HIGH
    would_settle: str = ""
    severity: Severity | None = None
    basis: tuple[str, ...] | None = None


Answer = Clear | Departure | Unsettled


@dataclass(frozen=True, slots=True)
class Check:
    """One question as a row; its docstring is shown to people.

    Args:
        code: the id of the catalogue, such as "A02".
        title: the finding in one phrase.
        severity: how much a departure weighs.
        basis: codes of the rows of law it is compared with.
        ask: the question itself, pure.
        numeric: asked again for each application of an audited form.
    """

    code: str
    title: Text
    severity: Severity
    basis: tuple[str, ...]
    ask: Callable[[Contract], Answer]
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A row of law as it is shown with a finding."""

    code: str
    citation: Text
    valid_from: date | None
    verified: bool
    source: str

    def as_dict(self) -> dict[str, object]:
        """Return the form of the interface."""
        return {
            "code": self.code,
            "citation": self.citation.as_dict(),
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "verified": self.verified,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """A departure with its question, its law and its proof.

    Args:
        code: the id of the catalogue.
        severity: how much it weighs.
        title: in one phrase.
        explanation: for the borrower: what the contract says, the rule, the difference.
        evidence: the words it rests on.
        computation: the arithmetic.
        legal_basis: rows in force on the contract's day for its lender.
        confidence: how sure the reading is.
        would_settle: which document or fact would settle it.
        for_officer: what an officer compares and asks for.
        by_lender: codes of rows that would apply to some kind of lender, where the contract's
            own kind is unknown; none of them is cited.
    """

    code: str
    severity: Severity
    title: Text
    explanation: Text
    evidence: tuple[Source, ...]
    computation: tuple[Step, ...]
    legal_basis: tuple[LegalBasis, ...]
    confidence: Confidence
    would_settle: str
    for_officer: Text
    by_lender: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the form of the interface."""
        return {
            "id": self.code,
            "severity": self.severity.value,
            "title": self.title.as_dict(),
            "explanation": self.explanation.as_dict(),
            "evidence": [source.as_dict() for source in self.evidence],
            "computation": [{"step": line.step, "value": line.value} for line in self.computation],
            "legal_basis": [basis.as_dict() for basis in self.legal_basis],
            "confidence": self.confidence.value,
            "would_settle": self.would_settle,
            "for_officer": self.for_officer.as_dict(),
            "law_by_lender_type": list(self.by_lender),
        }
