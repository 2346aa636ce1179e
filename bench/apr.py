"""Yearly rates against pyxirr in the same run: one loan at a time, one thread.

pyxirr gives a float by days over 365; here the same question is answered by this project's
exact path, which adds the day-count of the law, 25 digits and a certificate. The cap test is
what stands in for solving when only "above this line?" is asked.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pyxirr

from apr.model import DatedAmount
from apr.rates import exceeds, rate_of
from apr.standards import CODES
from core.dates import add_months
from core.money import Rate

LOANS = 60
ROUNDS = 5
Loan = tuple[list[DatedAmount], list[DatedAmount]]


def run() -> dict[str, object]:
    """Time 12 and 36 payments; medians of interleaved rounds in microseconds a loan."""
    return {
        "name": "apr",
        "loans": LOANS,
        "rounds": ROUNDS,
        "payments": {str(count): _compare(count) for count in (12, 36)},
    }


def _compare(count: int) -> dict[str, object]:
    loans = _loans(count)
    flows = [_plain(loan) for loan in loans]
    cap = Rate.percent(24)
    work: dict[str, Callable[[], None]] = {
        "pyxirr.xirr": lambda: _each(flows, lambda flow: pyxirr.xirr(*flow)),
        "exceeds cn-irr": lambda: _each(loans, lambda loan: exceeds(*loan, "cn-irr", cap)),
    }
    for code in CODES:
        work[code] = lambda code=code: _each(loans, lambda loan: rate_of(*loan, code))
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, action in work.items():
            begun = time.process_time()
            action()
            times[name].append((time.process_time() - begun) / len(loans) * 1e6)
    medians = {name: statistics.median(values) for name, values in times.items()}
    peer = medians["pyxirr.xirr"]
    return {
        name: {
            "microseconds": round(median, 1),
            "spread": [round(min(times[name]), 1), round(max(times[name]), 1)],
            "times_pyxirr": round(median / peer, 1),
        }
        for name, median in medians.items()
    }


def _each(items: list, action: Callable[..., object]) -> None:
    for item in items:
        action(item)


def _loans(count: int) -> list[Loan]:
    """Return loans with withheld fees and odd first periods, the same in every run."""
    chance = random.Random(count)
    loans: list[Loan] = []
    for _ in range(LOANS):
        start = date(2025, 1, 1) + timedelta(days=chance.randrange(300))
        first = start + timedelta(days=chance.randrange(20, 50))
        amount = Decimal(chance.randrange(100_000, 5_000_000)).scaleb(-2)
        paid = (amount * Decimal(1 + 0.012 * count) / count).quantize(Decimal("0.01"))
        payments = [DatedAmount(add_months(first, index), paid) for index in range(count)]
        loans.append(([DatedAmount(start, amount)], payments))
    return loans


def _plain(loan: Loan) -> tuple[list[date], list[float]]:
    advances, payments = loan
    days = [item.on for item in (*advances, *payments)]
    return days, [-float(advances[0].amount), *(float(item.amount) for item in payments)]


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
