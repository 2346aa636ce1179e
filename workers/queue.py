"""The bell: rings for work that waits in the database; wiping the queue loses nothing.

A job carries ids and nothing else, is known by the id of the work it does, and is put in once
however often it is rung for. Whoever changes the database rings after the commit: when the
bell does not sound, the sweeper finds the work a little later.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer

from workers.model import Work, WorkId

_LOG = logging.getLogger(__name__)

_TRIES: Final = 3
# A job that failed for good may be rung for again after this time, and so may one that a queue
# lists no more though its record is left.
_FAILED_SECONDS: Final = 600
_WAITING_SECONDS: Final = 3600
# A door that rings does not wait long for an answer.
_ANSWER_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """How one kind of work is done.

    Args:
        work: which.
        queue: the queue it stands in.
        function: what does it, by its full name.
        timeout_seconds: how long one try may take.
    """

    work: Work
    queue: str
    function: str
    timeout_seconds: int


ROWS: tuple[Row, ...] = (
    Row(Work.DECIDE_APPLICATION, "decisions", "workers.jobs.decide_application", 30),
    Row(Work.AUDIT_CONTRACT, "documents", "workers.jobs.audit_contract", 120),
    # Ten files, each with the time that reading one may take, and the questions.
    Row(Work.AUDIT_PACKAGE, "documents", "workers.jobs.audit_package", 480),
    Row(Work.MAKE_EXPORT, "documents", "workers.jobs.make_export", 120),
    Row(Work.TELL_RECIPIENT, "recipients", "workers.jobs.tell_recipient", 30),
)
# In the order a worker serves them.
QUEUES: tuple[str, ...] = tuple(dict.fromkeys(row.queue for row in ROWS))
# Served by a worker of its own: others take their time to answer, and no decision waits for them.
APART: Final = "recipients"

_BY_WORK = {row.work: row for row in ROWS}


def open_queue(url: str) -> Redis:
    """Return the server that holds the queues, for those who ring; nothing is connected yet."""
    return Redis.from_url(  # pyright: ignore[reportUnknownMemberType]
        url, socket_connect_timeout=_ANSWER_SECONDS, socket_timeout=_ANSWER_SECONDS
    )


def queue_of(server: Redis, name: str) -> Queue:
    """Return one queue; what stands in it is JSON, which cannot run as a program."""
    return Queue(name, connection=server, serializer=JSONSerializer)


def job_id(work: Work, waiting: WorkId) -> str:
    """Return the id a job is known by: that of the row it works on, at its version."""
    return f"{work}-{waiting.organisation_id}-{waiting.reference}-{waiting.version}"


def ring(queue: Redis, work: Work, waiting: WorkId, *, ahead: bool = False) -> bool:
    """Ring for work that waits; never raises, and may be repeated.

    Args:
        queue: where to ring.
        work: which kind.
        waiting: on what.
        ahead: whether it is done before what stands in the queue already.

    Returns:
        Whether a job was put in: False when it stood there already, or the queue is away.
    """
    row = _BY_WORK[work]
    try:
        queue_of(queue, row.queue).enqueue_call(  # pyright: ignore[reportUnknownMemberType]
            row.function,
            args=(str(waiting.organisation_id), waiting.reference),
            job_id=job_id(work, waiting),
            unique=True,
            at_front=ahead,
            timeout=row.timeout_seconds,
            ttl=_WAITING_SECONDS,
            result_ttl=0,
            failure_ttl=_FAILED_SECONDS,
            retry=Retry(max=_TRIES),
        )
    except DuplicateJobError:
        return False
    except (RedisError, OSError) as trouble:
        _LOG.warning("the queue is away (%s); the sweeper rings later", type(trouble).__name__)
        return False
    return True
