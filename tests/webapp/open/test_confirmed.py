"""Numbers read from a picture are put right in place, and the audit uses what was confirmed."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import html

from core.errors import InvalidInput
from documents.model import Document, Recognised
from documents.reading import read
from tests.webapp.borrower.house import Demo, build_demo
from tests.webapp.borrower.test_true_cost import CONTRACT
from webapp import limits
from webapp.confirmed import confirmed, packed
from webapp.pages import check

PICTURE = b"\x89PNG\r\n\x1a\n"
MISREAD = CONTRACT.replace("每期应还 900 元", "每期应还 960 元")


def photographed(text: str, *numbers: str) -> Document:
    """A contract as it is recognised in a picture, with the numbers that a person confirms."""
    places = [(at := text.index(number), at + len(number)) for number in numbers]
    found = tuple(
        Recognised(start, end, 0.8, (0.0, 0.0, 10.0, 10.0), PICTURE) for start, end in places
    )
    return replace(read(text.encode(), "photo.txt"), name="photo.png", recognised=found)


NUMBERS = ("10000 元", "12%", "960 元")


def test_what_is_typed_takes_the_place_of_what_was_read() -> None:
    made = packed([photographed(MISREAD, *NUMBERS)], 60)
    said = confirmed(made, {"number-2": " 900 元 "})
    assert said.documents[0].text == CONTRACT
    assert said.documents[0].name == "photo.png"
    assert (said.count, said.changed) == (3, (("960 元", "900 元"),))


def test_untouched_numbers_leave_every_word() -> None:
    both = [photographed(MISREAD, *NUMBERS), read(b"A page without numbers.", "b.txt")]
    said = confirmed(packed(both, 60), {})
    assert [one.text for one in said.documents] == [one.text for one in both]
    assert said.changed == ()


def test_numbers_of_a_second_picture_are_counted_on() -> None:
    two = [photographed(MISREAD, "12%"), photographed(MISREAD, "960 元")]
    said = confirmed(packed(two, 60), {"number-1": "900 元"})
    assert said.documents[0].text == MISREAD
    assert said.documents[1].text == CONTRACT


@pytest.mark.parametrize("typed", ["", "   ", "9" * 61, "9\n00"])
def test_an_empty_or_endless_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        confirmed(packed([photographed(MISREAD, *NUMBERS)], 60), {"number-0": typed})


@pytest.mark.parametrize(
    "altered",
    [
        "",
        "x",
        "[]",
        "{}",
        "[1]",
        json.dumps([{"name": "a", "text": "abc", "numbers": [[2, 1]]}]),
        json.dumps([{"name": "a", "text": "abc", "numbers": [[0, 9]]}]),
        json.dumps([{"name": "a", "text": "abc", "numbers": [[-1, 1]]}]),
        json.dumps([{"name": "a", "text": "abc", "numbers": [["x", 1]]}]),
        json.dumps([{"name": "a", "text": 5, "numbers": []}]),
        json.dumps([{"name": "a", "text": "x" * 60_001, "numbers": []}]),
        json.dumps([{"name": "a", "text": "abc", "numbers": []}] * 11),
    ],
)
def test_words_that_did_not_come_back_whole_are_refused(altered: str) -> None:
    with pytest.raises(InvalidInput):
        confirmed(altered, {})


def test_a_package_without_numbers_or_too_long_does_not_travel() -> None:
    assert packed([read(CONTRACT.encode(), "a.txt")], 60) == ""
    assert packed([photographed(MISREAD + "字" * 60_001, "12%")], 60) == ""


@pytest.fixture(scope="module")
def demo(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    yield from build_demo(postgres_url, redis_url, tmp_path_factory.mktemp("confirmed"))


@pytest.mark.parametrize(
    ("language", "says"),
    [("zh", "您核对过的 3 个数字"), ("en", "uses the 3 numbers you confirmed")],
)
def test_the_answer_is_worked_out_anew_and_says_so(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, language: str, says: str
) -> None:
    limits.LIMITER.reset()
    monkeypatch.setattr(check, "read", lambda *_: photographed(MISREAD, *NUMBERS))
    client = demo.app.test_client()
    start = client.get(f"/check?lang={language}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', start)
    assert token
    handed = {"csrf_token": token[1], "contract": [(io.BytesIO(PICTURE), "photo.png")]}
    first = client.post("/check", data=handed, content_type="multipart/form-data")
    assert "¥429.57" not in first.text

    [form] = html.fromstring(first.text).xpath("//form[contains(@class, 'seen-numbers')]")
    fields = dict(form.fields)
    assert [fields[f"number-{place}"] for place in range(3)] == list(NUMBERS)
    fields["number-2"] = "900 元"
    second = client.post(form.action, data=fields, content_type="multipart/form-data")

    assert second.status_code == 200
    assert "¥429.57" in second.text  # what the contract costs as it was printed
    assert says in second.text
    assert "960 元 → 900 元" in second.text
    assert client.get(form.action).status_code == 303
    bad = client.post(form.action, data={**fields, "read": "x"}, content_type="multipart/form-data")
    assert bad.status_code == 422
