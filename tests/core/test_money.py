"""Money is exact, reads what people write, and refuses what no loan is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.money import CurrencyMismatch, Money, Rate, decimal_from

MINOR = st.integers(-(10**16), 10**16)


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("9700.00", "CNY", 970000),
        ("0.005", "CNY", 1),
        ("-0.005", "CNY", -1),
        ("1234", "JPY", 1234),
        ("1.2345", "KWD", 1235),
        (" 12.3 ", "CNY", 1230),
        ("１２００", "CNY", 120000),
    ],
)
def test_an_amount_is_read_to_its_minor_unit(written: str, currency: str, minor: int) -> None:
    assert Money.of(written, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "written",
    ["", "abc", "1e30", "1e99999999999", "-1e15", "NaN", "Infinity", "1_000", "\x00", "1,5"],
)
def test_what_is_no_amount_is_refused_in_one_line(written: str) -> None:
    with pytest.raises(InvalidInput, match=r"^expected [^\n]+, found [^\n]+$"):
        Money.of(written)


@pytest.mark.parametrize("written", ["1e61", "1e-61", "1E+999999", "9" * 62])
def test_a_number_of_no_size_that_lending_knows_is_refused(written: str) -> None:
    with pytest.raises(InvalidInput, match="expected a number below 1e60"):
        decimal_from(written)


def test_a_thousand_million_million_is_the_first_amount_that_is_refused() -> None:
    assert Money.of("999999999999999.99").minor == 99999999999999999
    with pytest.raises(InvalidInput, match="an amount below 1,000,000,000,000,000"):
        Money.of("1000000000000000")


@given(MINOR, MINOR)
def test_sums_are_those_of_whole_numbers(left: int, right: int) -> None:
    assert (Money(left) + Money(right)).minor == left + right
    assert (Money(left) - Money(right)).minor == left - right
    assert (Money(left) < Money(right)) is (left < right)


@given(MINOR, st.decimals("0", "3", places=6))
def test_a_product_rounds_half_away_from_zero(minor: int, factor: Decimal) -> None:
    exact = Fraction(minor) * Fraction(factor)
    half_up = (abs(exact) * 2 + 1) // 2
    assert Money(minor).times(factor).minor == (half_up if exact >= 0 else -half_up)


@given(MINOR)
def test_what_is_shown_reads_back(minor: int) -> None:
    shown = Money(minor).display()
    assert Money.of(shown.replace("¥", "").replace(",", "")) == Money(minor)


def test_currencies_are_never_mixed() -> None:
    with pytest.raises(CurrencyMismatch, match="CNY with USD"):
        Money(1) + Money(1, "USD")


def test_a_rate_is_an_exact_share_and_rounds_only_when_shown() -> None:
    assert Rate.percent("36") == Rate(Decimal("0.36"))
    assert Rate.percent("23.995").rounded_percent() == Decimal("24.00")
    assert Rate.percent("23.9949").rounded_percent() == Decimal("23.99")
