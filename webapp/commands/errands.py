"""What is done once while the house starts; it is not ready before these have ended well."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from core.errors import ServiceMissing
from database.process import watcher_command
from webapp.commands.supervisor import Process


class Errands:
    """Runs processes to their end; what they have to say goes to standard error.

    Args:
        processes: started together when the context is entered; ended with it.
    """

    def __init__(self, processes: Sequence[Process]) -> None:
        self._processes = tuple(processes)
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def __enter__(self) -> Self:
        """Start them."""
        for one in self._processes:
            # Watched over, so that it ends with this process however that ends.
            started = subprocess.Popen(
                watcher_command(
                    {"command": one.command, "become": True, "stop_signal": signal.SIGTERM}
                ),
                stdin=subprocess.DEVNULL,
                stdout=sys.stderr,
                env=dict(one.environment),
            )
            self._running.append((one.name, started))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End those that still run."""
        for _, process in self._running:
            process.terminate()
        for _, process in self._running:
            process.wait()

    def are_done(self) -> bool:
        """Say whether all have ended.

        Raises:
            ServiceMissing: one of them failed.
        """
        for name, process in self._running:
            if process.poll() not in {None, 0}:
                raise ServiceMissing(f"{name} failed with status {process.returncode}")
        return all(process.poll() == 0 for _, process in self._running)
