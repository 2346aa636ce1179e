"""A missing fact gives an interval that holds every rate it could lead to, and proves itself."""

from __future__ import annotations

import argparse
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apr.open_facts import answered, verified
from apr.standards import CODES
from core.errors import InvalidInput
from webapp.commands import apr


def loan(received: object, fee: object, first: object = "2025-02-25") -> dict:
    return {
        "id": "x",
        "advances": [{"date": "2025-01-10", "amount": received}],
        "payments": [
            {"date": first, "amount": "900", "count": 12, "every": {"months": 1}},
            {"date": "2025-01-10", "amount": fee},
        ],
    }


def rates(problem: dict) -> dict[str, float]:
    return {each["standard"]: each["apr_exact"] for each in answered(problem)["results"]}


def test_an_unknown_fee_is_not_nought() -> None:
    answer = answered(loan("9700", None))
    bare = rates(loan("9700", "0"))
    for result in answer["results"]:
        low, high = result["interval"]
        assert result["apr_percent"] is None
        assert result["reason_code"] == "missing_facts"
        assert result["missing"] == ["/payments/1"]
        assert float(low) <= bare[result["standard"]] < float(low) + 0.01
        assert high is None


def test_an_unknown_payment_leaves_the_lower_end_open() -> None:
    problem = loan("9700", "0")
    problem["payments"][0]["amount"] = None
    assert all(each["interval"] == [None, None] for each in answered(problem)["results"])


def test_a_range_of_days_holds_every_day() -> None:
    days = [date(2025, 2, 1) + timedelta(days=step) for step in range(40)]
    span = {"earliest": days[0].isoformat(), "latest": days[-1].isoformat()}
    intervals = {
        each["standard"]: each["interval"] for each in answered(loan("9700", "0", span))["results"]
    }
    for day in days:
        for code, rate in rates(loan("9700", "0", day.isoformat())).items():
            low, high = intervals[code]
            assert float(low) <= rate <= float(high)


@settings(max_examples=40, deadline=None)
@given(
    low=st.integers(900_000, 970_000),
    spread=st.integers(0, 50_000),
    fee=st.integers(0, 30_000),
    share=st.floats(0, 1),
    part=st.floats(0, 1),
)
def test_every_case_lies_in_the_interval(low, spread, fee, share, part) -> None:
    received = {"low": str(Decimal(low) / 100), "high": str(Decimal(low + spread) / 100)}
    answer = answered(loan(received, {"low": "0", "high": str(Decimal(fee) / 100)}))
    case = loan(str(Decimal(low + int(spread * share)) / 100), str(Decimal(int(fee * part)) / 100))
    for result in answer["results"]:
        least, most = result["interval"]
        assert float(least) <= rates(case)[result["standard"]] <= float(most)
    assert all(verdict.holds for verdict in verified(answer))


def test_without_missing_facts_the_answer_is_the_usual_one() -> None:
    [first, *_] = answered(loan("9700", "0"))["results"]
    assert first["apr_percent"] == "18.80"
    assert "interval" not in first


@pytest.mark.parametrize(
    "change",
    [
        {"amount": {"low": "5", "high": "4"}},
        {"amount": {"low": "-5"}},
        {"date": {"earliest": "2025-01-10"}},
        {"date": {"earliest": "2025-02-10", "latest": "2025-01-10"}},
        {"date": {"earliest": "2025-02-10", "latest": "2029-01-10"}},
    ],
)
def test_a_range_that_does_not_fit_is_refused(change) -> None:
    problem = loan("9700", "0")
    problem["payments"][0] |= change
    with pytest.raises(InvalidInput, match="/payments/0"):
        answered(problem)


def test_the_command_gives_intervals_and_checks_them(tmp_path: Path, capsys) -> None:
    problem, answer = tmp_path / "in.json", tmp_path / "out.json"
    problem.write_text(json.dumps(loan({"low": "9500", "high": "9700"}, "0")))
    assert candor_apr(str(problem)) == 0
    printed = capsys.readouterr().out
    answer.write_text(printed)
    assert candor_apr("--verify", str(answer), str(problem)) == 0

    changed = json.loads(printed)
    changed["results"][2]["interval"][0] = "1.00"
    answer.write_text(json.dumps(changed))
    assert candor_apr("--verify", str(answer)) == 1

    changed = json.loads(printed)
    proof = changed["results"][0]["at_most"]
    proof["apr_percent"], proof["apr_exact"] = "19.00", 19.0
    answer.write_text(json.dumps(changed))
    assert candor_apr("--verify", str(answer)) == 1

    problem.write_text(json.dumps(loan({"low": "9400", "high": "9700"}, "0")))
    answer.write_text(printed)
    assert candor_apr("--verify", str(answer), str(problem)) == 1


def candor_apr(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    apr.add_arguments(parser)
    return apr.run(parser.parse_args(arguments))


def test_every_standard_is_answered() -> None:
    results = answered(loan("9700", None))["results"]
    assert tuple(each["standard"] for each in results) == CODES
