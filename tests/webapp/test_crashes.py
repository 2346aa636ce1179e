"""Processes are killed while applications come in; nothing that was answered is lost or doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bench import house
from bench.load import Request
from bench.road import applications
from core.errors import ServiceMissing
from core.ids import new_reference
from database import embedded_postgres
from database.embedded import run_dir_of
from webapp.demo.client import Answer, Client

pytestmark = pytest.mark.slow
SEED = 20261122
PARTS = ("gunicorn", "sequencer", "follower", "worker", "cron", "velocity")
COUNT = 60


def up(data: Path) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "webapp.commands.main", "up", "--no-stream")
    with (data.parent / "up.log").open("ab") as log:
        return subprocess.Popen(
            (*command, "--port", "0", "--data", str(data)),
            cwd=house.ROOT,
            env=house.own_servers(),
            stdout=subprocess.PIPE,
            stderr=log,
        )


def address_of(started: subprocess.Popen[bytes]) -> str:
    assert started.stdout is not None
    with started.stdout:  # the address is all that it ever says there
        line = started.stdout.readline().decode().strip()
    assert line.startswith("http://"), "the house did not come up"
    return line


def parts_of(data: Path) -> Iterator[tuple[str, int]]:
    """Give the processes that work on this data folder, by name and number."""
    mark = f"CANDOR_DATA={data}".encode()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            environment = (entry / "environ").read_bytes().split(b"\0")
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if mark in environment:
            name = next((part for part in PARTS if part.encode() in words), "")
            if name:
                yield name, int(entry.name)


def send(address: str, one: Request, key: str) -> Answer | None:
    """Send an application as a lender's system would; None when nobody answered it."""
    client = Client(address, one.token)
    try:
        answer = client.post("/applications", json.loads(one.body), key)
    except ServiceMissing:
        return None
    finally:
        client.close()
    return answer if answer.status in {201, 202} else None


def until(holds, seconds: float = 90.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.5)


def asked(data: Path, statement: str) -> list[tuple]:
    engine = create_engine(embedded_postgres.url(run_dir_of(data), "postgres"))
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return rows


def kill_parts(data: Path, dice: random.Random, stop: threading.Event) -> None:
    while not stop.wait(1.0):
        running = list(parts_of(data))
        if running:
            os.kill(dice.choice(running)[1], signal.SIGKILL)


def test_killing_anything_at_any_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    data, dice = tmp_path / "data", random.Random(SEED)
    first = up(data)
    address = address_of(first)
    house.await_settled(data)
    before = asked(data, "SELECT count(*) FROM applications")[0][0]
    made = applications(address, house.tokens(data), dice)
    wanted = {new_reference("K"): one for one in islice(made, COUNT)}
    answered: dict[str, str] = {}
    stop = threading.Event()
    killer = threading.Thread(target=kill_parts, args=(data, dice, stop))
    killer.start()
    for key, one in list(wanted.items())[: COUNT // 2]:
        if answer := send(address, one, key):
            answered[key] = answer.body["reference"]
    stop.set()
    killer.join()
    assert answered, "nothing was ever answered"
    first.kill()
    first.wait()

    second = up(data)
    try:
        address = address_of(second)
        for key, one in wanted.items():
            until(lambda key=key, one=one: sent_again(address, one, key, answered))
        settle(data)
        check(data, before)
        answers_stand(address, wanted, answered)
    finally:
        second.send_signal(signal.SIGINT)
        second.wait(60)


def sent_again(address: str, one: Request, key: str, answered: dict[str, str]) -> bool:
    """Repeat what may have been answered; the answer must be the one given before."""
    answer = send(address, one, key)
    if answer is None:
        return False
    assert answered.setdefault(key, answer.body["reference"]) == answer.body["reference"]
    return True


def settle(data: Path) -> None:
    """Wait until every fact is numbered and every follower has taken it."""
    behind = (
        "SELECT (SELECT count(*) FROM evidence_entries WHERE number IS NULL) + (SELECT count(*)"
        " FROM evidence_followers f WHERE next_number < (SELECT max(number) + 1 FROM"
        " evidence_entries e WHERE e.organisation_id = f.organisation_id))"
    )
    until(lambda: asked(data, behind) == [(0,)])


def check(data: Path, before: int) -> None:
    """Hold what is kept against itself."""
    [(kept,)] = asked(data, "SELECT count(*) FROM applications")
    assert kept == before + COUNT
    for kind, figure in (
        ("application.submitted@1", "applications"),
        ("application.decided@1", "decisions"),
    ):
        [(facts,)] = asked(data, f"SELECT count(*) FROM evidence_entries WHERE kind = '{kind}'")
        [(counted,)] = asked(
            data, f"SELECT sum(value)::int FROM figures_daily WHERE figure = '{figure}'"
        )
        assert counted == facts, figure
    [(submitted,)] = asked(
        data, "SELECT count(*) FROM evidence_entries WHERE kind = 'application.submitted@1'"
    )
    assert submitted == kept
    done = subprocess.run(
        (sys.executable, "-m", "webapp.commands.main", "evidence", "fsck"),
        cwd=house.ROOT,
        env={**house.own_servers(), "CANDOR_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def answers_stand(address: str, wanted: dict[str, Request], answered: dict[str, str]) -> None:
    assert len(set(answered.values())) == COUNT
    for key, reference in answered.items():
        client = Client(address, wanted[key].token)
        told = client.get(f"/applications/{reference}")
        client.close()
        assert told.status == 200
        assert told.body["evidence"][0]["kind"] == "application.submitted@1"


@pytest.mark.parametrize("seconds", [0.5, 1.5, 3.0, 6.0])
def test_a_start_interrupted_at_any_moment_leaves_nothing_and_the_next_one_succeeds(
    tmp_path: Path, seconds: float
) -> None:
    data = tmp_path / "data"
    interrupted = up(data)
    assert interrupted.stdout is not None
    time.sleep(seconds)
    interrupted.send_signal(signal.SIGINT)
    with interrupted.stdout:
        assert interrupted.wait(60) in {0, 130}
    assert not list(parts_of(data))
    again = up(data)
    assert address_of(again)
    again.send_signal(signal.SIGINT)
    assert again.wait(60) == 0
    assert "Traceback" not in (tmp_path / "up.log").read_text()
