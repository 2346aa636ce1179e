"""Loans of a product as rows, who sells it, and whom to tell: real rows, behind the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contracts.model import LenderType
from contracts.products.model import (
    Advertisement,
    Channel,
    ChannelKind,
    Partner,
    PartnerRole,
)
from contracts.products.refunds import Basis, Loan, Refund, refund_of
from contracts.products.sellers_store import Sellers
from core.access import Role
from core.errors import Conflict, InvalidInput, NotFound
from core.ids import new_id
from core.text import Language, Text
from evidence.service import entries_about
from tests.database_world import AT, World
from tests.underwriting.world import hand_in, put_offer
from underwriting.model import Offer
from underwriting.product_card import add_sellers, read_card
from underwriting.product_loans import addressees_of, keep_loans

ON = date(2026, 11, 22)


def refund(offer: Offer, received: str, **changes: object) -> Refund:
    loan = Loan(
        loan_id=f"L-{new_id()}",
        offer_code=offer.code,
        currency="CNY",
        lender_type=LenderType.CONSUMER_FINANCE,
        disbursed_on=date(2026, 1, 15),
        principal=Decimal("10000.00"),
        net_proceeds=Decimal(received),
        first_payment_on=date(2026, 2, 15),
        payment=Decimal("888.49"),
        payments=12,
        last_payment=Decimal("888.49"),
        every=("months", 1),
        told_percent=Decimal(12),
    )
    return refund_of(replace(loan, **changes), Basis.TOLD, "cn-simple", ON)  # type: ignore[arg-type]


def test_loans_are_kept_with_what_is_owed_and_one_fact_sums_them(
    world: World, offer: Offer
) -> None:
    access = world.machine("")
    dear, fair = refund(offer, "9700.00"), refund(offer, "10000.00")
    gap = refund(offer, "9700.00", told_percent=None)
    kept = keep_loans(world.database, access, [dear, fair, gap], (Basis.TOLD, ON), AT)
    tally = kept[offer.product.code]
    assert (tally.loans, tally.affected, tally.owed) == (3, 1, (("CNY", dear.owed),))

    card = read_card(world.database, world.staff(Role.COMPLIANCE), offer.product.code)
    assert (card.tally.loans, card.tally.affected) == (3, 1)
    assert card.tally.owed == (("CNY", dear.owed),)
    owed = {one.reference: one.owed for one in card.loans}
    assert owed[gap.loan.loan_id] is None
    assert owed[fair.loan.loan_id] is not None
    with world.database.transaction(access) as tx:
        [entry] = entries_about(tx, world.lender, offer.product.code)
    assert entry.kind == "loans.owed@1"


def test_a_loan_counted_again_gets_its_new_figure(world: World) -> None:
    offer = put_offer(world)
    access = world.machine("")
    first = refund(offer, "9700.00")
    again = refund(offer, "9700.00", loan_id=first.loan.loan_id, paid=12)
    for one in (first, again):
        keep_loans(world.database, access, [one], (Basis.TOLD, ON), AT)
    card = read_card(world.database, access, offer.product.code)
    assert [loan.owed.amount for loan in card.loans if loan.owed] == [again.owed]


def test_a_loan_of_no_offer_keeps_nothing_at_all(world: World) -> None:
    offer = put_offer(world)
    good = refund(offer, "9700.00")
    bad = refund(offer, "9700.00", offer_code="nothing")
    with pytest.raises(InvalidInput):
        keep_loans(world.database, world.machine(""), [good, bad], (Basis.TOLD, ON), AT)
    card = read_card(world.database, world.machine(""), offer.product.code)
    assert card.tally.loans == 0


def test_names_for_letters_come_sealed_through_the_gate_and_each_look_is_kept(
    world: World, offer: Offer
) -> None:
    application = hand_in(world, offer)
    access = world.machine("")
    found = addressees_of(world.database, access, [application.reference], AT)
    assert found[application.reference].name == "测试甲乙"
    [(looks,)] = world.superuser(
        "SELECT count(*) FROM data_reads WHERE subject_id = :id AND act = 'refund.tell'",
        id=application.subject_id,
    )
    assert looks == 1
    stranger = world.machine("", world.other_lender)
    with pytest.raises(NotFound):
        addressees_of(world.database, stranger, [application.reference], AT)


def sellers(**changes: object) -> Sellers:
    day = date(2026, 1, 1)
    partner = Partner(new_id(), "bridge", Text("云桥", "Bridge"), PartnerRole.INTRODUCES, day)
    channel = Channel(
        new_id(), "app", Text("应用", "App"), ChannelKind.PARTNER, partner_code="bridge"
    )
    words = Advertisement(new_id(), "spring", "app", Language.ZH, "年化 12%", day)
    whole = Sellers((partner,), (channel,), (words,))
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_who_sells_a_product_is_kept_and_shown_to_its_lender_alone(world: World) -> None:
    offer = put_offer(world)
    access, code = world.machine(""), offer.product.code
    add_sellers(world.database, access, code, sellers())
    card = read_card(world.database, access, code)
    assert [one.code for one in card.sellers.partners] == ["bridge"]
    assert card.sellers.channels[0].partner_code == "bridge"
    assert card.sellers.advertisements[0].words == "年化 12%"
    stranger = world.machine("", world.other_lender)
    with pytest.raises(NotFound):
        read_card(world.database, stranger, code)
    with pytest.raises(Conflict):
        add_sellers(world.database, access, code, sellers())


@pytest.mark.parametrize("missing", ["partners", "channels"])
def test_a_channel_needs_its_partner_and_words_their_channel(world: World, missing: str) -> None:
    offer = put_offer(world)
    with pytest.raises(InvalidInput):
        add_sellers(world.database, world.machine(""), offer.product.code, sellers(**{missing: ()}))
