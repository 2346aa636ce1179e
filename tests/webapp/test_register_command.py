"""`candor register`: reads a file or names its line; changes nothing when it only checks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from webapp.commands.main import main

SAMPLE = "webapp/demo/licences.csv"


def test_a_register_is_read_without_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "import", SAMPLE, "--check", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["as_of"] == "2026-11-01"
    assert told["complete"] is False
    assert told["licences"] == 4
    assert told["imported"] is False


@pytest.mark.parametrize(
    ("change", "where"),
    [(("in_force", "fine"), ":2/state"), (("2026-11-01,no", "soon,no"), ":2/as_of")],
)
def test_what_does_not_fit_is_one_line_with_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: tuple[str, str], where: str
) -> None:
    file = tmp_path / "register.csv"
    file.write_text(Path(SAMPLE).read_text("utf-8").replace(*change), "utf-8")

    assert main(["register", "import", str(file), "--check"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert where in told.err


def test_bytes_that_are_no_text_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(b"\xff\xfe\xff")

    assert main(["register", "import", str(file), "--check"]) == 2
    assert "UTF-8" in capsys.readouterr().err
