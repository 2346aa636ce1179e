"""A contract as terms with their places, and what can be answered about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from apr.model import RateResult
from contracts.structure.model import Structure
from documents.matching import Searchable
from documents.model import Box


class Jurisdiction(StrEnum):
    """Whose law is asked first."""

    CN = "cn"
    US = "us"
    EU = "eu"
    UK = "uk"


class LenderType(StrEnum):
    """What kind of lender it is; it decides which lines apply."""

    BANK = "bank"
    CONSUMER_FINANCE = "consumer_finance"
    AUTO_FINANCE = "auto_finance"
    TRUST = "trust"
    MICROLOAN = "microloan"
    PAWN = "pawn"
    PRIVATE = "private"  # neither licensed nor one of the seven local kinds
    CREDIT_UNION = "credit_union"


class TermName(StrEnum):
    """What a term says; the value's unit stands with the term."""

    PRINCIPAL = "principal"
    NET_PROCEEDS = "net_proceeds"
    TERM = "term"
    METHOD = "repayment_method"
    INSTALMENT = "instalment"
    LAST_INSTALMENT = "last_instalment"
    INSTALMENT_COUNT = "instalment_count"
    FIRST_PAYMENT_ON = "first_payment_on"
    DISBURSED_ON = "disbursed_on"
    CONTRACT_DATE = "contract_date"
    PAYMENT = "payment"
    TOTAL_PAYABLE = "total_payable"
    INTEREST_RATE = "interest_rate"
    ALL_IN_RATE = "all_in_rate"
    FEE = "fee"
    LATE_CHARGE = "late_charge"
    PREPAYMENT_CHARGE = "prepayment_charge"
    LENDER = "lender"
    BORROWER = "borrower"
    LENDER_TYPE = "lender_type"
    JURISDICTION = "jurisdiction"
    COURT = "court"


class Method(StrEnum):
    """How the loan is paid back."""

    EQUAL_INSTALMENTS = "equal_instalments"  # 等额本息
    EQUAL_PRINCIPAL = "equal_principal"  # 等额本金
    INTEREST_FIRST = "interest_first"  # 先息后本: interest each period, principal at the end
    BULLET = "bullet"  # 一次性还本付息


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands: a file of the package and code-point offsets into its text."""

    file: str
    page: int
    start: int
    end: int
    quote: str
    box: Box | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the form of the interface."""
        return {
            "file": self.file,
            "page": self.page,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "box": list(self.box) if self.box else None,
        }


Value = Decimal | int | str | date


@dataclass(frozen=True, slots=True)
class Term:
    """One thing the contract says.

    Args:
        name: what kind of thing.
        value: an amount in major units, percent, a whole number, a day or a word.
        unit: a currency, "percent", "month", "day", "times" or "".
        base: what a rate is taken of ("principal", "outstanding", "arrears", "total" …).
        period: what a rate or charge is for ("year", "month", "day", "instalment", "once").
        condition: when it holds ("withheld", "upfront", "simple", "compound" …).
        label: what the contract calls it.
        payee: who receives it, where that is said.
        source: where it stands; None for numbers that came beside the text.
        between: the least and the most it may be, where the contract gives a range or only a
            limit; `value` is then what the contract says first.
    """

    name: TermName
    value: Value
    unit: str = ""
    base: str = ""
    period: str = ""
    condition: str = ""
    label: str = ""
    payee: str = ""
    source: Source | None = None
    between: tuple[Decimal, Decimal] | None = None

    @property
    def number(self) -> Decimal:
        """The value as an exact number; zero for words and days."""
        return Decimal(self.value) if isinstance(self.value, int | Decimal) else Decimal(0)

    def as_dict(self) -> dict[str, object]:
        """Return the form of the interface."""
        plain = isinstance(self.value, int | str)
        return {
            "name": self.name.value,
            "value": self.value if plain else str(self.value),
            "unit": self.unit,
            "base": self.base,
            "period": self.period,
            "condition": self.condition,
            "label": self.label,
            "payee": self.payee,
            "source": self.source.as_dict() if self.source else None,
            "between": [str(end) for end in self.between] if self.between else None,
        }


@dataclass(frozen=True, slots=True)
class CashFlows:
    """Who pays what on which day, as far as the contract lets one know.

    Args:
        advances: what the borrower really receives, day and amount.
        payments: what the borrower pays when all goes well, fees with them.
        missing: terms without which the flows are not known.
        assumptions: what was taken where the contract is silent.
        principal: the amount the contract calls lent.
        fees: each named fee with all it costs over the loan.
        periodic_fee: what of each payment is a fee.
        falling_fees: what of each payment is a fee on the balance; empty where there is none.
        on_top: falling fees, and those that come with the first payment, beside the instalments.
    """

    advances: tuple[tuple[date, Decimal], ...] = ()
    payments: tuple[tuple[date, Decimal], ...] = ()
    missing: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    principal: Decimal = Decimal(0)
    fees: tuple[tuple[Term, Decimal], ...] = ()
    periodic_fee: Decimal = Decimal(0)
    falling_fees: tuple[Decimal, ...] = ()
    on_top: Decimal = Decimal(0)

    def fee_of(self, index: int) -> Decimal:
        """Return what of one payment is a fee; the first payment is 0."""
        falling = self.falling_fees[index] if self.falling_fees else Decimal(0)
        return self.periodic_fee + falling

    @property
    def received(self) -> Decimal:
        """All the borrower receives."""
        return sum((amount for _, amount in self.advances), Decimal(0))

    @property
    def paid(self) -> Decimal:
        """All the borrower pays."""
        return sum((amount for _, amount in self.payments), Decimal(0))

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Contract:
    """A package of files read into terms; what every question is put to.

    Args:
        files: words in force of each file, in the order given.
        structures: how each file is built; empty where the numbers came beside a text.
        terms: all that was found, in the order of the text.
        jurisdiction: None when neither given nor readable.
        lender_type: None when neither given nor readable.
        made_on: the day of the contract; None when unknown.
        as_of: stands for that day where it is unknown.
        flows: the cash flows rebuilt from the terms.
        rates: what they work out to, by each standard of the jurisdiction.
        intervals: standard, lowest and highest percent, where a missing fact leaves several.
    """

    files: tuple[Searchable, ...]
    terms: tuple[Term, ...]
    jurisdiction: Jurisdiction | None = None
    lender_type: LenderType | None = None
    made_on: date | None = None
    as_of: date | None = None
    flows: CashFlows = field(default_factory=CashFlows)
    rates: tuple[RateResult, ...] = ()
    structures: tuple[Structure, ...] = ()
    intervals: tuple[tuple[str, Decimal, Decimal], ...] = ()

    @property
    def day(self) -> date | None:
        """The day whose rules are asked for."""
        return self.made_on or self.as_of

    def all(self, name: TermName) -> tuple[Term, ...]:
        """Return every term of that name."""
        return tuple(term for term in self.terms if term.name is name)

    def first(self, name: TermName) -> Term | None:
        """Return the first term of that name."""
        return next((term for term in self.terms if term.name is name), None)

    def interval(self, standard: str) -> tuple[Decimal, Decimal] | None:
        """Return the bounds of a rate in percent a year; None where it is one number."""
        return next(((low, high) for code, low, high in self.intervals if code == standard), None)

    def rate(self, standard: str) -> Decimal | None:
        """Return the exact rate by a standard, in percent a year."""
        return next((rate.apr_exact for rate in self.rates if rate.standard == standard), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known beside the text; what is left out is read from it.

    Args:
        as_of: the day whose rules apply where the text names none.
    """

    as_of: date
    jurisdiction: Jurisdiction | None = None
    lender_type: LenderType | None = None


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a checked package: what it was called, and the words that were read in it."""

    name: str
    sha256: str
    format: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """A package of files with what the audit found.

    Args:
        reference: tells nothing.
        name: of its first file.
        audit: in the form of the interface.
    """

    reference: str
    name: str
    files: tuple[PackageFile, ...]
    audit: Mapping[str, Any]
    created_at: datetime
