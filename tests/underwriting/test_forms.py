"""A contract says what its lender's own form says: words, fees, payees and whose law."""

from dataclasses import replace
from datetime import date

import pytest

from core.errors import Conflict
from core.text import Language, Text
from underwriting.cost import cost_of
from underwriting.forms import audit_form, contract_html
from underwriting.model import FeeName
from webapp.borrower_offers import fees
from webapp.demo.forms import text_of
from webapp.demo.seed import offer_from
from webapp.demo.shelves import SHELVES

ON = date(2026, 11, 22)
OFFER = offer_from(
    next(row for row in SHELVES if row.code == "HB-12"), Text("海港消费金融", "Harbour")
)
FORM = replace(
    OFFER.form,
    language=Language.EN,
    text=text_of("en/honest"),
    upfront_fee=FeeName(Text("开户费", "arrangement fee"), "Pine Ridge Services LLC"),
)
OFFER_EN = replace(OFFER, form=FORM, jurisdiction="us")


def test_fees_and_payees_are_the_forms_own() -> None:
    words = contract_html(OFFER_EN, cost_of(OFFER_EN, OFFER_EN.at_least, ON))
    assert "arrangement fee" in words
    assert "Pine Ridge Services LLC" in words
    assert "Lender: Harbour" in words
    assert "(filled in at signing)" in words
    assert not any("一" <= letter <= "鿿" for letter in words)


def test_the_borrower_reads_the_same_names() -> None:
    loan = cost_of(OFFER_EN, OFFER_EN.at_least, ON)
    [_, line] = fees(OFFER_EN, loan)
    assert (line.label, line.payee) == (
        Text("开户费", "arrangement fee"),
        Text("Pine Ridge Services LLC", "Pine Ridge Services LLC"),
    )
    assert line.amount == loan.upfront_fee


@pytest.mark.parametrize("jurisdiction", ["cn", "us", "eu", "uk"])
def test_a_form_is_held_against_the_law_of_its_organisation(jurisdiction: str) -> None:
    found = audit_form(replace(OFFER, jurisdiction=jurisdiction), ON)
    assert found.contract.jurisdiction == jurisdiction


def test_a_fee_without_a_name_is_refused() -> None:
    nameless = replace(OFFER, form=replace(OFFER.form, upfront_fee=None))
    with pytest.raises(Conflict):
        contract_html(nameless, cost_of(nameless, nameless.at_least, ON))
