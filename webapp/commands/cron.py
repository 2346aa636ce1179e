"""`candor cron`: what happens by the clock, done by one leader however many run."""

from __future__ import annotations

import argparse
import logging
import threading
from typing import Final

from core.errors import ServiceMissing
from core.settings import read_settings

_LOG = logging.getLogger(__name__)

_TICK_SECONDS: Final = 1.0
_TROUBLE_SECONDS: Final = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether to do everything once."""
    parser.add_argument("--once", action="store_true", help="do each row once, then end")


def run(arguments: argparse.Namespace) -> int:
    """Keep the schedule until told to stop.

    Raises:
        ServiceMissing: an address is missing; with --once, the database does not answer.
        DBAPIError: the same, in the midst of a statement.
    """
    from sqlalchemy.exc import DBAPIError

    from core.dates import now
    from database.leadership import Leadership
    from webapp.commands.connection import FOLLOWER, address, connect
    from webapp.commands.sequencer import stopped_by_signals
    from workers.queue import open_queue
    from workers.schedule import LEADS, House, run_due

    settings, stop = read_settings(), threading.Event()
    if not settings.redis_url:
        raise ServiceMissing("REDIS_URL must say where the queue is")
    leadership = Leadership(address(settings, FOLLOWER), LEADS)
    began = {}
    with stopped_by_signals(stop), connect(settings, FOLLOWER) as database:
        house = House(database, open_queue(settings.redis_url))
        while not stop.is_set():
            try:
                # Who begins to lead begins anew: every row may be repeated.
                began = run_due(house, began, now()) if leadership.leads() else {}
            except (ServiceMissing, DBAPIError) as trouble:
                if arguments.once:
                    raise
                _LOG.warning("the database does not answer (%s)", type(trouble).__name__)
                stop.wait(_TROUBLE_SECONDS)
            if arguments.once:
                break
            stop.wait(_TICK_SECONDS)
        leadership.give_up()
    return 0
