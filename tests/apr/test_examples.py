"""Every worked example comes out as its source prints it, or as far as the source is right."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from apr.model import NoRate
from apr.rates import solve
from apr.reading import read_problem

EXAMPLES = json.loads(
    (Path(__file__).parent.parent / "data" / "apr_examples.json").read_text("utf-8"),
    parse_float=Decimal,
)
CODES = {
    "US Reg Z Appendix J (actuarial)": "us-appendix-j",
    "US Reg Z Appendix K (total annual loan cost, reverse mortgage)": "us-appendix-k",
    "China PBOC [2021] No. 3, simple method": "cn-simple",
}


def code_of(example: dict) -> str | None:
    name = example["standard"]
    return "eu-aprc" if name.startswith("EU APRC (Directive 2014") else CODES.get(name)


def agrees(example: dict, percent: Decimal) -> bool:
    decimals = min(example["expected_decimals"], example["reproduced_decimals"])
    half = Decimal("0.51").scaleb(-decimals)
    return abs(percent - Decimal(example["expected_apr_percent"])) <= half


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_an_example_comes_out_as_printed(example: dict) -> None:
    [result] = solve(read_problem(example))

    assert agrees(example, result.apr_exact)
    assert len(result.roots_percent) == example["positive_roots_found"]
    assert result.certificate.holds
    assert abs(result.apr_exact - example["computed_apr_percent"]) < Decimal("2e-10") * max(
        1, example["computed_apr_percent"]
    )


@pytest.mark.parametrize(
    "example", [each for each in EXAMPLES if code_of(each)], ids=lambda each: each["id"]
)
def test_the_named_standard_gives_the_same(example: dict) -> None:
    code = code_of(example)
    [result] = solve(read_problem({**example, "standard": code}))

    assert result.standard == code
    assert agrees(example, result.apr_exact)


def test_the_example_of_the_announcement_by_both_methods() -> None:
    [example] = [each for each in EXAMPLES if each["id"] == "cn-pboc-simple"]
    shown = {
        result.standard: str(result.apr_percent)
        for result in solve(read_problem({**example, "standard": "all"}))
        if result.apr_percent is not None
    }
    assert (shown["cn-simple"], shown["cn-irr"]) == ("12.80", "13.58")


def test_a_timeline_has_no_days_for_xirr() -> None:
    [result] = solve(read_problem({**EXAMPLES[-1], "standard": "xirr-365"}))
    assert result.reason is NoRate.NEEDS_DATES


def test_a_fee_before_the_drawdown_gives_two_rates_and_says_so() -> None:
    [example] = [each for each in EXAMPLES if each["id"] == "ec-43"]
    [result] = solve(read_problem(example))

    assert [round(root, 2) for root in result.roots_percent] == [
        Decimal("8.27"),
        Decimal("19168.55"),
    ]
    assert result.apr_percent == Decimal("8.27")
    assert any("several" in note.en for note in result.notes)


# Appendix J (c), by the days of the calendar instead of counted times.
DATED = [
    ("us-j-c1ii", "1978-02-10", 6000, [("1978-04-01", "200", 36, {"months": 1})], "month", "11.82"),
    (
        "us-j-c1iv",
        "1978-05-23",
        10000,
        [("1978-10-01", "385", 40, {"months": 3})],
        "3 months",
        "8.97",
    ),
    (
        "us-j-c3i",
        "1978-01-10",
        5000,
        [("1978-02-10", "230", 23, {"months": 1}), ("1980-01-10", "280", 1, None)],
        "month",
        "10.50",
    ),
    (
        "us-j-c3ii",
        "1978-04-03",
        200,
        [("1978-04-11", "9.50", 19, {"weeks": 2}), ("1979-01-02", "30", 1, None)],
        "2 weeks",
        "12.22",
    ),
    (
        "us-j-c4i",
        "1978-01-10",
        5000,
        [
            ("1978-02-10", "250", 1, None),
            ("1978-03-10", "230", 22, {"months": 1}),
            ("1980-01-10", "280", 1, None),
        ],
        "month",
        "10.90",
    ),
    (
        "us-j-c4ii",
        "1978-01-10",
        8000,
        [
            ("1978-03-01", "449.36", 1, None),
            ("1978-05-01", "465", 18, {"months": 2}),
            ("1981-05-01", "200", 1, None),
        ],
        "2 months",
        "7.30",
    ),
]


@pytest.mark.parametrize(("name", "start", "amount", "series", "unit", "printed"), DATED)
def test_appendix_j_from_the_calendar(name, start, amount, series, unit, printed) -> None:
    payments = []
    for day, paid, count, every in series:
        flow = {"date": day, "amount": paid}
        payments.append({**flow, "count": count, "every": every} if every else flow)
    [result] = solve(
        read_problem(
            {
                "id": name,
                "standard": "us-appendix-j",
                "advances": [{"date": start, "amount": amount}],
                "payments": payments,
            }
        )
    )
    assert str(result.apr_percent) == printed
    assert result.unit_period.name == unit
    assert result.tolerance_pp == Decimal("0.125")
