"""How numbers, days and names are written, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.money import Money, Rate
from core.text import Text
from tests.webapp.gallery import idle_services
from webapp import formats
from webapp.app import create_app

SIMPLE = Text("单利", "simple")
AT = datetime(2026, 11, 22, 23, 4, 31, tzinfo=UTC)


@pytest.fixture(scope="module")
def app():
    return create_app(idle_services({}))


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        pytest.param(lambda: formats.money(Money.of("12345.67")), "¥12,345.67", "¥12,345.67"),
        pytest.param(lambda: formats.money(Money.of("-3")), "−¥3.00", "−¥3.00"),
        pytest.param(lambda: formats.figure(Money.of("1200")), "1,200.00", "1,200.00"),
        pytest.param(lambda: formats.percent(Rate.percent("20.311")), "20.31%", "20.31 %"),
        pytest.param(
            lambda: formats.percent(Rate.percent("20.31"), SIMPLE),
            "20.31%（单利）",
            "20.31 % simple",
        ),
        pytest.param(lambda: formats.points(Rate.percent("8.31")), "+8.31", "+8.31"),
        pytest.param(lambda: formats.points(Rate.percent("-0.5")), "−0.50", "−0.50"),
        pytest.param(lambda: formats.share(Decimal("0.614")), "61.4%", "61.4 %"),
        pytest.param(lambda: formats.day(date(2026, 11, 2)), "2026年11月2日", "2 November 2026"),
        pytest.param(lambda: formats.short_day(date(2026, 11, 2)), "11月2日", "2 Nov"),
        # 23:04 in London is already the next day in Beijing.
        pytest.param(
            lambda: formats.exact_moment(AT), "2026年11月23日 07:04:31", "23 November 2026 07:04:31"
        ),
        pytest.param(lambda: formats.short_moment(AT), "11月23日 07:04", "23 Nov 07:04"),
        pytest.param(lambda: formats.took(4), "4 毫秒", "4 ms"),
        pytest.param(lambda: formats.took(1250), "1.3 秒", "1.3 s"),
        pytest.param(lambda: formats.joined((SIMPLE, "A")), "单利、A", "simple, A"),
    ],
)
def test_a_value_is_written(app, written, chinese: str, english: str) -> None:
    with app.test_request_context("/?lang=zh"):
        assert written() == chinese
    with app.test_request_context("/?lang=en"):
        assert written() == english


@pytest.mark.parametrize(
    ("value", "first", "last", "shown"),
    [
        ("13812345678", 3, 4, "138****5678"),
        ("6222020200112345678", 0, 4, "***************5678"),
        ("王晓", 1, 0, "王*"),
        ("123", 0, 4, "***"),
        ("1234", 0, 4, "****"),
        ("", 0, 4, ""),
    ],
)
def test_a_number_or_name_is_masked(value: str, first: int, last: int, shown: str) -> None:
    assert formats.masked(value, first, last) == shown
