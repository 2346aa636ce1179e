"""A lender's products as compliance looks after them: findings, sellers, loans, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from core.money import Money, Rate
from core.text import Text
from webapp.views.documents import Finding, Severity
from webapp.views.shared import FormButton, Problem, Tag


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One product of the list.

    Args:
        found: how many findings that are open weigh how much.
        waiting: how many wait for a second person.
        owed: to be paid back to borrowers, one line a currency.
    """

    href: str
    name: Text
    code: str
    forms: int
    found: tuple[tuple[Severity, int], ...]
    waiting: int
    loans: int
    affected: int
    owed: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductsPage:
    """The products of a lender."""

    template: ClassVar[str] = "products.html"

    title: Text
    products: tuple[ProductLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding of a list; `owner` is a colleague's name, "" while nobody took it on."""

    href: str
    code: str
    title: Text
    severity: Severity
    form: str
    state: Tag
    remark: Text | None
    owner: str
    waits: bool


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One price of a product."""

    code: str
    at_least: Money
    at_most: Money
    months: int
    stated: Rate | None
    real: Rate | None


@dataclass(frozen=True, slots=True)
class FormLine:
    """One version of the form."""

    version: int
    published_at: datetime
    in_use: bool
    findings: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SellerLine:
    """A partner, a channel or an advertisement: its code, what it is, and what it says or does."""

    code: str
    name: Text
    kind: Text
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LoanLine:
    """One loan brought in by file, and what is owed for it; None where nothing was counted."""

    reference: str
    offer: str
    disbursed_on: date
    principal: Money
    owed: Money | None


@dataclass(frozen=True, slots=True)
class ProductPage:
    """One product whole.

    Args:
        title: what is true of it now.
        rate_method: the method the real rates are worked out by.
        made_here: loans approved here.
        loans_in_all: loans brought in by file, of which `loans` are the first.
    """

    template: ClassVar[str] = "product.html"

    title: Text
    name: Text
    code: str
    rate_method: Text
    findings: tuple[FindingLine, ...] = ()
    prices: tuple[PriceLine, ...] = ()
    forms: tuple[FormLine, ...] = ()
    partners: tuple[SellerLine, ...] = ()
    channels: tuple[SellerLine, ...] = ()
    advertisements: tuple[SellerLine, ...] = ()
    made_here: int = 0
    loans_in_all: int = 0
    affected: int = 0
    owed: tuple[Money, ...] = ()
    loans: tuple[LoanLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveLine:
    """What one person asked and another answered; `answer` is None while nobody did."""

    wish: Tag
    until: date | None
    reason: str
    asker: str
    asked_at: datetime
    answer: Tag | None
    answerer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnerForm:
    """Colleagues one of whom may be given a finding: key and name."""

    action: str
    colleagues: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """To whom a finding was given, by whom and when; `by` is empty where they took it on."""

    owner: str
    by: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class WishForm:
    """What the first person asks for; the entries as they were sent, where it came back."""

    action: str
    wishes: tuple[tuple[str, Text], ...]
    latest: date
    wish: str = ""
    until: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding on a form.

    Args:
        found: what the audit says; None where no offer shows it any longer.
        take_on: None for the one whose it is.
        give: None where nobody else may look after it.
        owners: who looked after it so far, the latest first.
        form: None while something waits for a second person.
        answers: yes and no of the second person; empty for everybody else.
        remark: why there is nothing to answer for the one who looks.
    """

    template: ClassVar[str] = "finding.html"

    reference: str
    title: Text
    product: Text
    product_href: str
    version: str
    state: Tag
    state_remark: Text | None
    owner: str
    opened_on: date
    found: Finding | None
    take_on: FormButton | None = None
    give: OwnerForm | None = None
    owners: tuple[OwnerLine, ...] = ()
    form: WishForm | None = None
    answers: tuple[FormButton, ...] = ()
    remark: Text | None = None
    moves: tuple[MoveLine, ...] = ()
    problems: tuple[Problem, ...] = ()
