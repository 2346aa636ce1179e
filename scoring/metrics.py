"""How good a score is: AUC, KS, Brier, calibration error, and fairness ratios with intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidInput

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def auc(bad: Ints, probability: Floats) -> float:
    """Return the chance that a bad case has a higher probability than a good one; ties half.

    Raises:
        InvalidInput: there are no bad or no good cases.
    """
    goods, bads = _counts(bad, probability)
    below = np.concatenate(([0.0], np.cumsum(goods)[:-1]))
    return float(np.sum(bads * (below + goods / 2)) / (goods.sum() * bads.sum()))


def ks(bad: Ints, probability: Floats) -> float:
    """Return the greatest distance between the two cumulative distributions.

    Raises:
        InvalidInput: there are no bad or no good cases.
    """
    goods, bads = _counts(bad, probability)
    return float(np.max(np.abs(np.cumsum(goods) / goods.sum() - np.cumsum(bads) / bads.sum())))


def brier(bad: Ints, probability: Floats) -> float:
    """Return the mean squared difference between probability and outcome."""
    return float(np.mean((probability - bad) ** 2))


def ece(bad: Ints, probability: Floats, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal count."""
    order = np.argsort(probability, kind="stable")
    gaps = 0.0
    for part in np.array_split(order, bins):
        if len(part):
            gaps += abs(float(np.sum(probability[part]) - np.sum(bad[part])))
    return gaps / len(bad)


def _counts(bad: Ints, probability: Floats) -> tuple[Floats, Floats]:
    """Count good and bad cases at each distinct probability, rising.

    Raises:
        InvalidInput: there are no bad or no good cases.
    """
    values, places = np.unique(probability, return_inverse=True)
    bads = np.bincount(places, weights=bad, minlength=len(values)).astype(np.float64)
    goods = np.bincount(places, minlength=len(values)).astype(np.float64) - bads
    if not bads.sum() or not goods.sum():
        raise InvalidInput("both good and bad cases", "only one kind")
    return goods, bads


@dataclass(frozen=True, slots=True)
class GroupRatio:
    """Approval of one group beside the group approved most often.

    Args:
        group: value of the protected column.
        count: how many cases.
        approved: share approved.
        ratio: approved / the highest share of any group (adverse impact ratio).
        low: lower end of the 95 % interval of the ratio.
        high: upper end.
    """

    group: str
    count: int
    approved: float
    ratio: float
    low: float
    high: float


CELL_MIN = 50  # smaller groups say more about chance than about fairness


def approval_ratios(
    groups: NDArray[np.str_], approved: NDArray[np.bool_], seed: int, resamples: int = 200
) -> tuple[GroupRatio, ...]:
    """Compare approvals between groups, with bootstrap intervals.

    Args:
        groups: the group of each case; groups under 50 cases are left out.
        approved: whether each case would be approved.
        seed: of the resampling.
        resamples: how many.
    """
    names, places = np.unique(groups, return_inverse=True)
    counts = np.bincount(places, minlength=len(names))
    kept = np.flatnonzero(counts >= CELL_MIN)
    if not len(kept):
        return ()
    hits = np.bincount(places, weights=approved, minlength=len(names))[kept]
    sizes = counts[kept]
    shares = hits / sizes
    # Resampling within a group is a binomial draw: no need to move the rows.
    draws = np.random.default_rng(seed).binomial(sizes, shares, (resamples, len(kept))) / sizes
    ratios = draws / np.maximum(draws.max(axis=1, keepdims=True), 1e-12)
    low, high = np.percentile(ratios, (2.5, 97.5), axis=0)
    top = max(float(shares.max()), 1e-12)
    return tuple(
        GroupRatio(
            group=str(names[place]),
            count=int(sizes[index]),
            approved=float(shares[index]),
            ratio=float(shares[index]) / top,
            low=float(low[index]),
            high=float(high[index]),
        )
        for index, place in enumerate(kept)
    )
