"""Solves the equation of a rate: every positive root, and a certificate for the smallest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import expm1, floor, lcm, log1p

from apr.crossings import Crossings, ExponentialSum, close_in, crossings
from apr.model import Annualisation, Certificate, Equation, FractionRule

# 45 digits: a rate is then right to more than 25 of them after millions of multiplications.
_CONTEXT = Context(prec=45, Emin=-999999, Emax=999999)
_GRID_MAX = 1_000_000  # steps in a unit-period; a finer grid is not worth it
_POLISH_MAX = 8
_FLOAT_DIGITS = Decimal("1e-13")
_LOG_MAX = 600.0  # ln(1 + i): a unit-period rate of 10^260 is beyond any contract
_NEAR_ZERO = 1e-12  # where the search starts when zero itself is a root
_HALF_WIDTH = Decimal("1e-9")  # percentage points on each side of a certificate
_HALF_WIDTH_RELATIVE = Decimal("1e-12")


class Prepared:
    """An equation made ready for many evaluations; times are shifted to begin at zero.

    Times lie on a grid of whole steps, `grid` of them in a unit-period, so that one power of the
    base serves all flows. A grid too fine to be worth it is 0, and each flow has its own power.
    """

    __slots__ = ("amounts", "equation", "floats", "gaps", "grid", "parts", "start", "times")

    def __init__(self, equation: Equation) -> None:
        flows = equation.flows
        simple = equation.fraction_rule is FractionRule.SIMPLE
        self.equation = equation
        self.start = min(0, *(floor(flow.whole) for flow in flows))
        self.amounts = [flow.amount for flow in flows]
        self.parts = [_decimal(flow.part) if simple else Decimal(0) for flow in flows]
        self.times = [
            flow.whole if simple or not flow.part else flow.whole + flow.part for flow in flows
        ]
        if self.start:
            self.times = [time - self.start for time in self.times]
        grid = lcm(*{time.denominator for time in self.times})
        self.grid = grid if grid <= _GRID_MAX else 0
        points = [time.numerator * (grid // time.denominator) for time in self.times]
        self.gaps = [later - earlier for earlier, later in pairwise([0, *points])]
        self.floats = [
            (float(amount), point / grid, float(part))
            for amount, point, part in zip(self.amounts, points, self.parts, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Roots:
    """The unit-period rates that solve an equation, rising; `complete` if none can be missing."""

    rates: tuple[Decimal, ...]
    complete: bool = True


def npv(prepared: Prepared, rate: Decimal) -> Decimal:
    """Return present value of payments less advances at a unit-period rate, to 30 digits.

    The value is as of the earliest whole unit-period, so its sign is that of any other day.
    """
    with localcontext(_CONTEXT):
        total = Decimal(0)
        factors = {part: 1 / (1 + part * rate) for part in set(prepared.parts)}
        powers = _powers(prepared, 1 + rate)
        for amount, power, part in zip(prepared.amounts, powers, prepared.parts, strict=True):
            total += amount * power * factors[part] if part else amount * power
        return total


def unit_rate(equation: Equation, percent: Decimal) -> Decimal:
    """Return the unit-period rate of a yearly percentage."""
    with localcontext(_CONTEXT):
        per_year = _decimal(equation.per_year)
        if equation.annualisation is Annualisation.NOMINAL:
            return percent / 100 / per_year
        if per_year == 1:
            return percent / 100
        return (1 + percent / 100) ** (1 / per_year) - 1


def yearly_percent(equation: Equation, rate: Decimal) -> Decimal:
    """Return the yearly percentage of a unit-period rate, to 25 digits."""
    with localcontext(_CONTEXT):
        per_year = _decimal(equation.per_year)
        if equation.annualisation is Annualisation.NOMINAL:
            percent = rate * per_year * 100
        else:
            percent = ((1 + rate) ** per_year - 1) * 100
    with localcontext(prec=25, Emin=-999999, Emax=999999):
        return +percent


def certify(prepared: Prepared, percent: Decimal) -> Certificate | None:
    """Return two yearly percentages around a root with values of opposite sign.

    None if the sign does not change there, as at a double root.
    """
    with localcontext(_CONTEXT):
        half = max(_HALF_WIDTH, Decimal(1).scaleb((percent * _HALF_WIDTH_RELATIVE).adjusted()))
        middle = percent.quantize(half.scaleb(-1))
        low, high = middle - half, middle + half
    values = [npv(prepared, unit_rate(prepared.equation, point)) for point in (low, high)]
    certificate = Certificate(low, high, *values)
    return certificate if certificate.holds else None


def sign_changes(prepared: Prepared) -> int:
    """Count how often the flows change their sign in order of time."""
    return sum((a > 0) != (b > 0) for a, b in pairwise(prepared.amounts))


def solve(prepared: Prepared) -> Roots:
    """Find every root from zero up to the rate beyond which there can be none."""
    top = _top(prepared)
    total = sum(prepared.amounts, Decimal(0))
    if sign_changes(prepared) == 1:
        # One change of sign: exactly one root above -100 %, positive if the sum says so.
        positive = (total > 0) is (prepared.amounts[-1] > 0)
        found = Crossings((_refine(prepared, 0.0, top),) if total and positive else ())
    else:
        found = crossings(_sum_of(prepared), 0.0 if total else _NEAR_ZERO, top)
    rates = tuple(_polish(prepared, x) for x in found.points)
    if not total:
        rates = rates or (Decimal(0),)
    return Roots(rates, complete=found.complete and top < _LOG_MAX)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def _powers(prepared: Prepared, base: Decimal) -> Iterator[Decimal]:
    """Return base^-t for each flow, by steps from one flow to the next on the grid."""
    if not prepared.grid:
        yield from (base ** -_decimal(time) for time in prepared.times)
        return
    unit = 1 / base if prepared.grid == 1 else base ** (Decimal(-1) / prepared.grid)
    steps = {gap: unit**gap for gap in set(prepared.gaps)}
    power = Decimal(1)
    for gap in prepared.gaps:
        power *= steps[gap]
        yield power


def _value(prepared: Prepared, x: float) -> tuple[float, float]:
    """Return the value and its slope by x = ln(1 + i)."""
    growth, rate = 1.0 + expm1(x), expm1(x)
    value = slope = 0.0
    for amount, whole, part in prepared.floats:
        term = amount * growth**-whole
        if part:
            term /= 1.0 + part * rate
            slope -= term * (whole + part * growth / (1.0 + part * rate))
        else:
            slope -= term * whole
        value += term
    return value, slope


def _top(prepared: Prepared) -> float:
    """Return an x beyond which the earliest flow outweighs all others together."""
    x = 1.0
    first = prepared.floats[0]
    while x < _LOG_MAX:
        terms = [abs(_value_of(flow, x)) for flow in prepared.floats]
        if abs(_value_of(first, x)) > sum(terms[1:]) * (1 + 1e-12):
            return x
        x *= 2
    return _LOG_MAX


def _value_of(flow: tuple[float, float, float], x: float) -> float:
    amount, whole, part = flow
    return amount * (1.0 + expm1(x)) ** -whole / (1.0 + part * expm1(x))


def _refine(prepared: Prepared, low: float, high: float) -> float:
    """Close in on the one root of a bracket, starting where rates of loans usually are."""
    return close_in(lambda x: _value(prepared, x), low, high, min(high, low + 0.01))


def _sum_of(prepared: Prepared) -> ExponentialSum:
    """Return the present value as a sum of exponentials, times a factor above nought.

    Each 1/(1 + f·i) is cleared by the product of all different 1 + f·i, which are powers of
    1 + i with coefficients that are not negative.
    """
    parts = sorted({part for part in prepared.parts if part})
    with localcontext(_CONTEXT):
        cleared = {part: _product([each for each in parts if each != part]) for part in parts}
        cleared[Decimal(0)] = _product(parts)
        terms: dict[Fraction, Decimal] = {}
        for amount, time, part in zip(
            prepared.amounts, prepared.times, prepared.parts, strict=True
        ):
            for power, coefficient in enumerate(cleared[part]):
                terms[time - power] = terms.get(time - power, Decimal(0)) + amount * coefficient
    return ExponentialSum.of(terms)


def _product(parts: Sequence[Decimal]) -> list[Decimal]:
    """Return the product of (1 - f) + f·g over the parts, by rising powers of g = 1 + i."""
    product = [Decimal(1)]
    for part in parts:
        kept, raised = [*product, Decimal(0)], [Decimal(0), *product]
        product = [(1 - part) * a + part * b for a, b in zip(kept, raised, strict=True)]
    return product


def _polish(prepared: Prepared, x: float) -> Decimal:
    """Add the digits that floats cannot hold, by Newton steps on the exact value."""
    rate = Decimal(expm1(x))
    for _ in range(_POLISH_MAX):
        slope = _value(prepared, log1p(float(rate)))[1] / (1.0 + float(rate))
        if not slope:
            break
        with localcontext(_CONTEXT):
            step = npv(prepared, rate) / Decimal(slope)
            rate -= step
            # A step from a float's digits doubles them; only close roots need another.
            if abs(step) <= abs(rate) * _FLOAT_DIGITS:
                break
    return rate
