"""A change of law lists each form and product whose verdict changes, by asking them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contracts.law.changes import Effect, LawChange
from core.access import Access, Role
from core.dates import day_of
from core.errors import InvalidInput
from core.ids import new_id
from core.money import Rate
from core.text import Text
from tests.database_world import AT, World
from tests.underwriting.world import put_offer
from underwriting.law_effects import drift, effects_of
from underwriting.model import Offer, Product
from underwriting.publishing import publish_form, publish_product
from webapp.demo.forms import version_of

LINE = "cn-loan-assist-2025-9"
ON = date(2027, 3, 1)


@pytest.fixture
def someone(world: World) -> Access:
    return world.staff(Role.COMPLIANCE)


def published(world: World, monthly_rate: str, name: str) -> Offer:
    """A product at a rate, with a form that says what it costs."""
    model = put_offer(world)
    rate = Decimal(monthly_rate)
    product = Product(new_id(), world.lender, f"{name}-{new_id()}", Text(name, name), "cash")
    offer = replace(
        model,
        id=new_id(),
        product=product,
        code=f"{name}-{new_id()}",
        monthly_rate=rate,
        stated_apr=Rate.percent(rate * 1200),
    )
    publish_product(world.database, world.machine("application.submit"), (offer,), day_of(AT), AT)
    return offer


@pytest.fixture(scope="module")
def dear(world: World) -> Offer:
    """21.6 % a year simple, 23.9 % compounded: below 24, above 20."""
    return published(world, "0.018", "dear")


@pytest.fixture(scope="module")
def cheap(world: World) -> Offer:
    """7.44 % a year: below either line."""
    return published(world, "0.0062", "cheap")


def test_a_lower_line_lists_the_dear_product_alone_with_both_verdicts(
    world: World, someone: Access, dear: Offer, cheap: Offer
) -> None:
    found = effects_of(world.database, someone, LawChange(LINE, ON, percent=Decimal(20)))
    assert dear.product.code in found.products
    assert cheap.product.code not in found.products
    [mine] = [one for one in found.affected if one.form.offer.id == dear.id]
    [difference] = [one for one in mine.differences if one.code == "A06"]
    assert difference.effect is Effect.APPEARS
    assert difference.before.answer == "clear"
    assert difference.after.basis == (LINE,)
    assert difference.after.words is not None
    assert "20" in difference.after.words.en
    assert mine.form.in_use


def test_a_line_that_ends_leaves_the_question_open(
    world: World, someone: Access, cheap: Offer
) -> None:
    found = effects_of(world.database, someone, LawChange(LINE, ON, ends=True))
    [mine] = [one for one in found.affected if one.form.offer.id == cheap.id]
    [difference] = [one for one in mine.differences if one.code == "A06"]
    assert (difference.before.answer, difference.after.answer) == ("clear", "unsettled")
    assert difference.effect is Effect.SETTLES


def test_versions_that_were_used_before_are_asked_too(world: World, someone: Access) -> None:
    offer = published(world, "0.018", "versions")
    second = replace(version_of("zh/honest"), version=2)
    publish_form(
        world.database, world.machine("application.submit"), replace(offer, form=second), AT
    )
    found = effects_of(world.database, someone, LawChange(LINE, ON, percent=Decimal(20)))
    mine = [one.form for one in found.affected if one.form.offer.id == offer.id]
    assert [(one.offer.form.version, one.in_use) for one in mine] == [(2, True), (1, False)]


def test_a_kept_audit_that_the_rules_of_today_agree_with_has_not_drifted(
    world: World, someone: Access, dear: Offer
) -> None:
    found = drift(world.database, someone, day_of(AT))
    assert dear.id not in {one.form.offer.id for one in found.affected}
    world.superuser(
        "UPDATE form_versions SET audit = jsonb_set(audit::jsonb, '{cleared}',"
        " (audit::jsonb -> 'cleared') - 'A06')::text WHERE product_id = :id",
        id=dear.product.id,
    )
    world.superuser(
        "UPDATE form_versions SET audit = jsonb_set(audit::jsonb, '{unsettled}',"
        ' (audit::jsonb -> \'unsettled\') || \'[{"id": "A06", "missing": "a line"}]\')::text'
        " WHERE product_id = :id",
        id=dear.product.id,
    )
    found = drift(world.database, someone, day_of(AT))
    [mine] = [one for one in found.affected if one.form.offer.id == dear.id]
    assert [(one.code, one.before.answer, one.after.answer) for one in mine.differences] == [
        ("A06", "unsettled", "clear")
    ]


def test_another_lender_sees_nothing_of_these(world: World, dear: Offer) -> None:
    stranger = world.staff(Role.COMPLIANCE, lender=world.other_lender)
    change = LawChange(LINE, ON, percent=Decimal(20))
    assert effects_of(world.database, stranger, change).asked == 0


def test_what_is_no_change_is_refused_before_anything_is_asked(
    world: World, someone: Access
) -> None:
    with pytest.raises(InvalidInput):
        effects_of(world.database, someone, LawChange("cn-nothing", ON, ends=True))
