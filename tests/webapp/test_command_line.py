"""The door for people at a terminal: quick, one line when something is wrong, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from core.errors import Conflict, Forbidden, InvalidInput, PurposeRefused, ServiceMissing
from webapp.commands import main as door
from webapp.commands.main import COMMANDS, Command, main, status_of

ROOT = Path(__file__).parents[2]
HEAVY = ("flask", "sqlalchemy", "psycopg", "redis", "numpy", "dash", "spacy", "weasyprint")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_row_names_a_module_that_does_it(command: Command) -> None:
    module = import_module(command.module)
    assert callable(module.add_arguments)
    assert callable(module.run)
    assert (module.__doc__ or "").startswith(f"`candor {command.name}")


@pytest.mark.parametrize("words", [["--help"], *([row.name, "--help"] for row in COMMANDS)])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys\nfrom webapp.commands.main import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit as ended:\n    assert ended.code == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stderr.strip() == "[]"
    assert done.stdout.startswith("usage: candor")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PurposeRefused("NO_GRANT", "scoring"), 1),
        (Forbidden("this needs another role"), 1),
        (InvalidInput("a number", "a word", "line 3"), 2),
        (Conflict("the state does not allow it"), 2),
        (FileNotFoundError(2, "No such file or directory", "loan.json"), 2),
        (ValueError("unforeseen"), 2),
        (ServiceMissing("no database"), 3),
        (ConnectionRefusedError(111, "Connection refused"), 3),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_the_exit_status_says_what_kind_of_no_it_is(
    error: Exception,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(_given: list[str]) -> int:
        raise error

    monkeypatch.setattr(door, "_run", refuse)
    assert status_of(error) == main([]) == status
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("candor: ")
    assert shown.err.count("\n") == 1


def test_an_unforeseen_fault_names_its_place_and_quotes_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fault(_given: list[str]) -> int:
        raise KeyError("110101199003070038")

    monkeypatch.setattr(door, "_run", fault)
    main([])
    shown = capsys.readouterr().err
    assert "KeyError at test_command_line.py:" in shown
    assert "110101" not in shown


@pytest.mark.parametrize("words", [["nonsense"], [], ["up", "--nonsense"]])
def test_a_wrong_call_is_status_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_a_reader_who_has_seen_enough_is_no_fault() -> None:
    command = f"{sys.executable} -m webapp.commands.main --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "Traceback" not in done.stderr
    assert done.stdout.strip() == "0"


def test_release_without_an_address_is_a_missing_service(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert main(["release"]) == 3
    assert "DATABASE_OWNER_URL" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "contents", "said"),
    [
        (
            ["aml", "compare", "FILE"],
            b"[" * 100_000,
            "expected a JSON object, found something else",
        ),
        (["aml", "compare", "FILE"], b"\xff\xfe", "expected a file in UTF-8"),
        (["evidence", "verify", "FILE", "--key", "FILE"], b"\x00\xff\x80", "expected"),
        (["simulate", "--url", "http://["], b"", "expected an address such as"),
        (["simulate", "--url", "ftp://here:port"], b"", "expected an address such as"),
    ],
)
def test_hostile_input_gets_one_clear_line(
    words: list[str],
    contents: bytes,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "given"
    file.write_bytes(contents)
    assert main([str(file) if word == "FILE" else word for word in words]) == 2
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert "should not happen" not in shown.err
