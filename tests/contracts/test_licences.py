"""Registers of licences: read line by line, asked by name, and never saying more than they know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contracts.licences import (
    COLUMNS,
    Licence,
    LicenceState,
    in_force,
    is_of,
    name_key,
    read_register,
)
from core.errors import InvalidInput

SAMPLE = Path("webapp/demo/licences.csv").read_text("utf-8")
ROW = {
    "register": "名录",
    "as_of": "2026-11-01",
    "complete": "no",
    "source": "somewhere",
    "name": "海港消费金融有限公司",
    "other_names": "Harbour|海港消金",
    "kind": "消费金融公司",
    "number": "X1",
    "authority": "局",
    "state": "in_force",
    "since": "2015-06-18",
    "until": "",
}


def csv_of(*rows: dict[str, str]) -> str:
    return "\n".join(
        [",".join(COLUMNS), *(",".join(row[name] for name in COLUMNS) for row in rows)]
    )


def test_the_sample_says_its_day_and_that_it_is_incomplete_and_invented() -> None:
    register, licences = read_register(SAMPLE)

    assert register.as_of == date(2026, 11, 1)
    assert not register.complete
    assert "invented" in register.source
    assert {one.state for one in licences} == {LicenceState.IN_FORCE, LicenceState.ENDED}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"state": "fine"}, "2/state"),
        ({"complete": "perhaps"}, "2/complete"),
        ({"since": "2015-13-01"}, "2/since"),
        ({"as_of": ""}, "2/register"),
        ({"name": "—"}, "2/name"),
        ({"number": "9" * 301}, "2/number"),
    ],
)
def test_what_does_not_fit_names_line_and_column(change: dict[str, str], where: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_register(csv_of({**ROW, **change}))

    assert refusal.value.where == where


def test_a_row_of_another_day_a_missing_column_and_an_empty_file_are_refused() -> None:
    for words in (
        csv_of(ROW, {**ROW, "as_of": "2026-11-02"}),
        "name\n甲",
        ",".join(COLUMNS),
        csv_of(ROW) + ",surplus",
    ):
        with pytest.raises(InvalidInput):
            read_register(words)


def licence(**change: object) -> Licence:
    given = {
        "name": "海港消费金融有限公司",
        "other_names": ("Harbour Consumer Finance",),
        "kind": "",
        "number": "",
        "authority": "",
        "state": LicenceState.IN_FORCE,
    }
    return Licence(**{**given, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("海港消费金融有限公司", True),
        (" 海港 消费金融有限公司 ", True),
        ("HARBOUR consumer finance", True),
        ("海港消费金融有限公司上海分公司", True),
        ("海港消费金融有限公司催收部", False),
        ("海港", False),
        ("海港消费金融服务有限公司", False),
    ],
)
def test_a_name_is_the_same_in_every_spelling_and_no_other(asked: str, same: bool) -> None:
    assert is_of(licence(), asked) is same


def test_spellings_of_a_name_share_a_key() -> None:
    assert name_key("Ｈarbour （Asia） Co., Ltd.") == name_key("harbour asia co ltd")


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ({}, True),
        ({"state": LicenceState.SUSPENDED}, False),
        ({"until": date(2026, 11, 21)}, False),
        ({"until": date(2026, 11, 22)}, True),
        ({"since": date(2026, 11, 23)}, False),
    ],
)
def test_a_licence_holds_on_the_day_or_not(change: dict, holds: bool) -> None:
    assert in_force(licence(**change), date(2026, 11, 22)) is holds
