"""`candor sequencer`: numbers and signs what was recorded, for every organisation."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.settings import read_settings

if TYPE_CHECKING:
    from database.transaction import Database
    from evidence.desk import Desk

_TROUBLE_SECONDS = 2.0  # how long to wait when the database does not answer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how long to gather entries before they are sealed together."""
    parser.add_argument(
        "--pause-ms", type=int, default=100, help="between two rounds; default: 100"
    )
    parser.add_argument("--once", action="store_true", help="seal what waits, then end")


def run(arguments: argparse.Namespace) -> int:
    """Sequence until told to stop; several may run, one works on each log at a time.

    Raises:
        ServiceMissing: with --once, the database does not answer.
        DBAPIError: the same, in the midst of a statement.
    """
    from sqlalchemy.exc import DBAPIError

    from core.errors import ServiceMissing
    from evidence.desk import open_desk
    from webapp.commands.connection import connect

    settings, stop = read_settings(), threading.Event()
    desk, said = open_desk(settings), frozenset[str]()
    with stopped_by_signals(stop), connect(settings, "candor_follower") as database:
        while not stop.is_set():
            try:
                said = _round(database, desk, arguments, stop, said)
            except (ServiceMissing, DBAPIError) as trouble:
                if arguments.once:
                    raise
                _say(f"the database does not answer ({type(trouble).__name__})")
                stop.wait(_TROUBLE_SECONDS)
    return 0


def _round(
    database: Database,
    desk: Desk,
    arguments: argparse.Namespace,
    stop: threading.Event,
    said: frozenset[str],
) -> frozenset[str]:
    """Seal what waits, say what is newly wrong, rest; return what is wrong now."""
    from core.dates import now
    from evidence.sequencer import BATCH_MAX, sequence_all

    count, refusals = sequence_all(database, desk, now)
    for refusal in refusals:
        if refusal not in said:
            _say(refusal)
    if arguments.once and not count:
        stop.set()
    elif not arguments.once and count < BATCH_MAX:
        stop.wait(arguments.pause_ms / 1000)
    return frozenset(refusals)


@contextmanager
def stopped_by_signals(stop: threading.Event) -> Generator[None]:
    """Let Ctrl-C and SIGTERM ask for a good end."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        signal.signal(number, lambda _number, _frame: stop.set())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(text: str) -> None:
    sys.stderr.write(f"candor sequencer: {text}\n")
    sys.stderr.flush()
