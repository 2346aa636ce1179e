"""The embedded servers: private, durable, and gone with the process they belong to."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from core.errors import ServiceMissing
from database import embedded_postgres, embedded_valkey
from database.embedded import EmbeddedEngines, run_dir_of
from database.process import Mark, choose_identity, read_record

ROOT = Path(__file__).parents[2]
NAMES = (embedded_postgres.NAME, embedded_valkey.NAME)
START_AND_WAIT = (
    "import sys, time; from pathlib import Path; from database.embedded import EmbeddedEngines; "
    "EmbeddedEngines(Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(600)"
)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A short folder whose cluster is made once for the tests below; each starts it anew."""
    folder = Path(tempfile.mkdtemp(prefix="cnd-"))
    EmbeddedEngines(folder).start()
    stop_all(folder)
    yield folder
    stop_all(folder)
    shutil.rmtree(folder)


@pytest.fixture
def data_dir(made: Path) -> Iterator[Path]:
    yield made
    stop_all(made)


def marks(data_dir: Path) -> list[Mark]:
    return [
        m
        for name in NAMES
        for role, m in read_record(run_dir_of(data_dir), name).items()
        if role != "owner"
    ]


def stop_all(data_dir: Path) -> None:
    for name in reversed(NAMES):
        watcher = read_record(run_dir_of(data_dir), name).get("watcher")
        assert watcher is None or watcher.end(signal.SIGTERM, 30)


def all_end(processes: list[Mark]) -> bool:
    deadline = time.monotonic() + 40
    while any(process.lives() for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def write_down(superuser_url: str, redis_url: str, word: str) -> None:
    with psycopg.connect(superuser_url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", (word,))
    with redis.Redis.from_url(redis_url) as client:
        client.set("kept", word)
        assert client.config_get("appendfsync") == {"appendfsync": "everysec"}


def is_written(superuser_url: str, word: str) -> bool:
    with psycopg.connect(superuser_url) as connection:
        return connection.execute("SELECT 1 FROM kept WHERE word = %s", (word,)).fetchone() == (1,)


def test_folders_and_sockets_are_for_their_user_only(data_dir: Path) -> None:
    urls = EmbeddedEngines(data_dir).start()
    private = [data_dir, urls.run_dir, data_dir / "postgres", data_dir / "valkey", data_dir / "log"]
    assert [folder.stat().st_mode & 0o777 for folder in private] == [0o700] * 5
    sockets = [urls.run_dir / embedded_postgres.socket_name(), urls.run_dir / "valkey.sock"]
    assert [socket.stat().st_mode & 0o077 for socket in sockets] == [0, 0]


def test_nothing_listens_on_the_network(data_dir: Path) -> None:
    EmbeddedEngines(data_dir).start()
    listening = {
        line.split()[9]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A"
    }
    for process in marks(data_dir):
        for descriptor in Path(f"/proc/{process.pid}/fd").iterdir():
            assert str(descriptor.readlink()).removeprefix("socket:[").rstrip("]") not in listening


def test_the_kernel_says_who_connects_and_only_roles_of_the_house_are_open(data_dir: Path) -> None:
    urls = EmbeddedEngines(data_dir).start()
    with psycopg.connect(urls.superuser_url, autocommit=True) as connection:
        for role in ("candor_probe", "stranger"):
            connection.execute(f"DROP ROLE IF EXISTS {role}")
            connection.execute(f"CREATE ROLE {role} LOGIN")
    with psycopg.connect(urls.for_role("candor_probe")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("candor_probe",)
    with pytest.raises(psycopg.OperationalError, match=r"[Pp]eer authentication failed"):
        psycopg.connect(urls.for_role("stranger"))


def test_servers_hold_no_privilege_even_when_root_starts_them(data_dir: Path) -> None:
    EmbeddedEngines(data_dir).start()
    for name in NAMES:
        status = Path(f"/proc/{read_record(run_dir_of(data_dir), name)['server'].pid}/status")
        fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines())
        assert int(fields["CapEff"], 16) == 0


def test_a_second_start_joins_and_its_stop_leaves_them_running(data_dir: Path) -> None:
    first, second = EmbeddedEngines(data_dir), EmbeddedEngines(data_dir)
    urls = first.start()
    running = marks(data_dir)
    assert second.start() == urls
    second.stop()
    assert marks(data_dir) == running
    first.stop()
    assert all_end(running)


def test_servers_end_with_an_owner_that_is_killed_and_keep_what_was_written(data_dir: Path) -> None:
    command = [sys.executable, "-c", START_AND_WAIT, str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "up\n"
        urls = EmbeddedEngines(data_dir).start()  # joins
        write_down(urls.superuser_url, urls.redis_url, "owner killed")
        running = marks(data_dir)
        owner.kill()
    urls = EmbeddedEngines(data_dir).start()  # at once: waits for the old ones to end
    assert not any(process.lives() for process in running)
    assert is_written(urls.superuser_url, "owner killed")
    with redis.Redis.from_url(urls.redis_url) as client:
        assert client.get("kept") == b"owner killed"


def test_servers_end_with_a_watcher_that_is_killed(data_dir: Path) -> None:
    EmbeddedEngines(data_dir).start()
    servers = [read_record(run_dir_of(data_dir), name)["server"] for name in NAMES]
    for name in NAMES:
        os.kill(read_record(run_dir_of(data_dir), name)["watcher"].pid, signal.SIGKILL)
    assert all_end(servers)


def test_what_was_committed_survives_killed_servers(data_dir: Path) -> None:
    urls = EmbeddedEngines(data_dir).start()
    write_down(urls.superuser_url, urls.redis_url, "servers killed")
    running = marks(data_dir)
    for name in NAMES:
        os.kill(read_record(run_dir_of(data_dir), name)["server"].pid, signal.SIGKILL)
    assert all_end(running)
    urls = EmbeddedEngines(data_dir).start()
    assert is_written(urls.superuser_url, "servers killed")


def test_a_left_over_without_a_record_is_found_and_replaced(data_dir: Path) -> None:
    identity = choose_identity(embedded_postgres.programs() / "postgres")
    elsewhere = Path(tempfile.mkdtemp(prefix="cnd-"))
    try:
        forgotten = embedded_postgres.server(data_dir, elsewhere, identity, {})
        forgotten.watch(Mark.of(os.getpid()))
        old = read_record(elsewhere, embedded_postgres.NAME)["server"]
        while not embedded_postgres.answers(data_dir, elsewhere):
            time.sleep(0.01)
        urls = EmbeddedEngines(data_dir).start()
        assert not old.lives()
        with psycopg.connect(urls.superuser_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        shutil.rmtree(elsewhere)


def test_another_versions_cluster_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(ServiceMissing, match="was made by PostgreSQL 15, this is 18"):
        EmbeddedEngines(tmp_path).start()


def test_a_path_too_long_for_a_socket_gets_a_short_folder() -> None:
    long = Path("/var/lib") / ("deep" * 30)
    chosen = run_dir_of(long)
    assert len(os.fsencode(chosen / embedded_postgres.socket_name())) <= 107
    assert chosen != run_dir_of(long / "other")
    assert run_dir_of(Path("/srv/candor")) == Path("/srv/candor/run")


@pytest.mark.parametrize("name", ["my data", "50%25", "a?b", "a#b", "a,b", "a=b"])
def test_a_path_that_an_address_would_misread_gets_a_plain_folder(name: str) -> None:
    chosen = run_dir_of(Path("/srv") / name)
    assert name not in str(chosen)
    assert chosen.name.startswith("candor-")


def test_what_was_killed_is_started_again(data_dir: Path) -> None:
    engines = EmbeddedEngines(data_dir)
    urls = engines.start()
    write_down(urls.superuser_url, urls.redis_url, "before")
    assert engines.tend() == ()
    killed = read_record(urls.run_dir, "valkey")["server"]
    killed.end(signal.SIGKILL, 30)
    while not engines.tend():
        time.sleep(0.02)
    write_down(urls.superuser_url, urls.redis_url, "after")
    assert is_written(urls.superuser_url, "before")
    engines.stop()
    assert all_end(marks(data_dir))


def test_a_folder_of_other_things_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    before = tmp_path.stat().st_mode
    with pytest.raises(ServiceMissing, match="holds other things"):
        EmbeddedEngines(tmp_path).start()
    assert tmp_path.stat().st_mode == before
    assert [each.name for each in tmp_path.iterdir()] == ["letters"]


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests already run without root")
def test_a_user_without_root_starts_them_too() -> None:
    python = "/usr/bin/python3.11"
    wheels = Path(psycopg.__file__).parents[1]
    probe = f"import sys; sys.path[:0] = {[str(ROOT), str(wheels)]!r}; import database.embedded"
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", python, "-c"]
    if subprocess.run([*as_nobody, probe], capture_output=True, check=False).returncode != 0:
        pytest.skip("no Python or no checkout that another user can reach")
    folder = Path(tempfile.mkdtemp(prefix="cnd-"))
    try:
        os.chown(folder, 65534, 65534)
        start = f"""{probe}, pathlib
engines = database.embedded.EmbeddedEngines(pathlib.Path({str(folder)!r}))
print(engines.start().superuser_url)
engines.stop()"""
        done = subprocess.run([*as_nobody, start], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("postgresql://postgres@/candor?")
    finally:
        shutil.rmtree(folder)
