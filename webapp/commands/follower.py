"""`candor follower`: does with each sealed fact what follows from it, for every organisation."""

from __future__ import annotations

import argparse
import sys
import threading
from typing import TYPE_CHECKING

from core.settings import read_settings

if TYPE_CHECKING:
    from database.bell import Bell
    from database.transaction import Database

_LOOK_SECONDS = 1.0  # how long to wait for a ring before looking without one
_TROUBLE_SECONDS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether to end when nothing is left to follow."""
    parser.add_argument("--once", action="store_true", help="follow what is sealed, then end")


def run(arguments: argparse.Namespace) -> int:
    """Follow until told to stop; several may run, one works on each log at a time.

    Raises:
        ServiceMissing: with --once, the database does not answer.
        DBAPIError: the same, in the midst of a statement.
    """
    from sqlalchemy.exc import DBAPIError

    from core.errors import ServiceMissing
    from evidence.store import WAKE_CHANNEL
    from webapp.commands.connection import connect
    from webapp.commands.sequencer import stopped_by_signals

    settings, stop, said = read_settings(), threading.Event(), frozenset[str]()
    with stopped_by_signals(stop), connect(settings, "candor_follower") as database:
        bell = database.bell(WAKE_CHANNEL)
        try:
            while not stop.is_set():
                try:
                    said = _round(database, bell, stop, said, once=arguments.once)
                except (ServiceMissing, DBAPIError) as trouble:
                    if arguments.once:
                        raise
                    _say(f"the database does not answer ({type(trouble).__name__})")
                    stop.wait(_TROUBLE_SECONDS)
        finally:
            bell.close()
    return 0


def _round(
    database: Database, bell: Bell, stop: threading.Event, said: frozenset[str], *, once: bool
) -> frozenset[str]:
    """Follow what is sealed, say what is newly wrong, rest; return what is wrong now."""
    from workers.followers import follow_round

    count, refusals = follow_round(database)
    for refusal in refusals:
        if refusal not in said:
            _say(refusal)
    if not count and once:
        stop.set()
    elif not count:
        bell.wait(_LOOK_SECONDS)
    return frozenset(refusals)


def _say(text: str) -> None:
    sys.stderr.write(f"candor follower: {text}\n")
    sys.stderr.flush()
