"""The one road, from handing in to a person's verdict, in a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from consent import service as consent
from consent.model import Method, Said
from core.access import Access, Role
from core.errors import Conflict, Forbidden, InvalidInput, NotFound, PurposeRefused, StaleCase
from core.ids import new_id
from core.money import Money
from core.text import Text
from evidence.service import entries_about
from scoring.model import CreditBand, Match
from scoring.velocity import Velocity
from tests.database_world import AT, World, build_world
from tests.underwriting.world import (
    agreed_to,
    engines,
    later,
    put_offer,
    report_in,
    submission,
)
from underwriting import service, store
from underwriting.model import Action, Application, DecisionReason, Offer, State
from underwriting.review import ask_person, cancel, review
from underwriting.rules import ContractFinding, Engines
from underwriting.submission import receive_credit_report, submit
from underwriting.withdrawal import agree, take_back, take_back_all

SAID = Said(Method.PAGE, "zh", AT)


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@pytest.fixture(scope="module")
def offer(world: World) -> Offer:
    return put_offer(world)


@pytest.fixture
def asked() -> Engines:
    return engines(Velocity())


def hand_in(
    world: World,
    offer: Offer,
    band: CreditBand | None = CreditBand.STRONG,
    consents: tuple[str, ...] = ("bureau.query",),
    person: UUID | None = None,
    **changes: object,
) -> Application:
    """Hand in one application of somebody new."""
    access = world.machine("") if person is None else world.person(person)
    values = {"id_number": f"1101011990{new_id().int % 10**7:07d}X", "phone": _phone()} | changes
    report = None if band is None else report_in(band)
    form = submission(offer, agreed_to(world, *consents), report, **values)
    return submit(world.database, access, world.lender, form, AT)


def _phone() -> str:
    return f"139{new_id().int % 10**8:08d}"


def state_of(world: World, application: Application) -> Application:
    with world.database.transaction(world.machine("application.review")) as tx:
        return store.application_of(tx, application.reference)


def kinds_of(world: World, application: Application) -> list[str]:
    with world.database.transaction(world.machine("application.review")) as tx:
        return [one.kind for one in entries_about(tx, world.lender, application.reference)]


@pytest.mark.parametrize(
    ("band", "action", "state"),
    [
        (CreditBand.STRONG, Action.APPROVE, State.APPROVED),
        (CreditBand.FAIR, Action.REFER, State.IN_REVIEW),
        (CreditBand.WEAK, Action.DECLINE, State.DECLINED),
    ],
)
def test_an_application_is_decided_by_its_band_and_the_decision_is_sealed(
    world: World, offer: Offer, asked: Engines, band: CreditBand, action: Action, state: State
) -> None:
    application = hand_in(world, offer, band)
    outcome = service.decide(world.database, asked, world.lender, application.reference, later(1))
    assert outcome is not None
    assert outcome.action is action
    assert state_of(world, application).state is state
    assert kinds_of(world, application) == ["application.submitted@1", "application.decided@1"]
    assert dict(outcome.rates)["cn-simple"] == "12.00"
    if action is not Action.APPROVE:
        assert 1 <= len(outcome.reasons) <= 4
        assert all(reason.text.zh and reason.text.en for reason in outcome.reasons)


def test_a_name_the_lists_cannot_be_asked_for_is_referred_to_a_person(
    world: World, offer: Offer, asked: Engines
) -> None:
    def unread(query: object) -> tuple[Match, ...]:
        raise InvalidInput("a name in letters", "none of these", "name")

    application = hand_in(world, offer, CreditBand.STRONG, name="བཀྲ་ཤིས")
    cannot = replace(asked, screen=unread)
    outcome = service.decide(world.database, cannot, world.lender, application.reference, later(1))
    assert outcome is not None
    assert outcome.action is Action.REFER
    assert next(reason.code for reason in outcome.reasons) == "names.unread"
    assert state_of(world, application).state is State.IN_REVIEW


def test_without_consent_it_pauses_and_goes_on_once_the_person_agrees(
    world: World, offer: Offer, asked: Engines
) -> None:
    person = world.new_person()
    application = hand_in(world, offer, consents=(), band=None, person=person)
    paused = service.decide(world.database, asked, world.lender, application.reference, later(1))
    assert paused is not None
    assert (paused.action, paused.paused_for) == (Action.PAUSE, "bureau.query")
    assert state_of(world, application).state is State.PAUSED

    waiting = agree(
        world.database,
        world.person(person),
        application.subject_id,
        agreed_to(world, "bureau.query"),
        SAID,
    )
    assert waiting == (application.reference,)
    assert (
        service.decide(world.database, asked, world.lender, application.reference, later(2)) is None
    )
    report = report_in(CreditBand.STRONG)
    receive_credit_report(
        world.database, world.machine(""), application.reference, report, later(3)
    )
    done = service.decide(world.database, asked, world.lender, application.reference, later(4))
    assert done is not None
    assert done.action is Action.APPROVE


def test_a_credit_report_without_consent_is_refused_and_not_kept(
    world: World, offer: Offer
) -> None:
    application = hand_in(world, offer, consents=(), band=None)
    with pytest.raises(PurposeRefused, match="NO_GRANT"):
        receive_credit_report(
            world.database, world.machine(""), application.reference, {"LIMIT_BAL": 1.0}, AT
        )
    rows = world.superuser(
        "SELECT count(*) FROM credit_reports WHERE application_id = :id", id=application.id
    )
    assert rows == [(0,)]


def test_taking_back_pauses_what_waits_and_declines_nothing(
    world: World, offer: Offer, asked: Engines
) -> None:
    person = world.new_person()
    application = hand_in(world, offer, band=None, person=person)
    stopped = take_back(
        world.database, world.person(person), application.subject_id, "bureau.query", SAID
    )
    assert stopped is not None
    assert stopped.purposes == ("bureau.query",)
    now = state_of(world, application)
    assert (now.state, now.paused_for) == (State.PAUSED, "bureau.query")
    again = service.decide(world.database, asked, world.lender, application.reference, later(1))
    assert again is not None
    assert again.action is Action.PAUSE


def test_one_button_ends_all_optional_consents_and_leaves_the_needed_one(
    world: World, offer: Offer
) -> None:
    person = world.new_person()
    optional = ("marketing.own", "bank_data.pull_once", "model.train")
    application = hand_in(world, offer, consents=("bureau.query", *optional), person=person)
    stopped = take_back_all(world.database, world.person(person), SAID)
    assert [one.purposes for one in stopped] == [tuple(sorted(optional))]
    with world.database.transaction(world.person(person)) as tx:
        answers = consent.consents_of_person(tx, later(1))
    live = {one.purpose.code for one in answers if one.grant and not one.grant.withdrawn_at}
    assert live == {"bureau.query"}
    assert state_of(world, application).state is State.WAITING


def test_a_purpose_resting_on_law_or_contract_cannot_be_switched_off(
    world: World, offer: Offer
) -> None:
    person = world.new_person()
    application = hand_in(world, offer, person=person)
    for purpose in ("fraud.prevention", "application.credit_decision", "no.such.purpose"):
        with pytest.raises(InvalidInput):
            take_back(world.database, world.person(person), application.subject_id, purpose, SAID)


def test_nobody_takes_back_for_another(world: World, offer: Offer) -> None:
    application = hand_in(world, offer, person=world.new_person())
    stranger = world.person(world.new_person())
    with pytest.raises(NotFound):
        take_back(world.database, stranger, application.subject_id, "bureau.query", SAID)


def test_withdrawal_between_load_and_save_is_never_overrun(
    world: World, offer: Offer, asked: Engines
) -> None:
    person = world.new_person()
    application = hand_in(world, offer, person=person)

    def withdraw_while_thinking(case: object, at: object) -> object:
        take_back(
            world.database, world.person(person), application.subject_id, "bureau.query", SAID
        )
        return asked.fraud(case, at)  # type: ignore[arg-type]

    racing = replace(asked, fraud=withdraw_while_thinking)  # type: ignore[arg-type]
    outcome = service.decide(world.database, racing, world.lender, application.reference, later(1))
    assert outcome is not None
    assert outcome.action is Action.PAUSE
    assert "application.decided@1" not in kinds_of(world, application)


def test_a_grave_contract_finding_sends_a_yes_to_a_person(world: World, offer: Offer) -> None:
    grave = ContractFinding(
        "A02", Text("年化利率写低了", "the yearly rate is understated"), grave=True
    )
    application = hand_in(world, offer)
    outcome = service.decide(
        world.database,
        engines(Velocity(), (grave,)),
        world.lender,
        application.reference,
        later(1),
    )
    assert outcome is not None
    assert outcome.action is Action.REFER
    assert outcome.reasons[0].source == "contract"


def test_many_on_one_phone_are_suspected_and_referred_never_declined(
    world: World, offer: Offer
) -> None:
    shared = engines(Velocity())
    phone, actions = _phone(), []
    for number in range(4):
        application = hand_in(world, offer, phone=phone, device="shared")
        outcome = service.decide(
            world.database, shared, world.lender, application.reference, later(number)
        )
        assert outcome is not None
        actions.append((outcome.action, outcome.fraud.band.value if outcome.fraud else ""))
    assert actions[0] == (Action.APPROVE, "clear")
    assert actions[-1] == (Action.REFER, "suspect")


def test_a_person_decides_and_may_overrule_the_machine(
    world: World, offer: Offer, asked: Engines
) -> None:
    person = world.new_person()
    application = hand_in(world, offer, CreditBand.WEAK, person=person)
    service.decide(world.database, asked, world.lender, application.reference, later(1))
    ask_person(world.database, world.person(person), application.reference, later(2))
    now = state_of(world, application)
    reason = DecisionReason("person.income", "person", Text("收入证明充分", "income is shown"))
    verdict = (application.reference, now.version, Action.APPROVE, reason, "电话13812345678已核实")
    review(world.database, officer(world), asked, verdict, later(3))
    assert state_of(world, application).state is State.APPROVED
    assert kinds_of(world, application)[-2:] == ["review.requested@1", "review.decided@1"]
    with world.database.transaction(world.machine("application.review")) as tx:
        [looked] = store.reviews_of(tx, application)
        first = store.machine_outcome(tx, application)
    assert looked.note_masked is not None
    assert "13812345678" not in looked.note_masked
    assert first is not None
    assert first.action == "decline"


def test_a_stale_page_or_no_officer_cannot_decide(
    world: World, offer: Offer, asked: Engines
) -> None:
    application = hand_in(world, offer, CreditBand.FAIR)
    service.decide(world.database, asked, world.lender, application.reference, later(1))
    now = state_of(world, application)
    reason = DecisionReason("person.other", "person", Text("其他", "other"))
    stale = (application.reference, now.version - 1, Action.APPROVE, reason, "")
    with pytest.raises(StaleCase):
        review(world.database, officer(world), asked, stale, later(2))
    with pytest.raises(Forbidden):
        review(world.database, world.staff(Role.ADMIN), asked, stale, later(2))


def officer(world: World) -> Access:
    return world.staff(Role.OFFICER)


def test_what_is_decided_stays_decided(world: World, offer: Offer, asked: Engines) -> None:
    person = world.new_person()
    application = hand_in(world, offer, person=person)
    service.decide(world.database, asked, world.lender, application.reference, later(1))
    with pytest.raises(Conflict):
        service.decide(world.database, asked, world.lender, application.reference, later(2))
    with pytest.raises(Conflict):
        cancel(world.database, world.person(person), application.reference, later(2))


def test_cancelled_before_it_is_decided(world: World, offer: Offer) -> None:
    person = world.new_person()
    application = hand_in(world, offer, band=None, person=person)
    cancel(world.database, world.person(person), application.reference, later(1))
    assert state_of(world, application).state is State.CANCELLED


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": "一"}, "/applicant/name"),
        ({"name": "王\x00芳"}, "/applicant/name"),
        ({"name": "王\u202e芳"}, "/applicant/name"),
        ({"id_number": "123"}, "/applicant/id_number"),
        ({"id_number": "１１０１０１１９９００３０７１２３３"}, "/applicant/id_number"),
        ({"phone": "12345678901"}, "/applicant/phone"),
        ({"phone": "１３８００１３８０００"}, "/applicant/phone"),
        ({"note": "长" * 2001}, "/applicant/note"),
    ],
)
def test_one_wrong_field_is_named_and_nothing_is_kept(
    world: World, offer: Offer, changes: dict[str, str], where: str
) -> None:
    before = world.superuser("SELECT count(*) FROM applications")
    with pytest.raises(InvalidInput) as refused:
        hand_in(world, offer, **changes)
    assert refused.value.where == where
    assert all(value not in str(refused.value) for value in changes.values())
    assert world.superuser("SELECT count(*) FROM applications") == before


def test_an_amount_the_offer_does_not_lend_is_refused(world: World, offer: Offer) -> None:
    form = submission(offer, (), None)
    with pytest.raises(InvalidInput, match=r"¥1,000\.00"):
        submit(
            world.database,
            world.machine(""),
            world.lender,
            replace(form, amount=Money.of("999")),
            AT,
        )


def test_no_personal_data_lies_open_in_any_table(world: World, offer: Offer) -> None:
    secrets = {"name": "独孤求真", "phone": "13711112222", "note": "备注里的秘密"}
    hand_in(world, offer, **secrets)
    tables = world.superuser(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    for (table,) in tables:
        for (row,) in world.superuser(f"SELECT t::text FROM {table} t"):
            assert not any(secret in str(row) for secret in secrets.values()), table
