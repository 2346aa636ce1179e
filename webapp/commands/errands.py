"""What is done once, one after the other, while the house starts and after it is ready."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType

from core.errors import ServiceMissing
from database.process import watcher_command
from webapp.commands.supervisor import Process


class Errands:
    """Runs processes to their end in their order; what they have to say goes to standard error.

    Args:
        ahead: the house is not ready before these have ended well.
        behind: what follows then; nobody waits for it, and everything else goes before it.
    """

    def __init__(self, ahead: Sequence[Process], behind: Sequence[Process]) -> None:
        self._to_do = [*ahead, *(_yielding(one) for one in behind)]
        self._behind = len(behind)
        self._running: tuple[str, subprocess.Popen[bytes]] | None = None

    def __enter__(self) -> Errands:
        """Start nothing yet; what runs when the context is left ends with it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the one that still runs."""
        if self._running is not None:
            _, process = self._running
            process.terminate()
            process.wait()

    def go_on(self) -> None:
        """Start the next one when the one before has ended well.

        Raises:
            ServiceMissing: one of them failed.
        """
        if self._running is not None:
            name, process = self._running
            status = process.poll()
            if status is None:
                return
            self._running = None
            if status:
                raise ServiceMissing(f"{name} failed with status {status}")
        if self._to_do:
            one = self._to_do.pop(0)
            self._running = (one.name, _started(one))

    def are_ahead(self) -> bool:
        """Go on, and say whether all are done that the house must wait for.

        Raises:
            ServiceMissing: one of them failed.
        """
        self.go_on()
        left = len(self._to_do) + (self._running is not None)
        return left <= self._behind


def _yielding(process: Process) -> Process:
    nice = shutil.which("nice")
    before = (nice, "-n", "19") if nice else ()
    return replace(process, command=(*before, *process.command))


def _started(process: Process) -> subprocess.Popen[bytes]:
    """Start it watched over, so that it ends with this process however that ends."""
    return subprocess.Popen(
        watcher_command(
            {"command": process.command, "become": True, "stop_signal": signal.SIGTERM}
        ),
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env=dict(process.environment),
    )
