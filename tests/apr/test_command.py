"""`candor apr`: forms of input, errors in their place, exit status, proofs checked again."""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.commands import apr

ONE = {
    "id": "x1",
    "advances": [{"date": "2025-01-10", "amount": "9700.00"}],
    "payments": [{"date": "2025-02-25", "amount": "900.00", "count": 12, "every": {"months": 1}}],
}


def candor_apr(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    apr.add_arguments(parser)
    return apr.run(parser.parse_args(arguments))


@pytest.fixture
def written(tmp_path: Path):
    def write(text: object, name: str = "in.json") -> str:
        path = tmp_path / name
        path.write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")
        return str(path)

    return write


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_object_by_all_standards(written, capsys) -> None:
    assert candor_apr(written(ONE)) == 0
    [answer] = lines(capsys)
    assert answer["id"] == "x1"
    assert {each["standard"]: each["apr_percent"] for each in answer["results"]} == {
        "us-appendix-j": "18.80",
        "us-appendix-k": "18.80",
        "eu-aprc": "20.54",
        "uk-aprc": "20.54",
        "cn-simple": "20.31",
        "cn-irr": "22.31",
        "xirr-365": "20.63",
    }
    first = answer["results"][0]
    assert first["unit_period"] == "month"
    assert first["unit_periods_per_year"] == 12
    assert first["tolerance_pp"] == 0.125
    assert first["roots"] == 1
    assert first["certificate"]["low"] < first["apr_exact"] < first["certificate"]["high"]
    assert first["certificate"]["npv_low"] > 0 > first["certificate"]["npv_high"]


def test_indented_lists_and_lines_read_alike(written, capsys) -> None:
    for text in (
        json.dumps([ONE, ONE], indent=2),
        "\n\n".join([json.dumps(ONE)] * 2) + "\n",
    ):
        assert candor_apr(written(text)) == 0
        assert [answer["id"] for answer in lines(capsys)] == ["x1", "x1"]


def test_standard_input(monkeypatch, capsys) -> None:
    stream = io.TextIOWrapper(io.BytesIO(json.dumps(ONE, indent=1).encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert candor_apr("-") == 0
    assert lines(capsys)[0]["id"] == "x1"


def test_an_error_stands_in_its_place_and_the_rest_is_answered(written, capsys) -> None:
    wrong = {**ONE, "id": 7, "payments": [{"date": "2025-02-30", "amount": 1}]}
    path = written("\n".join([json.dumps(ONE), json.dumps(wrong), "{", json.dumps(ONE)]))
    assert candor_apr(path) == 2
    captured = capsys.readouterr()
    answers = [json.loads(line) for line in captured.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["x1", 7, None, "x1"]
    assert answers[1]["error"]["pointer"] == "/payments/0/date"
    assert set(answers[1]["error"]) == {"code", "message", "pointer"}
    assert answers[2]["error"]["code"]
    assert f"{path}:2: /payments/0/date" in captured.err
    assert f"{path}:3" in captured.err


@pytest.mark.parametrize("text", ["", "   ", "{", "[1,", '{"id": NaN}', "[" * 100_000])
def test_what_is_not_json_is_one_line(text: str, written, capsys) -> None:
    assert candor_apr(written(text)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert "in.json" in captured.err


def test_files_that_cannot_be_read(tmp_path, capsys) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name in ("missing", "bytes", "."):
        assert candor_apr(str(tmp_path / name)) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert candor_apr() == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_missing_rate_says_why_in_the_language_asked_for(written, capsys) -> None:
    path = written({**ONE, "advances": [{"date": "2025-01-10", "amount": 20000}]})
    assert candor_apr(path, "--lang", "zh") == 0
    [result, *_] = lines(capsys)[0]["results"]
    assert result["apr_percent"] is None
    assert result["reason_code"] == "negative"
    assert "年利率" in result["reason"]


def test_proofs_hold_and_follow_from_the_loan(written, capsys) -> None:
    loan = written(ONE)
    candor_apr(loan)
    result = written(capsys.readouterr().out, "out.json")
    assert candor_apr("--verify", result) == 0
    [verdict] = lines(capsys)
    assert verdict["holds"]
    assert len(verdict["verdicts"]) == 7
    assert candor_apr(loan, "--verify", result) == 0
    assert lines(capsys)[0]["holds"]

    other = written({**ONE, "advances": [{"date": "2025-01-10", "amount": "9800"}]}, "other.json")
    assert candor_apr(other, "--verify", result) == 1
    assert not lines(capsys)[0]["holds"]


TAMPERED = {
    "a lower rate": lambda result: result.update(apr_percent="18.70"),
    "a lower exact rate": lambda result: result.update(apr_exact=18.7, apr_percent="18.70"),
    "shifted ends": lambda result: result["certificate"].update(low=18.6, high=18.7),
    "swapped values": lambda result: result["certificate"].update(npv_low=-1.0, npv_high=1.0),
    "another flow": lambda result: result["equation"]["payments"][0].update(amount="899.99"),
    "another count": lambda result: result["equation"]["payments"][0].update(count=11),
    "no certificate": lambda result: result.update(certificate=None),
    "no equation": lambda result: result.pop("equation"),
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_one_changed_field_breaks_the_proof(change, written, capsys) -> None:
    candor_apr(written({**ONE, "standard": "us-appendix-j"}))
    answer = json.loads(capsys.readouterr().out)
    change(answer["results"][0])
    assert candor_apr("--verify", written(answer, "out.json")) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"results": 3},
        {"results": [3]},
        {"results": [{"apr_percent": "1", "certificate": {}, "equation": {}}]},
        {"results": [{"apr_percent": "1", "certificate": {"low": "x"}, "equation": []}]},
    ],
)
def test_what_is_no_answer_is_refused(answer, written, capsys) -> None:
    assert candor_apr("--verify", written(answer)) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_heavy_libraries_are_left_alone(written) -> None:
    script = (
        "import argparse, sys\n"
        "from webapp.commands import apr\n"
        "parser = argparse.ArgumentParser(); apr.add_arguments(parser)\n"
        "status = apr.run(parser.parse_args(sys.argv[1:]))\n"
        "heavy = {'numpy', 'flask', 'sqlalchemy', 'redis', 'dash', 'database'} & set(sys.modules)\n"
        "sys.exit(status or bool(heavy))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, written(ONE)],
        capture_output=True,
        check=False,
        cwd=Path(apr.__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, b"")
