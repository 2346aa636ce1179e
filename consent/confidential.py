"""What a person is never told about themselves: reads and matches for money laundering, by kind.

A log, an export, a reason or a receipt leaves these out without a gap, a count or a mark, so that
nobody can tell a person who was looked at from one who was not. The database withholds the rows
from the person as well (migration 0018).

Source:
    Anti-Money Laundering Law, article 7 (secrecy): known second-hand, its text was not read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from consent.acts import ACTS

ACT_CODES: Final = frozenset(act.code for act in ACTS if act.confidential)
FACT_KINDS: Final = ("names.", "aml.")
REASON_SOURCES: Final = frozenset({"names"})
_FIELDS: Final = frozenset({"names", "names_band", "names_result"})


def is_confidential(fact_kind: str) -> bool:
    """Say whether a kind of fact is told to nobody it is about."""
    return fact_kind.startswith(FACT_KINDS)


def for_the_person(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a decision rests on, as the person it is about may know it.

    The screening's result is left out of every outcome, a clear one too: to be missing tells
    nothing then.
    """
    told = {name: value for name, value in details.items() if name not in _FIELDS}
    if "reasons" in told:
        told["reasons"] = [
            one for one in told["reasons"] if one.get("source") not in REASON_SOURCES
        ]
    return told
