"""A finding on a form: an owner, a state two people signed, a day it runs out, its evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from contracts.products import findings_store
from contracts.products.model import FindingState, FormFinding, Move, Wish
from contracts.products.rules import state_on
from core.access import Access, ActorKind, Role
from core.dates import day_of
from core.errors import Conflict, Forbidden, InvalidInput, NotFound
from core.ids import new_id
from core.text import Text
from database.transaction import Database
from evidence.service import entries_about
from identity.colleagues import colleagues, keep_missing_names
from identity.members import invite, remove_member
from tests.database_world import AT, World
from tests.underwriting.world import put_offer
from underwriting import form_findings as verbs
from underwriting.model import Offer, Product
from underwriting.publishing import publish_form, publish_product
from webapp.demo.forms import version_of

TODAY = day_of(AT)
REASON = "测试：等待合作机构出具证明"


@pytest.fixture
def first(world: World) -> Access:
    return world.staff(Role.COMPLIANCE)


@pytest.fixture
def second(world: World) -> Access:
    return world.staff(Role.ADMIN)


@pytest.fixture
def published(world: World) -> Offer:
    """A product whose form keeps a fee back, put on the shelf as lenders do it."""
    model = put_offer(world)
    product = Product(new_id(), world.lender, str(new_id()), Text("预扣费贷", "Withheld"), "cash")
    offer = replace(
        model,
        id=new_id(),
        product=product,
        code=str(new_id()),
        upfront_fee=model.monthly_rate * 3,
        form=version_of("zh/fee_withheld"),
    )
    publish_product(world.database, world.machine("application.submit"), (offer,), TODAY, AT)
    return offer


@pytest.fixture
def finding(world: World, published: Offer) -> FormFinding:
    return next(one for one in found(world, published) if one.code == "A04")


def found(world: World, offer: Offer) -> tuple[FormFinding, ...]:
    with world.database.transaction(world.staff(Role.COMPLIANCE)) as tx:
        return findings_store.findings_of(tx, offer.product.id)


def now_of(world: World, finding: FormFinding) -> tuple[FormFinding, tuple[Move, ...]]:
    return verbs.read_finding(world.database, world.staff(Role.COMPLIANCE), finding.reference)


def kinds_about(world: World, finding: FormFinding) -> list[str]:
    with world.database.transaction(world.staff(Role.COMPLIANCE)) as tx:
        return [one.kind for one in entries_about(tx, world.lender, finding.reference)]


def ask(database: Database, access: Access, finding: FormFinding, wish: Wish) -> None:
    verbs.ask(database, access, finding.reference, (wish, "测试甲"), AT)


def accept(until: date) -> Wish:
    return Wish(FindingState.ACCEPTED, REASON, until)


def answered(world: World, access: Access, finding: FormFinding, *, agreed: bool) -> None:
    _, moves = now_of(world, finding)
    said = (agreed, moves[-1].id, "测试乙")
    verbs.answer(world.database, access, finding.reference, said, AT)


def test_publishing_a_form_opens_each_finding_once_with_its_fact(
    world: World, published: Offer
) -> None:
    findings = found(world, published)
    assert {"A02", "A04"} <= {one.code for one in findings}
    assert len({one.code for one in findings}) == len(findings)
    assert {one.state for one in findings} == {FindingState.OPEN}
    assert kinds_about(world, findings[0]) == ["finding.opened@1"]


def test_forms_published_before_findings_were_rows_get_theirs(
    world: World, published: Offer
) -> None:
    before = {(one.code, one.severity) for one in found(world, published)}
    world.superuser("DELETE FROM form_findings WHERE product_id = :id", id=published.product.id)
    world.superuser(import_module("migrations.versions.0012_products").FOUND)
    after = found(world, published)
    assert before <= {(one.code, one.severity) for one in after}
    assert {one.state for one in after} == {FindingState.OPEN}
    assert all(one.reference.startswith("F-") and len(one.reference) == 18 for one in after)


def test_somebody_takes_a_finding_on(world: World, finding: FormFinding, first: Access) -> None:
    verbs.take_on(world.database, first, finding.reference, "测试甲", AT)
    owned, _ = now_of(world, finding)
    assert (owned.owner_id, owned.owner) == (first.actor_id, "测试甲")
    assert kinds_about(world, finding)[-1] == "finding.owned@2"
    with pytest.raises(Conflict, match="already"):
        verbs.take_on(world.database, first, finding.reference, "测试甲", AT)


def member(world: World, name: str, role: Role, lender: UUID | None = None) -> UUID:
    """Somebody with an account and a role at a lender."""
    sign_in = f"{uuid4().hex}@lender.example"
    who = (name, sign_in)
    return invite(world.owner, lender or world.lender, role, who, AT).person_id


def test_any_member_who_may_work_on_findings_can_be_its_owner(
    world: World, finding: FormFinding, first: Access
) -> None:
    chosen = member(world, "测试丙", Role.ADMIN)
    verbs.give_to(world.database, first, finding.reference, (chosen, "测试甲"), AT)
    owned, _ = now_of(world, finding)
    assert (owned.owner_id, owned.owner) == (chosen, "测试丙")
    verbs.take_on(world.database, first, finding.reference, "测试甲", AT)
    beside, history = verbs.owners_of(world.database, first, owned)
    assert chosen in {one.person_id for one in beside}
    assert [(one.owner, one.giver) for one in history] == [
        ("测试丙", "测试甲"),
        ("测试甲", "测试甲"),
    ]
    assert kinds_about(world, finding)[1:] == ["finding.owned@2"] * 2


def test_only_members_with_the_role_can_be_given_a_finding(
    world: World, finding: FormFinding, first: Access
) -> None:
    left = member(world, "测试丁", Role.COMPLIANCE)
    remove_member(world.owner, world.lender, left, Role.COMPLIANCE, AT)
    refused = {
        "an officer": member(world, "测试戊", Role.OFFICER),
        "of another lender": member(world, "测试己", Role.COMPLIANCE, world.other_lender),
        "no longer there": left,
        "nobody": new_id(),
    }
    for who in refused.values():
        with pytest.raises(verbs.NoColleague):
            verbs.give_to(world.database, first, finding.reference, (who, "测试甲"), AT)
    assert now_of(world, finding)[0].owner_id is None
    beside, history = verbs.owners_of(world.database, first, finding)
    assert not {one.person_id for one in beside} & set(refused.values())
    assert history == ()


def test_a_finding_is_not_given_twice_nor_by_others(
    world: World, finding: FormFinding, first: Access
) -> None:
    chosen = member(world, "测试庚", Role.COMPLIANCE)
    verbs.give_to(world.database, first, finding.reference, (chosen, "测试甲"), AT)
    with pytest.raises(Conflict, match="already"):
        verbs.give_to(world.database, first, finding.reference, (chosen, "测试甲"), AT)
    officer = world.staff(Role.OFFICER)
    stranger = world.staff(Role.COMPLIANCE, lender=world.other_lender)
    for access, refusal in ((officer, Forbidden), (stranger, NotFound)):
        with pytest.raises(refusal):
            verbs.give_to(world.database, access, finding.reference, (chosen, "测试辛"), AT)


def test_members_from_before_names_were_kept_get_theirs(world: World) -> None:
    chosen = member(world, "测试壬", Role.COMPLIANCE)
    world.superuser("DELETE FROM member_names WHERE person_id = :id", id=chosen)
    assert keep_missing_names(world.owner) >= 1
    assert keep_missing_names(world.owner) == 0
    with world.database.transaction(world.staff(Role.ADMIN)) as tx:
        names = {one.person_id: one.name for one in colleagues(tx, {Role.COMPLIANCE})}
    assert names[chosen] == "测试壬"


def test_a_finding_is_accepted_only_when_a_second_person_signs(
    world: World, finding: FormFinding, first: Access, second: Access
) -> None:
    until = TODAY + timedelta(days=30)
    ask(world.database, first, finding, accept(until))
    assert now_of(world, finding)[0].state is FindingState.OPEN

    answered(world, second, finding, agreed=True)
    signed, [move] = now_of(world, finding)
    assert (signed.state, signed.accepted_until) == (FindingState.ACCEPTED, until)
    assert (move.wish.reason, move.asker, move.answerer) == (REASON, "测试甲", "测试乙")
    assert kinds_about(world, finding) == [
        "finding.opened@1",
        "finding.asked@1",
        "finding.answered@1",
    ]


def test_an_acceptance_runs_out_by_itself(
    world: World, finding: FormFinding, first: Access, second: Access
) -> None:
    until = TODAY + timedelta(days=30)
    ask(world.database, first, finding, accept(until))
    answered(world, second, finding, agreed=True)
    signed, _ = now_of(world, finding)
    assert state_on(signed, until) is FindingState.ACCEPTED
    assert state_on(signed, until + timedelta(days=1)) is FindingState.OPEN


def test_the_second_person_cannot_be_the_first_in_whatever_role(
    world: World, finding: FormFinding, first: Access
) -> None:
    ask(world.database, first, finding, Wish(FindingState.NOT_SO, REASON))
    with pytest.raises(Forbidden, match="cannot be the first"):
        answered(world, replace(first, roles=frozenset({Role.ADMIN})), finding, agreed=True)
    assert now_of(world, finding)[0].state is FindingState.OPEN
    assert kinds_about(world, finding)[-1] == "finding.asked@1"


def test_the_database_refuses_one_person_for_both_signatures(
    world: World, finding: FormFinding, first: Access
) -> None:
    ask(world.database, first, finding, Wish(FindingState.NOT_SO, REASON))
    alone = text(
        "UPDATE form_finding_moves SET answered_by = asked_by, answerer_sealed = asker_sealed,"
        " answered_at = now(), agreed = true WHERE finding_id = :id"
    )
    with pytest.raises(IntegrityError), world.database.transaction(first) as tx:
        tx.execute(alone, {"id": finding.id})


@pytest.mark.parametrize("role", [Role.OFFICER, Role.BORROWER, Role.SUBMITTER, Role.SYSTEM])
def test_other_roles_neither_ask_nor_sign(
    world: World, finding: FormFinding, first: Access, role: Role
) -> None:
    with pytest.raises(Forbidden):
        ask(world.database, world.staff(role), finding, Wish(FindingState.NOT_SO, REASON))
    ask(world.database, first, finding, Wish(FindingState.NOT_SO, REASON))
    with pytest.raises(Forbidden):
        answered(world, world.staff(role), finding, agreed=True)


def test_a_key_never_signs_whatever_scopes_it_has(world: World, finding: FormFinding) -> None:
    key = Access(ActorKind.KEY, new_id(), world.lender, "", frozenset({Role.COMPLIANCE}))
    with pytest.raises(Forbidden, match="person"):
        ask(world.database, key, finding, Wish(FindingState.NOT_SO, REASON))


def test_a_no_leaves_the_finding_as_it_was_and_another_may_ask_again(
    world: World, finding: FormFinding, first: Access, second: Access
) -> None:
    ask(world.database, first, finding, Wish(FindingState.NOT_SO, REASON))
    with pytest.raises(Conflict, match="has not answered"):
        ask(world.database, second, finding, Wish(FindingState.NOT_SO, REASON))
    answered(world, second, finding, agreed=False)
    with pytest.raises(Conflict, match="answered already"):
        answered(world, second, finding, agreed=True)
    assert now_of(world, finding)[0].state is FindingState.OPEN
    ask(world.database, second, finding, Wish(FindingState.NOT_SO, REASON))
    answered(world, first, finding, agreed=True)
    assert now_of(world, finding)[0].state is FindingState.NOT_SO


def test_what_a_second_person_did_not_see_they_do_not_sign(
    world: World, finding: FormFinding, first: Access, second: Access
) -> None:
    ask(world.database, first, finding, Wish(FindingState.NOT_SO, REASON))
    said = (True, new_id(), "测试乙")
    with pytest.raises(Conflict, match="no longer asked"):
        verbs.answer(world.database, second, finding.reference, said, AT)


def test_mended_is_signed_only_when_a_later_version_was_checked_without_it(
    world: World, published: Offer, finding: FormFinding, first: Access, second: Access
) -> None:
    mended = Wish(FindingState.MENDED, REASON)
    with pytest.raises(Conflict, match="later version"):
        ask(world.database, first, finding, mended)

    honest = replace(version_of("zh/honest"), version=2)
    new = replace(published, upfront_fee=published.upfront_fee * 0, form=honest)
    with world.database.transaction(world.machine("application.submit")) as tx:
        tx.execute(text("UPDATE offers SET upfront_fee = 0 WHERE id = :id"), {"id": published.id})
    publish_form(world.database, world.machine("application.submit"), new, AT)
    ask(world.database, first, finding, mended)
    answered(world, second, finding, agreed=True)
    assert now_of(world, finding)[0].state is FindingState.MENDED


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        pytest.param(Wish(FindingState.NOT_SO, "  "), InvalidInput, id="no-reason"),
        pytest.param(Wish(FindingState.NOT_SO, "x" * 2001), InvalidInput, id="too-long"),
        pytest.param(Wish(FindingState.ACCEPTED, REASON), InvalidInput, id="no-last-day"),
        pytest.param(accept(TODAY - timedelta(days=1)), InvalidInput, id="day-passed"),
        pytest.param(accept(TODAY + timedelta(days=367)), InvalidInput, id="over-a-year"),
        pytest.param(Wish(FindingState.OPEN, REASON), Conflict, id="so-already"),
    ],
)
def test_what_may_not_be_asked(
    world: World, finding: FormFinding, first: Access, wish: Wish, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        ask(world.database, first, finding, wish)
    assert kinds_about(world, finding) == ["finding.opened@1"]


def test_another_lender_knows_of_no_finding_here(world: World, finding: FormFinding) -> None:
    stranger = world.staff(Role.COMPLIANCE, lender=world.other_lender)
    with pytest.raises(NotFound):
        ask(world.database, stranger, finding, Wish(FindingState.NOT_SO, REASON))


def test_reasons_and_names_are_kept_sealed(
    world: World, finding: FormFinding, first: Access
) -> None:
    ask(world.database, first, finding, Wish(FindingState.NOT_SO, REASON))
    rows = world.superuser(
        "SELECT reason_sealed, asker_sealed FROM form_finding_moves WHERE finding_id = :id",
        id=finding.id,
    )
    assert all(REASON.encode() not in bytes(cell) for row in rows for cell in row)  # type: ignore[arg-type]
