"""Readers at full speed in other processes while a yes is taken back: no row after the commit."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import UUID

import pytest

from consent import service as consent
from consent.model import Method
from tests.database.gate_ways import PURPOSE, READ, allow, put_applicant
from tests.database_world import AT, World, as_role, build_world

# Reads until it is told to end, and prints how often it saw a row, and the begin of the last
# statement that did, by the server's clock.
READER = """
import select, sys, psycopg
url, lender, act = sys.argv[1:]
last, rows, empty = "", 0, 0
# Never prepared: each statement is one message, so that its time and its snapshot are of one begin.
# A prepared one takes its snapshot when it is bound and its time when it is executed, later.
with psycopg.connect(url, autocommit=True, prepare_threshold=None) as c:
    for name, value in (("organisation", lender), ("act", act)):
        c.execute("SELECT set_config(%s, %s, false)", ("candor." + name, value))
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        at, seen = c.execute(
            "SELECT statement_timestamp()::text, (SELECT count(*) FROM credit_reports)"
        ).fetchone()
        if seen:
            rows, last = rows + 1, at
        else:
            empty += 1
print(rows, empty, last, sep="|", flush=True)
"""
READERS = 3


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A migrated database."""
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


def reader(world: World) -> subprocess.Popen[str]:
    """Start a process that reads as fast as it can."""
    url = as_role(world.url, "candor_app")
    command = (sys.executable, "-c", READER, url, str(world.lender), READ)
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def take_back(world: World, subject_id: UUID, person_id: UUID) -> str:
    """Take it back; return an instant of the server's clock after the commit was answered."""
    with world.database.transaction(world.person(person_id)) as tx:
        consent.withdraw(tx, subject_id, (PURPOSE,), Method.PAGE, AT)
    [(after,)] = world.superuser("SELECT clock_timestamp()::text")
    return str(after)


def test_no_statement_begun_after_the_commit_was_answered_sees_a_row(world: World) -> None:
    subject_id, person_id, _ = put_applicant(world)
    allow(world, subject_id, person_id)
    readers = [reader(world) for _ in range(READERS)]
    try:
        for one in readers:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        time.sleep(0.3)
        after = take_back(world, subject_id, person_id)
        time.sleep(0.3)
        told = [one.communicate("end\n", timeout=60)[0].strip().split("|") for one in readers]
    finally:
        for one in readers:
            one.kill()
            one.wait()
    for rows, empty, last in told:
        assert int(rows) > 0
        assert int(empty) > 0
        assert last < after  # both are texts of one clock and one form
