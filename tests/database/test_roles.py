"""Roles live in the cluster: releases of several databases may write them at the same time.

PostgreSQL 15 refuses the second of two like grants, 18 lets it wait: the step on Debian's
servers is the one that shows it.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from sqlalchemy import Connection, create_engine, text

from database.roles import execute_alone

_WAITS = text("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = :pid")


def until_it_waits(connection: Connection, pid: int) -> None:
    for _ in range(400):
        if connection.execute(_WAITS, {"pid": pid}).scalar_one():
            return
        time.sleep(0.01)
    raise AssertionError("the second grant never met the first")


def test_a_grant_that_another_is_just_giving_holds_and_does_not_fail(postgres_url: str) -> None:
    alone = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    given, taker = (f"candor_test_{uuid4().hex}" for _ in range(2))
    grant = f"GRANT {given} TO {taker}"
    with alone.connect() as looking, alone.connect() as late, ThreadPoolExecutor(1) as beside:
        for role in (given, taker):
            looking.execute(text(f"CREATE ROLE {role} NOLOGIN"))
        pid = late.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with alone.connect().execution_options(isolation_level="READ COMMITTED") as first:
            first.execute(text(grant))  # not committed: the other one meets its row
            answer = beside.submit(execute_alone, late, grant)
            until_it_waits(looking, pid)
            first.commit()
        answer.result(timeout=10)
        held = text("SELECT pg_has_role(:taker, :given, 'MEMBER')")
        assert looking.execute(held, {"taker": taker, "given": given}).scalar_one()
        for role in (given, taker):
            looking.execute(text(f"DROP ROLE {role}"))
    alone.dispose()
