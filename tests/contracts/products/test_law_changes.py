"""A row of law that changes: the old row closed, a new one opened, verdicts before and after."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.law.changes import (
    Effect,
    LawChange,
    asking_after,
    changed,
    differences,
)
from contracts.law.table import LAWS, legal_bases
from contracts.lines import LINES, reference_line
from contracts.model import Jurisdiction, LenderType
from core.errors import InvalidInput

LINE = "cn-loan-assist-2025-9"
ON = date(2027, 3, 1)
DAYS = st.dates(date(2025, 10, 1), date(2030, 1, 1))


@given(DAYS, DAYS)
def test_the_old_row_holds_to_the_day_before_and_the_new_one_from_its_day(
    on: date, asked: date
) -> None:
    with asking_after(LawChange(LINE, on, percent=Decimal(20))):
        found = reference_line(LenderType.BANK, asked)
    assert found is not None
    assert found[1] == (20 if asked >= on else 24)


@given(DAYS)
def test_a_change_leaves_exactly_one_row_in_force_each_day(on: date) -> None:
    laws, lines = changed(LawChange(LINE, on, percent=Decimal(20)))
    for day in (on - timedelta(days=1), on, on + timedelta(days=400)):
        rows = [one for one in laws if one.code == LINE and one.since is not None]
        assert sum(
            one.since <= day and (one.until is None or day <= one.until) for one in rows
        ) in {0 if day < date(2025, 10, 1) else 1}
    assert [one for one in laws if one.code != LINE] == [one for one in LAWS if one.code != LINE]
    assert [one for one in lines if one.law != LINE] == [one for one in LINES if one.law != LINE]


def test_a_row_that_ends_binds_nobody_from_that_day() -> None:
    before = [row.code for row in legal_bases((LINE,), Jurisdiction.CN, ON, LenderType.BANK)]
    with asking_after(LawChange(LINE, ON, ends=True)):
        after = legal_bases((LINE,), Jurisdiction.CN, ON, LenderType.BANK)
        day_before = legal_bases((LINE,), Jurisdiction.CN, ON - timedelta(days=1), LenderType.BANK)
        assert reference_line(LenderType.BANK, ON) is None
    assert (before, after) == ([LINE], ())
    assert [row.code for row in day_before] == [LINE]


def test_a_row_nobody_has_read_yet_is_never_shown_as_verified() -> None:
    code = "cn-civilcode-680"
    with asking_after(LawChange(code, ON, lenders=frozenset({LenderType.PRIVATE}))):
        [row] = legal_bases((code,), Jurisdiction.CN, ON, LenderType.PRIVATE)
        assert not row.verified
        assert legal_bases((code,), Jurisdiction.CN, ON, LenderType.BANK) == ()


def test_outside_the_block_nothing_is_changed() -> None:
    with asking_after(LawChange(LINE, ON, percent=Decimal(1))):
        pass
    found = reference_line(LenderType.BANK, ON)
    assert found is not None
    assert (found[0].law, found[1]) == (LINE, Decimal(24))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(LawChange("cn-nothing", ON, ends=True), id="no-such-row"),
        pytest.param(LawChange(LINE, date(2020, 1, 1), ends=True), id="not-in-force"),
        pytest.param(LawChange(LINE, ON), id="nothing-changes"),
        pytest.param(LawChange(LINE, ON, ends=True, percent=Decimal(20)), id="end-and-more"),
        pytest.param(LawChange("cn-civilcode-680", ON, percent=Decimal(20)), id="no-line"),
        pytest.param(LawChange(LINE, ON, percent=Decimal(0)), id="zero"),
        pytest.param(LawChange(LINE, ON, percent=Decimal(1001)), id="too-high"),
    ],
)
def test_what_is_no_change_is_refused(change: LawChange) -> None:
    with pytest.raises(InvalidInput):
        changed(change)


def finding(code: str, severity: str = "high", *basis: str) -> dict[str, object]:
    words = {"zh": "甲", "en": "a"}
    return {
        "id": code,
        "severity": severity,
        "legal_basis": [{"code": one} for one in basis],
        "explanation": words,
    }


def test_verdicts_are_compared_question_by_question() -> None:
    before = {
        "findings": [finding("A02"), finding("A06", "high", "x"), finding("C01", "high", "x")],
        "cleared": ["A01", "B01", "D01"],
        "unsettled": [{"id": "E01", "missing": "the lender"}],
    }
    after = {
        "findings": [
            finding("A01"),
            finding("A06", "critical", "x"),
            finding("C01", "high", "y"),
            finding("Z99"),
        ],
        "cleared": ["A02", "E01", "D01"],
        "unsettled": [{"id": "B01", "missing": "the fee"}],
    }
    assert {one.code: one.effect for one in differences(before, after)} == {
        "A01": Effect.APPEARS,
        "A02": Effect.GOES,
        "A06": Effect.WEIGHS,
        "B01": Effect.SETTLES,
        "C01": Effect.RESTS,
        "E01": Effect.SETTLES,
    }
    assert differences(before, before) == ()
