"""From a commit to the moved picture on the regulator's board; and reading the board's figures.

First: the real product without its stream, a real Chromium signed in as the regulator. One
application after another is handed in through HTTP; time runs from its answer, which comes right
after the commit, to the frame in which Plotly has drawn it. Beside it the same board in a browser
that cannot be pushed to, which asks by Dash's own timer (`dcc.Interval`).

Second: the query behind the board with so many facts counted, beside PostgreSQL counting the same
facts anew with GROUP BY.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from bench import house, viewer
from bench.facts import Figures
from bench.load import Request
from bench.road import applications
from bench.shape import Measure, Side, result
from core.errors import ServiceMissing
from webapp.demo.client import Client

_SEED = 20261122
_DECIDED = {HTTPStatus.CREATED, HTTPStatus.ACCEPTED}  # the latter where a person decides
_REST_SECONDS = 0.4  # the house comes to rest after an application
_POLL_SECONDS = 5.0  # of the board's own timer


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured.

    Args:
        runs: turns of each side.
        pushed: applications of a turn, watched on the board that is pushed to.
        asked: applications of a turn, watched on the board that asks by a timer.
        facts: how many facts are counted before the figures are read.
        reads: of the figures in a turn, each way.
    """

    runs: int = 4
    pushed: int = 10
    asked: int = 3
    facts: tuple[int, ...] = (10_000, 1_000_000)
    reads: int = 5


def run(effort: Effort | None = None) -> dict[str, object]:
    """Measure the picture, then the query.

    Raises:
        ServiceMissing: the product, Chromium or the board did not do their part.
    """
    effort = effort or Effort()
    return result(
        "board",
        (*_pictures(effort), *_queries(effort)),
        (
            "an application is one HTTP request; its answer comes right after the commit",
            "the peer asks by Dash's own timer (dcc.Interval), as where nothing can be pushed",
            "from the commit on: sequencer, follower, notification, one drawing, Chromium's frame",
            "servers, sender and Chromium share the cores; Chromium draws without a GPU",
            "facts of 30 lenders over 30 days; the query reads them as their regulator may",
        ),
    )


def _pictures(effort: Effort) -> tuple[Measure, ...]:
    dice = random.Random(_SEED)
    with house.product() as (address, data), viewer.browser() as opened:
        made = applications(address, house.tokens(data), dice)

        def turn(count: int, *, push: bool) -> list[tuple[float, float]]:
            """Watch applications one by one, each at any moment of the timer."""
            watched = viewer.enter(opened, address, push=push)
            _one(address, next(made), watched)  # every process has done each of its steps once
            found: list[tuple[float, float]] = []
            for _ in range(count):
                time.sleep(_REST_SECONDS + dice.random() * (1.0 if push else _POLL_SECONDS))
                found.append(_one(address, next(made), watched))
            watched.page.context.close()
            return found

        pushed: list[list[tuple[float, float]]] = []
        asked: list[list[tuple[float, float]]] = []
        for _ in range(effort.runs):
            pushed.append(turn(effort.pushed, push=True))
            asked.append(turn(effort.asked, push=False))
    return (
        Measure(
            "commit to moved picture in Chromium",
            "ms",
            Side("candor: pushed", _each(pushed, lambda one: one[1])),
            Side(
                "the same board asking every 5 s (dcc.Interval)", _each(asked, lambda one: one[1])
            ),
        ),
        Measure(
            "request to moved picture in Chromium",
            "ms",
            Side("candor: pushed", _each(pushed, sum)),
        ),
    )


def _each(
    turns: list[list[tuple[float, float]]], figure: Callable[[tuple[float, float]], float]
) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(figure(one) for one in turn) for turn in turns)


def _one(address: str, one: Request, watched: viewer.Viewer) -> tuple[float, float]:
    """Hand in one application; return milliseconds to its answer, and from there to the picture.

    Raises:
        ServiceMissing: it was refused, or never drawn.
    """
    before = watched.total()
    client = Client(address, one.token)
    began = time.time()
    answer = client.post(one.path.removeprefix("/api/v1"), json.loads(one.body))
    answered = time.time()
    client.close()
    if answer.status not in _DECIDED:
        raise ServiceMissing(f"an application was refused (status {answer.status})")
    drawn = watched.moved_past(before)
    return (answered - began) * 1000, (drawn - answered) * 1000


def _queries(effort: Effort) -> Iterator[Measure]:
    with Figures() as figures:
        for count in effort.facts:
            figures.count_up_to(count)
            turns = [
                (_times(figures.read, effort.reads), _times(figures.group, effort.reads))
                for _ in range(effort.runs)
            ]
            yield Measure(
                f"the board's figures read, {count:,} facts counted",
                "ms",
                Side("candor: rollups", tuple(ours for ours, _ in turns)),
                Side("PostgreSQL: GROUP BY over the facts", tuple(peer for _, peer in turns)),
            )


def _times(verb: Callable[[], object], reads: int) -> tuple[float, ...]:
    verb()
    found: list[float] = []
    for _ in range(reads):
        began = time.perf_counter()
        verb()
        found.append((time.perf_counter() - began) * 1000)
    return tuple(found)


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=2))
