"""`candor audit`: each form of its answer, its exit status, one line for what is wrong."""

from __future__ import annotations

import argparse
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.commands import audit as command

ROOT = Path(__file__).parents[2]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def contract(tmp_path, page) -> Path:
    file = tmp_path / "contract.html"
    file.write_text(page("zh/fee_withheld"), encoding="utf-8")
    return file


@pytest.fixture
def sound(tmp_path, page) -> Path:
    file = tmp_path / "sound.html"
    file.write_text(page("zh/honest"), encoding="utf-8")
    return file


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_where_there_is_no_terminal_the_answer_is_json(contract, capsys, words) -> None:
    assert run(contract, *words) == 0
    assert json.loads(capsys.readouterr().out)["findings"][0]["id"] == "A02"


def test_the_status_is_one_where_a_finding_is_as_severe(contract, sound, capsys) -> None:
    assert run(contract, "--fail-on", "critical") == 1
    assert run(sound, "--fail-on", "low") == 0


def test_what_was_asked_for_is_written_though_the_status_is_one(contract, tmp_path) -> None:
    assert run(contract, "--html", tmp_path / "o.html", "--fail-on", "low") == 1
    assert (tmp_path / "o.html").stat().st_size > 1000


def test_pages_and_pdf_are_written_in_the_language_asked_for(contract, tmp_path, capsys) -> None:
    out, pdf = tmp_path / "out.html", tmp_path / "out.pdf"
    assert run(contract, "--html", out, "--pdf", pdf, "--lang", "en") == 0
    assert '<html lang="en">' in out.read_text(encoding="utf-8")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert run(contract, "--html", out) == 0
    assert '<html lang="zh-CN">' in out.read_text(encoding="utf-8")  # the contract's own
    assert capsys.readouterr().out == ""


def test_json_and_a_file_may_be_asked_for_at_once(contract, tmp_path, capsys) -> None:
    assert run(contract, "--json", "--html", tmp_path / "o.html") == 0
    assert json.loads(capsys.readouterr().out)["package"]
    assert (tmp_path / "o.html").exists()


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_the_cost_statement_is_a_file_of_its_own(contract, tmp_path, ending) -> None:
    out = tmp_path / f"statement.{ending}"
    assert run(contract, "--statement", out) == 0
    start = out.read_bytes()[:200]
    assert start.startswith(b"%PDF" if ending == "pdf" else b"<!doctype html>")


def test_several_files_are_one_package_each_by_a_name_of_its_own(tmp_path, capsys) -> None:
    for folder, words in (("a", "借款合同 年利率12%"), ("b", "补充协议 服务费300元")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "合同.txt").write_text(words, encoding="utf-8")
    assert run(tmp_path / "a" / "合同.txt", tmp_path / "b" / "合同.txt") == 0
    files = json.loads(capsys.readouterr().out)["package"]["files"]
    assert [file["name"] for file in files] == ["合同.txt", "2-合同.txt"]


def test_standard_input_is_a_file_too_but_once(contract, monkeypatch, capsys) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(contract.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run("-") == 0
    files = json.loads(capsys.readouterr().out)["package"]["files"]
    assert files[0]["name"] == "standard input"
    assert run("-", "-") == 2
    assert "standard input once" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("{folder}/none.txt",), "none.txt"),
        (("{folder}",), "{folder}"),
        (("{folder}/empty.txt",), "empty.txt"),
        (("{folder}/broken.pdf",), "broken.pdf"),
        (("{folder}/a.txt", "--lender-type", "friend"), "--lender-type"),
        (("{folder}/a.txt", "--as-of", "tomorrow"), "--as-of"),
        (("{folder}/a.txt", "--statement", "{folder}/s.docx"), "--statement"),
        (("{folder}/a.txt", "--html", "{folder}/nowhere/o.html"), "nowhere/o.html"),
        (("{folder}/a.txt", "--html", "{folder}"), "{folder}"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, capsys, words, said) -> None:
    (tmp_path / "a.txt").write_text("借款合同", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    before = sorted(tmp_path.iterdir())
    assert run(*(word.format(folder=tmp_path) for word in words)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert said.format(folder=tmp_path) in told.err
    assert sorted(tmp_path.iterdir()) == before


def test_nothing_is_written_by_half(contract, tmp_path, monkeypatch, capsys) -> None:
    from core.errors import ServiceMissing
    from documents import rendering

    def missing(*_, **__):
        raise ServiceMissing("no letters to print with")

    monkeypatch.setattr(rendering, "pdf_from_html", missing)
    old = tmp_path / "out.html"
    old.write_text("the one of yesterday", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    assert run(contract, "--html", old, "--pdf", tmp_path / "out.pdf") == 3
    assert old.read_text(encoding="utf-8") == "the one of yesterday"
    assert sorted(tmp_path.iterdir()) == before
    assert capsys.readouterr().err.count("\n") == 1


def on_a_terminal(*words: str, **environment: str) -> str:
    """What the command writes where its standard output is a terminal."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    child = subprocess.Popen(
        [sys.executable, "-m", "webapp.commands.main", "audit", *words],
        cwd=ROOT,
        stdout=theirs,
        env={**kept, "TERM": "xterm", "COLUMNS": "70", **environment},
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the child has closed its end
            break
        if not part:
            break
        said += part
    os.close(ours)
    assert child.wait(60) == 0
    return said.decode()


def test_a_terminal_shows_the_view_for_people_in_colour(contract) -> None:
    said = on_a_terminal(str(contract))
    assert "\x1b[" in said
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert plain.index("最要紧的") < plain.index("发现 (")
    assert "{" not in plain


def test_no_color_is_heeded(contract) -> None:
    said = on_a_terminal(str(contract), NO_COLOR="1")
    assert "\x1b[" not in said
    assert "最要紧的" in said


def test_a_pipe_has_no_colour(contract, capsys) -> None:
    assert run(contract, "--text") == 0
    assert "\x1b[" not in capsys.readouterr().out
