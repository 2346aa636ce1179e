"""What the invented lenders offer: one honest, one that keeps a fee back, one that hides one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from core.money import Money, Rate
from core.text import Text
from identity.demonstration import HARBOUR, MILLSTONE, SWALLOW


@dataclass(frozen=True, slots=True)
class Shelf:
    """One invented offer with its contract form.

    Args:
        upfront_fee: withheld from the payout, as a fraction of the amount.
        monthly_fee: added to each instalment, as a fraction of the amount.
        stated: the yearly rate the contract prints.
        form_before: an earlier version of the form; "" where there was none.
    """

    lender: UUID
    product: str
    name: Text
    scenario: str
    code: str
    at_least: Money
    at_most: Money
    months: int
    monthly_rate: Decimal
    form: str
    stated: Rate | None
    upfront_fee: Decimal = Decimal(0)
    monthly_fee: Decimal = Decimal(0)
    late_daily_rate: Decimal = Decimal("0.0004")
    form_before: str = ""


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        MILLSTONE,
        "easy",
        Text("磨坊安心贷", "Millstone Steady Loan"),
        "cash",
        "MS-12",
        Money.of("5000"),
        Money.of("100000"),
        12,
        Decimal("0.0062"),
        "zh/honest",
        Rate.percent("7.44"),
        late_daily_rate=Decimal("0.0003"),
    ),
    Shelf(
        MILLSTONE,
        "study",
        Text("磨坊学费贷", "Millstone Tuition Loan"),
        "education",
        "MS-EDU-24",
        Money.of("5000"),
        Money.of("60000"),
        24,
        Decimal("0.0055"),
        "zh/honest",
        Rate.percent("6.60"),
        late_daily_rate=Decimal("0.0003"),
    ),
    Shelf(
        HARBOUR,
        "cash",
        Text("海港现金贷", "Harbour Cash Loan"),
        "cash",
        "HB-12",
        Money.of("2000"),
        Money.of("50000"),
        12,
        Decimal("0.0133"),
        "zh/fee_withheld",
        Rate.percent("15.96"),
        upfront_fee=Decimal("0.03"),
        late_daily_rate=Decimal("0.0006"),
    ),
    Shelf(
        HARBOUR,
        "purchase",
        Text("海港分期", "Harbour Instalments"),
        "purchase",
        "HB-BUY-6",
        Money.of("1000"),
        Money.of("20000"),
        6,
        Decimal("0.0125"),
        "zh/honest",
        Rate.percent("15.00"),
        late_daily_rate=Decimal("0.0006"),
        form_before="zh/excessive_data",
    ),
    Shelf(
        SWALLOW,
        "swift",
        Text("飞燕速贷", "Swallow Quick Loan"),
        "cash",
        "SW-12",
        Money.of("1000"),
        Money.of("20000"),
        12,
        Decimal("0.0175"),
        "zh/hidden_service_fee",
        Rate.percent("21.00"),
        monthly_fee=Decimal("0.004"),
        late_daily_rate=Decimal("0.001"),
    ),
)
