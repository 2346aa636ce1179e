"""The right each purpose rests on under each law, and the limits on account data."""

from __future__ import annotations

import pytest

from consent.bases import BASES, Jurisdiction, bases_of
from consent.ceilings import CEILINGS, beyond
from consent.model import Purpose
from consent.purposes import PURPOSES, purpose_of


@pytest.mark.parametrize("purpose", PURPOSES, ids=lambda purpose: purpose.code)
def test_every_purpose_has_one_row_under_each_law(purpose: Purpose) -> None:
    assert [row.jurisdiction for row in bases_of(purpose.code)] == list(Jurisdiction)
    assert bases_of(purpose.code)[0].basis == purpose.basis


def test_only_what_was_read_is_verified_and_has_a_basis_settled() -> None:
    for row in BASES:
        assert row.verified is (row.jurisdiction in {Jurisdiction.CN, Jurisdiction.EU})
        assert row.law
        assert row.since is None or row.verified
        assert row.jurisdiction is not Jurisdiction.US or row.basis == "not_settled"


def test_free_text_has_no_basis() -> None:
    assert bases_of("loan underwriting") == ()
    assert purpose_of("loan underwriting") is None


def test_what_goes_beyond_the_limits_on_account_data_is_named() -> None:
    assert {one.aa_code for one in CEILINGS} == {"103", "104"}
    found = {purpose.code: beyond(purpose) for purpose in PURPOSES if beyond(purpose)}
    assert found == {
        "bank_data.pull_once": ("data_life_days",),
        "bank_data.monitor": ("data_life_days", "look_back_days"),
    }
