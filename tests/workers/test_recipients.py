"""Recipients as processes of their own: they fail, they are told again, and each is told once.

PostgreSQL, Valkey, the worker, the simulator and the public interface are the real ones.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from redis import Redis
from werkzeug.serving import make_server

from consent.delivery import making
from consent.delivery.model import AnswerKind, Change, Course, Missing, Outcome, Recipient
from consent.delivery.recipients import Wanted, add_recipient, signing_key
from consent.delivery.signatures import SigningKey
from core.access import Access, ActorKind, Role
from core.dates import now
from core.settings import read_settings
from core.text import Text
from database.transaction import Database
from evidence.desk import Desk
from identity.rights import provisioning
from reporting.service import market_overview
from tests.consent.delivery.ledger import (
    Someone,
    courses_of,
    put_someone,
    say_yes,
    seal_and_follow,
    take_back,
)
from tests.database_world import World
from tests.workers.conftest import Start
from tests.workers.house import until
from webapp.app import create_app
from webapp.services import Services
from workers.followers import FOLLOWERS, follow
from workers.sweeper import sweep

PURPOSE = "marketing.partner"
PROMPT = {"acknowledge_seconds": 0.0, "delete_seconds": 0.0}


@dataclass
class Simulated:
    """A simulator that runs, and what it said it did."""

    process: subprocess.Popen[str]
    address: str
    said: list[dict[str, str]] = field(default_factory=list)

    def did(self, delivery: UUID) -> Counter[str]:
        """What it did with a delivery."""
        return Counter(one["did"] for one in self.said if one["delivery"] == str(delivery))


Work = Callable[[], subprocess.Popen[bytes]]
Simulate = Callable[..., tuple[Recipient, Simulated]]


@pytest.fixture(scope="module")
def address(world: World, redis_url: str, folder: Path) -> Iterator[str]:
    """The public interface over HTTP."""
    settings = read_settings({"CANDOR_DATA": str(folder), "REDIS_URL": redis_url})
    app = create_app(Services(settings, world.database, bytes(range(32))))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def simulate(world: World, address: str, tmp_path: Path) -> Iterator[Simulate]:
    """Set a recipient up with a temper, and start it as a process of its own."""
    running: list[Simulated] = []

    def go(seconds: int = 3600, **temper: Any) -> tuple[Recipient, Simulated]:
        private = Ed25519PrivateKey.generate()
        plan, path = tmp_path / f"{len(running)}.json", "/told"
        plan.write_text("{}")
        # The port is chosen first: the endpoint is written down with the recipient.
        probe = make_server("127.0.0.1", 0, lambda *_: [])
        port = probe.port
        probe.server_close()
        wanted = Wanted(
            Text("某合作方", "A partner"), (PURPOSE,), f"http://127.0.0.1:{port}{path}",
            SigningKey("", private).public, seconds, 30,
        )  # fmt: skip
        with world.owner.transaction(provisioning(world.lender)) as tx:
            row = add_recipient(tx, world.lender, wanted, now(), loopback=True)
            ours = signing_key(tx, world.lender)
        told = {
            "path": path,
            "key_id": row.key_id,
            "private_key": base64.b64encode(private.private_bytes_raw()).decode(),
            "candor_keys": {ours.id: ours.public},
            "temper": temper,
        }
        plan.write_text(json.dumps({"port": port, "seed": 7, "recipients": [told]}))
        running.append(started(plan, address))
        return row, running[-1]

    yield go
    for one in running:
        one.process.terminate()
        one.process.communicate(timeout=30)


def started(plan: Path, candor: str) -> Simulated:
    command = [sys.executable, "-m", "webapp.commands.main", "recipient-simulator", str(plan)]
    process = subprocess.Popen(
        [*command, "--candor", candor],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert process.stdout is not None
    found = Simulated(process, process.stdout.readline().strip())

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            if '"did"' in line:
                found.said.append(json.loads(line))

    threading.Thread(target=listen, daemon=True).start()
    return found


@pytest.fixture(scope="module")
def desk(folder: Path) -> Desk:
    return Desk(bytes(range(32)), folder / "evidence", "candor.example")


@pytest.fixture
def withdrawn(world: World, follower: Database, desk: Desk) -> Callable[[], Someone]:
    """Somebody who said yes and took it back, both sealed and written down for each recipient."""

    def go() -> Someone:
        who = put_someone(world)
        say_yes(world, who, PURPOSE)
        take_back(world, who, PURPOSE)
        seal_and_follow(world, follower, desk)
        return who

    return go


@pytest.fixture
def close_all(world: World) -> Iterator[None]:
    """Leave no recipient behind that the next test's people would be told to."""
    yield
    world.superuser("UPDATE consent_recipients SET until = now() WHERE until IS NULL")


def stop_of(world: World, who: Someone, row: Recipient) -> Course:
    """What a recipient was told of the withdrawal."""
    (found,) = [
        one
        for one in courses_of(world, who)
        if one.delivery.recipient_id == row.id and one.delivery.change is Change.WITHDRAWN
    ]
    return found


def at_once(world: World) -> None:
    """Let the pause between two tries be over."""
    world.superuser("UPDATE delivery_attempts SET next_at = now() WHERE next_at > now()")


def swept(world: World, follower: Database, queue: Redis, done: Callable[[], object]) -> None:
    """Sweep, with the pauses over, until something has come about."""

    def look() -> object:
        at_once(world)
        sweep(follower, queue, now())
        return done()

    until(look, seconds=240.0)


@pytest.fixture
def work(start: Start) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start a worker that tells recipients; it ends with the test, so that one works at a time."""
    begun: list[subprocess.Popen[bytes]] = []

    def go() -> subprocess.Popen[bytes]:
        begun.append(start("worker", "--recipients"))
        return begun[-1]

    yield go
    for one in begun:
        one.terminate()
    for one in begun:
        one.wait(30)


pytestmark = pytest.mark.usefixtures("close_all")


def test_a_recipient_that_fails_in_every_way_is_told_and_answers_in_the_end(
    world: World,
    follower: Database,
    queue: Redis,
    work: Work,
    simulate: Simulate,
    withdrawn: Callable[[], Someone],
) -> None:
    row, outside = simulate(errors=0.3, drops=0.2, wrong_signatures=0.3, **PROMPT)
    people = [withdrawn() for _ in range(4)]
    work()

    def all_done() -> bool:
        found = [stop_of(world, who, row) for who in people]
        return all(len(one.answers) == len(AnswerKind) for one in found)

    swept(world, follower, queue, all_done)
    for who in people:
        course = stop_of(world, who, row)
        did = outside.did(course.delivery.id)
        # At least once here, and once there: each answer was taken a single time.
        assert did["acknowledgements: 200"] == did["deletions: 200"] == 1
        assert course.attempts[-1].outcome is Outcome.RECEIVED
    tries = [one for who in people for one in stop_of(world, who, row).attempts]
    failed = {one.outcome for one in tries} - {Outcome.RECEIVED}
    assert failed <= {Outcome.REFUSED, Outcome.UNREACHABLE}
    assert all(one["did"].endswith(": 401") for one in outside.said if "wrong key" in one["did"])


def test_a_worker_killed_in_the_midst_is_replaced_and_the_answer_comes_once(
    world: World,
    follower: Database,
    queue: Redis,
    work: Work,
    simulate: Simulate,
    withdrawn: Callable[[], Someone],
) -> None:
    row, outside = simulate(slow=1.0, slow_seconds=1.5, acknowledge_seconds=8.0, delete_seconds=0.0)
    who = withdrawn()
    told = stop_of(world, who, row).delivery.id
    first = work()
    swept(world, follower, queue, lambda: outside.did(told)["arrived 1: slow"])
    for child in psutil.Process(first.pid).children(recursive=True):
        child.kill()
    first.kill()
    assert stop_of(world, who, row).attempts == ()  # nothing was written: it is to be told again
    queue.flushdb()  # the job that died with its worker would be found by itself, much later
    work()
    swept(world, follower, queue, lambda: stop_of(world, who, row).attempts)
    until(lambda: len(stop_of(world, who, row).answers) == len(AnswerKind))
    did = outside.did(told)
    assert did["arrived 2: slow"] == 1
    assert did["acknowledgements: 200"] == did["deletions: 200"] == 1


def test_a_wiped_queue_loses_nothing(
    world: World,
    follower: Database,
    queue: Redis,
    work: Work,
    simulate: Simulate,
    withdrawn: Callable[[], Someone],
) -> None:
    row, _ = simulate(**PROMPT)
    who = withdrawn()
    assert sweep(follower, queue, now()) >= 2  # the yes and the no
    assert sweep(follower, queue, now()) == 0  # rung for already
    queue.flushdb()
    work()
    swept(world, follower, queue, lambda: stop_of(world, who, row).answer(AnswerKind.DELETED))


def test_one_that_never_answers_raises_the_alarm_on_the_regulators_board(
    world: World,
    follower: Database,
    queue: Redis,
    work: Work,
    simulate: Simulate,
    withdrawn: Callable[[], Someone],
    desk: Desk,
) -> None:
    row, _ = simulate(seconds=1, acknowledge_seconds=None)
    people = [withdrawn() for _ in range(11)]
    work()
    swept(world, follower, queue, lambda: all(stop_of(world, o, row).told_at for o in people))

    def late() -> bool:
        with follower.transaction(world.machine("")) as tx:
            making.call_late(tx, now())
        return all(stop_of(world, one, row).overdue for one in people)

    until(late)
    assert [one for one, _ in stop_of(world, people[0], row).overdue] == [Missing.ACKNOWLEDGEMENT]
    seal_and_follow(world, follower, desk)
    for one in FOLLOWERS:
        while follow(follower, one)[0]:
            pass
    supervisor = Access(
        ActorKind.STAFF, world.regulator, None, "", frozenset({Role.SUPERVISOR}), ("CN-31",)
    )
    board = market_overview(world.database, supervisor, now())
    assert board.overdue is not None
    assert board.overdue >= len(people)
