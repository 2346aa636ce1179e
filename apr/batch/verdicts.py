"""Verdicts on a block of loans: stated against computed, hidden cost, lines; who is close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apr.batch.exact import Exact, judge_exactly
from apr.batch.kernel import Bools, Floats
from apr.batch.loans import (
    EPOCH,
    FAULTS,
    NONE,
    ROUNDING_POINTS,
    UNKNOWNS,
    Ints,
    Loans,
    Question,
    Reason,
)
from apr.batch.rates import Rates, rates
from apr.model import Regularity
from apr.standards import CODES, standard_in_force

LINE_CODES = ("cn-simple", "cn-irr")  # a Chinese line is compared both ways
WITHIN, UNDERSTATED, OVERSTATED, UNKNOWN = range(4)
VERDICTS = ("within", "understated", "overstated", "unknown")
# Floats are right to far more than these shares (of a rate, and of a point where it is less than
# one; of a present value); what is closer to a place where the answer turns is close.
_CLOSE = 1e-11
_CLOSE_WORTH = 1e-12
_FLOAT_MAX = 1e13  # percent: above this the hundredths of a float are no longer whole


@dataclass(slots=True)
class Judged:
    """What is answered of each loan; NaN or NONE where nothing can be.

    Args:
        percent: yearly percentages by standard; the least they can be where a fact is missing.
        hundredths: the same rounded half up by the standard; only where `known`.
        known: where every fact is there and a rate was found.
        regular: regular payments.
        tolerance: percentage points, by the standard that the stated rate is meant by.
        difference: computed less stated, percentage points.
        verdict: index into VERDICTS.
        hidden: minor units beyond the stated rate.
        hidden_known: where `hidden` is known.
        line: index of the line that applies, NONE for none.
        above: by each of LINE_CODES 1 above, 0 not above, NONE not known.
        exact: which loans went by the exact path.
    """

    percent: dict[str, Floats]
    hundredths: dict[str, Ints]
    known: Bools
    regular: Bools
    tolerance: Floats
    difference: Floats
    verdict: Ints
    hidden: Ints
    hidden_known: Bools
    line: Ints
    above: dict[str, Ints]
    exact: Bools


def judge(loans: Loans, question: Question) -> Judged:
    """Answer for one block; reasons are added to the loans."""
    usable = ~loans.has(FAULTS) & (loans.received > 0)
    loans.say(~loans.has(FAULTS) & (loans.received <= 0), Reason.NOTHING_LENT)
    places: list[int] = np.unique(loans.stated_as).tolist()
    stated = {CODES[place] for place in places if place != NONE}
    asked = {*question.standards, *stated, *(LINE_CODES if question.lines else ())}
    codes = tuple(code for code in CODES if code in asked)
    found = rates(loans, usable, codes, CODES)
    line, line_percent = _lines(loans, question)
    judged = _screen(loans, found, line, line_percent)
    close = usable & (~found.sure | _close(loans, found, judged, line_percent))
    near: list[int] = np.flatnonzero(close).tolist()
    for place in near:
        row = int(line[place])
        chosen = question.lines[row] if row != NONE else None
        _overwrite(judged, loans, place, judge_exactly(loans, place, codes, chosen))
    judged.exact = close
    _say(loans, judged)
    return judged


def _screen(loans: Loans, found: Rates, line: Ints, line_percent: Floats) -> Judged:
    """Judge by floats, as if nothing were close to a line."""
    size, nothing = len(loans), np.full(len(loans), np.nan)
    computed = nothing.copy()
    tolerance = np.full(size, float(ROUNDING_POINTS))
    for code, percent in found.percent.items():
        meant = loans.stated_as == CODES.index(code)
        computed[meant] = percent[meant]
        by_regularity = dict(standard_in_force(code, None).tolerances)
        for regularity, points in by_regularity.items():
            fits = found.regular == (regularity is Regularity.REGULAR)
            tolerance[meant & fits] = float(points)
    difference = computed - loans.stated
    whole = found.sure & ~loans.has(UNKNOWNS)
    hidden = found.worth - loans.received
    hidden_known = whole & np.isfinite(hidden)
    return Judged(
        percent=found.percent,
        hundredths={code: _half_up(percent * 100) for code, percent in found.percent.items()},
        known=whole,
        regular=found.regular,
        tolerance=tolerance,
        difference=difference,
        verdict=verdict_of(difference, tolerance, whole),
        hidden=_half_up(hidden),
        hidden_known=hidden_known,
        line=line,
        above={
            code: _above(found.percent[code], line_percent, whole)
            for code in LINE_CODES
            if code in found.percent
        },
        exact=np.zeros(size, np.bool_),
    )


def verdict_of(difference: Floats, tolerance: Floats, whole: Bools) -> Ints:
    """Compare; where a fact is missing the difference is the least it can be."""
    verdict = np.full(len(difference), UNKNOWN)
    verdict[whole & np.isfinite(difference)] = WITHIN
    verdict[whole & (difference < -tolerance)] = OVERSTATED
    verdict[difference > tolerance] = UNDERSTATED
    return verdict


def _above(percent: Floats, line: Floats, whole: Bools) -> Ints:
    above = np.where(percent > line, 1, np.where(whole, 0, NONE))
    return np.where(np.isfinite(percent) & np.isfinite(line), above, NONE)


def _half_up(value: Floats) -> Ints:
    safe = np.where(np.isfinite(value) & (np.abs(value) < _FLOAT_MAX * 100), value, 0.0)
    return np.floor(safe + 0.5).astype(np.int64)


def _lines(loans: Loans, question: Question) -> tuple[Ints, Floats]:
    """Return for each loan which line applies, and its percentage."""
    line, percent = np.full(len(loans), NONE), np.full(len(loans), np.nan)
    for place, row in enumerate(question.lines):
        since = row.since.toordinal() - EPOCH
        until = row.until.toordinal() - EPOCH if row.until else np.iinfo(np.int64).max
        fits = (line == NONE) & (loans.disbursed >= since) & (loans.disbursed <= until)
        if row.lender_type:
            fits &= loans.lender_type == row.lender_type
        line[fits], percent[fits] = place, float(row.percent)
    return line, percent


def _close(loans: Loans, found: Rates, judged: Judged, line_percent: Floats) -> Bools:
    """Say which loans lie so near a line that floats must not decide."""
    close = np.zeros(len(loans), np.bool_)
    with np.errstate(invalid="ignore"):
        for percent in found.percent.values():
            room = _CLOSE * np.maximum(1.0, np.abs(percent))
            scaled = percent * 100
            close |= np.abs(scaled - np.floor(scaled) - 0.5) <= 100 * room
            close |= np.abs(percent) > _FLOAT_MAX
            close |= np.abs(percent - line_percent) <= room
        room = _CLOSE * np.maximum(1.0, np.abs(loans.stated))
        close |= np.abs(np.abs(judged.difference) - judged.tolerance) <= room
        hidden = found.worth - loans.received
        room = np.maximum(1e-9, _CLOSE_WORTH * np.abs(found.worth))
        close |= np.abs(hidden - np.floor(hidden) - 0.5) <= room
    return close


def _overwrite(judged: Judged, loans: Loans, place: int, exact: Exact) -> None:
    """Put what the exact path found in the place of what floats found."""
    judged.known[place] = exact.found and not loans.reasons[place] & UNKNOWNS
    for code, (percent, hundredths) in exact.rates.items():
        judged.percent[code][place] = percent
        judged.hundredths[code][place] = hundredths
    judged.regular[place] = exact.regular
    judged.tolerance[place] = exact.tolerance
    judged.difference[place] = exact.difference
    judged.verdict[place] = VERDICTS.index(exact.verdict)
    judged.hidden[place] = exact.hidden or 0
    judged.hidden_known[place] = exact.hidden is not None
    for code, above in exact.above.items():
        judged.above[code][place] = NONE if above is None else int(above)
    loans.reasons[place] |= int(exact.reasons)


def _say(loans: Loans, judged: Judged) -> None:
    """Turn verdicts into reasons."""
    loans.say(judged.verdict == UNDERSTATED, Reason.UNDERSTATED)
    loans.say(judged.verdict == OVERSTATED, Reason.OVERSTATED)
    loans.say(judged.hidden_known & (judged.hidden > 0), Reason.HIDDEN_COST)
    with np.errstate(invalid="ignore"):
        loans.say(loans.received < loans.principal, Reason.LESS_THAN_PRINCIPAL)
    for code, reason in zip(
        LINE_CODES, (Reason.ABOVE_LINE_SIMPLE, Reason.ABOVE_LINE_COMPOUND), strict=True
    ):
        if code in judged.above:
            loans.say(judged.above[code] == 1, reason)
    if judged.above:
        loans.say(~loans.has(FAULTS) & (judged.line == NONE), Reason.NO_LINE_KNOWN)
    missing: NDArray[np.bool_] = ~np.isfinite(loans.stated) | (loans.stated_as == NONE)
    loans.say(~loans.has(FAULTS) & missing, Reason.MISSING_STATED_RATE)
