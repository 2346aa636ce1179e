"""A client in a process of its own: N connections, closed loop or at a steady rate.

Reads a plan (JSON) from standard input and writes what it measured (JSON) to standard output.
Bounded by the number of requests and by time. At a steady rate a request's time runs from the
moment it was due, so that waiting behind a slow one counts.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from threading import Lock, Thread
from typing import cast
from urllib.parse import urlsplit

from bench.shape import ROOT

_TIMEOUT_SECONDS = 30
_GRACE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Request:
    """One POST: where to, with which key, and what."""

    path: str
    token: str
    body: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to send.

    Args:
        address: such as "http://localhost:8000".
        requests: each is sent once at most, in this order.
        connections: how many at a time.
        seconds: when to stop.
        rate: requests a second; 0 sends as fast as answers come.
    """

    address: str
    requests: tuple[Request, ...]
    connections: int
    seconds: float
    rate: float = 0.0


@dataclass(slots=True)
class Measured:
    """What came of a plan: milliseconds a request, the statuses, and how long it all took."""

    milliseconds: list[float] = field(default_factory=list[float])
    statuses: Counter[str] = field(default_factory=Counter[str])
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds

    @property
    def only_good(self) -> bool:
        """Whether every request was answered as it should be."""
        return bool(self.milliseconds) and all(one.startswith("2") for one in self.statuses)


def measure(plan: Plan) -> Measured:
    """Carry out a plan in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(asdict(plan)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=plan.seconds + _GRACE_SECONDS,
    )
    told = json.loads(done.stdout)
    return Measured(told["milliseconds"], Counter(told["statuses"]), told["seconds"])


def send(plan: Plan) -> Measured:
    """Carry out a plan in threads of this process."""
    measured, lock = Measured(), Lock()
    waiting = iter(enumerate(plan.requests))
    begun = time.perf_counter()

    def work() -> None:
        parts = urlsplit(plan.address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=_TIMEOUT_SECONDS)
        while True:
            with lock:
                number, request = next(waiting, (0, None))
            due = begun + number / plan.rate if plan.rate else time.perf_counter()
            if request is None or max(due, time.perf_counter()) - begun >= plan.seconds:
                break
            time.sleep(max(0.0, due - time.perf_counter()))
            status = _post(connection, request)
            spent = (time.perf_counter() - due) * 1000
            with lock:
                measured.milliseconds.append(spent)
                measured.statuses[status] += 1
        connection.close()

    threads = [Thread(target=work) for _ in range(plan.connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.seconds = time.perf_counter() - begun
    return measured


def _post(connection: http.client.HTTPConnection, request: Request) -> str:
    headers = {
        "Authorization": f"Bearer {request.token}",
        "Content-Type": "application/json",
        "Idempotency-Key": f"{id(request):x}-{time.perf_counter_ns():x}",
    }
    try:
        connection.request("POST", request.path, request.body.encode(), headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return type(error).__name__
    return str(answer.status)


def _plan(told: Mapping[str, object]) -> Plan:
    requests = tuple(
        Request(**one) for one in cast("Sequence[Mapping[str, str]]", told["requests"])
    )
    return Plan(**{**told, "requests": requests})  # pyright: ignore[reportArgumentType]


if __name__ == "__main__":
    found = send(_plan(json.load(sys.stdin)))
    told = {
        "milliseconds": found.milliseconds,
        "statuses": dict(found.statuses),
        "seconds": found.seconds,
    }
    json.dump(told, sys.stdout)
