"""Whether a contract tells what it has to tell: each item is present, denied or not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.model import Contract, Source, Term, TermName
from contracts.required_items import ITEMS, Item
from contracts.terms.passages import clauses, negated


class State(StrEnum):
    """What the text says about an item."""

    PRESENT = "present"
    CONTRADICTED = "contradicted"
    NOT_MENTIONED = "not_mentioned"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An item, what the text says about it, and where."""

    item: Item
    state: State
    evidence: tuple[Source, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the form of the interface."""
        return {
            "item": self.item.code,
            "title": self.item.title.as_dict(),
            "law": self.item.law,
            "state": self.state.value,
            "evidence": [source.as_dict() for source in self.evidence],
        }


def disclosures(contract: Contract, on: date) -> tuple[Disclosure, ...]:
    """Look for every item asked for in the contract's place on its day; none if unknown."""
    return tuple(
        _look(contract, item)
        for item in ITEMS
        if item.jurisdiction is contract.jurisdiction
        and (item.since is None or item.since <= on)
        and (not item.lenders or contract.lender_type in item.lenders)
    )


def _is_yearly(term: Term) -> bool:
    """Leave out rates by the month or the day: they do not tell the yearly one."""
    return term.name is not TermName.INTEREST_RATE or term.period == "year"


def _look(contract: Contract, item: Item) -> Disclosure:
    told = [
        term.source
        for name in item.terms
        for term in contract.all(name)
        if term.source is not None and str(term.value).strip() and _is_yearly(term)
    ]
    if told:
        return Disclosure(item, State.PRESENT, (told[0],))
    if item.words is None:
        return Disclosure(item, State.NOT_MENTIONED, ())
    for file in contract.files:
        for clause in clauses(file):
            found = item.words.search(clause.text)
            if found is None:
                continue
            denied = negated(clause.text, found.start(), found.end())
            contradicted = denied and not item.denied_is_present
            state = State.CONTRADICTED if contradicted else State.PRESENT
            return Disclosure(item, state, (clause.source(),))
    return Disclosure(item, State.NOT_MENTIONED, ())
