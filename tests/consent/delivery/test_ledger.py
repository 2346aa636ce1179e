"""Every change of consent is written once for each recipient of its purpose, and for no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from consent.delivery import making
from consent.delivery import store as ledger
from consent.delivery.model import AnswerKind, Asked, Change, Course, Missing
from consent.delivery.recipients import close_recipient
from consent.delivery.signatures import SignatureRefused
from consent.purposes import PURPOSES
from core.dates import now
from core.errors import InvalidInput, NotFound
from database.transaction import Database
from evidence.service import entries_about
from identity.rights import provisioning
from tests.consent.delivery.ledger import (
    Someone,
    answered,
    courses_of,
    put_recipient,
    put_someone,
    rest,
    say_yes,
    take_back,
    wake,
)
from tests.database_world import World

Follow = Callable[[], None]
OPEN = [one.code for one in PURPOSES if one.needs_grant and one.revocable]
MARKETING = "marketing.partner"


def changes(found: tuple[Course, ...]) -> list[Change]:
    return [one.delivery.change for one in reversed(found)]


def kinds_about(world: World, course: Course) -> list[str]:
    with world.database.transaction(world.machine("")) as tx:
        return [one.kind for one in entries_about(tx, world.lender, str(course.delivery.id))]


def test_a_recipient_of_the_purpose_is_told_and_no_other(world: World, follow: Follow) -> None:
    partner, other = put_recipient(world, MARKETING), put_recipient(world, "model.federated")
    who = put_someone(world)
    say_yes(world, who, MARKETING)
    rest(world, who, MARKETING)
    wake(world, who, MARKETING)
    take_back(world, who, MARKETING)
    follow()
    found = [one for one in courses_of(world, who) if one.delivery.recipient_id == partner.row.id]
    assert changes(tuple(found)) == [
        *(Change.GRANTED, Change.PAUSED, Change.RESUMED, Change.WITHDRAWN)
    ]
    assert other.row.id not in {one.delivery.recipient_id for one in courses_of(world, who)}
    told = found[0].delivery
    assert told.asked is Asked.STOP_AND_DELETE
    assert told.delete_by is not None
    assert told.receipt_sha256 is not None


def test_the_receipt_named_is_the_one_the_person_holds(world: World, follow: Follow) -> None:
    put_recipient(world, MARKETING)
    who = put_someone(world)
    say_yes(world, who, MARKETING)
    take_back(world, who, MARKETING)
    follow()
    held = {
        sha256
        for (sha256,) in world.superuser(
            "SELECT sha256 FROM consent_receipts WHERE subject_id = :id", id=who.subject
        )
    }
    named = {one.delivery.receipt_sha256 for one in courses_of(world, who)}
    assert named == held
    assert len(held) == 2


def test_taken_twice_an_entry_is_still_told_once(
    world: World, follow: Follow, follower: Database
) -> None:
    put_recipient(world, MARKETING)
    who = put_someone(world)
    say_yes(world, who, MARKETING)
    follow()
    before = len(courses_of(world, who))
    world.superuser("DELETE FROM evidence_effects WHERE follower = 'deliveries'")
    world.superuser("UPDATE evidence_followers SET next_number = 0 WHERE name = 'deliveries'")
    follow()
    assert len(courses_of(world, who)) == before >= 1


def test_who_receives_nothing_any_more_is_still_told_to_stop(world: World, follow: Follow) -> None:
    partner = put_recipient(world, MARKETING)
    had, never = put_someone(world), put_someone(world)
    say_yes(world, had, MARKETING)
    with world.owner.transaction(provisioning(world.lender)) as tx:
        close_recipient(tx, world.lender, partner.row.id, now())
    say_yes(world, never, MARKETING)
    take_back(world, had, MARKETING)
    take_back(world, never, MARKETING)
    follow()

    def of(who: Someone) -> list[Change]:
        mine = [o for o in courses_of(world, who) if o.delivery.recipient_id == partner.row.id]
        return changes(tuple(mine))

    assert of(had) == [Change.GRANTED, Change.WITHDRAWN]
    assert of(never) == []


def test_two_recipients_know_one_person_by_two_names(world: World, follow: Follow) -> None:
    put_recipient(world, MARKETING)
    put_recipient(world, MARKETING)
    who, other = put_someone(world), put_someone(world)
    say_yes(world, who, MARKETING)
    say_yes(world, other, MARKETING)
    follow()
    named = {
        (one.delivery.recipient_id, one.delivery.subject_id): one.delivery.pseudonym
        for one in (*courses_of(world, who), *courses_of(world, other))
    }
    assert len(set(named.values())) == len(named)
    assert all(len(name) == 32 for name in named.values())


def test_a_person_erased_before_the_follower_came_is_still_told_of(
    world: World, follow: Follow
) -> None:
    put_recipient(world, MARKETING)
    who = put_someone(world)
    say_yes(world, who, MARKETING)
    take_back(world, who, MARKETING)
    with world.database.transaction(world.machine("")) as tx:
        tx.destroy_subject_key(who.subject)
    follow()
    assert Change.WITHDRAWN in changes(courses_of(world, who))


moves = st.lists(
    st.tuples(st.sampled_from(["yes", "no", "rest", "wake"]), st.sampled_from(OPEN[:3])),
    max_size=8,
)


@settings(max_examples=25)
@given(history=moves, closed=st.booleans())
def test_every_withdrawal_has_one_entry_for_each_recipient_of_its_purpose(
    world: World, follow: Follow, history: list[tuple[str, str]], closed: bool
) -> None:
    outside = [put_recipient(world, OPEN[0]), put_recipient(world, OPEN[0], OPEN[1])]
    if closed:
        with world.owner.transaction(provisioning(world.lender)) as tx:
            close_recipient(tx, world.lender, outside[0].row.id, now())
    who = put_someone(world)
    does = {"yes": say_yes, "no": take_back, "rest": rest, "wake": wake}
    for move, purpose in history:
        does[move](world, who, purpose)
    follow()
    # What the log says, entry by entry, against the ledger: plain replay of both.
    withdrawn = world.superuser(
        "SELECT e.id, g.purpose FROM evidence_entries e JOIN grants g ON g.id::text = e.object_ref"
        " WHERE e.kind = 'consent.withdrawn@1' AND g.subject_id = :id",
        id=who.subject,
    )
    written = Counter(
        (one.delivery.entry_id, one.delivery.recipient_id)
        for one in courses_of(world, who)
        if one.delivery.change is Change.WITHDRAWN
    )
    receiving = outside[1:] if closed else outside
    for one in outside:
        for entry_id, purpose in withdrawn:
            wanted = purpose in one.row.purposes and one in receiving
            assert written[entry_id, one.row.id] == int(wanted)


# -- answers


def told(world: World, follow: Follow, seconds: int = 3600) -> tuple[object, Someone, Course]:
    partner = put_recipient(world, MARKETING, seconds=seconds)
    who = put_someone(world)
    say_yes(world, who, MARKETING)
    take_back(world, who, MARKETING)
    follow()
    (course,) = [
        one
        for one in courses_of(world, who)
        if one.delivery.recipient_id == partner.row.id and one.delivery.change is Change.WITHDRAWN
    ]
    return partner, who, course


def again(world: World, who: Someone, course: Course) -> Course:
    return next(o for o in courses_of(world, who) if o.delivery.id == course.delivery.id)


def test_an_answer_is_kept_once_with_its_signature_and_its_evidence(
    world: World, follow: Follow
) -> None:
    partner, who, course = told(world, follow)
    kept = {"category": "contact", "rule": "合同记录保存三年", "until": "2029-12-31"}
    first = answered(world, partner, course.delivery.id, AnswerKind.DELETED, kept=[kept])
    second = answered(world, partner, course.delivery.id, AnswerKind.DELETED)
    assert second == first
    assert first.kept[0].rule == kept["rule"]
    answered(world, partner, course.delivery.id, AnswerKind.ACKNOWLEDGED)
    found = again(world, who, course)
    assert {one.kind for one in found.answers} == set(AnswerKind)
    assert found.told_at == first.at  # whoever answers was told
    assert kinds_about(world, course) == ["delivery.deleted@1", "delivery.acknowledged@1"]


def test_anybody_can_check_later_who_said_it(world: World, follow: Follow) -> None:
    import base64
    from hashlib import sha256

    partner, _, course = told(world, follow)
    kept = answered(world, partner, course.delivery.id, AnswerKind.DELETED)
    ((body, base, signature),) = world.superuser(
        "SELECT body, signature_base, signature FROM delivery_answers WHERE delivery_id = :id",
        id=course.delivery.id,
    )
    public = partner.key.private.public_key()
    public.verify(base64.b64decode(str(signature)), str(base).encode())
    digest = base64.b64encode(sha256(str(body).encode()).digest()).decode()
    assert f'"content-digest": sha-256=:{digest}:' in str(base)
    assert sha256(str(body).encode()).hexdigest() == kept.body_sha256


def test_another_recipient_cannot_answer_and_learns_nothing(world: World, follow: Follow) -> None:
    _, _, course = told(world, follow)
    other = put_recipient(world, MARKETING)
    with pytest.raises(NotFound, match="no such delivery"):
        answered(world, other, course.delivery.id, AnswerKind.ACKNOWLEDGED)
    with pytest.raises(NotFound, match="no such delivery"):
        answered(world, other, other.row.id, AnswerKind.ACKNOWLEDGED)


def test_a_key_that_is_not_the_recipients_opens_nothing(world: World, follow: Follow) -> None:
    from dataclasses import replace

    partner, _, course = told(world, follow)
    other = put_recipient(world, MARKETING)
    with pytest.raises(SignatureRefused):
        answered(
            world, replace(partner, key=replace(partner.key, private=other.key.private)),
            course.delivery.id, AnswerKind.ACKNOWLEDGED,
        )  # fmt: skip


def test_deletion_is_not_proved_where_it_was_not_asked_for(world: World, follow: Follow) -> None:
    partner = put_recipient(world, MARKETING)
    who = put_someone(world)
    say_yes(world, who, MARKETING)
    follow()
    (course,) = [
        one for one in courses_of(world, who) if one.delivery.recipient_id == partner.row.id
    ]
    with pytest.raises(InvalidInput, match="asks for deletion"):
        answered(world, partner, course.delivery.id, AnswerKind.DELETED)


# -- what is late


def call_late(world: World, follower: Database, at: datetime) -> int:
    with follower.transaction(world.machine("")) as tx:
        return making.call_late(tx, at)


def test_what_is_not_acknowledged_in_time_is_recorded_once(
    world: World, follow: Follow, follower: Database
) -> None:
    _, who, course = told(world, follow, seconds=60)
    assert Missing.ACKNOWLEDGEMENT not in dict(again(world, who, course).overdue)
    for minutes in (2, 3, 4):
        call_late(world, follower, now() + timedelta(minutes=minutes))
    assert [one for one, _ in again(world, who, course).overdue] == [Missing.ACKNOWLEDGEMENT]
    call_late(world, follower, now() + timedelta(days=31))
    call_late(world, follower, now() + timedelta(days=32))
    assert [one for one, _ in again(world, who, course).overdue] == list(Missing)
    assert kinds_about(world, course) == ["consent.delivery_overdue@1"] * 2


def test_who_answered_in_time_is_never_late(
    world: World, follow: Follow, follower: Database
) -> None:
    partner, who, course = told(world, follow, seconds=60)
    answered(world, partner, course.delivery.id, AnswerKind.DELETED)
    call_late(world, follower, now() + timedelta(days=40))
    assert again(world, who, course).overdue == ()


# -- walls


def test_no_role_of_the_program_changes_the_ledger(world: World, follow: Follow) -> None:
    told(world, follow)
    for table in ("consent_deliveries", "delivery_attempts", "delivery_answers"):
        for statement in (f"UPDATE {table} SET at = now()", f"DELETE FROM {table}"):
            with (
                pytest.raises(DBAPIError, match="permission denied"),
                world.database.transaction(world.machine("")) as tx,
            ):
                tx.execute(text(statement))


def test_another_lender_and_another_person_see_nothing(world: World, follow: Follow) -> None:
    _, who, _ = told(world, follow)
    with world.database.transaction(world.machine("", world.other_lender)) as tx:
        assert ledger.courses_of_subjects(tx, (who.subject,)) == ()
        assert ledger.recipients_of(tx, world.lender) == ()
    with world.database.transaction(world.person(world.new_person())) as tx:
        assert ledger.courses_of_subjects(tx, (who.subject,)) == ()
    with world.database.transaction(world.person(who.person)) as tx:
        assert ledger.courses_of_subjects(tx, (who.subject,))
