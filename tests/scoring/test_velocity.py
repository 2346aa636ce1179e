"""Windows against brute force; the log against kill -9; the owner against garbage."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.dates import now
from core.errors import Conflict, InvalidInput, ServiceMissing
from scoring import velocity as module
from scoring.velocity import WINDOWS, Observation, Velocity, VelocityEvent, key_of
from scoring.velocity_client import VelocityClient
from scoring.velocity_log import VelocityLog
from scoring.velocity_owner import FRAME_MAX, Owner, private_folder
from scoring.velocity_wire import LENGTH

ORGANISATION = "0190b6c2-0000-7000-8000-000000000001"
BLINDS = [f"{letter * 8}ABCDEFGH+/=" for letter in "abcd"]
KEYS = [key_of("device", ORGANISATION, blind) for blind in BLINDS]
SUBJECTS = [f"S-{letter * 12}" for letter in "PQRS"]
DAY = 86_400 * 1_000_000
START = 1_700_000_000 * 1_000_000


def event(number: int, at: int, *observations: tuple[int, int, int]) -> VelocityEvent:
    seen = tuple(Observation(KEYS[k], amount, SUBJECTS[who]) for k, amount, who in observations)
    return VelocityEvent(f"event-{number:06d}", at, seen)


def brute(events: list[VelocityEvent], key: str, at: int) -> list[tuple[str, int, int, int]]:
    answers = []
    for name, seconds in WINDOWS:
        inside = [
            each
            for happened in events
            for each in happened.observations
            if each.key == key and at - seconds * 1_000_000 < happened.at <= at
        ]
        total = sum(each.amount for each in inside)
        answers.append((name, len(inside), total, len({each.value for each in inside})))
    return answers


# Steps that land on, just before and just after the edges of the windows.
edges = [seconds * 1_000_000 + nudge for _name, seconds in WINDOWS for nudge in (-1, 0, 1)]
steps = st.one_of(st.sampled_from([0, 1, *edges]), st.integers(0, 3 * DAY))
happenings = st.lists(
    st.tuples(
        steps,
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(-5, 10**12), st.integers(0, 3)),
            min_size=1,
            max_size=3,
        ),
    ),
    max_size=60,
)


@given(happenings, st.integers(0, 5))
@settings(deadline=None)
def test_in_order_every_count_is_exact(story, sweep_every: int) -> None:
    counters, told, at = Velocity(), [], START
    for number, (step, observations) in enumerate(story):
        at += step
        happened = event(number, at, *observations)
        told.append(happened)
        answers = counters.observe(happened)
        assert counters.observe(happened) == answers  # told twice, counted once
        if sweep_every and number % sweep_every == 0:
            counters.sweep()
        for each in answers:
            found = [(w.window, w.count, w.total, w.distinct) for w in each.windows]
            assert each.complete
            assert found == brute(told, each.key, at)


@given(happenings, st.randoms(use_true_random=False), st.booleans())
@settings(deadline=None)
def test_out_of_order_every_answer_that_calls_itself_complete_is_exact(story, random, dump) -> None:
    at, events = START, []
    for number, (step, observations) in enumerate(story):
        at += step
        events.append(event(number, at, *observations))
    shuffled = sorted(events, key=lambda each: each.at + random.randint(-2 * DAY, 2 * DAY))
    counters = Velocity()
    for happened in shuffled:
        counters.count(happened)
    if dump:
        counters = restored(counters)
    newest = max((each.at for each in events), default=START)
    for asked in (newest, newest + 1, newest - 3_600_000_000, newest - DAY):
        for each in counters.look(KEYS, asked):
            found = [(w.window, w.count, w.total, w.distinct) for w in each.windows]
            if each.complete:
                assert found == brute(events, each.key, asked)
            assert each.complete or asked < newest


def restored(counters: Velocity) -> Velocity:
    with tempfile.TemporaryDirectory() as folder:
        log = VelocityLog(Path(folder))
        log.open()
        log.snapshot(counters)
        log.close()
        return VelocityLog(Path(folder)).open()


def test_too_many_events_of_one_key_are_said_to_be_incomplete(monkeypatch) -> None:
    monkeypatch.setattr(module, "EVENTS_MAX", 10)
    counters = Velocity()
    for number in range(10):
        [answer] = counters.observe(event(number, START + number, (0, 5, number % 4)))
        assert answer.complete
    [answer] = counters.observe(event(10, START + 10, (0, 5, 0)))
    assert not answer.complete
    assert answer.over("30d").count == 10
    # Once the forgotten ones are older than every window, the answer is whole again.
    [later] = counters.look([KEYS[0]], START + 30 * DAY)
    assert later.complete


@pytest.mark.parametrize(
    "blind",
    ["13800138000", "11010519491231002X", "6222021234567890123", "short", "", "has space in it ok"],
)
def test_a_number_is_no_key(blind: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        key_of("phone", ORGANISATION, blind)
    assert not blind or blind not in str(refused.value)


def test_snapshot_and_log_give_back_the_same_counts(tmp_path: Path) -> None:
    log = VelocityLog(tmp_path)
    counters = log.open()
    for number in range(50):
        happened = event(number, START + number * 1_000_000, (number % 4, number, number % 3))
        log.append(happened)
        counters.count(happened)
        if number in {10, 30}:
            log.snapshot(counters)
    expected = counters.look(KEYS, START + 60_000_000)
    log.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "events-00000002.log",
        "snapshot-00000002.bin",
    ]
    again = VelocityLog(tmp_path)
    assert again.open().look(KEYS, START + 60_000_000) == expected
    assert again.records == 19
    again.close()


@given(cut=st.integers(1, 400))
@settings(max_examples=40, deadline=None)
def test_a_torn_end_is_cut_off_and_the_rest_stays(cut: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = VelocityLog(folder)
        log.open()
        for number in range(5):
            log.append(event(number, START + number, (0, 1, 0)))
        log.close()
        [path] = folder.glob("events-*.log")
        whole = path.read_bytes()
        record = len(whole) // 5
        path.write_bytes(whole[: max(0, len(whole) - cut)])
        again = VelocityLog(folder)
        [answer] = again.open().look([KEYS[0]], START + 10)
        kept = max(0, len(whole) - cut) // record
        assert answer.over("5m").count == kept
        again.append(event(9, START + 9, (0, 1, 0)))
        again.close()
        assert path.stat().st_size == (kept + 1) * record


def test_damage_in_the_middle_stops_the_start(tmp_path: Path) -> None:
    log = VelocityLog(tmp_path)
    log.open()
    for number in range(5):
        log.append(event(number, START + number, (0, 1, 0)))
    log.close()
    [path] = tmp_path.glob("events-*.log")
    content = bytearray(path.read_bytes())
    content[20] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(ServiceMissing, match="damaged at byte 0"):
        VelocityLog(tmp_path).open()


def test_a_snapshot_that_is_not_whole_stops_the_start(tmp_path: Path) -> None:
    log = VelocityLog(tmp_path)
    counters = log.open()
    counters.count(event(1, START, (0, 1, 0)))
    log.snapshot(counters)
    log.close()
    [path] = tmp_path.glob("snapshot-*.bin")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ServiceMissing):
        VelocityLog(tmp_path).open()


# The owner, as its own process.


def start(folder: Path) -> subprocess.Popen[str]:
    code = (
        "import sys\nfrom pathlib import Path\nfrom scoring.velocity_owner import serve\n"
        "serve(Path(sys.argv[1]), Path(sys.argv[2]), lambda: print('ready', flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "run" / "s"), str(folder / "data")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def stop(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> int:
    process.send_signal(number)
    status = process.wait(20)
    assert process.stdout is not None
    process.stdout.close()
    return status


@pytest.fixture
def place():
    with tempfile.TemporaryDirectory(prefix="vel") as name:  # short: a socket's path is limited
        yield Path(name)


@pytest.fixture
def owner(place: Path):
    process = start(place)
    yield process
    if process.poll() is None:
        assert stop(process) == 0


def recent() -> int:
    return round(now().timestamp() * 1_000_000)


def test_many_threads_are_served_and_nothing_is_counted_twice(place: Path, owner) -> None:
    client = VelocityClient(place / "run" / "s", timeout_seconds=20)
    at = recent()

    def tell(thread: int) -> None:
        for number in range(50):
            happened = event(thread * 1000 + number, at, (0, 2, thread % 4))
            client.observe(happened)
            client.observe(happened)
        client.close()

    threads = [threading.Thread(target=tell, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [answer] = client.look([KEYS[0]], at)
    client.close()
    assert answer.over("5m") == module.WindowCounts("5m", 400, 800, 4)
    assert (place / "run").stat().st_mode & 0o777 == 0o700
    assert (place / "run" / "s").stat().st_mode & 0o777 == 0o600


def test_kill_nine_loses_nothing_that_was_acknowledged(place: Path) -> None:
    process = start(place)
    client = VelocityClient(place / "run" / "s", timeout_seconds=20)
    at, acknowledged = recent(), 0
    killer = threading.Timer(0.3, process.kill)
    killer.start()
    with contextlib.suppress(ServiceMissing):
        while True:
            client.observe(event(acknowledged, at, (0, 1, 0)))
            acknowledged += 1
    killer.join()
    process.wait(20)
    assert process.stdout is not None
    process.stdout.close()
    again = start(place)
    [answer] = client.look([KEYS[0]], at)
    # The one that was under way may have been written without being acknowledged.
    assert answer.over("5m").count in {acknowledged, acknowledged + 1}
    assert acknowledged > 0
    assert stop(again) == 0
    # A graceful stop leaves a snapshot with everything in it.
    log = VelocityLog(place / "data")
    assert log.open().look([KEYS[0]], at) == (answer,)
    assert log.records == 0
    log.close()
    client.close()


def test_a_client_finds_an_owner_that_was_started_again(place: Path) -> None:
    process = start(place)
    client = VelocityClient(place / "run" / "s", timeout_seconds=20)
    at = recent()
    client.observe(event(1, at, (0, 1, 0)))
    assert stop(process) == 0
    with pytest.raises(ServiceMissing):
        client.observe(event(2, at, (0, 1, 0)))
    process = start(place)
    [answer] = client.observe(event(2, at, (0, 1, 0)))
    assert answer.over("5m").count == 2
    assert stop(process) == 0
    client.close()


def frame(payload: bytes) -> bytes:
    return LENGTH.pack(len(payload)) + payload


def ask(*request: object) -> bytes:
    return frame(json.dumps(request).encode())


@pytest.mark.parametrize(
    "sent",
    [
        b"\xff\xff\xff\xff",
        LENGTH.pack(FRAME_MAX + 1),
        frame(b"not json"),
        frame(b"{}"),
        frame(b"[]"),
        frame(b"[[[[["),
        frame(b"[" * 60_000),
        ask("drop", "everything"),
        ask("look", [KEYS[0]] * 33, START),
        ask("look", ["13800138000"], START),
        ask("look", [KEYS[0]], True),
        ask("observe", ["event-1234", START, []]),
        ask("observe", ["event-1234", START, [[KEYS[0], 1.5, "S-abcdefgh"]]]),
        ask("observe", ["event-1234", START, [[KEYS[0], 1, "13800138000"]]]),
        ask("observe", ["event-1234", 10**17, [[KEYS[0], 1, SUBJECTS[0]]]]),
    ],
)
def test_garbage_is_refused_and_the_owner_lives(owner_of_module: Path, sent: bytes) -> None:
    path = owner_of_module / "run" / "s"
    with socket.socket(socket.AF_UNIX) as raw:
        raw.settimeout(20)
        raw.connect(str(path))
        raw.sendall(sent)
        answer = b""
        while part := raw.recv(65536):
            answer += part
    assert json.loads(answer[LENGTH.size :])[0] == "no"
    assert b"13800138000" not in answer
    client = VelocityClient(path, timeout_seconds=20)
    [counts] = client.look([KEYS[0]], START)
    assert counts.over("30d").count == 0
    client.close()


@pytest.fixture(scope="module")
def owner_of_module():
    with tempfile.TemporaryDirectory(prefix="vel") as name:
        process = start(Path(name))
        yield Path(name)
        assert stop(process) == 0


def test_one_owner_only(place: Path, owner) -> None:
    with pytest.raises(Conflict):
        Owner(place / "data")


def test_folders_of_others_are_refused(place: Path) -> None:
    loose = place / "loose"
    loose.mkdir(mode=0o755)
    loose.chmod(0o755)
    with pytest.raises(ServiceMissing, match="mode 0700"):
        private_folder(loose)


def test_a_silent_owner_is_said_to_be_missing(place: Path) -> None:
    path = place / "silent"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        client = VelocityClient(path, timeout_seconds=0.05)
        with pytest.raises(ServiceMissing, match="do not answer"):
            client.look([KEYS[0]], START)
        client.close()


def test_a_full_disk_leaves_no_half_record(tmp_path: Path, monkeypatch) -> None:
    log = VelocityLog(tmp_path)
    log.open()
    log.append(event(1, START, (0, 1, 0)))
    real = os.write

    def half(file: int, data) -> int:
        if len(data) < 60:
            raise OSError
        return real(file, data[: len(data) // 2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(ServiceMissing, match="cannot be written"):
        log.append(event(2, START, (0, 1, 0)))
    monkeypatch.undo()
    log.append(event(3, START, (0, 1, 0)))
    log.close()
    again = VelocityLog(tmp_path)
    [answer] = again.open().look([KEYS[0]], START)
    assert answer.over("5m").count == 2
    again.close()
