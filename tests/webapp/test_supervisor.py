"""The supervisor: what ends is started again, what was started ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from core.errors import InvalidInput, ServiceMissing
from database.process import Mark
from webapp.commands import up
from webapp.commands.supervisor import Process, Supervisor

ROOT = Path(__file__).parents[2]
NOTE_AND_SLEEP = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
)


def sleeper(notes: Path) -> Process:
    command = (sys.executable, "-c", NOTE_AND_SLEEP, str(notes))
    return Process("sleeper", command, dict(os.environ))


def pids(notes: Path) -> list[int]:
    return [int(line) for line in notes.read_text().split()] if notes.exists() else []


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)


def test_what_ends_is_started_again_and_all_ends_on_sigterm(tmp_path: Path) -> None:
    notes = tmp_path / "notes"

    def kill_the_first_then_stop() -> bool:
        began = pids(notes)
        if len(began) == 1:
            with suppress(ProcessLookupError):  # the second has not noted itself yet
                os.kill(began[0], signal.SIGKILL)
        if len(began) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return False

    Supervisor([sleeper(notes)], tmp_path).run(kill_the_first_then_stop, lambda: None)
    first, second = pids(notes)
    assert first != second
    assert not any(Mark.of(pid).lives() for pid in (first, second))


def test_children_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    program = f"""
import os, sys
from pathlib import Path
from webapp.commands.supervisor import Process, Supervisor
command = {sleeper(notes).command!r}
Supervisor([Process("sleeper", command, dict(os.environ))], Path({str(tmp_path)!r})).run(
    lambda: False, lambda: None
)
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as supervisor:
        until(lambda: len(pids(notes)) == 1)
        child = Mark.of(pids(notes)[0])
        assert child.lives()
        supervisor.kill()
    until(lambda: not child.lives())


def test_a_process_that_never_starts_is_named_with_its_log(tmp_path: Path) -> None:
    broken = Process("broken", (sys.executable, "-c", "raise SystemExit(7)"), dict(os.environ))
    with pytest.raises(ServiceMissing, match=r"broken does not start; its log is .*broken\.log"):
        Supervisor([broken], tmp_path).run(lambda: False, lambda: None)


def test_ready_is_said_once(tmp_path: Path) -> None:
    said: list[str] = []

    def stop_soon() -> None:
        said.append("ready")
        os.kill(os.getpid(), signal.SIGINT)

    Supervisor([sleeper(tmp_path / "notes")], tmp_path).run(lambda: True, stop_soon)
    assert said == ["ready"]


def test_those_that_need_the_others_start_once_they_are_ready(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    late = Process("late", sleeper(second).command, dict(os.environ))

    def ready() -> bool:
        assert not second.exists()
        return first.exists()

    def stop_when_both_ran() -> None:
        def wait() -> None:
            until(second.exists)
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=wait).start()

    Supervisor([sleeper(first)], tmp_path, [late]).run(ready, stop_when_both_ran)
    assert not any(Mark.of(pid).lives() for pid in (*pids(first), *pids(second)))


def test_a_taken_port_is_refused_before_anything_starts() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InvalidInput, match=f"--port: expected a free port, found {port}"):
            up._free_port(port)


def test_a_second_house_on_one_data_folder_is_refused(tmp_path: Path) -> None:
    twice = pytest.raises(InvalidInput, match="on which another works")
    with up._alone(tmp_path), twice, up._alone(tmp_path):
        pass
    with up._alone(tmp_path):
        pass


def test_the_servers_beneath_are_looked_after(tmp_path: Path) -> None:
    looks: list[int] = []

    def beneath() -> tuple[str, ...]:
        looks.append(1)
        if len(looks) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return ("valkey",)

    Supervisor([sleeper(tmp_path / "notes")], tmp_path, (), beneath).run(
        lambda: False, lambda: None
    )
    assert len(looks) >= 2


def test_only_what_works_on_every_log_signs_in_as_follower() -> None:
    roles = {part.name: part.role for part in up.PARTS}
    assert {name for name, role in roles.items() if role == "candor_follower"} == {
        "sequencer",
        "follower",
        "cron",
    }


def test_production_runs_the_same_processes() -> None:
    names = {line.split(":")[0] for line in (ROOT / "Procfile").read_text().splitlines()}
    assert names == {part.name for part in up.PARTS} | {"release", "live"}
