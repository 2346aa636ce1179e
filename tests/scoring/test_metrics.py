"""The measures against scikit-learn and scipy, and fairness by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from scoring import metrics


@given(st.integers(0, 10_000), st.integers(20, 400), st.booleans())
@settings(deadline=None)
def test_measures_equal_the_libraries_own(seed: int, size: int, ties: bool) -> None:
    from scipy.stats import ks_2samp
    from sklearn.metrics import brier_score_loss, roc_auc_score

    draw = np.random.default_rng(seed)
    probability = draw.random(size)
    if ties:
        probability = np.round(probability, 1)
    bad = (draw.random(size) < probability).astype(np.int64)
    bad[0], bad[1] = 0, 1
    assert metrics.auc(bad, probability) == pytest.approx(roc_auc_score(bad, probability))
    expected = ks_2samp(probability[bad == 1], probability[bad == 0], method="asymp").statistic
    assert metrics.ks(bad, probability) == pytest.approx(expected)
    assert metrics.brier(bad, probability) == pytest.approx(brier_score_loss(bad, probability))


def test_calibration_error_by_hand() -> None:
    probability = np.array([0.1, 0.1, 0.9, 0.9])
    bad = np.array([0, 0, 1, 0])
    assert metrics.ece(bad, probability, bins=2) == pytest.approx((0.2 + 0.8) / 4)


def test_one_kind_of_case_only_is_refused() -> None:
    with pytest.raises(InvalidInput, match="both good and bad"):
        metrics.auc(np.zeros(5, dtype=np.int64), np.linspace(0, 1, 5))


def test_approval_ratio_by_hand_and_its_interval() -> None:
    groups = np.array(["a"] * 100 + ["b"] * 100 + ["few"] * 3)
    approved = np.array([True] * 80 + [False] * 20 + [True] * 60 + [False] * 40 + [True] * 3)
    first, second = metrics.approval_ratios(groups, approved, seed=1)
    assert (first.group, first.approved, first.ratio) == ("a", 0.8, 1.0)
    assert (second.group, second.approved, second.ratio) == ("b", 0.6, pytest.approx(0.75))
    assert second.low < 0.75 < second.high
    assert metrics.approval_ratios(groups, approved, seed=1) == (first, second)
