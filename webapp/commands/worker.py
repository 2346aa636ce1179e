"""`candor worker`: does the jobs that were rung for, until told to stop."""

from __future__ import annotations

import argparse

from core.errors import ServiceMissing
from core.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether to end once nothing waits, and which queues to serve."""
    parser.add_argument("--once", action="store_true", help="do what waits, then end")
    parser.add_argument(
        "--recipients",
        action="store_true",
        help="tell recipients what became of consents, and do nothing else; needs its own worker",
    )


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM; a supervisor starts it again when it ends for another reason.

    Raises:
        ServiceMissing: an address is missing, or a server does not answer.
    """
    from redis.exceptions import RedisError

    from workers.worker import build_worker

    settings = read_settings()
    if not settings.database_url or not settings.redis_url:
        raise ServiceMissing("DATABASE_URL and REDIS_URL must say where the servers are")
    try:
        worker = build_worker(settings, apart=arguments.recipients)
        worker.work(burst=arguments.once, logging_level="WARNING")
    except RedisError as trouble:
        raise ServiceMissing("the queue does not answer") from trouble
    return 0
