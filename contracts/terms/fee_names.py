"""One fee that several clauses tell is one fee."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from contracts.model import Term, TermName
from core.patterns import words_of

# What grammar leaves before a name, and names that say no more than that it is a fee.
_LEAD: Final = words_of(
    r"^(?:条|款|项|加|该|此|上述|前述|上列|该笔|(?:(?:to|which|the|in|of|and|a|an|this|that|said|such|our)\b\s*)+)+"
)
_BARE: Final = frozenset({"fee", "charge", "fees", "费", "费用", "手续", "该费用", "款项"})
# The clause that says how a fee is paid tells more than the one that merely repeats it.
_TELLING: Final = ("included", "withheld", "first", "optional", "upfront")


def told_once(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Leave out what tells a fee again: the same name and amount, in whatever unit.

    Of several, the one that says how it is paid is kept, in the place of the first.
    """
    principal = next((t.number for t in terms if t.name is TermName.PRINCIPAL), Decimal(0))
    kept: list[Term] = []
    for term in terms:
        at = next(
            (
                place
                for place, other in enumerate(kept)
                if term.name is TermName.FEE and _is_same(term, other, principal)
            ),
            None,
        )
        if at is None:
            kept.append(term)
        elif _weight(term) < _weight(kept[at]):
            kept[at] = term
    return tuple(kept)


def _is_same(one: Term, other: Term, principal: Decimal) -> bool:
    if other.name is not TermName.FEE or _amount(one, principal) != _amount(other, principal):
        return False
    names = [_LEAD.sub("", fee.label.strip().lower()).strip() for fee in (one, other)]
    if any(name in _BARE for name in names):
        return True
    return names[0].endswith(names[1]) or names[1].endswith(names[0])


def _amount(fee: Term, principal: Decimal) -> Decimal:
    """Return what one collection costs, as money where the principal is known."""
    shared = fee.unit == "percent" and fee.base != "outstanding" and fee.period != "year"
    return (fee.number * principal / 100 if shared else fee.number).quantize(Decimal("0.01"))


def _weight(fee: Term) -> int:
    return _TELLING.index(fee.condition) if fee.condition in _TELLING else len(_TELLING)
