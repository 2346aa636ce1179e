"""Newton's method on whole columns: the unit-period rate of many loans at once.

Each loan's steps depend on nothing but its own numbers, so that its rate is the same to the last
bit in whatever block, process or machine of one kind it is solved.

What is solved is ln(present value) = ln(net proceeds) in x = ln(1 + i). The left side is convex
and nearly a straight line, so two or three steps suffice, and from the left of the root every
step stays on the left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# The value of ln(present value / net proceeds) and its slope, for the chosen loans.
LogValue = Callable[[Floats], tuple[Floats, Floats]]

BLOCK = 8_192  # loans; the columns of one block fit the cache
_STEPS_FIRST = 3
_STEPS_MORE = 60
_LEAST = 1e-7  # ln(1 + i) a period: less is left to the exact path
_MOST = 600.0
# Newton doubles the digits: once a step is below this, the next would be below a float's digits.
_SMALL_STEP = 3e-8


@dataclass(frozen=True, slots=True)
class Annuities:
    """Loans with one advance and payments one unit-period apart, the last of which may differ.

    Args:
        net: what is received at the start, above zero.
        payment: each payment but the last.
        last: the last payment.
        count: number of payments, at least 1.
        whole: full unit-periods to the first payment.
        part: the fraction of a unit-period before them.
        simple: whether the fraction bears simple interest; else it is compounded.
    """

    net: Floats
    payment: Floats
    last: Floats
    count: Floats
    whole: Floats
    part: Floats
    simple: bool

    def take(self, chosen: Bools) -> Annuities:
        """Return some of the loans."""
        return Annuities(
            self.net[chosen],
            self.payment[chosen],
            self.last[chosen],
            self.count[chosen],
            self.whole[chosen],
            self.part[chosen],
            self.simple,
        )


@dataclass(frozen=True, slots=True)
class Timed:
    """Loans with one advance and payments at any times, one row a payment.

    Args:
        net: what is received at the start, above zero.
        amounts: payments, payment by loan; zero where a loan has fewer.
        times: full unit-periods, payment by loan; the fraction too where it is compounded.
        parts: fractions that bear simple interest; None where there are none.
    """

    net: Floats
    amounts: Floats
    times: Floats
    parts: Floats | None = None

    def take(self, chosen: Bools) -> Timed:
        """Return some of the loans."""
        parts = None if self.parts is None else self.parts[:, chosen]
        return Timed(self.net[chosen], self.amounts[:, chosen], self.times[:, chosen], parts)


def solve(loans: Annuities | Timed) -> tuple[Floats, Bools]:
    """Return ln(1 + i) for each loan, and where it is to be relied on.

    Loans whose payments do not exceed the net proceeds, or whose rate is next to nothing or
    beyond any contract, are not relied on: the exact path says what they are.
    """
    x, good = start(loans)
    x, step = _steps(_log_value(loans), x)
    slow = good & (np.abs(step) > _SMALL_STEP * x)
    if slow.any():
        x[slow], good[slow] = _closed_in(_log_value(loans.take(slow)), x[slow])
    return x, good & (x > 10 * _LEAST) & (x < _MOST)


def start(loans: Annuities | Timed) -> tuple[Floats, Bools]:
    """Return where Newton begins: ln(present value) as a parabola from its first cumulants."""
    if isinstance(loans, Annuities):
        total = loans.payment * (loans.count - 1.0) + loans.last
        middle = loans.whole + loans.part + (loans.count - 1.0) * 0.5
        middle += (loans.last - loans.payment) / total * (loans.count - 1.0) * 0.5
        spread = (loans.count * loans.count - 1.0) * (1.0 / 12.0)
    else:
        total, middle, spread = _moments(loans)
    with np.errstate(invalid="ignore", divide="ignore"):
        height = np.log(total / loans.net)
        root = np.sqrt(np.maximum(middle * middle - 2.0 * spread * height, 0.0))
        x = 2.0 * height / (middle + root)
    good = (height > 0) & np.isfinite(x)
    return np.where(good, np.clip(x, _LEAST, _MOST), 1.0), good


def _moments(loans: Timed) -> tuple[Floats, Floats, Floats]:
    """Return sum, mean time and spread of the payments.

    Added up row by row: numpy's own sum adds in another order when a loan stands alone.
    """
    total, first, second = (np.zeros_like(loans.net) for _ in range(3))
    for row, amount in enumerate(loans.amounts):
        time = loans.times[row] if loans.parts is None else loans.times[row] + loans.parts[row]
        weighted = amount * time
        total += amount
        first += weighted
        second += weighted * time
    middle = first / total
    return total, middle, second / total - middle * middle


def present_value(loans: Annuities | Timed, x: Floats) -> Floats:
    """Return the present value of the payments at ln(1 + i)."""
    with np.errstate(over="ignore", under="ignore"):
        if isinstance(loans, Annuities):
            return _annuity(loans, x)[0]
        return _timed(loans, x)[0]


def _steps(log_value: LogValue, x: Floats) -> tuple[Floats, Floats]:
    """Take the first steps; return where the loans are, and their last steps."""
    step = np.zeros_like(x)
    with np.errstate(all="ignore"):
        for _ in range(_STEPS_FIRST):
            value, slope = log_value(x)
            step = value / slope
            x = np.clip(x - step, _LEAST, _MOST)
    return x, step


def _closed_in(log_value: LogValue, x: Floats) -> tuple[Floats, Bools]:
    """Take as many steps as a loan needs; one that has arrived stands still.

    Returns:
        Where the loans are, and which of them have arrived.
    """
    moving = np.ones(len(x), np.bool_)
    with np.errstate(all="ignore"):
        for _ in range(_STEPS_MORE):
            value, slope = log_value(x)
            step = value / slope
            x = np.where(moving, np.clip(x - step, _LEAST, _MOST), x)
            moving &= ~(np.abs(step) <= _SMALL_STEP * x)
            if not moving.any():
                break
    return x, ~moving


def _log_value(loans: Annuities | Timed) -> LogValue:
    net = loans.net
    if isinstance(loans, Annuities):
        annuities = loans

        def of_annuities(x: Floats) -> tuple[Floats, Floats]:
            value, slope = _annuity(annuities, x)
            return np.log(value / net), slope

        return of_annuities
    timed = loans

    def of_timed(x: Floats) -> tuple[Floats, Floats]:
        value, slope = _timed(timed, x)
        return np.log(value / net), slope / value

    return of_timed


def _annuity(loans: Annuities, x: Floats) -> tuple[Floats, Floats]:
    """Return the present value, and the slope of its logarithm."""
    count = loans.count
    less = np.expm1(-x)  # 1/(1 + i) - 1
    all_less = np.expm1(-x * count)
    factor = 1.0 + less
    series = all_less / less  # the sum of (1 + i)^-k for k from 0 to count - 1
    end = (1.0 + all_less) / factor
    odd = loans.last - loans.payment
    level = loans.payment * series
    tail = odd * end
    value = level + tail
    series_slope = factor / less - count * (1.0 + all_less) / all_less
    slope = (level * series_slope - (count - 1.0) * tail) / value
    if loans.simple:
        # 1 + f·i, where i = -less / factor
        bearing = 1.0 - loans.part * less / factor
        value = value * np.exp(-loans.whole * x) / bearing
        slope -= loans.whole + loans.part / factor / bearing
    else:
        time = loans.whole + loans.part
        value *= np.exp(-time * x)
        slope -= time
    return value, slope


def _timed(loans: Timed, x: Floats) -> tuple[Floats, Floats]:
    """Return the present value and its slope."""
    value, slope = np.zeros_like(x), np.zeros_like(x)
    rate = None if loans.parts is None else np.expm1(x)
    for row in range(len(loans.amounts)):
        time = loans.times[row]
        term = loans.amounts[row] * np.exp(-time * x)
        if loans.parts is not None and rate is not None:
            part = loans.parts[row]
            bearing = 1.0 + part * rate
            term /= bearing
            time = time + part * (1.0 + rate) / bearing
        value += term
        slope -= term * time
    return value, slope
