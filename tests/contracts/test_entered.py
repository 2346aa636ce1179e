"""A loan entered by its numbers: everything adds up, and other libraries find the same rates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.entered import Entered, LateOn, price
from contracts.model import Method
from core.errors import InvalidInput

DAY = date(2026, 11, 22)
KNOWN = Entered(
    principal=Decimal(10_000),
    count=12,
    on=DAY,
    told_percent=Decimal(12),
    instalment=Decimal(900),
    withheld=Decimal(300),
)
STANDARDS = ("cn-simple", "cn-irr")


def money(high: int):
    return st.integers(0, high * 100).map(lambda cents: Decimal(cents) / 100)


LOANS = st.builds(
    Entered,
    principal=st.integers(1_000, 900_000).map(Decimal),
    count=st.integers(1, 60),
    on=st.just(DAY),
    method=st.sampled_from(
        (Method.EQUAL_INSTALMENTS, Method.EQUAL_PRINCIPAL, Method.INTEREST_FIRST)
    ),
    told_percent=st.integers(0, 3600).map(lambda points: Decimal(points) / 100),
    withheld=money(200),
    upfront=money(200),
    each_fee=money(50),
    financed=money(300),
    leaving_percent=st.integers(0, 5).map(Decimal),
)


def test_the_known_loan_hides_what_is_printed_in_the_facts() -> None:
    """10,000 lent, 300 kept back, 12 × 900, told 12 %: 20.31 simple, 22.31 compound, 429.57."""
    found = price(KNOWN, STANDARDS)

    assert found.percent("cn-simple") == Decimal("20.31")
    assert found.percent("cn-irr") == Decimal("22.31")
    assert found.hidden == Decimal("429.57")
    assert found.price == Decimal(1100)


@pytest.mark.parametrize("method", [Method.EQUAL_INSTALMENTS, Method.EQUAL_PRINCIPAL])
def test_a_loan_free_of_interest_gives_back_every_cent(method: Method) -> None:
    found = price(
        replace(
            KNOWN,
            principal=Decimal(1000),
            count=9,
            told_percent=Decimal(0),
            method=method,
            instalment=None,
            withheld=Decimal(0),
        ),
        STANDARDS,
    )

    assert [row.total for row in found.rows[-2:]] == [Decimal("111.11"), Decimal("111.12")]
    assert found.percent("cn-simple") == 0
    assert found.price == 0


@settings(max_examples=150, deadline=None)
@given(LOANS)
def test_every_yuan_is_somewhere(loan: Entered) -> None:
    found = price(loan, ("cn-simple",))
    rows = found.rows

    assert sum(row.total for row in rows) == found.flows.paid
    assert sum(row.principal for row in rows) == loan.principal + loan.financed
    assert rows[-1].left == 0
    assert found.interest + found.fees == found.price
    assert found.flows.received == loan.principal - loan.withheld - loan.upfront


@settings(max_examples=100, deadline=None)
@given(LOANS)
def test_the_monthly_rate_is_the_one_numpy_financial_finds(loan: Entered) -> None:
    found = price(loan, ("cn-simple",))
    flows = [-float(found.flows.received), *(float(row.total) for row in found.rows)]
    ours = found.percent("cn-simple")

    assert ours is not None
    assert float(ours) == pytest.approx(float(npf.irr(flows)) * 1200, abs=0.006)


@settings(max_examples=60, deadline=None)
@given(LOANS.filter(lambda loan: loan.count > 1))
def test_leaving_early_costs_what_its_own_flows_say(loan: Entered) -> None:
    found = price(loan, ("cn-simple",))

    assert [one.after for one in found.leaving] == list(range(1, loan.count))
    for one in found.leaving:
        paid = [float(row.total) for row in found.rows[: one.after]]
        paid[-1] += float(one.to_pay)
        rate = npf.irr([-float(found.flows.received), *paid])
        assert one.percent is not None
        assert float(one.percent) == pytest.approx(float(rate) * 1200, abs=0.006)
        assert float(one.cost) == pytest.approx(sum(paid) - float(found.flows.received))


def test_a_fee_kept_back_makes_the_first_month_the_dearest_to_leave_in() -> None:
    worst = price(KNOWN, STANDARDS).worst

    assert worst is not None
    assert worst.after == 1


def test_without_fees_no_month_is_dearer_than_staying() -> None:
    plain = Entered(Decimal(10_000), 12, DAY, told_percent=Decimal(15))

    assert price(plain, STANDARDS).worst is None


def test_lateness_is_taken_of_what_the_contract_says() -> None:
    """0.1 % a day of 10,000 is 10 a day: like 405.56 % a year of an instalment of 900."""
    whole = price(replace(KNOWN, late_percent=Decimal("0.1"), late_on=LateOn.LOAN), STANDARDS)
    part = price(replace(KNOWN, late_percent=Decimal("0.1")), STANDARDS)

    assert [(one.days, one.charge) for one in whole.late] == [
        (1, Decimal(10)),
        (7, Decimal(70)),
        (30, Decimal(300)),
        (90, Decimal(900)),
    ]
    assert round(whole.late[0].percent, 2) == Decimal("405.56")
    assert round(part.late[0].percent, 2) == Decimal("36.50")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"principal": Decimal(0)}, "principal"),
        ({"count": 0}, "count"),
        ({"count": 121}, "count"),
        ({"told_percent": None, "instalment": None}, "instalment"),
        ({"withheld": Decimal(10_000)}, "withheld"),
    ],
)
def test_numbers_that_make_no_loan_name_their_field(change: dict, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        price(replace(KNOWN, **change), STANDARDS)

    assert refusal.value.where == field
