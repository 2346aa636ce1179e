"""Five numbers: what is known is exact, what is not known is a range or "at least"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.five_numbers import Every, FiveNumbers, settle
from core.errors import InvalidInput

DAY = date(2026, 11, 22)
KNOWN = FiveNumbers(
    Decimal(9_700), Decimal(900), 12, Every.MONTH, fees=Decimal(0), told_percent=Decimal(12)
)


def test_all_known_is_exact() -> None:
    settled = settle(KNOWN, DAY)

    assert settled.price == 1100
    assert [(code, rate.low, rate.exact) for code, rate in settled.rates if rate] == [
        ("cn-simple", Decimal("20.31"), True),
        ("cn-irr", Decimal("22.31"), True),
    ]
    assert settled.hidden is not None
    assert settled.hidden.low == Decimal("429.57")
    assert not settled.at_least


def test_an_unknown_fee_is_no_fee_of_nought() -> None:
    unknown, some = (
        settle(replace(KNOWN, fees=None), DAY),
        settle(replace(KNOWN, fees=Decimal(200)), DAY),
    )

    assert unknown.at_least
    assert some.price > unknown.price


@settings(max_examples=60, deadline=None)
@given(
    st.integers(500, 50_000),
    st.integers(2, 40),
    st.integers(1, 60),
    st.sampled_from(tuple(Every)),
)
def test_an_unknown_rhythm_gives_a_range_that_holds_every_rhythm(
    received: int, count: int, percent: int, every: Every
) -> None:
    payment = (Decimal(received) * (100 + percent) / 100 / count).quantize(Decimal("0.01"))
    said = FiveNumbers(Decimal(received), payment, count, None, Decimal(0), Decimal(10))
    if payment * count <= received:
        return
    open_rhythm, known = settle(said, DAY), settle(replace(said, every=every), DAY)

    for (_, wide), (_, exact) in zip(open_rhythm.rates, known.rates, strict=True):
        if wide is not None and exact is not None:
            assert wide.low <= exact.low <= wide.high
    assert open_rhythm.hidden is not None
    assert known.hidden is not None
    assert open_rhythm.hidden.low <= known.hidden.low <= open_rhythm.hidden.high


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"received": Decimal(0)}, "received"),
        ({"payment": Decimal(0)}, "payment"),
        ({"count": 0}, "count"),
        ({"fees": Decimal(9_700)}, "fees"),
    ],
)
def test_numbers_that_make_no_loan_name_their_field(change: dict, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        settle(replace(KNOWN, **change), DAY)

    assert refusal.value.where == field
