"""A term is heard for whose benefit it is: the lender's power, not the borrower's freedom."""

from __future__ import annotations

import pytest

from tests.contracts.sayings import sides


def pairs(table):
    return [(code, words) for code, all_words in table.items() for words in all_words]


def heard(audited, text: str) -> set[str]:
    return {finding.code for finding in audited(text).findings}


@pytest.mark.parametrize(("code", "words"), pairs(sides.SAID_ZH))
def test_the_lenders_power_is_heard_in_chinese(code, words, audited, sound_text) -> None:
    assert code in heard(audited, f"{sound_text}\n{words}\n")


@pytest.mark.parametrize(("code", "words"), pairs(sides.SAID_EN))
def test_the_lenders_power_is_heard_in_english(code, words, audited, sound_english) -> None:
    assert code in heard(audited, f"{sound_english}\n{words}\n")


@pytest.mark.parametrize("words", sides.UNSAID_ZH)
def test_the_borrowers_freedom_is_silent_in_chinese(words, audited, sound_text) -> None:
    assert heard(audited, f"{sound_text}\n{words}\n") == set()


@pytest.mark.parametrize("words", sides.UNSAID_EN)
def test_the_borrowers_freedom_is_silent_in_english(words, audited, sound_english) -> None:
    assert heard(audited, f"{sound_english}\n{words}\n") == set()


LOAN = (
    "Loan agreement. Lender: Example Credit Ltd. The loan amount is $1,000.00. "
    "The interest rate is 12% per annum.\n"
)


@pytest.mark.parametrize(
    "words",
    [
        "Late charge: 5% of a payment that is late, but not more than $10.00.",
        "On an overdue amount default interest of 0.03% a day (10.95% a year) is charged.",
        "The late fee is $8.00.\nThe late fee of $8.00 is due once, and your rate stays at 12%.",
    ],
)
def test_a_limit_and_a_second_way_of_saying_it_are_no_second_charge(words, audited) -> None:
    assert "C03" not in heard(audited, LOAN + words)


def test_a_second_charge_of_another_name_is_one_more(audited) -> None:
    words = "The late fee is $8.00, plus a reminder fee of $5.00 for each late payment."
    assert "C03" in heard(audited, LOAN + words)
