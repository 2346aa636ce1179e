"""One loan of a block by the exact path: for those near a line, and those that floats gave up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import nan

from apr.batch.loans import (
    EPOCH,
    NONE,
    ROUNDING_POINTS,
    UNITS,
    UNKNOWNS,
    Line,
    Loans,
    Reason,
)
from apr.model import DatedAmount, NoRate, RateResult, Regularity
from apr.rates import exceeds, hidden_cost, rate_of
from apr.series import day_of_series
from apr.standards import CODES
from core.errors import InvalidInput
from core.money import Rate

_REASONS = {
    NoRate.NEGATIVE: Reason.NEGATIVE,
    NoRate.NO_ROOT: Reason.NO_ROOT,
    NoRate.NOTHING_LENT: Reason.NOTHING_LENT,
    NoRate.NO_TIME: Reason.NO_TIME,
    NoRate.OUT_OF_RANGE: Reason.OUT_OF_RANGE,
}


@dataclass(slots=True)
class Exact:
    """What the exact path says of one loan.

    Args:
        found: whether there is a rate by every standard.
        rates: percentage as a float and its hundredths, rounded half up, by standard.
        regular: regular payments.
        tolerance: percentage points.
        difference: computed less stated, NaN where one is not known.
        verdict: within, understated, overstated or unknown.
        hidden: minor units; None where a fact is missing.
        above: by standard whether the line is exceeded; None where it is not known.
        reasons: bits to add.
    """

    found: bool = True
    rates: dict[str, tuple[float, int]] = field(default_factory=dict[str, tuple[float, int]])
    regular: bool = True
    tolerance: float = float(ROUNDING_POINTS)
    difference: float = nan
    verdict: str = "unknown"
    hidden: int | None = None
    above: dict[str, bool | None] = field(default_factory=dict[str, "bool | None"])
    reasons: Reason = Reason.NONE


def judge_exactly(loans: Loans, place: int, codes: tuple[str, ...], line: Line | None) -> Exact:
    """Judge one loan of a block with Decimals only."""
    advances, payments = _cash(loans, place)
    results = {code: rate_of(advances, payments, code) for code in codes}
    open_facts = bool(loans.reasons[place] & UNKNOWNS)
    exact = Exact()
    for code, result in results.items():
        _rate(exact, code, result)
    if loans.stated_as[place] != NONE and loans.stated[place] == loans.stated[place]:
        code = CODES[int(loans.stated_as[place])]
        stated = Decimal(str(float(loans.stated[place])))
        _compare(exact, results[code], stated, open_facts=open_facts)
        if not open_facts:
            hidden = hidden_cost(advances, payments, Rate.percent(stated), code, Decimal(1))
            exact.hidden = int(hidden)
    if line is not None:
        for code in codes:
            if code.startswith("cn-"):
                exact.above[code] = _above(advances, payments, code, line, open_facts=open_facts)
    return exact


def _rate(exact: Exact, code: str, result: RateResult) -> None:
    if result.apr_exact is None or result.apr_percent is None:
        exact.found = False
        exact.reasons |= _REASONS[result.reason or NoRate.NO_ROOT]
        exact.rates[code] = (nan, 0)
        return
    exact.rates[code] = (float(result.apr_exact), int(result.apr_percent * 100))
    if len(result.roots_percent) > 1:
        exact.reasons |= Reason.SEVERAL_ROOTS
    exact.regular &= result.regularity is not Regularity.IRREGULAR


def _cash(loans: Loans, place: int) -> tuple[list[DatedAmount], list[DatedAmount]]:
    """Return the flows of a loan; amounts in minor units."""
    begin = date.fromordinal(int(loans.disbursed[place]) + EPOCH)
    first = date.fromordinal(int(loans.first[place]) + EPOCH)
    unit, step = UNITS[int(loans.unit[place])], int(loans.step[place])
    count = int(loans.count[place])
    amounts = [Decimal(int(loans.payment[place]))] * (count - 1)
    amounts.append(Decimal(int(loans.last[place])))
    payments = [
        DatedAmount(day_of_series(first, unit, step * index), amount)
        for index, amount in enumerate(amounts)
    ]
    return [DatedAmount(begin, Decimal(int(loans.received[place])))], payments


def _compare(exact: Exact, result: RateResult, stated: Decimal, *, open_facts: bool) -> None:
    tolerance = result.tolerance_pp if result.tolerance_pp is not None else ROUNDING_POINTS
    exact.tolerance = float(tolerance)
    if result.apr_exact is None:
        return
    difference = result.apr_exact - stated
    exact.difference = float(difference)
    if difference > tolerance:
        exact.verdict = "understated"
    elif not open_facts:
        exact.verdict = "overstated" if difference < -tolerance else "within"


def _above(
    advances: list[DatedAmount],
    payments: list[DatedAmount],
    code: str,
    line: Line,
    *,
    open_facts: bool,
) -> bool | None:
    try:
        above = exceeds(advances, payments, code, Rate.percent(line.percent))
    except InvalidInput:
        return None
    # With a fact missing the rate is the least it can be: it may still be above.
    return None if open_facts and not above else above
