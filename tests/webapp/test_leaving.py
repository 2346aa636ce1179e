"""Leaving early and being late on pages: the audit's own figures, the telling few at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.service import audit
from core.dates import parse_day
from documents.reading import read
from tests.webapp.borrower.test_true_cost import CONTRACT
from webapp.leaving import leaving_of
from webapp.views.truecost import Leaving

CHARGED = CONTRACT + "第十条 提前还款的，应按剩余本金的3%支付违约金。\n"


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    day = parse_day("2026-11-22")
    return audit([read(CHARGED.encode(), "contract.txt")], as_of=day).as_dict()


def test_each_line_is_what_the_audit_says(told) -> None:
    shown = leaving_of(told, "CNY")
    for line, one in zip(shown.every, told["early_exit"]["exits"], strict=True):
        assert line.to_pay.amount == Decimal(one["balance"]) + Decimal(one["charge"])
        assert line.rate is not None
        assert line.rate.rounded_percent(2) == Decimal(one["yearly_percent"])
    assert [line.after for line in shown.few] == [1, 6, 11]
    assert [line.after for line in shown.every if line.worst] == [1]


def test_the_dearest_month_is_said_in_both_languages(told) -> None:
    note = leaving_of(told, "CNY").early_note
    worst = told["early_exit"]["exits"][0]["yearly_percent"]
    assert note is not None
    assert worst in note.zh
    assert worst in note.en


def test_lateness_is_every_charge_together(told) -> None:
    # 10,000 x 0.1 % a day, on the whole loan
    assert [(one.days, one.charge.amount) for one in leaving_of(told, "CNY").late] == [
        (30, Decimal("300.00")),
        (90, Decimal("900.00")),
    ]


def test_an_audit_kept_before_it_told_these_shows_none_of_them(told) -> None:
    old = {name: value for name, value in told.items() if name not in {"early_exit", "lateness"}}
    assert leaving_of(old, "") == Leaving()
    assert not leaving_of(old, "").told
