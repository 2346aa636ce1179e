"""What several questions share: words around a place, percent as printed, one clause answer."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from contracts.answers import Answer, Clear, Confidence, Departure, Step, Unsettled
from contracts.model import Contract, Source, Term, TermName
from contracts.wordings.model import Idea, affirmed
from core.text import Text


def shown(value: Decimal, places: int = 2) -> str:
    """Return a number as people read it, rounded half up, without superfluous noughts."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text and places > 2 else text


def sources(*terms: Term | None) -> tuple[Source, ...]:
    """Return where terms stand; numbers that came beside the text stand nowhere."""
    return tuple(term.source for term in terms if term is not None and term.source is not None)


def step(words: str, value: Decimal | str, places: int = 2) -> Step:
    """Return one line of arithmetic."""
    return Step(words, shown(value, places) if isinstance(value, Decimal) else value)


def is_loan(contract: Contract) -> bool:
    """Say whether anything in the package speaks of a loan."""
    names = {term.name for term in contract.terms}
    wanted = {TermName.PRINCIPAL, TermName.NET_PROCEEDS, TermName.INTEREST_RATE}
    return bool(names & (wanted | {TermName.ALL_IN_RATE, TermName.INSTALMENT}))


def clause_answer(
    contract: Contract,
    ideas: tuple[Idea, ...],
    explanation: Text,
    would_settle: str,
    *,
    hidden: re.Pattern[str] | None = None,
) -> Answer:
    """Depart where a clause affirms one of the ideas; unsettled where there is no text.

    Args:
        contract: with the searchable words of its files.
        ideas: looked for in every sentence; what the words around deny does not count.
        explanation: what such a clause does.
        would_settle: what would take the finding away.
        hidden: words no idea is looked for in.
    """
    if not contract.files:
        return Unsettled("the text of the contract")
    found = affirmed(contract, ideas, hidden)
    if not found:
        return Clear()
    return Departure(explanation, found, confidence=Confidence.MEDIUM, would_settle=would_settle)
