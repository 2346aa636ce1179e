"""`candor pii`: JSON Lines in, JSON Lines out, refusals in their place."""

import argparse
import io
import json
import random
import sys

import pytest

from tests.privacy import invented
from webapp.commands import pii


def call(*words):
    parser = argparse.ArgumentParser()
    pii.add_arguments(parser)
    return pii.run(parser.parse_args(words))


@pytest.fixture
def lines(tmp_path):
    def write(*rows):
        file = tmp_path / "in.jsonl"
        texts = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        file.write_text("\n".join(texts), encoding="utf-8")
        return str(file)

    return write


def answers(capfd):
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_scan_gives_spans_in_the_public_form(lines, capfd):
    assert call("scan", lines({"id": "x", "text": "😀手机13812345678", "lang": "zh"})) == 0
    assert answers(capfd) == [
        {
            "id": "x",
            "spans": [
                {
                    "start": 3, "end": 14, "label": "PHONE", "score": 0.9,
                    "recognizer": "cn_mobile", "sensitivity": "general",
                }
            ],
        }
    ]  # fmt: skip


def test_mask_reads_standard_input(monkeypatch, capfd):
    line = json.dumps({"id": 7, "text": "姓名：张三"}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    assert call("mask", "-") == 0
    [answer] = answers(capfd)
    assert (answer["id"], answer["text"]) == (7, "姓名：张*")


def test_pseudonyms_hold_between_runs_with_one_key_file(lines, capfd, tmp_path):
    key = tmp_path / "key"
    key.write_bytes(b"0123456789abcdef")
    file = lines({"id": 1, "text": "手机13812345678"})
    words = ("mask", file, "--mode", "pseudonym", "--key-file", str(key))
    assert call(*words) == call(*words) == 0
    first, second = answers(capfd)
    assert first == second
    assert first["text"].startswith("手机<PHONE_")


def test_workers_answer_the_same_in_the_same_order(lines, capfd):
    rng = random.Random(3)
    file = lines(*({"id": n, "text": invented.document(rng).text} for n in range(600)))
    assert call("mask", file) == 0
    one = answers(capfd)
    assert call("mask", file, "--workers", "2") == 0
    assert answers(capfd) == one
    assert [answer["id"] for answer in one] == list(range(600))


def test_a_wrong_line_is_refused_in_its_place_without_its_content(lines, capfd):
    file = lines(
        {"id": 1, "text": "ok"}, '{"text": 13812345678', {"id": 3}, "[]", "", {"text": "ok"}
    )
    assert call("scan", file) == 2
    captured = capfd.readouterr()
    found = [json.loads(line) for line in captured.out.splitlines()]
    assert [answer["id"] for answer in found] == [1, None, 3, None, None]
    assert [answer.get("error", {}).get("pointer") for answer in found] == [
        None, "in.jsonl:2", "in.jsonl:3", "in.jsonl:4", None,
    ]  # fmt: skip
    assert "13812345678" not in captured.out + captured.err


@pytest.mark.parametrize(
    "words",
    [
        ("scan", "no-such-file"),
        ("scan", "FILE", "--workers", "0"),
        ("mask", "FILE", "--mode", "pseudonym", "--key-file", "no-such-key"),
        ("mask", "FILE", "--mode", "surrogate", "--key-file", "FILE"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(lines, capfd, words):
    file = lines("{}")
    assert call(*(file if word == "FILE" else word for word in words)) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
