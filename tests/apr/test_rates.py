"""Rates of dated loans: one contract by all standards, caps, hidden cost, other libraries."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

from apr.model import DatedAmount, NoRate, Regularity
from apr.rates import exceeds, hidden_cost, rate_of
from apr.standards import CODES
from core.dates import add_months
from core.errors import InvalidInput
from core.money import Rate


def loan(received: str, paid: str, count: int, first: date, start: date = date(2025, 1, 10)):
    advances = [DatedAmount(start, Decimal(received))]
    payments = [DatedAmount(add_months(first, k), Decimal(paid)) for k in range(count)]
    return advances, payments


# 10,000 on paper, 300 withheld, twelve times 900.
CONTRACT = loan("9700.00", "900.00", 12, date(2025, 2, 25))
PRINTED = {
    "us-appendix-j": "18.80",
    "us-appendix-k": "18.80",
    "eu-aprc": "20.54",
    "uk-aprc": "20.54",
    "cn-simple": "20.31",
    "cn-irr": "22.31",
    "xirr-365": "20.63",
}


@pytest.mark.parametrize("code", CODES)
def test_one_contract_by_every_standard(code: str) -> None:
    result = rate_of(*CONTRACT, code)
    assert str(result.apr_percent) == PRINTED[code]
    assert result.certificate.holds
    assert result.reason is None


def test_a_fee_paid_at_once_is_the_same_as_one_withheld() -> None:
    advances, payments = CONTRACT
    start = advances[0].on
    grossed = [DatedAmount(start, Decimal(10000))]
    with_fee = [DatedAmount(start, Decimal(300)), *payments]
    for code in CODES:
        assert rate_of(grossed, with_fee, code) == rate_of(advances, payments, code)


def test_the_odd_first_period_is_said_for_china() -> None:
    assert rate_of(*CONTRACT, "cn-simple").notes
    assert not rate_of(*loan("9700", "900", 12, date(2025, 2, 10)), "cn-simple").notes


def test_a_weekly_loan_is_not_taken_for_a_monthly_one() -> None:
    start = date(2025, 1, 10)
    payments = [DatedAmount(start + timedelta(days=7), Decimal(1010))]
    result = rate_of([DatedAmount(start, Decimal(1000))], payments, "cn-simple")
    assert 51 < result.apr_percent < 54


def test_regular_and_irregular_have_their_own_tolerance() -> None:
    advances, payments = CONTRACT
    odd_ends = [
        DatedAmount(payments[0].on, Decimal(950)),
        *payments[1:-1],
        DatedAmount(payments[-1].on, Decimal(800)),
    ]
    stepped = [*payments[:6], *(DatedAmount(p.on, Decimal(950)) for p in payments[6:])]
    skipped = [*payments[:5], *payments[7:]]
    twice = [*advances, DatedAmount(date(2025, 3, 10), Decimal(100))]
    for flows in ((advances, payments), (advances, odd_ends)):
        result = rate_of(*flows, "us-appendix-j")
        assert (result.regularity, result.tolerance_pp) == (Regularity.REGULAR, Decimal("0.125"))
    for flows in ((advances, stepped), (advances, skipped), (twice, payments)):
        result = rate_of(*flows, "us-appendix-j")
        assert (result.regularity, result.tolerance_pp) == (Regularity.IRREGULAR, Decimal("0.25"))
    assert rate_of(*CONTRACT, "eu-aprc").tolerance_pp is None


@pytest.mark.parametrize("code", CODES)
def test_a_cap_needs_no_root(code: str) -> None:
    percent = rate_of(*CONTRACT, code).apr_exact
    assert exceeds(*CONTRACT, code, Rate.percent(percent - Decimal("1e-15")))
    assert not exceeds(*CONTRACT, code, Rate.percent(percent + Decimal("1e-15")))


def test_a_rate_equal_to_the_cap_does_not_exceed_it() -> None:
    flows = loan("1000", "1240", 1, date(2026, 1, 10))
    assert not exceeds(*flows, "eu-aprc", Rate.percent(24))
    assert not exceeds(*flows, "cn-irr", Rate.percent(24))
    assert exceeds(*flows, "eu-aprc", Rate.percent("23.999999999"))


def test_hidden_cost_in_money() -> None:
    assert hidden_cost(*CONTRACT, Rate.percent(12), "cn-simple") == Decimal("429.57")


@given(st.integers(1, 48), st.decimals("0.01", "0.6", places=4))
def test_nothing_is_hidden_at_the_true_rate(count: int, rate: Decimal) -> None:
    paid = str((Decimal(10000) * (1 + rate) / count).quantize(Decimal("0.01")))
    flows = loan("10000", paid, count, date(2025, 2, 10))
    for code in ("us-appendix-j", "eu-aprc", "cn-simple", "cn-irr"):
        percent = rate_of(*flows, code).apr_exact
        if percent is not None:
            assert hidden_cost(*flows, Rate.percent(percent), code) == 0


def test_without_interest_the_rate_is_nought() -> None:
    result = rate_of(*loan("1200", "100", 12, date(2025, 2, 10)), "cn-simple")
    assert str(result.apr_percent) == "0.00"
    assert result.certificate.holds


@pytest.mark.parametrize(
    ("received", "paid", "first", "reason"),
    [
        ("1300", "100", date(2025, 2, 10), NoRate.NEGATIVE),
        ("0", "100", date(2025, 2, 10), NoRate.NOTHING_LENT),
    ],
)
def test_where_there_is_no_rate_it_says_why(received, paid, first, reason) -> None:
    flows = loan(received, paid, 12, first)
    for code in CODES:
        result = rate_of(*flows, code)
        assert (result.apr_percent, result.reason) == (None, reason)


def test_all_on_one_day_has_no_rate() -> None:
    flows = loan("1000", "1010", 1, date(2025, 1, 10))
    assert rate_of(*flows, "us-appendix-j").reason is NoRate.NO_TIME


def test_no_flows_and_no_standard_are_refused() -> None:
    with pytest.raises(InvalidInput):
        rate_of([], CONTRACT[1], "eu-aprc")
    with pytest.raises(InvalidInput, match="us-appendix-j"):
        rate_of(*CONTRACT, "apr")
    with pytest.raises(InvalidInput):
        exceeds(*loan("1000", "1010", 1, date(2025, 1, 10)), "eu-aprc", Rate.percent(24))


def test_the_row_of_the_law_follows_the_day_of_the_loan() -> None:
    old = rate_of(*CONTRACT, "eu-aprc")
    new = rate_of(*loan("9700", "900", 12, date(2027, 2, 25), start=date(2027, 1, 10)), "eu-aprc")
    assert "2008/48/EC" in old.citation.en
    assert old.verified
    assert "2023/2225" in new.citation.en
    assert not new.verified


def test_agrees_with_pyxirr_on_days_over_365() -> None:
    chance = random.Random(365)
    for _ in range(500):
        start = date(2015, 1, 1) + timedelta(days=chance.randrange(4000))
        count = chance.randrange(1, 61)
        rate = chance.uniform(0.01, 0.9)
        days = sorted(chance.sample(range(5, 40 * count + 40), count))
        amount = Decimal(chance.randrange(100_00, 1_000_000_00)).scaleb(-2)
        paid = (amount * Decimal(1 + rate * days[-1] / 700) / count).quantize(Decimal("0.01"))
        payments = [DatedAmount(start + timedelta(days=day), paid) for day in days]
        result = rate_of([DatedAmount(start, amount)], payments, "xirr-365")
        theirs = pyxirr.xirr(
            [start, *(each.on for each in payments)],
            [-float(amount), *(float(each.amount) for each in payments)],
        )
        assert float(result.apr_exact) == pytest.approx(100 * theirs, rel=1e-7, abs=1e-7)
