"""The programs as they are started: one cron leads, and all come to a good end."""

from __future__ import annotations

import json
import logging

from redis import Redis

from tests.database_world import World
from tests.workers.conftest import Start
from tests.workers.house import hand_in, until
from webapp.logs import OneLine, set_up
from workers.model import Work, WorkId
from workers.queue import job_id, queue_of


def leaders(world: World) -> list[int]:
    rows = world.superuser(
        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 7310003 AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    return [int(str(pid)) for (pid,) in rows]


def test_of_two_crons_one_leads_and_the_other_takes_over(
    world: World, queue: Redis, start: Start
) -> None:
    application = hand_in(world)
    crons = [start("cron"), start("cron")]
    until(lambda: leaders(world))
    [leader] = leaders(world)
    name = job_id(Work.DECIDE_APPLICATION, WorkId(world.lender, application.reference, 1))
    until(lambda: name in queue_of(queue, "decisions").get_job_ids())
    assert queue_of(queue, "decisions").get_job_ids().count(name) == 1
    world.superuser("SELECT pg_terminate_backend(:pid)", pid=leader)
    until(lambda: leaders(world) not in ([], [leader]))
    assert len(leaders(world)) == 1
    for cron in crons:
        cron.terminate()
    assert [cron.wait(30) for cron in crons] == [0, 0]


def test_follower_and_worker_end_once_nothing_is_left(
    world: World, queue: Redis, start: Start
) -> None:
    programs = [start("follower", "--once"), start("worker", "--once"), start("cron", "--once")]
    assert [program.wait(60) for program in programs] == [0, 0, 0]


def test_a_log_line_is_one_line_of_json_without_personal_data() -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        set_up()
        set_up()
        [handler] = [one for one in root.handlers if isinstance(one.formatter, OneLine)]
        info = (ValueError, ValueError("电话 13800138000"), None)
        record = logging.LogRecord(
            "candor", logging.ERROR, __file__, 1, "来电 %s", ("13800138000",), info
        )
        assert handler.filter(record)
        line = handler.format(record)
    finally:
        root.handlers[:], root.level = before, level
    assert "\n" not in line
    assert "13800138000" not in line
    told = json.loads(line)
    assert (told["level"], told["where"]) == ("error", "candor")
    assert "ValueError" in told["trace"]
