"""The table of standards: complete, dated without gaps, in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from apr.model import NoRate
from apr.standards import CODES, STANDARDS, standard_in_force
from apr.wording import REASONS


def test_the_codes_of_the_interface_are_all_there() -> None:
    assert CODES == (
        "us-appendix-j",
        "us-appendix-k",
        "eu-aprc",
        "uk-aprc",
        "cn-simple",
        "cn-irr",
        "xirr-365",
    )


@pytest.mark.parametrize("code", CODES)
def test_rows_follow_each_other_without_gap_or_overlap(code: str) -> None:
    rows = [row for row in STANDARDS if row.code == code]
    assert rows[-1].until is None
    for earlier, later in pairwise(rows):
        assert later.since == earlier.until + timedelta(days=1)
        assert standard_in_force(code, earlier.until) is earlier
        assert standard_in_force(code, later.since) is later
    assert standard_in_force(code, None) is rows[-1]
    assert standard_in_force(code, date(1990, 1, 1)) is rows[0]


def test_only_texts_that_were_read_are_verified() -> None:
    verified = {(row.code, row.until) for row in STANDARDS if row.verified}
    assert verified == {("us-appendix-j", None), ("eu-aprc", date(2026, 11, 19))}
    assert all(row.source for row in STANDARDS)


def test_every_missing_rate_has_its_wording() -> None:
    assert set(REASONS) == set(NoRate)
