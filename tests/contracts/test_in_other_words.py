"""One thing in many words: however a paper says it, the term is the same.

Written from how lenders, pawnshops and neighbours write, before the phrases that read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from contracts.model import Term, TermName
from contracts.service import audit
from documents.reading import read

WRITINGS = Path(__file__).parent / "writings"


def asked() -> Iterator[tuple[TermName, str, str, str]]:
    """Each writing with what it says, under a title of its language."""
    for language, title in (("zh", "借款合同"), ("en", "Loan agreement")):
        for line in (WRITINGS / f"{language}.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                said, words = line.split(" <- ", 1)
                name, value, period = (part.strip() for part in said.split(";"))
                yield TermName(name), value, period, f"{title}\n{words}\n"


def says(term: Term, name: TermName, value: str, period: str) -> bool:
    if term.name is not name or (period and term.period != period):
        return False
    if isinstance(term.value, Decimal):
        return term.value == Decimal(value)
    return str(term.value) == value


@pytest.mark.parametrize(("name", "value", "period", "words"), list(asked()))
def test_a_term_is_read_in_whatever_words(
    name: TermName, value: str, period: str, words: str
) -> None:
    terms = audit([read(words.encode(), "paper.txt")], as_of=date(2026, 11, 1)).contract.terms
    assert any(says(term, name, value, period) for term in terms), [
        (term.name.value, str(term.value), term.period) for term in terms
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (TermName.TOTAL_PAYABLE, "第1期｜本金1,605.25元｜利息150.00元｜合计1,755.25元"),
        (TermName.FEE, "贷款人不收取考察费600元。"),
        (TermName.FEE, "介绍费600元由贷款人承担。"),
        (TermName.INSTALMENT_COUNT, "连续两期未还的，贷款人可以催告。"),
        (TermName.FEE, "Stamp duty of $1.50 is borne by the lender."),
        (TermName.FEE, "The margin is 1.50 percentage points."),
        (TermName.FIRST_PAYMENT_ON, "This agreement starts on 9 February 2026."),
    ],
)
def test_what_only_looks_like_a_term_is_none(name: TermName, words: str) -> None:
    terms = audit([read(words.encode(), "paper.txt")], as_of=date(2026, 11, 1)).contract.terms
    assert all(term.name is not name for term in terms)
