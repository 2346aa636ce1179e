"""Runs the house's processes side by side: starts them, starts again what ends, stops them all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from core.errors import ServiceMissing
from database.process import watcher_command

_PAUSES_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_STEADY_SECONDS = 60.0  # who ran as long as this starts again without a pause
_STOP_SECONDS = 12.0
_TICK_SECONDS = 0.1
_LOOK_SECONDS = 1.0  # between looks at the servers beneath


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the house.

    Args:
        name: how it is called in messages and of its log.
        command: program and arguments.
        environment: what it finds in its environment, whole.
        after: seconds it waits before its first start.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    after: float = 0.0


class Child:
    """A process that is to run, and how it has fared.

    Args:
        process: what to run.
        log: where its output goes.
    """

    def __init__(self, process: Process, log: Path) -> None:
        self.process = process
        self.log = log
        self._running: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._due = 0.0
        self._failures = 0

    def set_out(self) -> None:
        """Let the time run after which the process is started."""
        self._due = time.monotonic() + self.process.after

    def start(self) -> None:
        """Start the process; the kernel ends it when this one ends, however that happens."""
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                watcher_command(
                    {"command": self.process.command, "become": True, "stop_signal": signal.SIGTERM}
                ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=dict(self.process.environment),
                start_new_session=True,
            )
        self._began = time.monotonic()

    def tend(self, say: Callable[[str], None]) -> None:
        """Start the process again when it has ended and its pause is over."""
        if self._running is None:
            if time.monotonic() >= self._due:
                self.start()
            return
        status = self._running.poll()
        if status is None:
            return
        self._running = None
        if time.monotonic() - self._began > _STEADY_SECONDS:
            self._failures = 0
        pause = _PAUSES_SECONDS[min(self._failures, len(_PAUSES_SECONDS) - 1)]
        self._failures += 1
        self._due = time.monotonic() + pause
        say(f"{self.process.name} ended ({status}); again in {pause:g} s; its log is {self.log}")

    @property
    def failures(self) -> int:
        """How often in a row it ended soon after its start."""
        return self._failures

    def ask_to_stop(self) -> None:
        """Ask the process to end in good order."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()

    def stop(self, deadline: float) -> None:
        """Wait for the end until the deadline, then end the process and all it started."""
        if self._running is None:
            return
        try:
            self._running.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
        self._running = None


class Supervisor:
    """Keeps processes running until it is told to stop.

    Args:
        processes: in the order they are started; they are stopped in reverse.
        log_dir: a folder for their logs.
        later: those that need the others to be ready first.
        beneath: starts again the servers that all of them need; returns the names of those.
    """

    def __init__(
        self,
        processes: Sequence[Process],
        log_dir: Path,
        later: Sequence[Process] = (),
        beneath: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        self._beneath = beneath
        self._looked = time.monotonic()
        self._children = [Child(row, log_dir / f"{row.name}.log") for row in processes]
        self._later = [Child(row, log_dir / f"{row.name}.log") for row in later]
        self._stopping = False

    def run(
        self,
        is_ready: Callable[[], bool],
        on_ready: Callable[[], None],
        prepare: Callable[[], None] = lambda: None,
    ) -> None:
        """Start all, say when they are ready, and tend them until Ctrl-C or SIGTERM.

        Args:
            is_ready: whether the house may be said to be ready.
            on_ready: what to do once then, before the later ones start.
            prepare: what to do while the first ones start.

        Raises:
            ServiceMissing: one of them ends again and again before all are ready, or a server
                beneath them does not come up again.
        """
        ready = False
        before: dict[signal.Signals, Any] = {}
        try:
            for child in self._children:
                child.start()
            prepare()  # Ctrl-C interrupts it; from here on it asks the loop to end
            for number in (signal.SIGINT, signal.SIGTERM):
                before[number] = signal.signal(number, self._stop)
            while not self._stopping:
                if not ready and is_ready():
                    ready = True
                    on_ready()
                    for child in self._later:
                        child.set_out()
                    self._children += self._later
                self._tend(ready=ready)
                time.sleep(_TICK_SECONDS)
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _tend(self, *, ready: bool) -> None:
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            for name in self._beneath():
                _say(f"{name} had ended; it runs again")
            self._looked = time.monotonic()
        for child in self._children:
            child.tend(_say)
            if not ready and child.failures > 3:
                raise ServiceMissing(f"{child.process.name} does not start; its log is {child.log}")

    def _stop_all(self) -> None:
        for child in reversed(self._children):
            child.ask_to_stop()
        deadline = time.monotonic() + _STOP_SECONDS
        for child in reversed(self._children):
            child.stop(deadline)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


def _say(text: str) -> None:
    sys.stderr.write(f"candor: {text}\n")
    sys.stderr.flush()
