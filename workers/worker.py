"""One worker: takes jobs from the queues, does each in a child of its own."""

from __future__ import annotations

from typing import Final

from redis import Redis
from rq import Worker
from rq.serializers import JSONSerializer

from core.settings import Settings
from workers.engines import engines_of
from workers.queue import QUEUES

# A job whose worker was killed is found within this time; the defaults take minutes.
_WORKER_SECONDS: Final = 30
_MAINTENANCE_SECONDS: Final = 10


def build_worker(settings: Settings) -> Worker:
    """Return a worker on every queue, with the engines loaded once for all its children."""
    engines_of(settings)
    server: Redis = Redis.from_url(settings.redis_url)  # pyright: ignore[reportUnknownMemberType]
    return Worker(
        list(QUEUES),
        connection=server,
        serializer=JSONSerializer,
        worker_ttl=_WORKER_SECONDS,
        maintenance_interval=_MAINTENANCE_SECONDS,
        log_job_description=False,
    )
