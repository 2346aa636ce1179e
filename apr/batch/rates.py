"""Rates of a block of loans by every standard, and what their payments are worth at a stated one.

Standards that count time alike share one solution: the US Appendices J and K, the EU and the UK,
the two Chinese methods.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from apr.batch.kernel import Bools, Floats, present_value, solve
from apr.batch.loans import Loans
from apr.batch.timing import Timing, timings
from apr.model import Annualisation
from apr.standards import Standard, standard_in_force


@dataclass(slots=True)
class Rates:
    """What the kernel found; NaN where it found nothing.

    Args:
        percent: yearly percentages by standard, not rounded.
        worth: present value of the payments at the stated rate, in minor units.
        regular: whether payments are regular in the sense of 12 CFR 1026.22(a)(3).
        sure: where all of it is to be relied on.
    """

    percent: dict[str, Floats]
    worth: Floats
    regular: Bools
    sure: Bools


def rates(loans: Loans, usable: Bools, codes: tuple[str, ...], known: tuple[str, ...]) -> Rates:
    """Solve all usable loans by some standards.

    Args:
        loans: one block.
        usable: which of them have all that an equation needs.
        codes: the standards to solve by.
        known: all codes, as `stated_as` counts them.
    """
    size = len(loans)
    found = Rates(
        {code: np.full(size, np.nan) for code in codes},
        np.full(size, np.nan),
        np.ones(size, np.bool_),
        np.zeros(size, np.bool_),
    )
    sure = np.full(size, len(codes))
    for group in _groups(codes):
        for timing in timings(loans, usable, group[0]):
            x, good = solve(timing.loans)
            sure[timing.chosen] -= len(group) * good
            if group[0].tolerances:
                found.regular[timing.chosen] = timing.regular
            for standard in group:
                found.percent[standard.code][timing.chosen] = _yearly(x, timing, standard)
                _stated_worth(found, loans, timing, standard, known.index(standard.code))
    found.sure = usable & (sure == 0)
    return found


def _groups(codes: tuple[str, ...]) -> list[list[Standard]]:
    groups: dict[object, list[Standard]] = {}
    for code in codes:
        row = standard_in_force(code, None)
        groups.setdefault((row.counting, row.fraction_rule), []).append(row)
    # The tolerance stands in Appendix J alone: it comes first where K is asked for too.
    return [sorted(group, key=lambda row: not row.tolerances) for group in groups.values()]


def _yearly(x: Floats, timing: Timing, standard: Standard) -> Floats:
    base = x / timing.base
    with np.errstate(over="ignore"):
        if standard.annualisation is Annualisation.NOMINAL:
            return 100.0 * timing.per_year * np.expm1(base)
        return 100.0 * np.expm1(base * timing.per_year)


def _stated_worth(
    found: Rates, loans: Loans, timing: Timing, standard: Standard, place: int
) -> None:
    """Value the payments of the loans whose stated rate is meant by this standard."""
    meant = loans.stated_as[timing.chosen] == place
    meant &= np.isfinite(loans.stated[timing.chosen])
    if not meant.any():
        return
    chosen = timing.chosen[meant]
    rate = loans.stated[chosen] / 100.0
    base, per_year = timing.base[meant], timing.per_year[meant]
    if standard.annualisation is Annualisation.NOMINAL:
        x = np.log1p(rate / per_year) * base
    else:
        x = np.log1p(rate) / per_year * base
    total = loans.payment[chosen] * (loans.count[chosen] - 1) + loans.last[chosen]
    nothing = x == 0
    worth = present_value(timing.loans.take(meant), np.where(nothing, 1.0, x))
    found.worth[chosen] = np.where(nothing, total, worth)
