"""An audit that was asked for is done by a job, once, and says where it stands all the while."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import psutil
import psycopg
import pytest
from redis import Redis

from contracts import auditing, checking, job_store
from contracts.auditing import ask_for_audit, audit_job, run_audit
from contracts.jobs import TRIES_MAX, AuditJob, JobState, Stage
from contracts.model import Asked
from core.access import Access, ActorKind, Role
from core.errors import Conflict, Forbidden, InvalidInput, NotFound, TooManyRequests
from core.ids import new_id
from database.transaction import Database
from tests.database_world import AT, World
from tests.underwriting.world import later
from tests.webapp.api.house import CONTRACT
from tests.workers.conftest import Start
from tests.workers.house import kinds_of, until
from workers.model import Work, WorkId
from workers.queue import ring
from workers.schedule import House, forget_audits
from workers.sweeper import sweep

ASKED = Asked(as_of=date(2026, 9, 1))
GOOD = ("合同.txt", CONTRACT.encode())
ENCRYPTED = ("locked.pdf", b"%PDF-1.4 and then nothing that could be read")


def officer(world: World) -> Access:
    roles = frozenset({Role.COMPLIANCE})
    return Access(ActorKind.STAFF, new_id(), world.lender, "", roles)


def ask(world: World, *files: tuple[str, bytes]) -> AuditJob:
    with world.database.transaction(officer(world)) as tx:
        return ask_for_audit(tx, files or (GOOD,), ASKED, AT)


def standing(world: World, job: AuditJob) -> AuditJob:
    return audit_job(world.database, officer(world), job.reference)


def do(world: World, job: AuditJob) -> None:
    run_audit(world.database, world.machine(""), job.reference, later(1))


def files_left(world: World, job: AuditJob) -> bool:
    [(left,)] = world.superuser(
        "SELECT package_sealed IS NOT NULL FROM audit_jobs WHERE reference = :reference",
        reference=job.reference,
    )
    return bool(left)


def test_an_audit_asked_for_is_done_and_found_by_its_reference(
    world: World, queue: Redis, work_off: Callable[[], None]
) -> None:
    job = ask(world)
    assert (job.state, job.stage, job.steps_done, job.steps) == (
        JobState.QUEUED,
        Stage.WAITING,
        0,
        2,
    )
    assert files_left(world, job)
    ring(queue, Work.AUDIT_PACKAGE, WorkId(world.lender, job.reference))
    work_off()
    after = standing(world, job)
    assert (after.state, after.steps_done, after.problem) == (JobState.DONE, 2, None)
    package = checking.checked_package(world.database, officer(world), job.reference)
    assert "A02" in {finding["id"] for finding in package.audit["findings"]}
    assert [file.text for file in package.files] == [CONTRACT]
    assert not files_left(world, job)
    assert kinds_of(world, job.reference) == ["contract.audited@1"]


def test_progress_is_told_file_by_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    job = ask(world, GOOD, ("附件.txt", "补充协议：无其他费用。".encode()))
    seen: list[tuple[Stage, int]] = []
    read = auditing.read

    def spy(data: bytes, name: str):
        now = standing(world, job)
        seen.append((now.stage, now.steps_done))
        return read(data, name)

    monkeypatch.setattr(auditing, "read", spy)
    audit = auditing.audited_package

    def spy_too(*arguments):
        now = standing(world, job)
        seen.append((now.stage, now.steps_done))
        return audit(*arguments)

    monkeypatch.setattr(auditing, "audited_package", spy_too)
    do(world, job)
    assert seen == [(Stage.READING, 0), (Stage.READING, 1), (Stage.ASKING, 2)]


def test_a_file_that_cannot_be_read_fails_the_audit_and_is_named(world: World) -> None:
    job = ask(world, GOOD, ENCRYPTED)
    do(world, job)
    after = standing(world, job)
    assert (after.state, after.steps_done) == (JobState.FAILED, 1)
    assert after.problem is not None
    assert (after.problem.file, after.problem.number) == ("locked.pdf", 2)
    assert not files_left(world, job)
    with pytest.raises(NotFound):
        checking.checked_package(world.database, officer(world), job.reference)


def test_done_twice_it_has_its_effect_once(world: World) -> None:
    job = ask(world)
    do(world, job)
    do(world, job)
    assert kinds_of(world, job.reference) == ["contract.audited@1"]


def test_a_try_that_was_overtaken_changes_nothing(world: World) -> None:
    job = ask(world)
    with world.database.transaction(world.machine("")) as tx:
        first = job_store.begin(tx, job.reference, AT)
        second = job_store.begin(tx, job.reference, later(1))
    assert first is not None
    assert second is not None
    assert (first.tries, second.tries) == (1, 2)
    with world.database.transaction(world.machine("")) as tx, pytest.raises(Conflict):
        job_store.note_progress(tx, first, Stage.ASKING, 1)
    with world.database.transaction(world.machine("")) as tx:
        job_store.note_progress(tx, second, Stage.ASKING, 1)


def test_what_no_try_finishes_fails_in_the_end(world: World) -> None:
    job = ask(world)
    for _ in range(TRIES_MAX):
        with world.database.transaction(world.machine("")) as tx:
            job_store.begin(tx, job.reference, AT)
    do(world, job)
    after = standing(world, job)
    assert after.state is JobState.FAILED
    assert after.problem is not None
    assert str(TRIES_MAX) in after.problem.found


def test_a_killed_worker_loses_nothing(world: World, queue: Redis, start: Start) -> None:
    job = ask(world)
    worker = start("worker")
    with psycopg.connect(world.url) as blocker:
        blocker.execute("LOCK TABLE contract_checks IN ACCESS EXCLUSIVE MODE")
        ring(queue, Work.AUDIT_PACKAGE, WorkId(world.lender, job.reference))
        until(lambda: standing(world, job).stage is Stage.ASKING)
        [child] = psutil.Process(worker.pid).children()
        os.kill(child.pid, signal.SIGKILL)
        until(lambda: not psutil.pid_exists(child.pid))
    until(lambda: standing(world, job).state is JobState.DONE)
    worker.terminate()
    assert worker.wait(30) == 0
    assert standing(world, job).tries == 2
    assert kinds_of(world, job.reference) == ["contract.audited@1"]


def test_the_sweeper_rings_for_what_no_bell_was_heard_for(
    world: World, follower: Database, queue: Redis, work_off: Callable[[], None]
) -> None:
    job = ask(world)
    assert sweep(follower, queue, later(60)) >= 1
    work_off()
    assert standing(world, job).state is JobState.DONE
    queue.flushdb()
    sweep(follower, queue, later(60))
    assert not queue.exists(f"rq:job:audit_package-{world.lender}-{job.reference}-0")


def test_another_lender_knows_nothing_of_it(world: World) -> None:
    job = ask(world)
    other = replace(officer(world), organisation_id=world.other_lender)
    with pytest.raises(NotFound):
        audit_job(world.database, other, job.reference)


def test_the_clock_forgets_it_after_thirty_days_and_not_before(
    world: World, follower: Database, queue: Redis
) -> None:
    done, waiting = ask(world), ask(world)
    do(world, done)
    house = House(follower, queue)
    assert forget_audits(house, AT + timedelta(days=30)) == 0
    assert standing(world, done).state is JobState.DONE
    assert forget_audits(house, AT + timedelta(days=30, seconds=2)) >= 3
    for job in (done, waiting):
        with pytest.raises(NotFound):
            standing(world, job)
    with pytest.raises(NotFound):
        checking.checked_package(world.database, officer(world), done.reference)
    assert kinds_of(world, done.reference) == ["contract.audited@1"]


@pytest.mark.parametrize(
    ("files", "where"),
    [((), ""), ((GOOD,) * 11, ""), ((GOOD, ("a.exe", b"MZ")), "/files/1")],
)
def test_what_can_be_no_package_is_refused_at_once(world: World, files, where: str) -> None:
    with (
        world.database.transaction(officer(world)) as tx,
        pytest.raises(InvalidInput) as refused,
    ):
        ask_for_audit(tx, files, ASKED, AT)
    assert refused.value.where == where


def test_no_more_are_taken_in_than_may_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "OPEN_MAX", len(waiting(world)) + 1)
    job = ask(world)
    with pytest.raises(TooManyRequests):
        ask(world)
    do(world, job)
    ask(world)


def waiting(world: World) -> tuple[str, ...]:
    with world.database.transaction(world.machine("")) as tx:
        return job_store.open_jobs(tx, later(3600))


def test_only_who_looks_after_contracts_may_ask(world: World) -> None:
    access = replace(officer(world), roles=frozenset({Role.OFFICER}))
    with world.database.transaction(access) as tx, pytest.raises(Forbidden):
        ask_for_audit(tx, (GOOD,), ASKED, AT)
