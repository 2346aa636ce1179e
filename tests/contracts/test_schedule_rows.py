"""Parts of one payment are not the loan; what is told beside the others is counted with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from contracts.cash_flows import build
from contracts.model import Term, TermName
from contracts.terms.reading import read_terms
from documents.matching import searchable
from documents.reading import read


def _terms(text: str) -> tuple[Term, ...]:
    return read_terms((searchable(read(text.encode(), "paper.txt")),))


def _values(text: str, name: TermName) -> list[object]:
    return [term.value for term in _terms(text) if term.name is name]


@pytest.mark.parametrize(
    "row",
    [
        "第3期应还本金1,020.50元，利息80.10元。",
        "每月偿还本金1,020.50元。",
        "本金1,020.50元，利息80.10元。",
    ],
)
def test_the_principal_of_a_schedule_row_is_not_the_loan(row: str) -> None:
    assert _values(f"借款本金为人民币36,000.00元。\n{row}", TermName.PRINCIPAL) == [Decimal(36000)]


def test_a_loan_in_plain_words_is_the_principal() -> None:
    assert _values("您向本行借了36,000元，分12期还清。", TermName.PRINCIPAL) == [Decimal(36000)]


def test_a_separate_last_payment_is_counted() -> None:
    text = "You repay by 11 monthly payments of $90.00 and one of $88.10."
    assert _values(text, TermName.INSTALMENT_COUNT) == [12]


def test_a_last_payment_among_the_others_is_not_counted_twice() -> None:
    text = "You repay by 12 monthly payments of $90.00, the last payment being $88.10."
    assert _values(text, TermName.INSTALMENT_COUNT) == [12]


@pytest.mark.parametrize(
    ("text", "period"), [("利率：年利率9%。", "year"), ("利率：月利率0.9%。", "month")]
)
def test_a_rate_is_for_the_noun_beside_its_figure(text: str, period: str) -> None:
    rates = [term for term in _terms(text) if term.name is TermName.INTEREST_RATE]
    assert [rate.period for rate in rates] == [period]


@pytest.mark.parametrize(("total", "count"), [("$1,078.10", 12), ("$988.10", 11)])
def test_the_stated_total_tells_whether_the_last_payment_is_among_the_counted(
    total: str, count: int
) -> None:
    text = (
        "Loan amount: $1,000.00. You make 11 monthly payments of $90.00; "
        f"your last payment will be $88.10. Total of Payments: {total}."
    )
    assert len(build(_terms(text), date(2026, 3, 2)).payments) == count


def test_a_fee_inside_a_payment_row_is_not_a_fee_of_its_own() -> None:
    text = "第1期：本金900.00元，利息90.00元，担保费30.00元，合计1,020.00元。"
    assert not _values(text, TermName.FEE)
    assert _values("签约时一次性支付担保费30.00元。", TermName.FEE) == [Decimal("30.00")]
