"""Numbers as people type them: with commas, in full width, with yuan or percent behind them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from core.text import Text
from webapp.views.shared import Problem

_LENGTH_MAX: Final = 24
_AMOUNT_MAX: Final = Decimal(10) ** 10
_PERCENT_MAX: Final = Decimal(10_000)
_TEN_THOUSAND: Final = Decimal(10_000)
_MISSING: Final = Text("请填写这一项。", "Please fill this in.")
_NO_AMOUNT: Final = Text(
    "请填写金额，例如 10,000 或 1.2万。", "Please write an amount, such as 10,000 or 899.50."
)
_NO_PERCENT: Final = Text("请填写百分数，例如 12 或 0.05。", "Please write percent, such as 12.")
_NO_COUNT: Final = Text("请填写整数，例如 12。", "Please write a whole number, such as 12.")


@dataclass(slots=True)
class Entries:
    """The fields of a form as they were typed, and what was wrong with them.

    Args:
        typed: by name of field.
        suffix: put behind each name, where a form asks the same twice.
        problems: grows as fields are read.
    """

    typed: Mapping[str, str]
    suffix: str = ""
    problems: list[Problem] = field(default_factory=list[Problem])

    def text(self, name: str) -> str:
        """Return a field without the space around it."""
        return self.typed.get(name + self.suffix, "").strip()

    def amount(self, name: str) -> Decimal | None:
        """Return an amount with two decimals at most; None where nothing was typed."""
        text = unicodedata.normalize("NFKC", self.text(name)).strip("¥元 ")
        large = text.endswith(("万", "萬"))
        found = _number(text.rstrip("万萬"))
        if large and found is not None:
            found *= _TEN_THOUSAND
        fits = found is not None and found < _AMOUNT_MAX and found == round(found, 2)
        return self._kept(name, found if fits else None, _NO_AMOUNT)

    def percent(self, name: str) -> Decimal | None:
        """Return percent; None where nothing was typed."""
        found = _number(unicodedata.normalize("NFKC", self.text(name)).strip("% "))
        return self._kept(
            name, found if found is None or found < _PERCENT_MAX else None, _NO_PERCENT
        )

    def count(self, name: str) -> int | None:
        """Return a whole number; None where nothing was typed."""
        found = _number(self.text(name))
        whole = found if found is not None and found == int(found) else None
        kept = self._kept(name, whole, _NO_COUNT)
        return None if kept is None else int(kept)

    def require(self, name: str) -> None:
        """Ask for a field that was left empty."""
        if not self.text(name):
            self.problems.append(Problem(name + self.suffix, _MISSING))

    def _kept(self, name: str, found: Decimal | None, wanted: Text) -> Decimal | None:
        if found is None and self.text(name):
            self.problems.append(Problem(name + self.suffix, wanted))
        return found


def _number(typed: str) -> Decimal | None:
    plain = unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "")
    if not plain or len(plain) > _LENGTH_MAX or not set(plain) <= set("0123456789."):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
