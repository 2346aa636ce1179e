"""The solver against mpmath at fifty digits, and against polynomials whose roots are known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apr.model import (
    Annualisation,
    DatedAmount,
    DatedCash,
    Equation,
    Flow,
    FractionRule,
    Problem,
    Timeline,
)
from apr.proof import equation_object, verify
from apr.rates import rate_of, solve
from apr.solver import Prepared, certify, npv, sign_changes, unit_rate, yearly_percent
from apr.solver import solve as solve_equation
from apr.standards import CODES
from core.dates import add_months

BATCH = 3_000  # dated loans, each by one standard in turn; one in ten solved from scratch
DIGITS = mpmath.mpf(10) ** -16


def flows_of(printed: dict[str, Any]) -> Iterator[tuple[Fraction, Fraction, mpmath.mpf]]:
    """Expand a printed equation; nothing of the solver is used."""
    for sign, side in ((-1, "advances"), (1, "payments")):
        for flow in printed[side]:
            time, part = Fraction(flow["t"]), Fraction(flow.get("f", 0))
            for _ in range(flow.get("count", 1)):
                yield time, part, sign * mpmath.mpf(flow["amount"])
                time += Fraction(flow.get("every", 0))


def oracle(printed: dict[str, Any]):
    """Return present value as a function of the yearly percentage, at fifty digits."""
    flows = [
        (mpmath.mpf(t.numerator) / t.denominator, mpmath.mpf(f.numerator) / f.denominator, amount)
        for t, f, amount in flows_of(printed)
    ]
    per_year = (
        mpmath.mpf(Fraction(printed["per_year"]).numerator)
        / Fraction(printed["per_year"]).denominator
    )
    simple = printed["fraction_rule"] == "simple"

    def value(percent: mpmath.mpf) -> mpmath.mpf:
        if printed["annualisation"] == "nominal":
            rate = percent / 100 / per_year
        else:
            rate = mpmath.power(1 + percent / 100, 1 / per_year) - 1
        growth = mpmath.log1p(rate)
        total = mpmath.mpf(0)
        for time, part, amount in flows:
            if simple:
                total += amount * mpmath.exp(-time * growth) / (1 + part * rate)
            else:
                total += amount * mpmath.exp(-(time + part) * growth)
        return total

    return value


def random_loan(chance: random.Random) -> tuple[list[DatedAmount], list[DatedAmount]]:
    """Return a loan with some of: odd periods, odd amounts, several advances, fees at once."""
    start = date(2010, 1, 1) + timedelta(days=chance.randrange(6000))
    count = chance.choice([1, 2, 3, 6, 12, 12, 24, 36])
    unit, step = chance.choice(
        [("months", 1), ("months", 1), ("months", 3), ("days", 7), ("days", 14), ("days", 10)]
    )
    first = start + timedelta(days=chance.randrange(3, 80))
    advances = [DatedAmount(start, money(chance, 500, 200_000))]
    if chance.random() < 0.2:
        second = start + timedelta(days=chance.randrange(1, 200))
        advances.append(DatedAmount(second, money(chance, 100, 20_000)))
    lent = sum(item.amount for item in advances)
    burden = Decimal(1 + chance.uniform(0.002, 0.05) * count)
    payments: list[DatedAmount] = []
    for index in range(count):
        on = first + timedelta(days=step * index)
        if unit == "months":
            on = add_months(first, step * index)
        if chance.random() < 0.1:
            on += timedelta(days=chance.randrange(0, 5))
        odd = Decimal(chance.uniform(0.7, 1.3)) if chance.random() < 0.2 else Decimal(1)
        paid = (lent * burden * odd / count).quantize(Decimal("0.01"))
        payments.append(DatedAmount(on, paid))
    if chance.random() < 0.3:
        fee = (advances[0].amount / 50).quantize(Decimal("0.01"))
        payments.insert(0, DatedAmount(start, fee))
    return advances, payments


def money(chance: random.Random, low: int, high: int) -> Decimal:
    return Decimal(chance.randrange(low * 100, high * 100)).scaleb(-2)


def holds_at(printed: dict[str, Any], percent: Decimal) -> bool:
    """Whether the sign changes within one part in 10^16 of the percentage."""
    value = oracle(printed)
    exact = mpmath.mpf(str(percent))
    width = max(abs(exact), mpmath.mpf(1)) * DIGITS
    return value(exact - width) * value(exact + width) < 0


def test_a_batch_of_loans_against_fifty_digits() -> None:
    chance = random.Random(2025)
    with mpmath.workdps(50):
        for index in range(BATCH):
            flows = random_loan(chance)
            result = rate_of(*flows, CODES[index % len(CODES)])
            if result.apr_exact is None:
                continue
            printed = equation_object(result.equation)
            assert holds_at(printed, result.apr_exact), (index, printed)
            if index % 10 == 0 and sign_changes(Prepared(result.equation)) == 1:
                own = bisect(oracle(printed))
                assert abs(own / mpmath.mpf(str(result.apr_exact)) - 1) < 1e-15


def bisect(value) -> mpmath.mpf:
    """Find the one root from scratch: widen, then let mpmath's own method close in."""
    high = mpmath.mpf(1)
    while value(high) > 0:
        high *= 4
    return mpmath.findroot(value, (mpmath.mpf(0), high), solver="anderson", tol=1e-40)


def test_the_certificates_of_a_batch_hold_when_evaluated_again() -> None:
    chance = random.Random(7)
    with mpmath.workdps(50):
        for _ in range(60):
            advances, payments = random_loan(chance)
            cash = DatedCash(tuple(advances), tuple(sorted(payments, key=lambda each: each.on)))
            for result in solve(Problem("batch", ("all",), cash)):
                if result.certificate is None:
                    continue
                value = oracle(equation_object(result.equation))
                low, high = result.certificate.low, result.certificate.high
                assert low < result.apr_exact < high
                assert value(mpmath.mpf(str(low))) * value(mpmath.mpf(str(high))) < 0


@settings(max_examples=60, deadline=None)
@given(
    received=st.decimals(100, 100_000, places=2),
    payments=st.lists(st.decimals(1, 5_000, places=2), min_size=1, max_size=30),
    first=st.fractions(0, 3, max_denominator=30),
    simple=st.booleans(),
    nominal=st.booleans(),
    per_year=st.sampled_from([1, 4, 12, 24, 26, 52, 365]),
)
def test_any_timeline_against_fifty_digits(
    received, payments, first, simple, nominal, per_year
) -> None:
    whole = Fraction(int(first))
    cash = Timeline(
        advances=(Flow(Fraction(0), Fraction(0), received),),
        payments=tuple(
            Flow(whole + index + 1, first - whole, paid) for index, paid in enumerate(payments)
        ),
        per_year=Fraction(per_year),
        unit_period="unit-period",
        annualisation=Annualisation.NOMINAL if nominal else Annualisation.EFFECTIVE,
        fraction_rule=FractionRule.SIMPLE if simple else FractionRule.COMPOUND,
    )
    [result] = solve(Problem(1, ("mine",), cash))
    if result.apr_exact is None:
        assert sum(payments) < received or result.reason == "out_of_range"
        return
    with mpmath.workdps(60):
        assert holds_at(equation_object(result.equation), result.apr_exact)


def polynomial(rates: list[Fraction]) -> Equation:
    """Return flows whose only rates are those given: the product of 1 - (1+r)·v."""
    terms = [Fraction(-1)]
    for rate in rates:
        shifted = [Fraction(0), *(-term * (1 + rate) for term in terms)]
        terms = [a + b for a, b in zip([*terms, Fraction(0)], shifted, strict=True)]
    flows = tuple(
        Flow(Fraction(time), Fraction(0), Decimal(term.numerator) / Decimal(term.denominator))
        for time, term in enumerate(terms)
        if term
    )
    return Equation(flows, Fraction(1), "year", Annualisation.EFFECTIVE, FractionRule.COMPOUND)


@given(
    st.lists(
        st.integers(-900, 3000).filter(bool).map(lambda each: Fraction(each, 1000)),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
def test_every_positive_rate_is_found(rates: list[Fraction]) -> None:
    found = solve_equation(Prepared(polynomial(rates)))

    wanted = sorted(rate for rate in rates if rate > 0)
    assert found.complete
    assert len(found.rates) == len(wanted)
    for rate, exact in zip(found.rates, wanted, strict=True):
        assert abs(Fraction(rate) - exact) < Fraction(1, 10**15)


def test_a_rate_where_the_value_only_touches_nought_is_not_certified() -> None:
    equation = polynomial([Fraction(1, 10), Fraction(1, 10)])
    assert certify(Prepared(equation), Decimal(10)) is None


def test_no_positive_rate_is_not_a_rate() -> None:
    assert solve_equation(Prepared(polynomial([Fraction(-1, 10)]))).rates == ()


@pytest.mark.parametrize("percent", ["0.0001", "2238724", "99999999"])
def test_tiny_and_huge_rates_are_found_exactly(percent: str) -> None:
    rate = Decimal(percent) / 100
    flows = (
        Flow(Fraction(0), Fraction(0), Decimal(-1000)),
        Flow(Fraction(1), Fraction(0), Decimal(1000) * (1 + rate)),
    )
    equation = Equation(flows, Fraction(1), "year", Annualisation.EFFECTIVE, FractionRule.COMPOUND)
    [found] = solve_equation(Prepared(equation)).rates
    assert abs(yearly_percent(equation, found) / Decimal(percent) - 1) < Decimal("1e-20")
    assert npv(Prepared(equation), unit_rate(equation, Decimal(percent))) == 0


def test_a_printed_equation_is_accepted_as_a_problem_and_gives_the_same_rate() -> None:
    chance = random.Random(11)
    for code in CODES:
        result = rate_of(*random_loan(chance), code)
        printed = equation_object(result.equation)
        cash = {**printed, "standard": "again"}
        from apr.reading import read_problem

        [again] = solve(read_problem(cash))
        assert again.equation == result.equation
        assert again.apr_exact == result.apr_exact
        assert verify({"results": []}) == ()
