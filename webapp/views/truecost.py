"""What a loan really costs: the answer in money, the picture, every fee, every finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from core.money import Money, Rate
from core.text import Text
from webapp.views.documents import Finding
from webapp.views.shared import Link, Problem, Tag


class CostKind(StrEnum):
    """What a part of the money repaid is."""

    PRINCIPAL = "principal"  # money that was really received
    INTEREST = "interest"  # interest the contract states
    FEE = "fee"  # fees the contract states
    HIDDEN = "hidden"  # what the contract does not say


@dataclass(frozen=True, slots=True)
class CostPart:
    """One part of the money repaid."""

    kind: CostKind
    label: Text
    amount: Money


@dataclass(frozen=True, slots=True)
class CostPicture:
    """What you get against what you pay.

    Args:
        received: what really reaches the borrower.
        parts: what is repaid, in order; their sum is the total.
    """

    received: Money
    parts: tuple[CostPart, ...]

    @property
    def repaid(self) -> Money:
        """All that is repaid."""
        total = Money(0, self.received.currency)
        for part in self.parts:
            total += part.amount
        return total

    @property
    def hidden(self) -> Money:
        """What the contract does not say."""
        total = Money(0, self.received.currency)
        for part in self.parts:
            if part.kind is CostKind.HIDDEN:
                total += part.amount
        return total

    @property
    def scale(self) -> Money:
        """The amount drawn at full width."""
        return max(self.received, self.repaid)

    def width(self, amount: Money) -> float:
        """Return an amount's width in percent of the picture."""
        return round(100 * amount.minor / self.scale.minor, 3) if self.scale.minor else 0.0

    def segments(self) -> tuple[tuple[CostPart, float, float], ...]:
        """Return each part with its start and width in percent."""
        placed: list[tuple[CostPart, float, float]] = []
        start = 0.0
        for part in self.parts:
            width = self.width(part.amount)
            placed.append((part, round(start, 3), width))
            start += width
        return tuple(placed)


@dataclass(frozen=True, slots=True)
class RateLine:
    """A yearly rate with the name of its method and where it comes from.

    Args:
        label: such as "What the contract says" or "Simple (APR)".
        rate: None when it cannot be worked out; then `source` says why.
        source: the clause or the standard.
        understated: whether it shows cost the contract hid; drawn in the cost colour.
    """

    label: Text
    rate: Rate | None
    source: Text
    understated: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A reference line of the law and whether the loan lies above it."""

    label: Text
    verdict: Tag
    source: Text
    verified: bool


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee: what it is for, who gets it, when it is due, and whether it was named."""

    label: Text
    payee: Text | None
    amount: Money
    when: Text
    named: bool = True


@dataclass(frozen=True, slots=True)
class LateLine:
    """What being late costs: after so many days, so much, like such a yearly rate."""

    days: int
    charge: Money
    like_rate: Rate | None = None


@dataclass(frozen=True, slots=True)
class EarlyLine:
    """What leaving early costs: after which instalment, what is to pay, the yearly cost then.

    Args:
        to_pay: all of it, the charge for leaving with it.
        charge: what leaving costs on top of what is owed; None where it is not told apart.
        worst: whether no other instalment is dearer to leave after.
    """

    after: int
    to_pay: Money
    rate: Rate | None = None
    charge: Money | None = None
    worst: bool = False


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaving early costs, and what being late does; empty where nothing tells.

    Args:
        few: the instalments shown at once.
        every: all of them, one step away.
        early_note: the dearest instalment in one sentence.
        early_how: how what is owed was counted.
        late_note: which instalment is late.
    """

    few: tuple[EarlyLine, ...] = ()
    every: tuple[EarlyLine, ...] = ()
    early_note: Text | None = None
    early_how: Text | None = None
    late: tuple[LateLine, ...] = ()
    late_note: Text | None = None

    @property
    def charged(self) -> bool:
        """Whether leaving costs anything on top of what is owed."""
        return any(line.charge is not None and line.charge.minor for line in self.every)

    @property
    def told(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.few or self.late)


@dataclass(frozen=True, slots=True)
class TrueCostPage:
    """The true cost of one loan.

    Args:
        title: the answer in one sentence before the hero amount ("you pay more by").
        hero: the one amount; None when the contract does not say enough.
        lead: how it comes about.
        about: what was checked and when, above the title.
        picture: None when the cash flows are not complete.
        missing: what the contract does not say; what would settle the cost.
        further: other things to do (compare, download).
    """

    template: ClassVar[str] = "true_cost.html"

    title: Text
    lead: Text
    about: Text
    hero: Money | None = None
    hidden: bool = False
    picture: CostPicture | None = None
    rates: tuple[RateLine, ...] = ()
    rate_method_note: Text | None = None
    references: tuple[ReferenceLine, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    leaving: Leaving = field(default_factory=Leaving)
    findings: tuple[Finding, ...] = ()
    missing: tuple[Text, ...] = ()
    further: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class TrueCostStartPage:
    """Where a borrower hands in a contract, or opens one of their own.

    Args:
        action: where the form posts `contract` (a file) or `words` (pasted text).
        own: contracts already with a lender.
        problems: what was wrong with the last try.
    """

    template: ClassVar[str] = "true_cost_start.html"

    action: str
    own: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
