"""What a report is made from, and the parts a reader sees."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final

_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is misread aloud
_ID_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit in the form of the interface, with the words it was made of.

    Args:
        found: the audit.
        texts: by file name, the words that its offsets point into; a file that is missing here
            is quoted without the words around.
        made_on: the day of the report.
        as_of: the day whose rules were asked where the contract names none; None when not known.
    """

    found: Mapping[str, Any]
    texts: Mapping[str, str]
    made_on: date
    as_of: date | None = None

    @property
    def identity(self) -> str:
        """The report's id: the same files, rules and questions give the same one."""
        plain = json.dumps(self.found, ensure_ascii=False, sort_keys=True).encode()
        number = int.from_bytes(hashlib.sha256(plain).digest()[:10], "big")
        digits = "".join(_DIGITS[number >> 5 * place & 31] for place in range(_ID_DIGITS))
        return f"R-{digits}"

    @property
    def rules_of(self) -> date | None:
        """The day whose rules were asked: the contract's, else the one given for it."""
        written: str | None = self.found["package"]["contract_date"]
        return date.fromisoformat(written) if written else self.as_of

    @property
    def currency(self) -> str:
        """The currency of all amounts; "" when it is not known."""
        statement: Mapping[str, Any] = self.found["cost_statement"]
        return str(statement.get("currency") or "")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote inside its clause.

    Args:
        pieces: the words in order; each says whether it is quoted.
        place: the file and page.
        language: of the file, "zh" or "en".
        cut: how many characters of the quote are left out.
    """

    pieces: tuple[tuple[str, bool], ...]
    place: str
    language: str
    cut: int = 0


class PartKind(StrEnum):
    """What a part of the money is; decides its colour."""

    RETURNED = "returned"
    INTEREST = "interest"
    FEE = "fee"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of what the borrower pays goes.

    Args:
        kind: what it is for.
        name: what it is.
        payee: who has it; "" where the contract does not say.
        amount: major units.
        hidden: it is cost that the stated rate does not show.
    """

    kind: PartKind
    name: str
    payee: str
    amount: Decimal
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """What a loan costs in money; None where the contract does not let one know."""

    received: Decimal
    paid: Decimal
    parts: tuple[Part, ...] = field(default=())

    @property
    def cost(self) -> Decimal:
        """What the borrower pays beyond what was received."""
        return self.paid - self.received

    def of_hundred(self, part: Part) -> Decimal:
        """Return how much of each hundred paid a part takes."""
        return (part.amount / self.paid * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
