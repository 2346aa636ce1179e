"""A lender's form: filled from numbers alone, and closed to everything else of the house."""

from dataclasses import replace
from decimal import Decimal

import pytest

from contracts.filling import fill
from core.errors import InvalidInput


def test_a_form_is_filled_by_its_marks(sound_numbers) -> None:
    numbers = replace(sound_numbers(), lender_name="甲 & 乙", late_daily_percent=Decimal("0.0500"))
    words = (
        "{{ numbers.lender_name }}|{{ numbers.principal|money }}"
        "|{{ numbers.late_daily_percent|plain }}|{{ numbers.contract_date|day_zh }}"
        "|{{ numbers.contract_date|day_en }}"
    )
    assert fill(words, numbers) == "甲 &amp; 乙|12,000.00|0.05|2026年9月1日|1 September 2026"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a\n{% if numbers.months %}", "line 2: "),
        ("a\n\n{{ numbers.months | }}", "line 3: "),
        ("{{ numbers.prinzipal }}", "prinzipal"),
        ("{{ numbers.principal|dear }}", "dear"),
        ("{{ config }}", "config"),
        ("{% include 'other' %}", "loader"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{{ ''.__class__.__mro__ }}", "SecurityError"),
        ("{{ numbers.__init__.__globals__ }}", "SecurityError"),
        ("{{ ''.join(range(10**9)) }}", "OverflowError"),
    ],
)
def test_a_form_that_cannot_be_filled_says_where(words: str, said: str, sound_numbers) -> None:
    with pytest.raises(InvalidInput) as refusal:
        fill(words, sound_numbers())
    assert said in str(refusal.value)
