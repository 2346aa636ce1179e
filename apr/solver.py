"""Solves the equation of a rate: every positive root, and a certificate for the smallest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import expm1, floor, lcm

from apr.model import Annualisation, Certificate, Equation, FractionRule

# 45 digits: a rate is then right to more than 25 of them after millions of multiplications.
_CONTEXT = Context(prec=45, Emin=-999999, Emax=999999)
_GRID_MAX = 1_000_000  # steps in a unit-period; a finer grid is not worth it
_STEPS_MAX = 200
_LOG_MAX = 600.0  # ln(1 + i): a unit-period rate of 10^260 is beyond any contract
_WIDTH_MIN = 1e-13  # of ln(1 + i): two roots closer than this are one double root
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
        brackets = [(0.0, top)] if total and positive else []
    else:
        brackets = _isolate(prepared, top, 0.0 if total else _NEAR_ZERO)
    rates = tuple(_polish(prepared, _refine(prepared, *bracket)) for bracket in brackets)
    if not total:
        rates = rates or (Decimal(0),)
    return Roots(rates, complete=top < _LOG_MAX)


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


def _bounds(
    flows: Sequence[tuple[float, float, float]], low: float, high: float
) -> tuple[float, float, float, float]:
    """Bound the value and the slope over an interval of x, term by term."""
    least = most = slope_least = slope_most = 0.0
    for flow in flows:
        _, whole, part = flow
        at_low, at_high = _value_of(flow, low), _value_of(flow, high)
        # A factor falls as x grows, while whole + f(1+i)/(1+f·i) rises from f towards 1.
        pull = [whole + part * (1.0 + r) / (1.0 + part * r) for r in (expm1(low), expm1(high))]
        least += min(at_low, at_high)
        most += max(at_low, at_high)
        ends = sorted((-at_low * pull[1], -at_high * pull[0]))
        slope_least += ends[0]
        slope_most += ends[1]
    return least, most, slope_least, slope_most


def _isolate(prepared: Prepared, top: float, bottom: float) -> list[tuple[float, float]]:
    """Cut [bottom, top] until each piece holds one root or none, by bounds on value and slope."""
    found: list[tuple[float, float]] = []
    waiting = [(bottom, top)]
    while waiting:
        low, high = waiting.pop()
        least, most, slope_least, slope_most = _bounds(prepared.floats, low, high)
        if least > 0 or most < 0:
            continue
        if slope_least > 0 or slope_most < 0 or high - low < _WIDTH_MIN:
            if (_value(prepared, low)[0] > 0) != (_value(prepared, high)[0] > 0):
                found.append((low, high))
            continue
        middle = (low + high) / 2
        waiting += [(middle, high), (low, middle)]
    return found


def _refine(prepared: Prepared, low: float, high: float) -> float:
    """Close in on the one root of a bracket by Newton's steps, halving when they leave it."""
    rising = _value(prepared, high)[0] > 0
    x = min(high, low + 0.01) if high - low > 0.02 else (low + high) / 2
    for _ in range(_STEPS_MAX):
        value, slope = _value(prepared, x)
        if value == 0:
            break
        if (value > 0) is rising:
            high = x
        else:
            low = x
        step = x - value / slope if slope else low
        following = step if low < step < high else (low + high) / 2
        if abs(following - x) <= 1e-15 * max(1e-3, abs(x)):
            return following
        x = following
    return x


def _polish(prepared: Prepared, x: float) -> Decimal:
    """Add the digits that floats cannot hold, by a Newton step on the exact value."""
    rate = Decimal(expm1(x))
    slope = _value(prepared, x)[1] / (1.0 + float(rate))
    if not slope:
        return rate
    with localcontext(_CONTEXT):
        return rate - npv(prepared, rate) / Decimal(slope)
