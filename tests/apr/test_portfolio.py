"""A portfolio against one loan at a time: every number of the batch is that of the exact path."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from apr.batch.arrow_out import audit_batch
from apr.batch.loans import Line, Question
from apr.batch.stream import audit_file
from apr.model import DatedAmount
from apr.rates import exceeds, hidden_cost, rate_of
from apr.standards import CODES, STANDARDS
from core.dates import add_months
from core.errors import InvalidInput
from core.money import Rate
from webapp.commands.main import main

LINE = Line("line", "", date(2000, 1, 1), None, Decimal(24))
QUESTION = Question(CODES, "cn-simple", (LINE,))
STEPS = {
    "month": {"months": 1},
    "quarter": {"months": 3},
    "5 months": {"months": 5},
    "year": {"months": 12},
    "week": {"days": 7},
    "2 weeks": {"days": 14},
    "10 days": {"days": 10},
}


def sound(**changes) -> dict:
    return {
        "loan_id": "L1",
        "lender_id": "one",
        "lender_type": "bank",
        "disbursed_on": date(2025, 1, 10),
        "principal": Decimal("10000.00"),
        "net_proceeds": Decimal("9700.00"),
        "first_payment_on": date(2025, 2, 25),
        "payment": Decimal("900.00"),
        "payments": 12,
        "last_payment": None,
        "period": "month",
        "stated_rate_percent": Decimal("12"),
        "stated_as": "cn-simple",
        **changes,
    }


def asked(*rows: dict, question: Question = QUESTION) -> list[dict]:
    return audit_batch(pa.RecordBatch.from_pylist(list(rows)), question).to_pylist()


def random_row(chance: random.Random, number: int) -> dict:
    start = date(2016, 1, 1) + timedelta(days=chance.randrange(3600))
    count = chance.choice([1, 2, 3, 5, 6, 12, 12, 24, 36, 60])
    net = chance.randrange(50_000, 5_000_000)
    paid = int(net * (1 + chance.uniform(-0.002, 0.03) * count) / count)
    return sound(
        loan_id=str(number),
        disbursed_on=start,
        net_proceeds=Decimal(net).scaleb(-2),
        first_payment_on=start + timedelta(days=chance.randrange(1, 70)),
        payment=Decimal(paid).scaleb(-2),
        payments=count,
        last_payment=chance.choice([None, Decimal(paid + chance.randrange(900)).scaleb(-2)]),
        period=chance.choice([*STEPS, "month", "month", "semimonth"]),
        stated_rate_percent=Decimal(chance.randrange(0, 6000)).scaleb(-2),
        stated_as=chance.choice(CODES),
    )


def flows_of(row: dict) -> tuple[list[DatedAmount], list[DatedAmount]]:
    """Expand a row by plain calendar steps; nothing of the batch is used."""
    first, amounts = row["first_payment_on"], [row["payment"]] * row["payments"]
    amounts[-1] = row["last_payment"] or row["payment"]
    days = []
    for index in range(row["payments"]):
        step = STEPS[row["period"]]
        if "months" in step:
            days.append(add_months(first, step["months"] * index))
        else:
            days.append(first + timedelta(days=step["days"] * index))
    payments = [DatedAmount(day, amount) for day, amount in zip(days, amounts, strict=True)]
    return [DatedAmount(row["disbursed_on"], row["net_proceeds"])], payments


def test_every_number_of_the_batch_is_that_of_the_exact_path() -> None:
    chance = random.Random(44)
    rows = [random_row(chance, number) for number in range(1_500)]
    rows = [row for row in rows if row["period"] in STEPS]
    answers = asked(*rows)

    for row, answer in zip(rows, answers, strict=True):
        flows = flows_of(row)
        for code in CODES:
            result, stem = rate_of(*flows, code), code.replace("-", "_")
            assert answer[f"{stem}_percent"] == result.apr_percent, (code, row)
            if result.apr_exact is None:
                assert result.reason.value in answer["reasons"]
                continue
            assert answer[f"{stem}_exact"] == pytest.approx(float(result.apr_exact), rel=1e-10)
            if code == row["stated_as"]:
                difference = result.apr_exact - row["stated_rate_percent"]
                tolerance = result.tolerance_pp or Decimal("0.05")
                expected = "within"
                if abs(difference) > tolerance:
                    expected = "understated" if difference > 0 else "overstated"
                assert answer["stated_verdict"] == expected, row
                assert answer["tolerance_pp"] == float(tolerance)
                rate = Rate.percent(row["stated_rate_percent"])
                assert answer["hidden_cost"] == hidden_cost(*flows, rate, code)
        if result.apr_exact is not None:
            cap = Rate.percent(24)
            assert answer["above_line_simple"] is exceeds(*flows, "cn-simple", cap)
            assert answer["above_line_compound"] is exceeds(*flows, "cn-irr", cap)


def test_one_contract_by_every_standard() -> None:
    [answer] = asked(sound())
    shown = {code: str(answer[f"{code.replace('-', '_')}_percent"]) for code in CODES}
    assert shown == {
        "us-appendix-j": "18.80",
        "us-appendix-k": "18.80",
        "eu-aprc": "20.54",
        "uk-aprc": "20.54",
        "cn-simple": "20.31",
        "cn-irr": "22.31",
        "xirr-365": "20.63",
    }
    assert answer["hidden_cost"] == Decimal("429.57")
    assert answer["reasons"] == ["less_than_principal", "understated", "hidden_cost"]


def test_fees_count_when_they_are_paid() -> None:
    plain = asked(sound(net_proceeds=Decimal("9600"), payment=Decimal("910")))[0]
    fees = sound(fee_upfront=Decimal(60), fees=Decimal(40), fee_each_insurance=Decimal(10))
    assert asked(fees)[0] == plain
    last = asked(sound(fee_last_exit=Decimal(50)))[0]
    assert last["cn_irr_exact"] == asked(sound(last_payment=Decimal(950)))[0]["cn_irr_exact"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"net_proceeds": None}, "missing_net_proceeds"),
        ({"fee_upfront": None}, "missing_fee"),
        ({"fee_each": None}, "missing_fee"),
    ],
)
def test_what_is_missing_is_not_nought(change, reason) -> None:
    """The rate is at least that without the missing cost; what it could turn is left open."""
    least = sound(net_proceeds=Decimal("10000")) if "net_proceeds" in change else sound()
    [answer], [bound] = asked(sound(**change)), asked(least)
    assert reason in answer["reasons"]
    for code in CODES:
        stem = code.replace("-", "_")
        assert answer[f"{stem}_percent"] is None
        assert answer[f"{stem}_least"] == bound[f"{stem}_exact"]
    assert answer["hidden_cost"] is None
    assert answer["above_line_simple"] is None
    assert answer["stated_verdict"] == "understated"
    [open_] = asked(sound(stated_rate_percent=Decimal(99), **change))
    assert open_["stated_verdict"] == "unknown"
    [above] = asked(sound(payment=Decimal(2000), **change))
    assert above["above_line_simple"] is True


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"payment": None}, "missing_payment"),
        ({"payment": Decimal("-5.00")}, "bad_amount"),
        ({"payment": Decimal("0.00")}, "bad_amount"),
        ({"payments": None}, "missing_count"),
        ({"payments": 0}, "bad_count"),
        ({"period": None}, "missing_period"),
        ({"period": "moon"}, "bad_period"),
        ({"disbursed_on": None}, "missing_day"),
        ({"first_payment_on": date(2025, 1, 10)}, "no_time"),
        ({"net_proceeds": None, "principal": None}, "missing_principal"),
        ({"net_proceeds": Decimal("0.00")}, "nothing_lent"),
        ({"payment": Decimal("10.00")}, "negative"),
        ({"stated_rate_percent": Decimal(-1)}, "bad_rate"),
        ({"stated_as": "apr"}, "bad_standard"),
    ],
)
def test_a_row_that_does_not_fit_says_why_and_spares_the_others(change, reason) -> None:
    rows = pa.RecordBatch.from_pylist([sound(**change), sound()], pa.schema(SCHEMA))
    bad, good = audit_batch(rows, QUESTION).to_pylist()
    assert reason in bad["reasons"]
    assert all(bad[f"{code.replace('-', '_')}_percent"] is None for code in CODES)
    assert bad["hidden_cost"] is None or reason == "negative"
    assert good == asked(sound())[0]


SCHEMA = [
    ("loan_id", pa.string()),
    ("lender_id", pa.string()),
    ("lender_type", pa.string()),
    ("disbursed_on", pa.date32()),
    ("principal", pa.decimal128(18, 2)),
    ("net_proceeds", pa.decimal128(18, 2)),
    ("first_payment_on", pa.date32()),
    ("payment", pa.decimal128(18, 2)),
    ("payments", pa.int64()),
    ("last_payment", pa.decimal128(18, 2)),
    ("period", pa.string()),
    ("stated_rate_percent", pa.decimal128(8, 2)),
    ("stated_as", pa.string()),
]


def test_a_rate_equal_to_the_line_is_not_above_and_went_by_the_exact_path() -> None:
    year = sound(
        net_proceeds=Decimal(1000),
        first_payment_on=date(2026, 1, 10),
        payments=1,
        stated_as="cn-irr",
        stated_rate_percent=Decimal(24),
    )
    [equal, above] = asked(
        {**year, "payment": Decimal(1240)}, {**year, "payment": Decimal("1240.01")}
    )
    assert (equal["above_line_compound"], above["above_line_compound"]) == (False, True)
    assert equal["exact_path"]
    assert equal["stated_verdict"] == "within"
    assert str(equal["cn_irr_percent"]) == "24.00"


def test_rounding_is_half_up_even_where_a_float_would_fall_the_other_way() -> None:
    """A rate of exactly 20.125 % is 20.13, from whichever side a float comes."""
    for percent in range(1, 60, 2):
        rate = Decimal(percent) + Decimal("0.125")
        owed = Decimal(100_000) * (1 + rate / 100)
        row = sound(
            net_proceeds=Decimal(100_000),
            first_payment_on=date(2026, 1, 10),
            payments=1,
            payment=owed.quantize(Decimal("0.01")),
        )
        [answer] = asked(row)
        assert answer["cn_irr_percent"] == rate.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert answer["exact_path"]


def test_a_loan_has_the_same_bits_wherever_it_stands() -> None:
    chance = random.Random(5)
    rows = [random_row(chance, number) for number in range(400)]
    alone = [asked(row)[0] for row in rows]
    assert asked(*rows) == alone
    assert asked(*reversed(rows)) == alone[::-1]


@pytest.mark.parametrize("code", CODES)
def test_the_rows_of_a_standard_count_alike(code: str) -> None:
    """The batch solves by the newest row; older rows may differ in citation only."""
    rows = [row for row in STANDARDS if row.code == code]
    assert len({(r.counting, r.annualisation, r.fraction_rule, r.decimals) for r in rows}) == 1


def write(path: Path, rows: list[dict]) -> Path:
    table = pa.Table.from_pylist(rows, pa.schema(SCHEMA))
    if path.suffix == ".csv":
        pa_csv.write_csv(table, path)
    else:
        pq.write_table(table, path, row_group_size=100)
    return path


def test_parquet_csv_one_process_and_many_give_the_same_file(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("apr.batch.stream.BATCH_ROWS", 64)
    chance = random.Random(6)
    rows = [random_row(chance, number) for number in range(300)]
    parquet, csv = write(tmp_path / "loans.parquet", rows), write(tmp_path / "loans.csv", rows)
    tables = []
    for source, workers in ((parquet, 1), (parquet, 2), (csv, 2)):
        target = tmp_path / "answers.parquet"
        summary = audit_file(source, target, QUESTION, workers)
        assert summary.loans == 300
        tables.append(pq.read_table(target))
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])
    assert tables[0].to_pylist() == asked(*rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "answers.parquet",
        "loans.csv",
        "loans.parquet",
    ]


def test_the_command_prints_its_summary_and_keeps_it(tmp_path: Path, capsys) -> None:
    source = write(tmp_path / "loans.parquet", [sound(), sound(net_proceeds=Decimal(10_000))])
    target, kept = tmp_path / "answers.parquet", tmp_path / "summary.json"
    call = ["audit-portfolio", str(source), str(target), "--workers", "1", "--summary", str(kept)]
    assert main([*call, "--cap", "20"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(kept.read_text())
    assert printed["loans"] == 2
    assert printed["reasons"]["above_line_simple"] == 1
    hidden = sum(row["hidden_cost"] for row in pq.read_table(target).to_pylist())
    assert printed["hidden_cost"] == {"loans": 2, "amount": str(hidden)}


@pytest.mark.parametrize("name", ["loans.parquet", "loans.csv"])
def test_a_file_that_is_none_or_lacks_a_column_is_one_clear_line(tmp_path, capsys, name) -> None:
    source = tmp_path / name
    source.write_bytes(b"loan_id,payment\n1,2\n" if name.endswith("csv") else b"nothing")
    call = ["audit-portfolio", str(source), str(tmp_path / "out.parquet"), "--workers", "1"]
    assert main(call) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert list(tmp_path.glob("*out*")) == []


def test_a_fee_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "loans.parquet"
    pq.write_table(pa.Table.from_pylist([sound(fee_sometimes=Decimal(1))]), source)
    with pytest.raises(InvalidInput, match="fee_upfront"):
        audit_file(source, tmp_path / "out.parquet", QUESTION, 1)
