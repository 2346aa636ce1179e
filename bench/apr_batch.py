"""The batch kernel against pyxirr, numpy-financial and scipy's brentq; a million loans in a file.

The kernel's side and its peers run in turns on one core, in processor time. The file is audited by
the command itself, by all standards, while the peer computes one standard of the same loans, in
memory and without reading or writing anything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy_financial
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pyxirr
from scipy.optimize import brentq

from apr.batch.kernel import BLOCK, Annuities, Timed, solve
from bench.shape import Measure, Side

KERNEL_LOANS = 200_000
PEER_LOANS = {"pyxirr": 20_000, "numpy-financial": 400, "scipy brentq": 1_000}
FILE_LOANS = 1_000_000
PAYMENTS = 36
ROUNDS = 7
FILE_ROUNDS = 3
_AGREE = 1e-8


class Portfolio:
    """Loans with withheld fees, a fee each month and odd cents; amounts are whole cents."""

    def __init__(self, count: int, made: int) -> None:
        chance = np.random.default_rng(count)
        self.net = chance.integers(97_000, 4_850_000, made).astype(float)
        burden = 1 + chance.uniform(0.004, 0.02, made) * count
        self.payment = np.floor(self.net * burden / count) + chance.integers(0, 900, made)
        self.last = self.payment + chance.integers(-300, 300, made)
        self.first = np.where(chance.random(made) < 0.2, np.floor(self.payment * 1.1), self.payment)
        self.days = np.cumsum(chance.integers(28, 32, (count, made)), axis=0)
        self.count = count

    def amounts(self) -> np.ndarray:
        rows = np.broadcast_to(self.payment, (self.count, len(self.net))).copy()
        rows[0], rows[-1] = self.first, self.last
        return rows


def kernel_measures(loans: int = KERNEL_LOANS, rounds: int = ROUNDS) -> list[Measure]:
    """Rates a second of one core: level payments, any payments, any days."""
    with one_core():
        return [each for count in (12, 36) for each in _compare(count, loans, rounds)]


def _compare(count: int, loans: int, rounds: int) -> list[Measure]:
    given = Portfolio(count, loans)
    level, uneven, dated = _level(given), _uneven(given), _dated(given)
    _agree(given, level, uneven, dated)
    work = {
        "level": (lambda: _blocks(level), loans),
        "uneven": (lambda: _blocks(uneven), loans),
        "dated": (lambda: _blocks(dated), loans),
        **_peers(given),
    }
    speeds: dict[str, list[tuple[float, ...]]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, (action, size) in work.items():
            begun = time.process_time()
            action()
            speeds[name].append((size / (time.process_time() - begun),))
    pairs = [
        ("level", "level payments", "pyxirr.irr, level"),
        ("level", "level payments", "numpy_financial.irr"),
        ("level", "level payments", "scipy brentq"),
        ("uneven", "an odd first payment in five", "pyxirr.irr, uneven"),
        ("dated", "days over 365", "pyxirr.xirr"),
    ]
    return [
        Measure(
            f"kernel, {what}, {count} payments",
            "loans/s",
            Side(f"kernel, {what}", tuple(speeds[ours])),
            Side(peer, tuple(speeds[peer])),
        )
        for ours, what, peer in pairs
    ]


def _level(given: Portfolio) -> list[Annuities]:
    ones = np.ones(len(given.net))
    whole = Annuities(
        given.net, given.payment, given.last, ones * given.count, ones, ones * 0, simple=False
    )
    return [whole.take(_slice(start)) for start in range(0, len(given.net), BLOCK)]


def _slice(start: int) -> slice:
    return slice(start, start + BLOCK)


def _timed(given: Portfolio, amounts: np.ndarray, times: np.ndarray) -> list[Timed]:
    return [
        Timed(
            given.net[part],
            np.ascontiguousarray(amounts[:, part]),
            np.ascontiguousarray(times[:, part]),
        )
        for part in map(_slice, range(0, len(given.net), BLOCK))
    ]


def _uneven(given: Portfolio) -> list[Timed]:
    steps = np.arange(1.0, given.count + 1)[:, None]
    return _timed(given, given.amounts(), np.broadcast_to(steps, given.days.shape))


def _dated(given: Portfolio) -> list[Timed]:
    return _timed(given, given.amounts(), given.days / 365.0)


def _blocks(blocks: list[Annuities] | list[Timed]) -> np.ndarray:
    return np.concatenate([solve(block)[0] for block in blocks])


def _rows(given: Portfolio, size: int, *, level: bool) -> list[list[float]]:
    amounts = given.amounts()[:, :size]
    if level:
        amounts[0] = given.payment[:size]
    return np.vstack([-given.net[:size], amounts]).T.tolist()


def _peers(given: Portfolio) -> dict[str, tuple[Callable[[], object], int]]:
    sizes = {name: min(size, len(given.net)) for name, size in PEER_LOANS.items()}
    level = _rows(given, sizes["pyxirr"], level=True)
    uneven = _rows(given, sizes["pyxirr"], level=False)
    days = _days(given, sizes["pyxirr"])
    few, some = level[: sizes["numpy-financial"]], level[: sizes["scipy brentq"]]
    return {
        "pyxirr.irr, level": (lambda: [pyxirr.irr(row) for row in level], len(level)),
        "pyxirr.irr, uneven": (lambda: [pyxirr.irr(row) for row in uneven], len(uneven)),
        "pyxirr.xirr": (
            lambda: [pyxirr.xirr(*pair) for pair in zip(days, uneven, strict=True)],
            len(uneven),
        ),
        "numpy_financial.irr": (lambda: [numpy_financial.irr(row) for row in few], len(few)),
        "scipy brentq": (lambda: [_brentq(row) for row in some], len(some)),
    }


def _brentq(row: list[float]) -> float:
    def value(rate: float) -> float:
        total, factor = 0.0, 1.0 / (1.0 + rate)
        for amount in reversed(row):
            total = total * factor + amount
        return total

    return brentq(value, 0.0, 1.0, xtol=1e-14)


def _days(given: Portfolio, size: int) -> list[list[date]]:
    start = date(2025, 1, 10)
    return [
        [start, *(start + timedelta(days=int(day)) for day in given.days[:, place])]
        for place in range(size)
    ]


def _agree(
    given: Portfolio, level: list[Annuities], uneven: list[Timed], dated: list[Timed]
) -> None:
    """Both sides must give the same rates, or there is nothing to compare."""
    size = 200
    pairs = (
        (level, [pyxirr.irr(row) for row in _rows(given, size, level=True)]),
        (uneven, [pyxirr.irr(row) for row in _rows(given, size, level=False)]),
        (
            dated,
            [
                pyxirr.xirr(*pair)
                for pair in zip(_days(given, size), _rows(given, size, level=False), strict=True)
            ],
        ),
    )
    for ours, theirs in pairs:
        rates = np.expm1(solve(ours[0])[0][:size])
        if not np.allclose(rates, theirs, rtol=_AGREE):
            raise AssertionError("kernel and peer do not agree")


@contextmanager
def one_core() -> Iterator[None]:
    """Hold this process on one core, so that nobody computes on two."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def file_measures(loans: int = FILE_LOANS, rounds: int = FILE_ROUNDS) -> list[Measure]:
    """Seconds from file to file by all standards, its memory, and pyxirr's for one standard."""
    given = Portfolio(PAYMENTS, loans)
    ours, memory, theirs = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "loans.parquet", Path(folder) / "answers.parquet"
        _write(given, source)
        for _ in range(rounds):
            seconds, peak = _audited(source, target)
            ours.append((seconds,))
            memory.append((peak,))
            theirs.append((_looped(given),))
    name = f"{loans:,} loans of {PAYMENTS} payments"
    return [
        Measure(
            f"{name}, file to file, all standards, on {len(os.sched_getaffinity(0))} cores",
            "s",
            Side("candor audit-portfolio", tuple(ours)),
            Side("pyxirr.irr in a loop, one standard, no file, one core", tuple(theirs)),
        ),
        Measure(f"{name}: peak memory of all its processes", "MB", Side("candor", tuple(memory))),
    ]


def _write(given: Portfolio, source: Path) -> None:
    size, chance = len(given.net), np.random.default_rng(7)
    disbursed = np.datetime64("2022-01-01") + chance.integers(0, 1400, size)
    kinds = np.array(["bank", "consumer_finance", "microloan", "private"])
    table = pa.table(
        {
            "loan_id": pa.array([f"L{place:08d}" for place in range(size)]),
            "lender_id": pa.array(np.array(["A", "B", "C"])[chance.integers(0, 3, size)]),
            "lender_type": pa.array(kinds[chance.integers(0, 4, size)]),
            "disbursed_on": pa.array(disbursed),
            "principal": pa.array(np.ceil(given.net / 0.97) / 100),
            "net_proceeds": pa.array(given.net / 100),
            "first_payment_on": pa.array(disbursed + chance.integers(20, 50, size)),
            "payment": pa.array(given.payment / 100),
            "payments": pa.array(np.full(size, given.count)),
            "last_payment": pa.array(given.last / 100),
            "period": pa.array(np.full(size, "month")),
            "stated_rate_percent": pa.array(np.round(chance.uniform(6, 36, size), 2)),
        }
    )
    pq.write_table(table, source)


def _audited(source: Path, target: Path) -> tuple[float, float]:
    """Run the command; return wall seconds and the most megabytes its processes had at once."""
    call = ["-m", "webapp.commands.main", "audit-portfolio", str(source), str(target)]
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *call], stdout=subprocess.DEVNULL)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak))
    watcher.start()
    if process.wait():
        raise AssertionError("candor audit-portfolio did not end well")
    seconds = time.perf_counter() - begun
    watcher.join()
    return seconds, peak[0]


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        try:
            root = psutil.Process(process.pid)
            family = [root, *root.children(recursive=True)]
            # Shared pages are counted once, by their share.
            held = sum(each.memory_full_info().pss for each in family)
            peak[0] = max(peak[0], held / 1e6)
        except psutil.Error:
            pass
        time.sleep(0.05)


def _looped(given: Portfolio) -> float:
    """Return the wall seconds of pyxirr alone; its lists are made outside of the clock."""
    seconds, step = 0.0, 50_000
    for start in range(0, len(given.net), step):
        part = slice(start, start + step)
        count = len(given.net[part])
        rows = np.broadcast_to(given.payment[part], (given.count, count)).copy()
        rows[-1] = given.last[part]
        lists = np.vstack([-given.net[part], rows]).T.tolist()
        begun = time.perf_counter()
        for row in lists:
            pyxirr.irr(row)
        seconds += time.perf_counter() - begun
    return seconds
