"""One idea in many words: each is heard in a sound contract, and its neighbours are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.checks.table import CHECKS
from tests.contracts.sayings import chinese, english

ASKED = {check.code: check for check in CHECKS}


PLAIN = Path(__file__).parent / "sayings"


def written(language: str) -> list[tuple[str, str]]:
    """Every line of a file of sayings: the code of a check, then the sentence it has to hear."""
    lines = (PLAIN / f"plain_{language}.txt").read_text("utf-8").splitlines()
    return [(code, words) for code, _, words in (line.partition(" ") for line in lines)]


def pairs(table):
    return [(code, words) for code, all_words in table.items() for words in all_words]


def heard(audited, text: str) -> set[str]:
    return {finding.code for finding in audited(text).findings}


@pytest.mark.parametrize(("code", "words"), pairs(chinese.SAID))
def test_what_is_said_in_chinese_is_heard(code, words, audited, sound_text) -> None:
    assert code in heard(audited, f"{sound_text}\n{words}\n")


@pytest.mark.parametrize(("code", "words"), pairs(english.SAID))
def test_what_is_said_in_english_is_heard(code, words, audited, sound_english) -> None:
    assert code in heard(audited, f"{sound_english}\n{words}\n")


@pytest.mark.parametrize(("code", "words"), pairs(chinese.UNSAID))
def test_what_only_looks_alike_in_chinese_is_silent(code, words, audited, sound_text) -> None:
    assert heard(audited, f"{sound_text}\n{words}\n") == set()


@pytest.mark.parametrize(("code", "words"), pairs(english.UNSAID))
def test_what_only_looks_alike_in_english_is_silent(code, words, audited, sound_english) -> None:
    assert heard(audited, f"{sound_english}\n{words}\n") == set()


@pytest.mark.parametrize(("code", "words"), written("chinese"))
def test_what_papers_say_in_plain_chinese_is_heard(code, words, audited, sound_text) -> None:
    assert code in heard(audited, f"{sound_text}\n{words}\n")


@pytest.mark.parametrize(("code", "words"), written("english"))
def test_what_papers_say_in_plain_english_is_heard(code, words, audited, sound_english) -> None:
    assert code in heard(audited, f"{sound_english}\n{words}\n")
