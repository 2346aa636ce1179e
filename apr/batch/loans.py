"""Loans as columns of numbers, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from apr.batch.kernel import Bools, Floats

Ints = NDArray[np.int64]
UNITS = ("days", "weeks", "semimonths", "months", "years")
DAYS, WEEKS, SEMIMONTHS, MONTHS, YEARS = range(len(UNITS))
EPOCH = date(1970, 1, 1).toordinal()
NONE = -1  # a code that is not given
# Rounding, not law: where a law names no tolerance, half of the last digit that it asks for.
ROUNDING_POINTS = Decimal("0.05")


class Reason(IntFlag):
    """What is said of a loan; the names in small letters are the codes of the output.

    Faults come first: with one of them there is no rate.
    """

    NONE = 0
    BAD_AMOUNT = 1 << 0
    BAD_DAY = 1 << 1
    BAD_COUNT = 1 << 2
    BAD_PERIOD = 1 << 3
    BAD_RATE = 1 << 4
    BAD_STANDARD = 1 << 5
    MISSING_DAY = 1 << 6
    MISSING_COUNT = 1 << 7
    MISSING_PERIOD = 1 << 8
    MISSING_PAYMENT = 1 << 9
    MISSING_PRINCIPAL = 1 << 10
    NO_TIME = 1 << 11
    MISSING_NET_PROCEEDS = 1 << 12
    MISSING_FEE = 1 << 13
    MISSING_STATED_RATE = 1 << 14
    NOTHING_LENT = 1 << 15
    NEGATIVE = 1 << 16
    NO_ROOT = 1 << 17
    OUT_OF_RANGE = 1 << 18
    SEVERAL_ROOTS = 1 << 19
    LESS_THAN_PRINCIPAL = 1 << 20
    UNDERSTATED = 1 << 21
    OVERSTATED = 1 << 22
    HIDDEN_COST = 1 << 23
    ABOVE_LINE_SIMPLE = 1 << 24
    ABOVE_LINE_COMPOUND = 1 << 25
    NO_LINE_KNOWN = 1 << 26


FAULTS = int(
    Reason.BAD_AMOUNT
    | Reason.BAD_DAY
    | Reason.BAD_COUNT
    | Reason.BAD_PERIOD
    | Reason.BAD_RATE
    | Reason.BAD_STANDARD
    | Reason.MISSING_DAY
    | Reason.MISSING_COUNT
    | Reason.MISSING_PERIOD
    | Reason.MISSING_PAYMENT
    | Reason.MISSING_PRINCIPAL
    | Reason.NO_TIME
)
UNKNOWNS = int(Reason.MISSING_NET_PROCEEDS | Reason.MISSING_FEE)


@dataclass(frozen=True, slots=True)
class Line:
    """A yearly rate that a kind of lender's loans of some days are compared with.

    Args:
        code: the row of law it stands in.
        lender_type: for whom; "" for every lender.
        since: first day of disbursement.
        until: last day; None while it goes on.
        percent: the line, percent a year.
        verified: whether its text was read at a source.
    """

    code: str
    lender_type: str
    since: date
    until: date | None
    percent: Decimal
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every loan.

    Args:
        standards: codes, in the order of the output.
        stated_as: the standard a stated rate is meant by where the loan does not say.
        lines: rates to compare with, the first that fits a loan counts.
    """

    standards: tuple[str, ...]
    stated_as: str
    lines: tuple[Line, ...] = ()


@dataclass(slots=True)
class Loans:
    """One block of loans; money in minor units, NaN where it is not known.

    Args:
        disbursed: days since 1970 of the one advance.
        first: days since 1970 of the first payment.
        count: number of payments.
        unit: which of UNITS the step is.
        step: how many of them lie between payments.
        principal: what the contract calls the principal.
        received: net proceeds less fees paid at once; the most it can be if something is unknown.
        payment: each payment but the last with its fees; the least it can be.
        last: the last payment with its fees; likewise.
        stated: the stated rate, percent a year.
        stated_as: index of the standard it is meant by, NONE where none is given.
        lender_type: kinds of lender as text.
        reasons: bits of Reason found so far.
    """

    disbursed: Ints
    first: Ints
    count: Ints
    unit: Ints
    step: Ints
    principal: Floats
    received: Floats
    payment: Floats
    last: Floats
    stated: Floats
    stated_as: Ints
    lender_type: NDArray[np.object_]
    reasons: Ints

    def __len__(self) -> int:
        """The number of loans."""
        return len(self.reasons)

    def take(self, chosen: Bools | Ints | slice) -> Loans:
        """Return some of the loans."""
        return Loans(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def say(self, where: Bools, reason: Reason) -> None:
        """Add a reason to some of the loans."""
        self.reasons[where] |= int(reason)

    def has(self, bits: int) -> Bools:
        """Return which loans have any of these reasons."""
        return (self.reasons & bits) != 0
