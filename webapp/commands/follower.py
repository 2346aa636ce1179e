"""`candor follower`: takes what was sealed from every log, and does what follows from it."""

from __future__ import annotations

import argparse
import logging
import threading
from typing import TYPE_CHECKING, Final

from core.settings import read_settings

if TYPE_CHECKING:
    from redis import Redis

    from database.transaction import Database

_LOG = logging.getLogger(__name__)

_POLL_SECONDS: Final = 2.0  # a wake-up that was missed costs this much
_TROUBLE_SECONDS: Final = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether to end once nothing is left."""
    parser.add_argument("--once", action="store_true", help="take what is sealed, then end")


def run(arguments: argparse.Namespace) -> int:
    """Follow until told to stop; several may run, one works on each log at a time.

    Raises:
        ServiceMissing: with --once, the database does not answer.
        DBAPIError: the same, in the midst of a statement.
    """
    from sqlalchemy.exc import DBAPIError

    from core.errors import ServiceMissing
    from evidence.store import WAKE_CHANNEL
    from webapp.commands.connection import FOLLOWER, connect
    from webapp.commands.sequencer import stopped_by_signals
    from workers.queue import open_queue

    settings, stop, said = read_settings(), threading.Event(), frozenset[str]()
    with stopped_by_signals(stop), connect(settings, FOLLOWER) as database:
        bell = database.bell(WAKE_CHANNEL)
        queue = open_queue(settings.redis_url) if settings.redis_url else None
        while not stop.is_set():
            try:
                count, refusals = _round(database, queue)
                _say_new(refusals, said)
                said = refusals
                if arguments.once and not count:
                    break
                if not count:
                    bell.wait(_POLL_SECONDS)
            except (ServiceMissing, DBAPIError) as trouble:
                if arguments.once:
                    raise
                _LOG.warning("the database does not answer (%s)", type(trouble).__name__)
                stop.wait(_TROUBLE_SECONDS)
        bell.close()
    return 0


def _round(database: Database, queue: Redis | None) -> tuple[int, frozenset[str]]:
    """Let each follower take a batch; return how many entries were taken and what refused."""
    from workers.followers import DELIVERIES, FOLLOWERS, follow

    count, refusals = 0, set[str]()
    for follower in FOLLOWERS:
        taken, refused = follow(database, follower)
        if taken and follower is DELIVERIES and queue is not None:
            _ring(database, queue)
        count += taken
        refusals.update(refused)
    return count, frozenset(refusals)


def _ring(database: Database, queue: Redis) -> None:
    """Ring for what there is to tell; where the bell does not sound, the sweeper rings later."""
    from core.dates import now
    from workers.sweeper import lenders, ring_for_deliveries

    for lender in lenders(database):
        ring_for_deliveries(database, queue, lender, now())


def _say_new(refusals: frozenset[str], said: frozenset[str]) -> None:
    for refusal in sorted(refusals - said):
        _LOG.error(refusal)
