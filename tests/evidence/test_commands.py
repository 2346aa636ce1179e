"""The command line: a proof on paper, checked by anyone; logs checked and written as files."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from core.errors import InvalidInput, NotFound, ServiceMissing
from core.settings import read_settings
from evidence import store
from evidence.checkpoint import verify
from evidence.desk import known_keys, open_desk
from evidence.fsck import check_log
from evidence.keys import read_keys
from evidence.model import Fact
from evidence.service import record
from evidence.tiles import unbundle
from evidence.tree import Tree, leaf_hash
from tests.database_world import as_role
from tests.evidence.conftest import AT, Lender
from webapp.commands import evidence as command
from webapp.commands import sequencer

ROOT = Path(__file__).parents[2]


def call(module, *words: str) -> int:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return module.run(parser.parse_args(words))


@pytest.fixture
def house(
    app_url: str, root_key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An installation of its own: data folder, key seed, and the tests' database."""
    monkeypatch.setenv("DATABASE_URL", app_url)
    monkeypatch.setenv("DATABASE_FOLLOWER_URL", as_role(app_url, "candor_follower"))
    monkeypatch.setenv("CANDOR_DATA", str(tmp_path / "data"))
    (tmp_path / "data" / "keys").mkdir(parents=True)
    (tmp_path / "data" / "keys" / "root.pem").symlink_to(root_key_file)
    monkeypatch.setenv("CANDOR_PUBLIC_URL", "https://candor.example")
    return tmp_path / "data"


@pytest.fixture
def sealed_entry(database, lender: Lender, house: Path) -> str:
    """The reference of a case that was recorded and sealed."""
    from evidence.sequencer import sequence

    desk = open_desk(read_settings())
    with database.transaction(lender.officer) as tx:
        for number in range(20):
            fact = Fact(
                "application.decided@1", lender.subject, f"C-{lender.id.hex[:12]}{number}", {}
            )
            record(tx, fact, AT)
    sequence(database, desk, lender.id, AT)
    return fact.object_ref


def test_a_proof_goes_through_the_command_line(sealed_entry, house, capsys, tmp_path) -> None:
    assert call(command, "prove", sealed_entry) == 0
    text = capsys.readouterr().out
    paper = tmp_path / "paper"
    paper.write_text(text)
    assert call(command, "verify", str(paper)) == 0
    ours = capsys.readouterr().out
    answer = json.loads(ours)
    assert answer["holds"]
    assert answer["entry"]["object"] == sealed_entry
    assert answer["size"] == 20

    assert call(command, "keys") == 0
    keys = tmp_path / "keys"
    keys.write_text(capsys.readouterr().out)
    tool = ROOT / "tools" / "verify_evidence.py"
    theirs = subprocess.run(
        [sys.executable, "-I", tool, paper, keys], capture_output=True, text=True, check=True
    )
    assert theirs.stdout == ours

    paper.write_text(text.replace("index 19", "index 18"))
    assert call(command, "verify", str(paper), "--key", str(keys)) == 1
    assert not json.loads(capsys.readouterr().out)["holds"]
    paper.write_bytes(b"\xff")
    assert call(command, "verify", str(paper)) == 1


def test_checking_a_proof_loads_nothing_heavy(sealed_entry, house, capsys, tmp_path) -> None:
    call(command, "prove", sealed_entry)
    (tmp_path / "paper").write_text(capsys.readouterr().out)
    program = (
        "import argparse, sys; from webapp.commands import evidence as c;"
        "p = argparse.ArgumentParser(); c.add_arguments(p);"
        "status = c.run(p.parse_args(sys.argv[1:]));"
        "assert not {'sqlalchemy', 'psycopg', 'flask', 'numpy'} & set(sys.modules);"
        "sys.exit(status)"
    )
    environment = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", program, "verify", "-"],
        input=(tmp_path / "paper").read_text(),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_key_nothing_is_believed(house, tmp_path) -> None:
    (tmp_path / "paper").write_text("whatever")
    with pytest.raises(InvalidInput, match="--key"):
        call(command, "verify", str(tmp_path / "paper"))


def test_what_is_not_there_is_said(lender, house, monkeypatch) -> None:
    with pytest.raises(NotFound):
        call(command, "prove", "no-such-thing")
    monkeypatch.setenv("DATABASE_URL", "")
    with pytest.raises(ServiceMissing):
        call(command, "prove", "no-such-thing")


def test_fsck_says_yes_and_no(sealed_entry, lender, house, capsys, as_owner) -> None:
    assert call(command, "fsck", str(lender.id)) == 0
    answer = {"organisation": str(lender.id), "entries": 20, "faults": []}
    assert json.loads(capsys.readouterr().out) == answer
    as_owner(
        "UPDATE evidence_entries SET leaf = 'x' WHERE organisation_id = :id AND number = 4",
        id=lender.id,
    )
    assert call(command, "fsck", str(lender.id)) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["where"] == "entry 4"


def test_an_exported_log_can_be_worked_out_again_by_anyone(
    sealed_entry, lender, house, tmp_path, capsys
) -> None:
    assert call(command, "export", str(tmp_path / "out"), str(lender.id)) == 0
    folder = tmp_path / "out" / str(lender.id)
    signed = verify((folder / "checkpoint").read_text(), known_keys(read_settings()))
    leaves = list(unbundle((folder / "tile/entries/000.p/20").read_bytes()))
    assert Tree(leaves).root() == signed.root
    hashes = b"".join(leaf_hash(leaf) for leaf in leaves)
    assert (folder / "tile/0/000.p/20").read_bytes() == hashes
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "20",
        "20",
        "checkpoint",
    ]


def test_the_seed_is_for_its_owner_only_and_made_once(house) -> None:
    first = open_desk(read_settings())
    seed = house / "keys" / "evidence.seed"
    assert seed.stat().st_mode & 0o777 == 0o600
    assert open_desk(read_settings()) == first
    seed.write_bytes(b"short")
    with pytest.raises(ServiceMissing, match="damaged"):
        open_desk(read_settings())


def test_a_sequencer_killed_again_and_again_loses_nothing(database, lender, house) -> None:
    program = (
        "import argparse; from webapp.commands import sequencer as c;"
        "p = argparse.ArgumentParser(); c.add_arguments(p);"
        "c.run(p.parse_args(['--pause-ms', '0']))"
    )
    stop, kept = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            with database.transaction(lender.officer) as tx:
                fact = Fact("fraud.alert@1", lender.subject, "C-1", {"score": len(kept)})
                kept.append(record(tx, fact, AT))
            time.sleep(0.002)

    def numbered() -> int:
        with database.transaction(lender.officer) as tx:
            wanted = select(store.entries.c.id).where(
                store.entries.c.organisation_id == lender.id, store.entries.c.number.is_not(None)
            )
            return len(tx.execute(wanted).all())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(2):
            before, deadline = numbered(), time.monotonic() + 30
            process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
            while numbered() < before + 40 and time.monotonic() < deadline:
                time.sleep(0.005)
            process.kill()
            process.wait()
            assert numbered() > before
    finally:
        stop.set()
        writer.join()
    assert call(sequencer, "--once") == 0
    with database.transaction(lender.officer) as tx:
        size, faults = check_log(tx, lender.id, known_keys(read_settings()))
    assert (size, faults) == (len(kept), ())
    assert read_keys((house / "evidence" / f"{lender.id}.keys").read_text())
