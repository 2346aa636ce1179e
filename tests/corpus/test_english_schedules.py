"""The clean English contracts are right by arithmetic of their own: bisection, nothing of ours."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest

from tests.corpus.loading import base_papers


class Loan(NamedTuple):
    """What a contract prints; a rate is nominal in the US and China, effective in the EU and UK."""

    currency: str
    lent: str
    payment: str
    count: int
    last: str
    total: str
    per_year: int
    rate: str
    is_effective: bool = False


LOANS = {
    "us_instalment": Loan("$", "6,000.00", "299.52", 24, "299.40", "7,188.36", 12, "17.99%"),
    "us_auto": Loan("$", "19,200.00", "384.64", 60, "384.45", "23,078.21", 12, "7.49%"),
    "us_weekly": Loan("$", "1,200.00", "26.71", 52, "26.85", "1,389.06", 52, "29.50%"),
    "us_semimonthly": Loan("$", "2,500.00", "112.84", 24, "112.82", "2,708.14", 24, "15.60%"),
    "us_credit_union": Loan("$", "1,800.00", "73.96", 26, "74.05", "1,923.05", 26, "12.90%"),
    "uk_fixed_sum": Loan("£", "5,000.00", "160.12", 36, "160.08", "5,764.28", 12, "9.9%", True),
    "uk_hcst": Loan("£", "300.00", "145.15", 3, "145.16", "435.46", 12, "907.0%", True),
    "eu_consumer": Loan("€", "8,000.00", "191.20", 48, "191.13", "9,177.53", 12, "7.1%", True),
    "eu_linked": Loan("€", "2,400.00", "106.24", 24, "106.21", "2,549.73", 12, "6.0%", True),
    "cn_consumer_finance": Loan(
        "RMB ", "30,000.00", "2,648.65", 12, "2,648.69", "31,783.84", 12, "10.80%"
    ),
    "cn_private": Loan("RMB ", "80,000.00", "640.00", 12, "80,640.00", "87,680.00", 12, "9.60%"),
    "us_home_improvement": Loan(
        "$", "14,500.00", "311.59", 60, "311.61", "18,695.42", 12, "10.49%"
    ),
    "us_vehicle_contract": Loan(
        "$", "27,650.00", "539.13", 72, "538.71", "38,816.94", 12, "11.90%"
    ),
    "us_app_loan": Loan("$", "3,000.00", "205.87", 18, "205.86", "3,705.65", 12, "27.90%"),
    "uk_plain_loan": Loan("£", "7,500.00", "185.36", 48, "185.22", "8,897.14", 12, "9.0%", True),
    "eu_variable_rate_credit": Loan(
        "€", "15,000.00", "258.92", 72, "258.56", "18,641.88", 12, "7.7%", True
    ),
    "cn_vehicle_loan": Loan(
        "RMB ", "96,000.00", "3,068.99", 36, "3,068.89", "110,483.54", 12, "9.36%"
    ),
}


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def yearly(loan: Loan) -> Decimal:
    """The yearly rate in percent at which the payments are worth the sum lent."""
    payments = [money(loan.payment)] * (loan.count - 1) + [money(loan.last)]
    low, high = Decimal(0), Decimal(1)
    for _ in range(60):
        rate = (low + high) / 2
        worth = sum(paid / (1 + rate) ** t for t, paid in enumerate(payments, start=1))
        low, high = (rate, high) if worth > money(loan.lent) else (low, rate)
    if loan.is_effective:
        return ((1 + low) ** loan.per_year - 1) * 100
    return low * loan.per_year * 100


@pytest.mark.parametrize("name", LOANS)
def test_a_contract_prints_every_figure_of_its_loan(name: str) -> None:
    loan = LOANS[name]
    text = base_papers("en", f"{name}.txt")[0].text
    for amount in (loan.lent, loan.payment, loan.last, loan.total):
        assert f"{loan.currency}{amount}" in text
    assert loan.rate in text


@pytest.mark.parametrize("name", LOANS)
def test_payments_add_up_to_the_total(name: str) -> None:
    loan = LOANS[name]
    paid = money(loan.payment) * (loan.count - 1) + money(loan.last)
    assert paid == money(loan.total)


@pytest.mark.parametrize("name", LOANS)
def test_the_stated_rate_is_the_rate_of_the_payments(name: str) -> None:
    loan = LOANS[name]
    stated = Decimal(loan.rate.rstrip("%"))
    digit = Decimal(1).scaleb(stated.as_tuple().exponent)
    assert abs(yearly(loan) - stated) <= digit / 2


def test_the_payday_loan_is_a_simple_daily_charge_of_its_year() -> None:
    assert round(Decimal(45) / 300 / 14 * 365 * 100, 2) == Decimal("391.07")
