"""`candor refunds`: files that agree with each other, letters, and nothing of a person outside."""

from __future__ import annotations

import csv
import json
import stat
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from pyarrow import parquet, table

from webapp.commands.main import main

HEAD = (
    "loan_id,lender_type,disbursed_on,principal,net_proceeds,first_payment_on,payment,payments,"
    "period,stated_rate_percent,payments_made"
)
ROWS = (
    "L-1,bank,2026-01-15,10000.00,9700.00,2026-02-15,888.49,12,month,12,12",
    "L-2,bank,2026-01-15,10000.00,10000.00,2026-02-15,888.49,12,month,12,5",
    "=L 3,bank,2026-01-15,10000.00,9700.00,2026-02-15,888.49,12,month,,5",
)
NAME = "测试甲乙"


@pytest.fixture
def loans(tmp_path: Path) -> Path:
    path = tmp_path / "loans.csv"
    path.write_text("\n".join((HEAD, *ROWS)), encoding="utf-8")
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(f"loan_id,name,address\nL-1,{NAME},测试路1号\n", encoding="utf-8")
    return path


def written(folder: Path) -> list[dict[str, str]]:
    with (folder / "refunds.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_both_files_have_a_row_a_loan_with_exact_amounts(
    loans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main(["refunds", str(loans), str(folder), "--as-of", "2026-11-22"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["loans"], summary["affected"], summary["not_counted"]) == (3, 1, 1)

    rows, columns = written(folder), parquet.read_table(folder / "refunds.parquet").to_pydict()
    assert [row["owed"] for row in rows[1:]] == ["0.00", ""]
    owed = (Decimal("888.49") - Decimal(rows[0]["payment_at_compared_rate"])) * 12
    assert Decimal(rows[0]["owed"]) == owed
    assert summary["owed"] == {"CNY": str(owed)}
    assert columns["owed"] == [owed, Decimal(0), None]
    assert columns["not_counted"][2] == rows[2]["not_counted"] == "no told rate in the file"
    assert rows[2]["loan_id"] == "'=L 3"  # no formula for a spreadsheet
    assert stat.S_IMODE((folder / "refunds.csv").stat().st_mode) == 0o600


def test_a_table_in_columns_gives_the_same_file(loans: Path, tmp_path: Path) -> None:
    with loans.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    parquet.write_table(table(columns), tmp_path / "loans.parquet")
    outs = []
    for name in ("loans.csv", "loans.parquet"):
        folder = tmp_path / name.replace(".", "-")
        assert main(["refunds", str(tmp_path / name), str(folder), "--as-of", "2026-11-22"]) == 0
        outs.append((folder / "refunds.csv").read_bytes())
    assert outs[0] == outs[1]


def test_only_loans_the_audit_flagged_are_counted(loans: Path, tmp_path: Path, capsys) -> None:
    audited = tmp_path / "audited.parquet"
    columns = {
        "loan_id": ["L-1", "L-2", "=L 3"],
        "reasons": [["understated", "hidden_cost"], [], ["missing_stated_rate"]],
    }
    parquet.write_table(table(columns), audited)
    command = ["refunds", str(loans), str(tmp_path / "out"), "--audited", str(audited)]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["loans"] == 1


def test_a_letter_in_both_languages_for_each_that_is_owed_and_a_name_nowhere_else(
    loans: Path, people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    names = ["--lender-name", "测试消费金融", "Test Finance"]
    command = ["refunds", str(loans), str(folder), "--letters", "--people", str(people), *names]
    assert main(command) == 0
    told = capsys.readouterr()
    assert [path.name for path in (folder / "letters").iterdir()] == ["L-1.pdf"]
    document = pypdfium2.PdfDocument(folder / "letters" / "L-1.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    owed = written(folder)[0]["owed"]
    for words in (NAME, "应退", "Owed back", owed, "测试消费金融", "Test Finance"):
        assert words in text
    for place in (told.out, told.err, (folder / "refunds.csv").read_text(encoding="utf-8")):
        assert NAME not in place


def test_nobody_to_write_to_is_said_and_no_half_file_stays(
    loans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "people.csv"
    empty.write_text("loan_id,name\nL-9,某人\n", encoding="utf-8")
    folder = tmp_path / "out"
    command = ["refunds", str(loans), str(folder), "--letters", "--people", str(empty)]
    assert main([*command, "--lender-name", "甲", "A"]) == 2
    told = capsys.readouterr()
    assert "a name for each loan" in told.err
    assert "某人" not in told.err
    assert not (folder / "refunds.csv").exists()
    assert not list(folder.glob(".*"))


def test_one_without_a_name_is_listed_and_the_others_get_their_letters(
    loans: Path, people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    another = ROWS[0].replace("L-1", "L-4")
    loans.write_text("\n".join((HEAD, another, *ROWS)), encoding="utf-8")
    folder = tmp_path / "out"
    command = ["refunds", str(loans), str(folder), "--letters", "--people", str(people)]
    assert main([*command, "--lender-name", "甲", "A"]) == 0
    told = capsys.readouterr()
    summary = json.loads(told.out)
    assert (summary["letters"], summary["without_addressee"]) == (1, 1)
    assert (folder / "letters" / "without_addressee.txt").read_text() == "L-4\n"
    assert "without an addressee: 1, listed" in told.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("payments_made", "fee_monthly"), "fee_monthly"),
        (("9700.00", "nothing"), "row 1 net_proceeds"),
        (("2026-02-15", "2026-02-30"), "row 1 first_payment_on"),
        (("888.49,12,month", "888.49,12,month,1,1"), "cells"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_in_one_line(
    loans: Path, tmp_path: Path, capsys, change: tuple[str, str], said: str
) -> None:
    loans.write_text(loans.read_text().replace(*change), encoding="utf-8")
    assert main(["refunds", str(loans), str(tmp_path / "out")]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
