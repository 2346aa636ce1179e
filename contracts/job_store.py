"""Audits that were asked for, as rows and as nouns; what was handed in is sealed, then dropped."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date, Integer, Row, Table, Text, func, select

from contracts.jobs import AuditJob, JobProblem, JobState, Stage
from contracts.model import Asked, Jurisdiction, LenderType
from core.errors import Conflict, NotFound
from core.ids import new_id
from database.schema import instant, key_columns, metadata, sealed
from database.transaction import Transaction

audit_jobs = Table(
    "audit_jobs",
    metadata,
    *key_columns(),
    Column("reference", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("files", Integer, nullable=False),
    Column("files_read", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("jurisdiction", Text),
    Column("lender_type", Text),
    sealed("package_sealed", nullable=True),
    sealed("problem_sealed", nullable=True),
    instant("created_at"),
    instant("begun_at", nullable=True),
    instant("ended_at", nullable=True),
)
_OPEN = (JobState.QUEUED.value, JobState.WORKING.value)


def insert_job(
    tx: Transaction,
    organisation_id: UUID,
    job: AuditJob,
    asked: Asked,
    files: Sequence[tuple[str, bytes]],
) -> None:
    """Keep what was asked for, with its files until it has ended."""
    package = json.dumps([[name, base64.b64encode(data).decode()] for name, data in files])
    tx.execute(
        audit_jobs.insert(),
        {
            "organisation_id": organisation_id,
            "id": new_id(),
            "reference": job.reference,
            "state": job.state.value,
            "stage": job.stage.value,
            "files": job.files,
            "files_read": job.files_read,
            "tries": job.tries,
            "as_of": asked.as_of,
            "jurisdiction": asked.jurisdiction.value if asked.jurisdiction else None,
            "lender_type": asked.lender_type.value if asked.lender_type else None,
            "package_sealed": tx.seal_own(_place("package", job.reference), package),
            "created_at": job.created_at,
        },
    )


def job_of(tx: Transaction, reference: str) -> AuditJob:
    """Return where an audit stands.

    Raises:
        NotFound: there is none, or the one who asks may not know of it.
    """
    columns = [column for column in audit_jobs.c if column.name != "package_sealed"]
    statement = select(*columns).where(audit_jobs.c.reference == reference)
    row = tx.execute(statement).one_or_none()
    if row is None:
        raise NotFound("there is no audit of that reference")
    return _job(tx, row)


def begin(tx: Transaction, reference: str, at: datetime) -> AuditJob | None:
    """Count one more try of an audit that has not ended; None where it has, or there is none.

    Whoever began last is the one whose words count: see `note_progress` and `end`.
    """
    statement = (
        audit_jobs.update()
        .where(audit_jobs.c.reference == reference, audit_jobs.c.state.in_(_OPEN))
        .values(
            state=JobState.WORKING.value,
            stage=Stage.READING.value,
            files_read=0,
            tries=audit_jobs.c.tries + 1,
            begun_at=at,
        )
        .returning(audit_jobs.c.reference)
    )
    return job_of(tx, reference) if tx.execute(statement).one_or_none() else None


def package_of(tx: Transaction, reference: str) -> tuple[Asked, tuple[tuple[str, bytes], ...]]:
    """Return what was asked and handed in, while the audit has not ended.

    Raises:
        NotFound: there is none, or it has ended.
    """
    statement = select(audit_jobs).where(audit_jobs.c.reference == reference)
    row = tx.execute(statement).one_or_none()
    if row is None or row.package_sealed is None:
        raise NotFound("there is no open audit of that reference")
    asked = Asked(
        as_of=row.as_of,
        jurisdiction=Jurisdiction(row.jurisdiction) if row.jurisdiction else None,
        lender_type=LenderType(row.lender_type) if row.lender_type else None,
    )
    plain = tx.unseal_own(_place("package", reference), row.package_sealed)
    return asked, tuple((name, base64.b64decode(data)) for name, data in json.loads(plain))


def note_progress(tx: Transaction, job: AuditJob, stage: Stage, files_read: int) -> None:
    """Note how far a try is.

    Raises:
        Conflict: a later try has begun, or the audit has ended.
    """
    _change(tx, job, {"stage": stage.value, "files_read": files_read})


def end(tx: Transaction, job: AuditJob, problem: JobProblem | None, at: datetime) -> None:
    """Note that a try ended the audit, by a result or by a problem; its files are dropped.

    Raises:
        Conflict: a later try has begun, or the audit has ended.
    """
    state = JobState.FAILED if problem else JobState.DONE
    place = _place("problem", job.reference)
    words = json.dumps(asdict(problem), ensure_ascii=False) if problem else None
    changes: dict[str, Any] = {
        "state": state.value,
        "stage": Stage.ENDED.value,
        "package_sealed": None,
        "problem_sealed": tx.seal_own(place, words) if words else None,
        "ended_at": at,
    }
    _change(tx, job, changes)


def open_jobs(tx: Transaction, before: datetime) -> tuple[str, ...]:
    """Return the references of what has not ended and was asked for before an instant."""
    columns = audit_jobs.c
    statement = select(columns.reference).where(
        columns.organisation_id == tx.access.organisation,
        columns.state.in_(_OPEN),
        columns.created_at < before,
    )
    return tuple(tx.execute(statement.order_by(columns.created_at)).scalars())


def count_open(tx: Transaction) -> int:
    """Return how many audits of the bound lender have not ended."""
    columns = audit_jobs.c
    mine = (columns.organisation_id == tx.access.organisation, columns.state.in_(_OPEN))
    return tx.execute(select(func.count()).select_from(audit_jobs).where(*mine)).scalar_one()


def forget_before(tx: Transaction, at: datetime) -> int:
    """Forget what was asked for before an instant; return how many there were."""
    return tx.execute(audit_jobs.delete().where(audit_jobs.c.created_at < at)).rowcount


def _change(tx: Transaction, job: AuditJob, values: dict[str, Any]) -> None:
    columns = audit_jobs.c
    mine = (
        columns.reference == job.reference,
        columns.state == JobState.WORKING.value,
        columns.tries == job.tries,
    )
    if tx.execute(audit_jobs.update().where(*mine).values(**values)).rowcount != 1:
        raise Conflict("another try has taken this audit over")


def _job(tx: Transaction, row: Row[Any]) -> AuditJob:
    problem = row.problem_sealed
    words = tx.unseal_own(_place("problem", row.reference), problem) if problem else ""
    return AuditJob(
        reference=row.reference,
        state=JobState(row.state),
        stage=Stage(row.stage),
        files=row.files,
        files_read=row.files_read,
        tries=row.tries,
        problem=JobProblem(**json.loads(words)) if words else None,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def _place(column: str, reference: str) -> str:
    return f"audit_jobs.{column}/{reference}"
