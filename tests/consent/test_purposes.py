"""The table of purposes: complete, in both languages, and true to the seed it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consent.acts import ACTS
from consent.categories import CATEGORIES
from consent.model import Basis, Purpose
from consent.purposes import PURPOSES, purpose_of

SEED = Path(__file__).parents[1] / "data" / "lending_purposes.seed.json"
ROWS = {row["code"]: row for row in json.loads(SEED.read_text(encoding="utf-8"))["purposes"]}
# Each choice the seed leaves open, resolved to one.
RESOLVED = {
    "application.identity": Basis.LEGAL_DUTY,
    "bureau.report": Basis.LEGAL_DUTY,
    "fraud.prevention": Basis.LEGAL_DUTY,
    "fraud.shared_list": Basis.CONSENT,
    "research.statistics": Basis.CONSENT,
}


@pytest.mark.parametrize("purpose", PURPOSES, ids=lambda purpose: purpose.code)
def test_every_row_has_the_seeds_flags_and_terms(purpose: Purpose) -> None:
    seed = ROWS[purpose.code]
    for name in (
        "separate_consent",
        "written_consent",
        "refusal_may_stop_service",
        "revocable",
        "dpv",
    ):
        assert getattr(purpose, name) == seed[name], name
    assert purpose.fides == seed["fides_data_use"]
    assert purpose.aa_code == seed.get("aa_code")
    expected = RESOLVED.get(purpose.code) or Basis(seed["default_basis"])
    assert purpose.basis is expected


def test_no_purpose_of_the_seed_is_missing_and_every_open_choice_is_resolved() -> None:
    assert [purpose.code for purpose in PURPOSES] == list(ROWS)
    open_choices = {
        code
        for code, row in ROWS.items()
        if "_or_" in row["default_basis"] or "_and_" in row["default_basis"]
    }
    assert open_choices == set(RESOLVED)


@pytest.mark.parametrize("purpose", PURPOSES, ids=lambda purpose: purpose.code)
def test_every_row_is_whole(purpose: Purpose) -> None:
    assert purpose.categories
    assert set(purpose.categories) <= {category.code for category in CATEGORIES}
    assert purpose.data_life_days > 0
    assert purpose.law
    for text in (purpose.name, purpose.plain, purpose.consequence, purpose.recipient):
        assert text.zh
        assert text.en
        assert text.zh != text.en


def test_every_category_is_needed_by_a_purpose() -> None:
    needed = {code for purpose in PURPOSES for code in purpose.categories}
    assert needed == {category.code for category in CATEGORIES}


def test_sensitive_data_by_consent_is_asked_for_separately() -> None:
    # PIPL 29; model.* and research use what is already at the lender, without names.
    sensitive = {category.code for category in CATEGORIES if category.sensitive}
    together = {
        purpose.code
        for purpose in PURPOSES
        if purpose.needs_grant
        and sensitive & set(purpose.categories)
        and not purpose.separate_consent
    }
    assert together == {"model.train", "research.statistics"}


def test_the_one_button_ends_only_what_no_service_needs() -> None:
    optional = {purpose.code for purpose in PURPOSES if purpose.optional}
    assert "bureau.query" not in optional
    assert optional == {
        code
        for code, row in ROWS.items()
        if row["revocable"]
        and not row["refusal_may_stop_service"]
        and purpose_of(code).basis is Basis.CONSENT  # type: ignore[union-attr]
    }


def test_every_act_names_purposes_that_exist() -> None:
    known = {purpose.code for purpose in PURPOSES}
    assert len({act.code for act in ACTS}) == len(ACTS)
    for act in ACTS:
        assert set(act.purposes) <= known


def test_free_text_is_no_purpose() -> None:
    assert purpose_of("loan underwriting") is None
