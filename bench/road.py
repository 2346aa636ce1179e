"""Applications a second, end to end through HTTP, and how long a decision takes.

The real product runs as `candor up` starts it, without its own stream; a client in a process of
its own hands in invented applicants over N connections. In turns with it, the peer: the same HTTP
stack that only inserts one row (`bench.road_peer`). First as fast as answers come, then at a
steady rate. Client and all servers share the machine's cores.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from uuid import UUID

from bench import house, road_peer
from bench.load import Measured, Plan, Request, measure
from bench.shape import Measure, Side, result, rounded
from core.errors import ServiceMissing
from webapp.demo.client import Client
from webapp.demo.invented import Invented, invent
from webapp.demo.seed import amount_for
from webapp.demo.shelves import SHELVES, Shelf

_ROUTE = "/api/v1/applications"
_SEED = 20261122
_REQUESTS_A_SECOND_MAX = 1500  # more than either side answers; bounds what is made up in advance
_SETTLE_SECONDS = 1.0
_WARM_SECONDS = 4.0
_STACK = "the same HTTP stack, one row inserted (bench.road_peer)"


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured.

    Args:
        runs: turns of each side.
        seconds: of each turn.
        connections: at a time.
        rate: requests a second in the steady turns.
    """

    runs: int = 5
    seconds: float = 6.0
    connections: int = 4
    rate: float = 10.0


def run(effort: Effort | None = None) -> dict[str, object]:
    """Measure the product and the peer in turns.

    Raises:
        ServiceMissing: one of them did not come up, or refused what it was sent.
    """
    effort = effort or Effort()
    with house.product() as (address, data), house.peer() as peer_address:
        made = applications(address, house.tokens(data), random.Random(_SEED))

        def road(seconds: float, rate: float) -> Measured:
            return _sent(address, made, replace(effort, seconds=seconds, rate=rate))

        def stack(seconds: float, rate: float) -> Measured:
            asked = (replace(one, path=road_peer.PATH, token=road_peer.TOKEN) for one in made)
            return _sent(peer_address, asked, replace(effort, seconds=seconds, rate=rate))

        for turn in (road, stack):
            turn(_WARM_SECONDS, 0.0)  # every process and connection has answered once
        fast = _in_turns(road, stack, effort, rate=0.0)
        before = house.within(address, _ROUTE)
        steady = _in_turns(road, stack, effort, rate=effort.rate)
        after = house.within(address, _ROUTE)
    return _told(effort, fast, steady, {limit: n - before[limit] for limit, n in after.items()})


Turns = tuple[list[Measured], list[Measured]]
Turn = Callable[[float, float], Measured]


def _in_turns(road: Turn, stack: Turn, effort: Effort, rate: float) -> Turns:
    found: Turns = ([], [])
    for _ in range(effort.runs):
        for side, turn in zip(found, (road, stack), strict=True):
            side.append(turn(effort.seconds, rate))
            time.sleep(_SETTLE_SECONDS)  # the sequencer seals what came; that is not the peer's
    return found


def _sent(address: str, made: Iterator[Request], effort: Effort) -> Measured:
    """Send for some seconds; every request anew.

    Raises:
        ServiceMissing: something was answered that is no success.
    """
    wanted = int(effort.seconds * (effort.rate or _REQUESTS_A_SECOND_MAX)) + 1
    if not effort.rate:
        wanted = min(wanted, 4000)
    plan = Plan(
        address,
        tuple(islice(made, wanted)),
        effort.connections,
        effort.seconds,
        effort.rate,
    )
    measured = measure(plan)
    if not measured.only_good:
        raise ServiceMissing(f"what was sent was refused: {dict(measured.statuses)}")
    return measured


def _told(
    effort: Effort, fast: Turns, steady: Turns, counted: Mapping[float, float]
) -> dict[str, object]:
    every = counted.get(float("inf"), 0.0)
    shares = {
        f"{limit * 1000:g} ms": round(counted[limit] / every, 4)
        for limit in (0.02, 0.05, 0.1, 0.2)
        if every
    }
    found = result(
        "road",
        (
            Measure(
                f"answers a second, {effort.connections} connections",
                "1/s",
                Side("candor: POST /applications, decided", _rates(fast[0])),
                Side(_STACK, _rates(fast[1])),
            ),
            Measure(
                f"time to the decision at {effort.rate:g} a second",
                "ms",
                Side("candor: POST /applications, decided", _times(steady[0])),
                Side(_STACK, _times(steady[1])),
            ),
            Measure(
                f"time to the decision at full speed, {effort.connections} connections",
                "ms",
                Side("candor: POST /applications, decided", _times(fast[0])),
                Side(_STACK, _times(fast[1])),
            ),
        ),
        (
            "client, servers and databases share the cores",
            "no applicant brings a contract of their own; such a contract is audited by a job",
            "at a steady rate time counts from the moment a request was due",
        ),
    )
    return {**found, "server_within": shares, "answered": rounded(_answered(fast, steady))}


def _rates(found: list[Measured]) -> tuple[tuple[float, ...], ...]:
    return tuple((one.rate,) for one in found)


def _times(found: list[Measured]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(one.milliseconds) for one in found)


def _answered(*found: Turns) -> float:
    return sum(len(one.milliseconds) for ours, _ in found for one in ours)


def applications(address: str, tokens: Mapping[str, str], dice: random.Random) -> Iterator[Request]:
    """Make up applicants for every offer in turn, each somebody new, without end."""
    hashes = {UUID(lender): _hashes(address, token) for lender, token in tokens.items()}
    while True:
        for row in SHELVES:
            body = _body(row, invent(dice), hashes[row.lender])
            yield Request(_ROUTE, tokens[str(row.lender)], json.dumps(body))


def _hashes(address: str, token: str) -> dict[str, str]:
    """Return the hashes of a lender's notices, by purpose.

    Raises:
        ServiceMissing: they cannot be read.
    """
    client = Client(address, token)
    answer = client.get("/notices")
    client.close()
    if answer.status != 200:
        raise ServiceMissing(f"the notices cannot be read (status {answer.status})")
    return {one["purpose"]: one["sha256"] for one in answer.body["items"]}


def _body(row: Shelf, who: Invented, hashes: Mapping[str, str]) -> dict[str, object]:
    return {
        "offer": row.code,
        "amount": str(amount_for(row, who).amount),
        "months": row.months,
        "language": "zh",
        "applicant": {
            "name": who.name,
            "id_number": who.id_number,
            "phone": who.phone,
            "monthly_income": f"{who.monthly_income}.00",
            "use": who.use,
            "note": who.note,
            "device": who.device,
            "address": who.address,
        },
        "consents": [{"purpose": "bureau.query", "notice_sha256": hashes["bureau.query"]}],
        "credit_report": who.credit_report,
    }


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=2))
