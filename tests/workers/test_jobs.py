"""Jobs on a real queue and a real database: killed, wiped, rung twice; the effect comes once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import psutil
import psycopg
import pytest
from redis import Redis
from rq.job import Job
from rq.serializers import JSONSerializer

from core.ids import new_id
from database.transaction import Database
from scoring.model import CreditBand
from tests.database_world import World
from tests.underwriting.world import later
from tests.workers.conftest import Start
from tests.workers.house import hand_in, kinds_of, state_of, until
from underwriting.model import Application, State
from workers.model import Work, WorkId
from workers.queue import QUEUES, ROWS, job_id, open_queue, queue_of, ring
from workers.sweeper import sweep

Do = Callable[[], None]


def audit_of(application: Application) -> WorkId:
    return WorkId(application.organisation_id, application.reference)


def failures(server: Redis) -> list[str]:
    """What the jobs that failed for good said."""
    found: list[str] = []
    for name in QUEUES:
        registry = queue_of(server, name).failed_job_registry
        for one in registry.get_job_ids():
            result = Job.fetch(one, connection=server, serializer=JSONSerializer).latest_result()
            found.append(str(result and result.exc_string))
    return found


def waiting_jobs(server: Redis) -> list[str]:
    return [one for name in QUEUES for one in queue_of(server, name).get_job_ids()]


def test_every_work_has_one_row_and_its_function_is_there() -> None:
    from importlib import import_module

    assert {row.work for row in ROWS} == set(Work)
    assert len(ROWS) == len(Work)
    for row in ROWS:
        module, _, name = row.function.rpartition(".")
        assert callable(getattr(import_module(module), name))


def test_a_job_carries_ids_and_nothing_else(queue: Redis) -> None:
    waiting = WorkId(new_id(), "A-0123456789ABCDEF", 3)
    assert ring(queue, Work.DECIDE_APPLICATION, waiting)
    name = job_id(Work.DECIDE_APPLICATION, waiting)
    job = Job.fetch(name, connection=queue, serializer=JSONSerializer)
    assert (job.args, job.kwargs) == ([str(waiting.organisation_id), waiting.reference], {})
    assert job.description is not None
    stored = {key.decode() for key in queue.hgetall(f"rq:job:{name}")}  # type: ignore[union-attr]
    assert stored <= {
        *("created_at", "data", "description", "enqueued_at", "failure_ttl", "group_id", "origin"),
        *(
            "result_ttl",
            "retries_left",
            "retry_intervals",
            "status",
            "timeout",
            "ttl",
            "started_at",
        ),
        *("ended_at", "last_heartbeat", "worker_name", "success_callback_name", "meta"),
        *("failure_callback_name", "enqueue_at_front", "stopped_callback_name"),
        *("dependency_ids", "retry_enqueue_at_front"),
    }


def test_ringing_twice_puts_one_job_in(queue: Redis) -> None:
    waiting = WorkId(new_id(), "A-0123456789ABCDEF")
    assert ring(queue, Work.AUDIT_CONTRACT, waiting)
    assert not ring(queue, Work.AUDIT_CONTRACT, waiting)
    assert waiting_jobs(queue) == [job_id(Work.AUDIT_CONTRACT, waiting)]
    # The same application at a later version is other work.
    assert ring(queue, Work.DECIDE_APPLICATION, waiting)
    assert ring(queue, Work.DECIDE_APPLICATION, WorkId(waiting.organisation_id, "A-1", 2))


def test_ringing_at_a_queue_that_is_away_says_so_and_raises_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    away = open_queue(f"unix://{tmp_path}/nobody.sock")
    assert not ring(away, Work.AUDIT_CONTRACT, WorkId(new_id(), "A-1"))
    assert "the queue is away" in caplog.text


def test_a_job_that_was_rung_for_is_done(world: World, queue: Redis, work_off: Do) -> None:
    audited, decided = hand_in(world, with_contract=True), hand_in(world)
    ring(queue, Work.AUDIT_CONTRACT, audit_of(audited))
    ring(queue, Work.DECIDE_APPLICATION, WorkId(world.lender, decided.reference, decided.version))
    work_off()
    assert failures(queue) == []
    assert "contract.audited@1" in kinds_of(world, audited.reference)
    assert state_of(world, decided).state is State.APPROVED
    assert waiting_jobs(queue) == []
    # A job that is done leaves nothing behind.
    assert not Job.exists(job_id(Work.AUDIT_CONTRACT, audit_of(audited)), connection=queue)


def test_a_killed_child_is_replaced_and_the_effect_comes_once(
    world: World, queue: Redis, start: Start
) -> None:
    application = hand_in(world, with_contract=True)
    worker = start("worker")
    with psycopg.connect(world.url) as blocker:
        blocker.execute("LOCK TABLE application_contracts IN ACCESS EXCLUSIVE MODE")
        ring(queue, Work.AUDIT_CONTRACT, audit_of(application))
        until(lambda: waits_for_lock(world))
        [child] = psutil.Process(worker.pid).children()
        os.kill(child.pid, signal.SIGKILL)
        until(lambda: not psutil.pid_exists(child.pid))
    until(lambda: "contract.audited@1" in kinds_of(world, application.reference))
    until(lambda: not Job.exists(job_id(Work.AUDIT_CONTRACT, audit_of(application)), queue))
    worker.terminate()
    assert worker.wait(30) == 0
    assert kinds_of(world, application.reference).count("contract.audited@1") == 1


def waits_for_lock(world: World) -> bool:
    return bool(
        world.superuser(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND query LIKE '%application_contracts%'"
        )
    )


def test_wiping_the_queue_between_handing_in_and_the_job_loses_nothing(
    world: World, queue: Redis, work_off: Do
) -> None:
    audited, decided = hand_in(world, with_contract=True), hand_in(world)
    ring(queue, Work.AUDIT_CONTRACT, audit_of(audited))
    ring(queue, Work.DECIDE_APPLICATION, WorkId(world.lender, decided.reference, decided.version))
    queue.flushdb()
    assert waiting_jobs(queue) == []
    assert sweep(world.database, queue, later(60)) >= 2
    work_off()
    assert failures(queue) == []
    assert kinds_of(world, audited.reference).count("contract.audited@1") == 1
    assert state_of(world, decided).state is State.APPROVED


@pytest.fixture
def swept(follower: Database, queue: Redis) -> Callable[[Application], set[str]]:
    """Sweep; say what of an application is rung for, and wipe the queue."""

    def go(application: Application) -> set[str]:
        sweep(follower, queue, later(60))
        rung = waiting_jobs(queue)
        queue.flushdb()
        mine = f"{application.organisation_id}-{application.reference}-"
        return {work.value for work in Work for one in rung if one.startswith(f"{work}-{mine}")}

    return go


def test_the_sweeper_rings_for_what_waits_though_all_is_at_hand(world: World, swept) -> None:
    assert swept(hand_in(world)) == {"decide_application"}


def test_the_sweeper_leaves_alone_who_waits_for_a_report(world: World, swept) -> None:
    assert swept(hand_in(world, band=None)) == set()


def test_the_sweeper_rings_for_a_contract_until_it_is_audited(world: World, swept) -> None:
    from underwriting import contract_audit

    application = hand_in(world, band=None, with_contract=True)
    assert swept(application) == {"audit_contract"}
    contract_audit.run(world.database, world.machine(""), application.reference, later(61))
    assert swept(application) == set()


def test_the_sweeper_rings_again_once_a_missing_permission_is_back(
    world: World, queue: Redis, swept, work_off: Do
) -> None:
    from consent.model import Method, Said
    from tests.underwriting.world import agreed_to
    from underwriting.withdrawal import agree, take_back

    person = world.new_person()
    application = hand_in(world, person=person)
    said = Said(Method.PAGE, "zh", later(1))
    access = world.person(person)
    take_back(world.database, access, application.subject_id, "bureau.query", said)
    assert state_of(world, application).state is State.PAUSED
    assert swept(application) == set()
    agreed = agreed_to(world, "bureau.query")
    agree(world.database, access, application.subject_id, agreed, said)
    assert swept(application) == {"decide_application"}
    sweep(world.database, queue, later(60))
    work_off()
    assert failures(queue) == []
    assert state_of(world, application).state is State.APPROVED


def test_the_sweeper_pauses_who_was_left_before_anybody_asked_the_gate(
    world: World, queue: Redis, swept, work_off: Do
) -> None:
    application = hand_in(world, consents=(), band=None)
    assert swept(application) == {"decide_application"}
    sweep(world.database, queue, later(60))
    work_off()
    assert failures(queue) == []
    assert state_of(world, application).state is State.PAUSED
    assert swept(application) == set()


def test_a_decision_that_was_made_is_not_made_again(
    world: World, queue: Redis, work_off: Do
) -> None:
    application = hand_in(world, band=CreditBand.WEAK)
    for version in (1, 2):
        ring(queue, Work.DECIDE_APPLICATION, WorkId(world.lender, application.reference, version))
    work_off()
    assert failures(queue) == []
    assert kinds_of(world, application.reference).count("application.decided@1") == 1


def test_a_job_that_fails_says_where_and_quotes_nothing(queue: Redis, work_off: Do) -> None:
    ring(queue, Work.DECIDE_APPLICATION, WorkId(UUID(int=7), "A-NOBODY"))
    work_off()
    [said] = failures(queue)
    assert said.splitlines()[-1] == (
        "workers.jobs.JobFailed: NotFound: there is no application of that reference"
    )
