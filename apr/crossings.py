"""Where a sum of exponentials changes its sign: all places, by Descartes' rule made a method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import exp

_STEPS_MAX = 200
_CHANGES_MAX = 40  # more changes of sign than this are searched on a grid only
_GRID = 400
_DUST = Decimal("1e-35")  # coefficients below this share of the largest are rounding
_TOUCH = 1e-13  # a value below this share of its terms is nought


@dataclass(frozen=True, slots=True)
class Crossings:
    """Places where the sign changes or the value touches nought, rising.

    `complete` is False where some could have been missed.
    """

    points: tuple[float, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class ExponentialSum:
    """The sum of c·e^(-t·x), as pairs (c, t) by rising t; t begins at zero."""

    terms: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, terms: Mapping[Fraction, Decimal]) -> ExponentialSum:
        """Make a sum from exact times and coefficients."""
        largest = max(abs(value) for value in terms.values())
        kept = {time: value for time, value in terms.items() if abs(value) > largest * _DUST}
        start = min(kept)
        return cls(
            tuple((float(kept[time] / largest), float(time - start)) for time in sorted(kept))
        )

    def value(self, x: float) -> tuple[float, float]:
        """Return the value and the slope."""
        value = slope = 0.0
        for coefficient, time in self.terms:
            term = coefficient * exp(-time * x)
            value += term
            slope -= time * term
        return value, slope

    def touches(self, x: float) -> bool:
        """Whether the value is nought as far as floats can tell."""
        size = sum(abs(coefficient) * exp(-time * x) for coefficient, time in self.terms)
        return abs(self.value(x)[0]) <= size * _TOUCH

    def changes(self) -> list[float]:
        """Return, for each change of sign between neighbours, a time between the two."""
        return [
            (earlier[1] + later[1]) / 2
            for earlier, later in pairwise(self.terms)
            if (earlier[0] > 0) != (later[0] > 0)
        ]

    def turned(self, time: float) -> ExponentialSum:
        """Return the derivative of e^(time·x) times the sum, less that factor.

        It has one change of sign less where `time` lies at a change, and between two of its
        crossings the sum itself crosses nought once at most.
        """
        turned = [(coefficient * (time - at), at) for coefficient, at in self.terms]
        largest = max(abs(coefficient) for coefficient, _ in turned)
        return ExponentialSum(tuple((value / largest, at) for value, at in turned))


def crossings(exponentials: ExponentialSum, low: float, high: float) -> Crossings:
    """Find every crossing between two places.

    A sum with one change of sign crosses once at most. Any other is turned until it has one;
    the crossings of the turned sum cut the line into pieces with one crossing at most.
    """
    changes = exponentials.changes()
    if not changes:
        return Crossings(())
    complete = len(changes) <= _CHANGES_MAX
    if len(changes) == 1:
        cuts: tuple[float, ...] = ()
    elif complete:
        turned = crossings(exponentials.turned(changes[len(changes) // 2]), low, high)
        cuts = turned.points
    else:
        cuts = tuple(low + (high - low) * (step / _GRID) ** 3 for step in range(1, _GRID))
    points: list[float] = [cut for cut in cuts if complete and exponentials.touches(cut)]
    edges = [low, *(cut for cut in cuts if cut not in points), high]
    for left, right in pairwise(edges):
        if (exponentials.value(left)[0] > 0) != (exponentials.value(right)[0] > 0):
            points.append(close_in(exponentials.value, left, right, (left + right) / 2))
    return Crossings(tuple(sorted(points)), complete)


def close_in(
    value_of: Callable[[float], tuple[float, float]], low: float, high: float, x: float
) -> float:
    """Close in on the one crossing of a bracket by Newton's steps, halving when they leave it.

    Args:
        value_of: value and slope at a place.
        low: where the value has one sign.
        high: where it has the other.
        x: where to begin, between the two.
    """
    rising = value_of(high)[0] > 0
    for _ in range(_STEPS_MAX):
        value, slope = value_of(x)
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
