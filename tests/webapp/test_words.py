"""The words of the pages: all in both languages, none written straight into a template."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from jinja2 import Environment

from tools.translate import PO, catalogue, untranslated, used
from webapp.explanations import EXPLANATIONS

TEMPLATES = sorted((Path(__file__).parents[2] / "webapp/templates").rglob("*.html"))
# Names that are the same in every language.
NAMES = {"Candor", "English", "中文"}


def test_every_wording_has_its_chinese() -> None:
    assert untranslated(catalogue()) == []


def test_no_wording_is_left_over() -> None:
    assert {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue()
    } - {""} == set(used())


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    assert PO.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_chinese_is_chinese_with_full_width_punctuation() -> None:
    for message in catalogue():
        if not message.id:
            continue
        for words in [message.string] if isinstance(message.string, str) else message.string:
            bare = re.sub(r"%\(\w+\)s", "", words)
            assert re.search(r"[一-鿿，；]", bare), words
            assert not re.search(r"[一-鿿][,;:?!]", bare), words


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_word_stands_outside_the_catalogue(template: Path) -> None:
    """Between the tags, and in what is read aloud, only the catalogue and the views speak."""
    source = template.read_text(encoding="utf-8")
    source = re.sub(r"{% block width %}.*?{% endblock %}", "", source)  # a class, not a word
    plain = "".join(
        value if kind == "data" else "\x00"
        for _, kind, value in Environment(autoescape=True).lex(source)
        if kind == "data" or kind.endswith("_begin")
    )
    spoken = re.findall(r'(?:alt|title|placeholder|aria-label)="([^"]*)"', plain)
    plain = re.sub(r'\s(?!alt|title|placeholder|aria-label)[a-z-]+="[^"]*"', " ", plain)
    between = re.sub(r"<[^>]*>|<[^>]*$|^[^<]*>", " ", plain)
    words = re.findall(r"[A-Za-z]{2,}|[一-鿿]+", " ".join([between, *spoken]))
    assert set(words) <= NAMES


def test_no_page_calls_anything_illegal_or_an_error() -> None:
    for explanation in EXPLANATIONS.values():
        for words in (explanation.happened, explanation.safe, explanation.next_step):
            assert not re.search(r"illegal|error|fail(ed|ure) to|invalid", words.en, re.IGNORECASE)
            assert not re.search(r"违法|非法|错误代码", words.zh)
    for message in catalogue():
        assert not re.search(r"illegal|error occurred", str(message.id), re.IGNORECASE)
