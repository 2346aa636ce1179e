"""What is accepted, what is refused, and where the refusal points."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apr.model import Annualisation, DatedCash, FractionRule, Timeline
from apr.rates import solve
from apr.reading import read_problem
from core.errors import InvalidInput


def dated(**changes: Any) -> dict[str, Any]:
    return {
        "id": "x1",
        "standard": "us-appendix-j",
        "advances": [{"date": "2025-01-10", "amount": "9700.00"}],
        "payments": [
            {"date": "2025-02-25", "amount": "900.00", "count": 12, "every": {"months": 1}}
        ],
        **changes,
    }


def timed(**changes: Any) -> dict[str, Any]:
    return {
        "standard": "a law of our own",
        "per_year": 12,
        "annualisation": "nominal",
        "fraction_rule": "simple (1+f*i)",
        "advances": [{"t": 0, "amount": 1000}],
        "payments": [{"t": 1, "f": 0.5, "amounts": [500, 600], "every": 1}],
        **changes,
    }


def payment(**flow: Any) -> dict[str, Any]:
    return dated(payments=[{"amount": 1, **flow}])


def test_the_dated_form() -> None:
    problem = read_problem(dated())
    assert isinstance(problem.cash, DatedCash)
    assert problem.standards == ("us-appendix-j",)
    assert len(problem.cash.payments) == 12
    assert problem.cash.payments[-1].on == date(2026, 1, 25)
    assert {item.amount for item in problem.cash.payments} == {Decimal("900.00")}


@pytest.mark.parametrize(
    ("first", "every", "days"),
    [
        ("2025-01-31", {"months": 1}, ["2025-02-28", "2025-03-31"]),
        ("2024-02-29", {"years": 1}, ["2025-02-28", "2026-02-28"]),
        ("2025-01-31", {"weeks": 2}, ["2025-02-14", "2025-02-28"]),
        ("2025-01-31", {"days": 10}, ["2025-02-10", "2025-02-20"]),
        ("2025-01-01", {"semimonths": 1}, ["2025-01-16", "2025-02-01"]),
        ("2025-01-15", {"semimonths": 1}, ["2025-01-31", "2025-02-15"]),
        ("2025-01-31", {"semimonths": 1}, ["2025-02-15", "2025-02-28"]),
        ("2025-01-20", {"semimonths": 1}, ["2025-02-05", "2025-02-20"]),
    ],
)
def test_series_by_the_calendar(first, every, days) -> None:
    problem = read_problem(payment(date=first, count=3, every=every))
    assert [item.on.isoformat() for item in problem.cash.payments] == [first, *days]


def test_the_timeline_form() -> None:
    problem = read_problem(timed())
    assert isinstance(problem.cash, Timeline)
    assert problem.cash.annualisation is Annualisation.NOMINAL
    assert problem.cash.fraction_rule is FractionRule.SIMPLE
    assert [flow.whole for flow in problem.cash.payments] == [1, 2]
    assert problem.cash.payments[0].part == Fraction(1, 2)


def test_a_time_wins_over_a_day() -> None:
    both = timed(advances=[{"t": 0, "date": "2020-01-01", "amount": 1000}])
    assert isinstance(read_problem(both).cash, Timeline)


def test_without_a_standard_all_are_meant() -> None:
    value = dated()
    del value["standard"]
    assert read_problem(value).standards == ("all",)


def test_an_exact_quotient_is_a_time() -> None:
    problem = read_problem(timed(payments=[{"t": "43/4380", "amount": 1}], fraction_rule="none"))
    assert problem.cash.payments[0].whole == Fraction(43, 4380)


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ([], ""),
        (None, ""),
        (dated(id=[1]), "/id"),
        (dated(id=True), "/id"),
        (dated(standard="apr"), "/standard"),
        (dated(standard=""), "/standard"),
        (dated(standard=None), "/standard"),
        (dated(advances=[]), "/advances"),
        (dated(advances={}), "/advances"),
        (dated(payments=None), "/payments"),
        (dated(payments=[3]), "/payments/0"),
        (payment(), "/payments/0/date"),
        (payment(date="2025-02-30"), "/payments/0/date"),
        (payment(date=20250230), "/payments/0/date"),
        (payment(date="2025-01-01", amount=None), "/payments/0/amount"),
        (payment(date="2025-01-01", amount="-1"), "/payments/0/amount"),
        (payment(date="2025-01-01", amount="ten"), "/payments/0/amount"),
        (payment(date="2025-01-01", amount=True), "/payments/0/amount"),
        (payment(date="2025-01-01", amount="NaN"), "/payments/0/amount"),
        (payment(date="2025-01-01", amount="1e99"), "/payments/0/amount"),
        (payment(date="2025-01-01", amount="1e999999999"), "/payments/0/amount"),
        (payment(date="2025-01-01", amount=10**18), "/payments/0/amount"),
        (payment(date="2025-01-01", amounts=[]), "/payments/0/amounts"),
        (payment(date="2025-01-01", amounts=[1, "x"]), "/payments/0/amounts/1"),
        (payment(date="2025-01-01", count=0), "/payments/0/count"),
        (payment(date="2025-01-01", count=1.5), "/payments/0/count"),
        (payment(date="2025-01-01", count=10**9), "/payments/0/count"),
        (payment(date="2025-01-01", count=2), "/payments/0/every"),
        (payment(date="2025-01-01", count=2, every={"fortnights": 1}), "/payments/0/every"),
        (payment(date="2025-01-01", count=2, every={"days": 1, "weeks": 1}), "/payments/0/every"),
        (payment(date="2025-01-01", count=2, every=1), "/payments/0/every"),
        (payment(date="2025-01-01", count=2, every={"days": 0}), "/payments/0/every/days"),
        (payment(date="9999-12-01", count=2, every={"months": 1}), "/payments/0/date"),
        (timed(per_year=None), "/per_year"),
        (timed(per_year=0), "/per_year"),
        (timed(annualisation="yearly"), "/annualisation"),
        (timed(annualisation=None), "/annualisation"),
        (timed(fraction_rule="odd"), "/fraction_rule"),
        (timed(fraction_rule="none"), "/payments/0/f"),
        (timed(payments=[{"t": 1, "f": 1, "amount": 1}]), "/payments/0/f"),
        (timed(payments=[{"t": 1, "f": -0.1, "amount": 1}]), "/payments/0/f"),
        (timed(payments=[{"date": "2025-01-01", "amount": 1}]), "/payments/0/t"),
        (timed(payments=[{"t": 1, "amount": 1, "count": 2}]), "/payments/0/every"),
        (timed(payments=[{"t": 1, "amount": 1, "count": 2, "every": 0}]), "/payments/0/every"),
        (timed(payments=[{"t": 10**9, "amount": 1}]), "/payments/0/t"),
        (timed(payments=[{"t": "1/0", "amount": 1}]), "/payments/0/t"),
        (timed(payments=[{"t": "one", "amount": 1}]), "/payments/0/t"),
    ],
)
def test_a_refusal_points_at_its_place(value: object, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_problem(value)
    assert refusal.value.where == pointer


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["t", "f", "date", "amount", "amounts", "count", "every", "months"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*dated(), *timed()]), json_values))
def test_anything_else_is_refused_and_never_breaks(changes: dict[str, Any]) -> None:
    for value in (dated(**changes), timed(**changes), changes):
        with suppress(InvalidInput):
            for result in solve(read_problem(value)):
                assert (result.apr_percent is None) is (result.reason is not None)


def test_amounts_are_read_as_they_were_written() -> None:
    text = json.dumps(dated()).replace('"9700.00"', "9700.10")
    problem = read_problem(json.loads(text, parse_float=Decimal))
    assert problem.cash.advances[0].amount == Decimal("9700.10")
