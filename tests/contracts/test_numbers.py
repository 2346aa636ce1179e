"""The number grammar on the strings that other parsers misread."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.terms import numbers

SHARES = [
    ("12%", "12"),
    ("万分之五", "0.05"),
    ("千分之一", "0.1"),
    ("百分之十五点四", "15.4"),
    ("万分之0.08", "0.0008"),
    ("1.5‰", "0.15"),
    ("30个基点", "0.30"),
    ("0.0411%", "0.0411"),
    ("12 percent", "12"),
    ("50 bps", "0.50"),
]
AMOUNTS = [
    ("人民币12,000.00元", "12000.00", "CNY"),
    ("壹万贰仟叁佰元整", "12300", "CNY"),
    ("人民币壹拾万元", "100000", "CNY"),
    ("¥5,000", "5000", "CNY"),
    ("2.5万元", "25000", "CNY"),
    ("伍佰元伍角", "500.5", "CNY"),
    ("两百元", "200", "CNY"),
    ("$390", "390", "USD"),
    ("£10", "10", "GBP"),
    ("€1,250.50", "1250.50", "EUR"),
    ("USD 1,000", "1000", "USD"),
]
DAYS = [
    ("2026年9月1日", date(2026, 9, 1)),
    ("2026-09-01", date(2026, 9, 1)),
    ("二〇二六年九月一日", date(2026, 9, 1)),
    ("1 September 2026", date(2026, 9, 1)),
    ("September 1, 2026", date(2026, 9, 1)),
    ("二〇二四年十二月三十一日", date(2024, 12, 31)),
]


@pytest.mark.parametrize(("text", "percent"), SHARES)
def test_shares(text, percent) -> None:
    assert re.fullmatch(numbers.PERCENT, text)
    assert numbers.percent(text) == Decimal(percent)


@pytest.mark.parametrize(("text", "amount", "currency"), AMOUNTS)
def test_amounts(text, amount, currency) -> None:
    assert re.match(numbers.MONEY, text)
    assert numbers.money(text) == (Decimal(amount), currency)


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days(text, day) -> None:
    assert re.fullmatch(numbers.DAY, text)
    assert numbers.day(text) == day


@pytest.mark.parametrize("text", ["金额20%的违约金", "借款期限7天", "每月15日"])
def test_what_is_no_money_is_not_read_as_money(text) -> None:
    assert re.search(numbers.MONEY, text) is None


def _capital(number: int) -> str:
    digits, units = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")
    groups, words = [], ""
    while number:
        groups.append(number % 10_000)
        number //= 10_000
    for index in reversed(range(len(groups))):
        part = ""
        for place in range(3, -1, -1):
            digit = groups[index] // 10**place % 10
            part += digits[digit] + units[place] if digit else ("零" if part or words else "")
        part = re.sub("零+", "零", part).rstrip("零")
        words += (part + ("", "万", "亿")[index]) if part else ""
    return re.sub("零+", "零", words)


@given(st.integers(1, 10**11))
def test_capital_numerals_come_back(number) -> None:
    assert numbers.han_number(_capital(number)) == number


@pytest.mark.parametrize("text", ["", "元", "十X"])
def test_what_is_no_numeral_is_refused(text) -> None:
    with pytest.raises(ValueError, match="numeral"):
        numbers.han_number(text)
