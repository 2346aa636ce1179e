"""A cost statement that came with the contract, held line by line against the rebuilt one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from contracts.model import Contract, Source, Term, TermName

_TITLE: Final = re.compile(
    r"综合融资成本明示表|融资成本明示表|(?:all-in )?cost statement"
    r"|key (?:facts|information) (?:statement|sheet)",
    re.IGNORECASE,
)
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


def statement_file(contract: Contract) -> str | None:
    """Return the name of the paper that is a cost statement; None where none came by itself."""
    if len(contract.files) < 2:
        return None
    for file in contract.files:
        if _TITLE.search(file.text[:80]):
            return file.document.name
    return None


def compared(contract: Contract) -> tuple[StatementLine, ...]:
    """Return the lines of a supplied statement beside the contract; none where none was supplied.

    The all-in rate is held against the lowest rate computed from the contract's flows, the other
    lines against what the other papers say.
    """
    name = statement_file(contract)
    if name is None:
        return ()
    told = [term for term in contract.terms if term.source and term.source.file == name]
    others = [term for term in contract.terms if term.source and term.source.file != name]
    lines = [_amount(kind, told, others) for kind in _AMOUNTS]
    return tuple(
        line for line in (*lines, _rate(contract, told), *_fees(told, others)) if line is not None
    )


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


def _fees(told: list[Term], others: list[Term]) -> list[StatementLine]:
    """Return each fee of the contract with its line in the statement, then those only in there."""
    named = {term.label: term for term in told if term.name is TermName.FEE}
    rest = dict(named)
    lines: list[StatementLine] = []
    for fee in (term for term in others if term.name is TermName.FEE):
        match = next((label for label in rest if label in fee.label or fee.label in label), None)
        line = rest.pop(match) if match is not None else None
        same = line is not None and line.number == fee.number and line.unit == fee.unit
        lines.append(
            StatementLine(
                fee.label,
                line.number if line else None,
                fee.number,
                same,
                (line or fee).source,
            )
        )
    lines += [
        StatementLine(fee.label, fee.number, None, agrees=False, source=fee.source)
        for fee in rest.values()
    ]
    return lines
