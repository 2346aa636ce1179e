"""Yearly rates against pyxirr in the same run: one loan at a time, whole columns, a whole file.

One at a time the exact path adds the day-count of the law, 25 digits and a certificate to what
pyxirr gives as a float; the cap test stands in for solving when only "above this line?" is asked.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import pyxirr

from apr.model import DatedAmount
from apr.rates import exceeds, rate_of
from apr.standards import CODES
from bench.apr_batch import (
    FILE_LOANS,
    FILE_ROUNDS,
    KERNEL_LOANS,
    file_measures,
    kernel_measures,
)
from bench.shape import Measure, Side, result
from core.dates import add_months
from core.money import Rate

LOANS = 60
ROUNDS = 5
_PEER = "pyxirr.xirr"
Loan = tuple[list[DatedAmount], list[DatedAmount]]


def run(
    loans: int = LOANS,
    rounds: int = ROUNDS,
    batch: int = KERNEL_LOANS,
    file: int = FILE_LOANS,
) -> dict[str, object]:
    """Time 12 and 36 payments: the kernel, a file of loans, and the exact path."""
    measures = kernel_measures(batch, rounds)
    measures += file_measures(file, min(rounds, FILE_ROUNDS))
    measures += [one for count in (12, 36) for one in _compare(count, loans, rounds)]
    return result(
        "apr",
        measures,
        (
            (
                "one at a time the peer gives a float by days over 365; ours 25 digits, the law's"
                " day-count and a certificate"
            ),
            f"one at a time: {loans} loans a run, one thread",
            (
                f"kernel: {batch:,} loans a run on one core, in processor time; the peers are asked"
                " in a Python loop, of fewer loans"
            ),
            (
                "file: Parquet read and written, processes started, rates by seven standards,"
                " verdicts, hidden cost, lines and reasons; the peer only solves, in memory"
            ),
        ),
    )


def _compare(count: int, made: int, rounds: int) -> list[Measure]:
    loans = _loans(count, made)
    flows = [_plain(loan) for loan in loans]
    cap = Rate.percent(24)
    work: dict[str, Callable[[int], object]] = {
        _PEER: lambda place: pyxirr.xirr(*flows[place]),
        "exceeds cn-irr": lambda place: exceeds(*loans[place], "cn-irr", cap),
    }
    for code in CODES:
        work[code] = lambda place, code=code: rate_of(*loans[place], code)
    times: dict[str, list[tuple[float, ...]]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, action in work.items():
            times[name].append(tuple(_each(len(loans), action)))
    peer = Side(_PEER, tuple(times[_PEER]))
    order = sorted((name for name in work if name != _PEER), key=lambda name: name != "cn-irr")
    return [
        Measure(f"{name}, {count} payments", "µs", Side(name, tuple(times[name])), peer)
        for name in order
    ]


def _each(count: int, action: Callable[[int], object]) -> Iterator[float]:
    for place in range(count):
        begun = time.process_time_ns()
        action(place)
        yield (time.process_time_ns() - begun) / 1000


def _loans(count: int, made: int) -> list[Loan]:
    """Return loans with withheld fees and odd first periods, the same in every run."""
    chance = random.Random(count)
    loans: list[Loan] = []
    for _ in range(made):
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
