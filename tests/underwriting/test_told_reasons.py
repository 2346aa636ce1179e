"""No reason, nor how many there are, tells a person that a list was asked about their name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent.confidential import for_the_person
from core.text import Text
from database.transaction import Transaction
from reporting.notices import Decided, NoticeKind, notice_of, reasons_in
from scoring.model import CreditBand, Match
from tests.database_world import World
from tests.underwriting.world import hand_in, later
from underwriting import own_data, service
from underwriting.model import Action, Application, Offer, Outcome
from underwriting.outcome_json import outcome_json
from underwriting.rules import Engines

LISTED = Match(97.0, 97.0, "un", "1", "somebody listed", ())
BANDS = (CreditBand.FAIR, CreditBand.WEAK, CreditBand.STRONG)


def decided(
    world: World, offer: Offer, engines: Engines, band: CreditBand
) -> tuple[Application, Outcome]:
    application = hand_in(world, offer, band)
    outcome = service.decide(world.database, engines, world.lender, application.reference, later(1))
    assert outcome is not None
    return application, outcome


def in_a_copy(tx: Transaction, application: Application) -> list[object]:
    [row] = own_data.decision_rows(tx, (application,), ())
    return list(row["reasons"])  # type: ignore[call-overload]


def notice_about(outcome: Outcome, application: Application) -> str:
    notice = notice_of(
        Decided(
            lender=Text("出借人", "Lender"),
            jurisdiction="cn",
            reference="A-1",
            amount=application.amount,
            action=outcome.action.value,
            by_person=False,
            reasons=reasons_in(outcome_json(outcome)),
            on=later(1).date(),
        )
    )
    assert notice is not None
    assert notice.kind is NoticeKind.REFERRAL
    return f"{notice.text.zh}\n{notice.text.en}"


def test_the_reasons_of_a_namesake_are_those_of_anybody_else(
    world: World, offer: Offer, asked: Engines
) -> None:
    """The same report twice, referred both times: with a match, and without."""
    alike = replace(asked, screen=lambda _query: (LISTED,))
    (one, plain), (other, matched) = (
        decided(world, offer, engines, CreditBand.FAIR) for engines in (asked, alike)
    )
    assert plain.action is matched.action is Action.REFER
    assert matched.reasons[0].source == "names"  # the officer sees it
    told, hidden = (for_the_person(outcome_json(one))["reasons"] for one in (plain, matched))
    assert told == hidden
    assert notice_about(plain, one) == notice_about(matched, other)
    with world.database.transaction(world.machine("rights.answer")) as tx:
        assert in_a_copy(tx, one) == in_a_copy(tx, other)


@pytest.mark.parametrize("band", BANDS)
def test_a_notice_of_a_referral_names_no_list_and_is_never_without_a_reason(
    world: World, offer: Offer, asked: Engines, band: CreditBand
) -> None:
    alike = replace(asked, screen=lambda _query: (LISTED,))
    application, outcome = decided(world, offer, alike, band)
    words = notice_about(outcome, application)
    assert not any(one in words for one in ("名单", "姓名", "public list", "namesake"))
    assert "1. " in words
