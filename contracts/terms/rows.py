"""What a row of phrases looks like: a term, how its value is written, where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from contracts.model import TermName


class Kind(StrEnum):
    """How a value is written."""

    MONEY = "money"
    RATE = "rate"
    DAY = "day"
    COUNT = "count"
    SPAN = "span"  # a length of time: a count and its unit
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Row:
    """One phrase that carries a term.

    Args:
        name: the term it carries.
        kind: how its value is written.
        pattern: groups `value` and, where the row has them, `unit`, `noun`, `how`, `after`.
        period: what a rate is for, where the phrase itself settles it.
        condition: what the phrase itself says of the term ("further": not among those counted).
    """

    name: TermName
    kind: Kind
    pattern: re.Pattern[str]
    period: str = ""
    condition: str = ""
