"""One worker: takes jobs from the queues, does each in a child of its own."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from redis import Redis
from rq import Worker
from rq.serializers import JSONSerializer

from core.settings import Settings
from workers.engines import engines_of
from workers.queue import APART, QUEUES

_JOBS: Final = "workers.jobs"
# A job whose worker was killed is found within this time; the defaults take minutes.
_WORKER_SECONDS: Final = 30
_MAINTENANCE_SECONDS: Final = 10


def build_worker(settings: Settings, *, apart: bool = False) -> Worker:
    """Return a worker with the engines loaded once for all its children.

    Args:
        settings: where the servers are.
        apart: serves the one queue that stands apart, which needs no engines; else all others.
    """
    import_module(_JOBS)  # here once, and not in every child anew
    if not apart:
        engines_of(settings)
    server: Redis = Redis.from_url(settings.redis_url)  # pyright: ignore[reportUnknownMemberType]
    return Worker(
        [name for name in QUEUES if (name == APART) == apart],
        connection=server,
        serializer=JSONSerializer,
        worker_ttl=_WORKER_SECONDS,
        maintenance_interval=_MAINTENANCE_SECONDS,
        log_job_description=False,
    )
