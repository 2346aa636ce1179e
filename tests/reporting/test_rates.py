"""The price of loans: of what was approved, by the machine or by a person, each once."""

from __future__ import annotations

import pytest

from reporting.rollups import DECISIONS, RATE, increments


def counted(kind: str, action: str, machine: str = "") -> list[str]:
    payload = {"action": action, "apr_percent": "24.01", "standard": "cn-simple"}
    told = payload | ({"machine_action": machine} if machine else {})
    return [f"{one.figure}/{one.bucket}" for one in increments(kind, told)[1:]]


@pytest.mark.parametrize(
    ("action", "rate"), [("approve", [f"{RATE}/002410"]), ("refer", []), ("decline", [])]
)
def test_the_machines_decisions_all_count_and_only_its_loans_have_a_price(
    action: str, rate: list[str]
) -> None:
    assert counted("application.decided@1", action) == [f"{DECISIONS}/{action}", *rate]


@pytest.mark.parametrize(
    ("action", "machine", "rate"),
    [
        ("approve", "refer", [f"{RATE}/002410"]),
        ("approve", "decline", [f"{RATE}/002410"]),
        ("approve", "approve", []),  # counted when the machine approved it
        ("decline", "refer", []),
    ],
)
def test_a_persons_approval_is_a_loan_with_its_price(
    action: str, machine: str, rate: list[str]
) -> None:
    assert counted("review.decided@2", action, machine) == rate


def test_what_was_sealed_before_the_price_was_told_adds_none() -> None:
    assert (
        increments("review.decided@1", {"action": "approve", "machine_action": "refer"})[1:] == ()
    )
