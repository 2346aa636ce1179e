"""A cost statement that came with the contract, held line by line against the rebuilt one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from contracts.model import Contract, Source, Term, TermName

_TITLE: Final = re.compile(
    r"综合融资成本明示表|融资成本明示表|(?:all-in )?cost statement"
    r"|key (?:facts|information) (?:statement|sheet)",
    re.IGNORECASE,
)
# Within a paper the statement is a part of its own: from a line that is its title to the next part.
_TITLE_LINE: Final = re.compile(
    rf"^[^\S\n]*(?:附[件表录][^\S\n]?[一二三四五六七八九十\d]*[^\S\n]*[::.]?[^\S\n]*|(?:annex|schedule|appendix)"
    rf"[^\S\n]+\w{{1,4}}[^\S\n]*[:.–-]?[^\S\n]*)?(?:{_TITLE.pattern})[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_PART: Final = re.compile(
    r"^[^\S\n]*(?:附[件表录]|第[^\s条章]{1,4}[条章]|.{0,20}(?:合同|协议)[^\S\n]*$|(?:annex|schedule|appendix)\b"
    r"|(?:article|clause|section) 1\b|.{0,40}\bagreement[^\S\n]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NEAR: Final = Decimal("0.50")  # of a currency: rounding of a total over its instalments
_POINTS: Final = Decimal("0.05")
_AMOUNTS: Final = (TermName.PRINCIPAL, TermName.NET_PROCEEDS, TermName.TOTAL_PAYABLE)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of the supplied statement beside what the contract gives.

    Args:
        item: the name of the term, or of the fee.
        supplied: as the statement says; None where it leaves the line out.
        rebuilt: as the other papers give; None where they say nothing.
        agrees: whether the two are the same within rounding.
        source: where the statement, or else the contract, says it.
    """

    item: str
    supplied: Decimal | None
    rebuilt: Decimal | None
    agrees: bool
    source: Source | None

    def as_dict(self) -> dict[str, object]:
        """Return a plain structure."""
        return {
            "item": self.item,
            "supplied": None if self.supplied is None else str(self.supplied),
            "rebuilt": None if self.rebuilt is None else str(self.rebuilt),
            "agrees": self.agrees,
            "source": self.source.as_dict() if self.source else None,
        }


@dataclass(frozen=True, slots=True)
class StatementPlace:
    """Where a supplied statement stands: a paper of its own, or a part of one.

    Args:
        file: the paper's name.
        start: offset of its first character in the paper.
        end: offset after its last.
        words: what it says.
        around: what the package says outside of it.
        alone: whether it is a paper of its own.
    """

    file: str
    start: int
    end: int
    words: str
    around: str
    alone: bool

    def holds(self, source: Source | None) -> bool:
        """Say whether a place in the papers lies inside of the statement."""
        return bool(source and source.file == self.file and self.start <= source.start < self.end)


def statement_place(contract: Contract) -> StatementPlace | None:
    """Return where the cost statement stands; None where none came with the contract."""
    papers = [file.document for file in contract.files]
    for paper in papers:
        text = paper.text
        others = "\n".join(other.text for other in papers if other is not paper)
        if others and _TITLE.search(text[:80]):
            return StatementPlace(paper.name, 0, len(text), text, others, alone=True)
        title = _TITLE_LINE.search(text)
        if title is None:
            continue
        after = _NEXT_PART.search(text, title.end() + 1)
        start, end = title.start(), after.start() if after else len(text)
        around = f"{text[:start]}\n{text[end:]}\n{others}"
        return StatementPlace(paper.name, start, end, text[start:end], around, alone=False)
    return None


def compared(contract: Contract) -> tuple[StatementLine, ...]:
    """Return the lines of a supplied statement beside the contract; none where none was supplied.

    The all-in rate is held against the nearest rate computed from the contract's flows, the other
    lines against what is said outside of the statement.
    """
    place = statement_place(contract)
    if place is None:
        return ()
    placed = [term for term in contract.terms if term.source]
    told = [term for term in placed if place.holds(term.source)]
    others = [term for term in placed if not place.holds(term.source)]
    lines = [_amount(kind, told, others) for kind in _AMOUNTS]
    fees = (*_fees_outside(told, others, place), *_fees_only_told(told, others, place))
    return tuple(line for line in (*lines, _rate(contract, told), *fees) if line is not None)


def _first(terms: list[Term], kind: TermName) -> Term | None:
    return next((term for term in terms if term.name is kind), None)


def _amount(kind: TermName, told: list[Term], others: list[Term]) -> StatementLine | None:
    one, other = _first(told, kind), _first(others, kind)
    if one is None or other is None:
        return None
    same = abs(one.number - other.number) <= _NEAR
    return StatementLine(kind.value, one.number, other.number, same, one.source)


def _rate(contract: Contract, told: list[Term]) -> StatementLine | None:
    one = _first(told, TermName.ALL_IN_RATE)
    rates = [rate.apr_exact for rate in contract.rates if rate.apr_exact is not None]
    if one is None or not rates:
        return None
    nearest = min(rates, key=lambda rate: abs(rate - one.number))
    same = abs(nearest - one.number) <= _POINTS
    return StatementLine(TermName.ALL_IN_RATE.value, one.number, nearest, same, one.source)


def _fees_outside(told: list[Term], others: list[Term], at: StatementPlace) -> list[StatementLine]:
    """Return each fee of the contract with its line in the statement.

    A fee that both tell alike is one term with one place, so the statement's words are asked too.
    """
    named = {term.label: term for term in told if term.name is TermName.FEE}
    lines: list[StatementLine] = []
    for fee in (term for term in others if term.name is TermName.FEE):
        line = _like(fee, named.values())
        supplied = line.number if line else fee.number if _written(fee, at.words) else None
        same = supplied == fee.number and (line is None or line.unit == fee.unit)
        source = (line or fee).source
        lines.append(StatementLine(fee.label, supplied, fee.number, same, source))
    return lines


def _fees_only_told(
    told: list[Term], others: list[Term], at: StatementPlace
) -> list[StatementLine]:
    """Return each fee that no term of the contract tells.

    A statement that is a part of the contract may be the one place that names a fee.
    """
    outside = [term for term in others if term.name is TermName.FEE]
    lines: list[StatementLine] = []
    for fee in (term for term in told if term.name is TermName.FEE):
        if _like(fee, outside) is None:
            same = not at.alone or _written(fee, at.around)
            rebuilt = fee.number if same else None
            lines.append(StatementLine(fee.label, fee.number, rebuilt, same, fee.source))
    return lines


def _like(fee: Term, others: Iterable[Term]) -> Term | None:
    return next((o for o in others if o.label in fee.label or fee.label in o.label), None)


def _written(fee: Term, words: str) -> bool:
    """Say whether a line of the words names the fee and its number."""
    for line in unicodedata.normalize("NFKC", words).splitlines():
        if fee.label in line:
            numbers = (found.replace(",", "") for found in _NUMBER.findall(line))
            if any(Decimal(number) == fee.number for number in numbers):
                return True
    return False
