"""What an audit says in English phrases, the pages say in Chinese too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import contracts
from contracts.disclosures import ITEMS
from contracts.phrases import bilingual

CHECKS = sorted((Path(contracts.__file__).parent / "checks").glob("*.py"))
# What stands for the parts of a phrase that differ from contract to contract.
FILLED = {
    "charge.unit": ("percent", "times", "yuan"),
    "charge.period": ("day", "instalment", "once"),
    "rate.period or '?'": ("month", "day", "instalment"),
    "method.en": ("simple", "compound"),
    "fee.label": ("服务费",),
}


def phrases(path: Path) -> Iterator[ast.expr]:
    """Every phrase a check gives: a line of arithmetic, what is missing, what would settle it."""
    for call in (node for node in ast.walk(ast.parse(path.read_text())) if _is_call(node)):
        assert isinstance(call, ast.Call)
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in {"step", "Unsettled"}:
            yield call.args[0]
        if name == "clause_answer":
            yield call.args[3]
        yield from (word.value for word in call.keywords if word.arg == "would_settle")


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call)


def spoken(phrase: ast.expr) -> Iterator[str]:
    """The words of a phrase, with something for each of its gaps."""
    if isinstance(phrase, ast.Constant):
        yield phrase.value
    elif isinstance(phrase, ast.IfExp):
        yield from spoken(phrase.body)
        yield from spoken(phrase.orelse)
    elif isinstance(phrase, ast.BoolOp):
        yield from spoken(phrase.values[-1])
    elif isinstance(phrase, ast.JoinedStr):
        said = [""]
        for part in phrase.values:
            if isinstance(part, ast.Constant):
                fillings: tuple[str, ...] = (part.value,)
            else:
                assert isinstance(part, ast.FormattedValue)
                fillings = FILLED.get(ast.unparse(part.value), ("12",))
            said = [before + filling for before in said for filling in fillings]
        yield from said


def _bare(words: str) -> str:
    """What is left of a wording without names that are the same in every language."""
    return re.sub(r"APRC?|LPR|CONC", "", words)


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_every_phrase_of_a_check_has_its_chinese(path: Path) -> None:
    said = {words for phrase in phrases(path) for words in spoken(phrase)}
    english = {words for words in said if re.search(r"[A-Za-z]", _bare(bilingual(words).zh))}
    assert english == set()


def test_what_is_missing_is_taken_apart() -> None:
    assert bilingual("number of instalments, term").zh == "期数、期限"


def test_an_item_is_called_by_its_name_in_both_languages() -> None:
    for item in ITEMS:
        said = bilingual(item.code)
        assert "_" not in said.en
        assert re.search(r"[一-鿿]", said.zh), item.code


def test_what_a_contract_says_itself_stays_as_it_is() -> None:
    assert bilingual("10,800.00").zh == "10,800.00"
