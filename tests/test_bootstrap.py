"""./candor: at once when nothing changed, one line when it cannot go on, standard output clean."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")
NOWHERE = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "UV_OFFLINE": "1"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the script, small locks, and an environment whose program echoes."""
    shutil.copy(ROOT / "candor", tmp_path / "candor")
    for name in (*LOCKS, "pyproject.toml"):
        (tmp_path / name).write_text("")
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(sys.executable)
    (programs / "candor").write_text('#!/bin/sh\necho "ran with $*"\n')
    (programs / "candor").chmod(0o755)
    stamp(tmp_path, "requirements.txt")
    return tmp_path


def script(checkout: Path) -> Any:
    loader = SourceFileLoader("bootstrap", str(checkout / "candor"))
    spec = spec_from_loader("bootstrap", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def stamp(checkout: Path, lock: str) -> None:
    bootstrap = script(checkout)
    content = {"lock": lock, "digest": bootstrap.digest(lock), "root": str(checkout)}
    bootstrap.STAMP.write_text(json.dumps(content))


def call(checkout: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(checkout / "candor"), *words],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(checkout), **NOWHERE, **environment},
    )


def test_an_unchanged_environment_is_used_at_once_and_in_silence(checkout: Path) -> None:
    done = call(checkout, "apr", "-", "--json")
    assert (done.stdout, done.stderr, done.returncode) == ("ran with apr - --json\n", "", 0)


def test_compiled_code_is_kept_beside_its_source(checkout: Path) -> None:
    asks = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    program = checkout / ".venv" / "bin" / "candor"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{asks}'\n")
    asked = call(checkout, "apr", PYTHONDONTWRITEBYTECODE="1")
    assert asked.stdout == "False None\n"


def test_it_can_be_called_from_anywhere_through_a_link(checkout: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(checkout / "candor"), "x"], capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.stdout == "ran with x\n"


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_is_seen(checkout: Path, changed: str) -> None:
    assert script(checkout).is_current(testing=False)
    (checkout / changed).write_text("# changed\n")
    assert not script(checkout).is_current(testing=False)


def test_a_moved_checkout_is_seen(checkout: Path) -> None:
    moved = checkout.with_name("moved")
    checkout.rename(moved)
    assert not script(moved).is_current(testing=False)


def test_what_tests_need_suffices_to_run_but_not_the_other_way_round(checkout: Path) -> None:
    assert not script(checkout).is_current(testing=True)
    stamp(checkout, "requirements-dev.txt")
    assert script(checkout).is_current(testing=True)
    assert script(checkout).is_current(testing=False)


def test_without_a_package_source_it_says_so_in_one_line(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    (checkout / "requirements.txt").write_text("flask==3.1.3 --hash=sha256:" + "0" * 64 + "\n")
    python = Path(sys._base_executable).parent
    done = call(checkout, "up", PATH=f"{python}:/usr/bin:/bin")
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith("candor: installing requirements.txt failed: ")
    assert "Traceback" not in done.stderr
    assert not script(checkout).is_current(testing=False)


def test_without_python_3_11_it_says_so_in_one_line(checkout: Path, tmp_path: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    text = (checkout / "candor").read_text().replace("/usr/bin/python3.11", "/nowhere/python3.11")
    (checkout / "candor").write_text(text)
    done = call(checkout, "up", PATH=str(tmp_path / "empty"))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("candor: needs Python 3.11")
    assert done.stderr.count("\n") == 1
