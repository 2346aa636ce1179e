"""Audits asked for now and done by a job; whoever asked follows them by their reference.

How a page follows one:

1. `ask_for_audit` keeps the files sealed and returns an `AuditJob` with its reference. Ring for it
   after that (`workers.queue.ring` with `Work.AUDIT_PACKAGE`); a bell that nobody hears is made
   good by the sweeper within half a minute.
2. `audit_job` says where it stands, as often as it is asked: `state` (queued, working, done,
   failed), `stage` (what is being done) and `steps_done` of `steps`. Each step is committed by
   itself, so asking once a second shows the true progress; it costs one read of one small row.
3. When `state` is done, `contracts.checking.checked_package` returns the audit with the words of
   its files, under the same reference, for thirty days. When it is failed, `problem` says what
   was expected, what was found, and in which file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from contracts import job_store, store
from contracts.checking import (
    KEPT_DAYS,
    audited_package,
    evidence_of,
    require_count,
)
from contracts.jobs import OPEN_MAX, TRIES_MAX, AuditJob, JobProblem, JobState, Stage
from contracts.model import Asked
from contracts.naming import named_apart
from core.access import Access, Role
from core.errors import InvalidInput, TooManyRequests
from core.ids import new_reference
from database.transaction import Database, Transaction
from documents.model import Document
from documents.reading import format_of, read
from evidence.service import record

_TRIED = JobProblem("a package that can be checked", f"one that {TRIES_MAX} tries did not finish")


def ask_for_audit(
    tx: Transaction, files: Sequence[tuple[str, bytes]], asked: Asked, at: datetime
) -> AuditJob:
    """Keep a package that is to be audited; its files stay sealed until that is done.

    Args:
        tx: bound to the lender's compliance officer or system.
        files: name and bytes of each, as one package.
        asked: what is known beside the text.
        at: when.

    Raises:
        Forbidden: the one who acts does not look after contracts.
        InvalidInput: there is no file, there are too many, or one is of a kind that cannot be
            read, which its bytes tell at once; `where` is its place, such as "/files/0".
        TooManyRequests: so many of the lender's audits have not ended that no more are taken in.
    """
    tx.access.require(Role.COMPLIANCE)
    require_count(files)
    for index, (name, data) in enumerate(files):
        try:
            format_of(data, name)
        except InvalidInput as refusal:
            raise InvalidInput(refusal.expected, refusal.found, f"/files/{index}") from None
    if job_store.count_open(tx) >= OPEN_MAX:
        raise TooManyRequests(f"{OPEN_MAX} audits have not ended yet; ask again when some have")
    job = AuditJob(new_reference("P"), JobState.QUEUED, Stage.WAITING, len(files), at)
    job_store.insert_job(tx, tx.access.organisation, job, asked, named_apart(files))
    return job


def audit_job(database: Database, access: Access, reference: str) -> AuditJob:
    """Say where an audit stands.

    Raises:
        Forbidden: the one who acts does not look after contracts.
        NotFound: there is none of that reference here, or it has been forgotten.
    """
    access.require(Role.COMPLIANCE)
    with database.transaction(access) as tx:
        return job_store.job_of(tx, reference)


def run_audit(database: Database, access: Access, reference: str, at: datetime) -> None:
    """Do an audit that was asked for; done twice, it has its effect once.

    Args:
        database: as the app role.
        access: the lender's machine.
        reference: of the audit.
        at: when.

    Raises:
        Conflict: another try has taken it over.
    """
    with database.transaction(access) as tx:
        job = job_store.begin(tx, reference, at)
        if job is None:
            return  # it has ended
        if job.tries > TRIES_MAX:
            job_store.end(tx, job, _TRIED, at)
            return
        asked, files = job_store.package_of(tx, reference)

    documents = _read(database, access, job, files, at)
    if documents is None:
        return
    package, found = audited_package(reference, documents, asked, job.created_at)

    with database.transaction(access) as tx:
        job_store.end(tx, job, None, at)
        store.insert_check(tx, access.organisation, package)
        record(tx, evidence_of(reference, found), at)


def unfinished(tx: Transaction, before: datetime) -> tuple[str, ...]:
    """Return the audits that were asked for before an instant and have not ended.

    Args:
        tx: bound to the lender.
        before: leaves out what has only just come.
    """
    return job_store.open_jobs(tx, before)


def forget(tx: Transaction, at: datetime) -> int:
    """Forget the audits that were kept as long as is said, ended or not, and what came of them.

    Returns:
        How many there were; their evidence stays.
    """
    before = at - timedelta(days=KEPT_DAYS)
    return job_store.forget_before(tx, before) + store.forget_before(tx, before)


def _read(
    database: Database,
    access: Access,
    job: AuditJob,
    files: Sequence[tuple[str, bytes]],
    at: datetime,
) -> tuple[Document, ...] | None:
    """Read the files and tell after each how far it got; None where one cannot be read."""
    documents: list[Document] = []
    for number, (name, data) in enumerate(files, 1):
        try:
            documents.append(read(data, name))
        except InvalidInput as refusal:
            problem = JobProblem(refusal.expected, refusal.found, name, number)
            with database.transaction(access) as tx:
                job_store.end(tx, job, problem, at)
            return None
        stage = Stage.READING if number < len(files) else Stage.ASKING
        with database.transaction(access) as tx:
            job_store.note_progress(tx, job, stage, number)
    return tuple(documents)
