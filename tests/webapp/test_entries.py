"""Numbers as people type them are read, or asked for again; never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.entries import Entries


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("10,000", "10000"),
        ("¥899.50", "899.50"),
        ("１２３元", "123"),
        ("1.2万", "12000"),
        ("10 000", "10000"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read(typed: str, amount: str) -> None:
    entries = Entries({"a": typed})

    assert entries.amount("a") == Decimal(amount)
    assert not entries.problems


@pytest.mark.parametrize("typed", ["-5", "1e9", "ten", "1.234", "9" * 40, "NaN", "1..2", "0x10"])
def test_what_is_no_amount_is_asked_for_again(typed: str) -> None:
    entries = Entries({"a": typed})

    assert entries.amount("a") is None
    assert [one.field for one in entries.problems] == ["a"]


def test_nothing_typed_is_nothing_and_no_problem() -> None:
    entries = Entries({"a": " "})

    assert (entries.amount("a"), entries.percent("a"), entries.count("a")) == (None, None, None)
    assert not entries.problems


def test_percent_and_counts() -> None:
    entries = Entries({"p": "12.5 %", "c": "12", "half": "12.5"}, "")

    assert entries.percent("p") == Decimal("12.5")
    assert entries.count("c") == 12
    assert entries.count("half") is None
    assert [one.field for one in entries.problems] == ["half"]
