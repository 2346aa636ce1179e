"""Recording, sequencing, proving and following on a real database."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from core.access import Role, machine_access
from core.errors import Forbidden, InvalidInput, NotFound
from core.ids import new_reference
from database.transaction import Database, Transaction
from evidence import proof, store
from evidence.checkpoint import sign
from evidence.desk import Desk
from evidence.follow import follow, follow_all, logs_ahead
from evidence.fsck import check_log
from evidence.leaf import read_leaf
from evidence.model import Checkpoint, Entry, Fact, Fault
from evidence.rules import LogBroken
from evidence.sequencer import sequence, sequence_all, waiting_logs
from evidence.service import drop_old_details, entries_about, entry, prove, record
from tests.evidence.conftest import AT, Lender

SECRET = "张伟 13800138000"


def decided(subject: UUID | None, points: int = 600) -> Fact:
    return Fact(
        "application.decided@1",
        subject,
        new_reference("A"),
        {"action": "approve", "points": points, "reasons": [SECRET]},
    )


def keep(database: Database, lender: Lender, count: int, subject: bool = True) -> list[UUID]:
    with database.transaction(lender.officer) as tx:
        return [
            record(tx, decided(lender.subject if subject else None, number), AT)
            for number in range(count)
        ]


def public_keys(desk: Desk, lender: Lender):
    return desk.keys(desk.origin(lender.id)).public()


def numbers(database: Database, lender: Lender) -> list[int | None]:
    with database.transaction(lender.officer) as tx:
        wanted = select(store.entries.c.number).where(store.entries.c.organisation_id == lender.id)
        return sorted(tx.execute(wanted).scalars(), key=lambda number: (number is None, number))


def faults(database: Database, lender: Lender, desk: Desk) -> tuple[Fault, ...]:
    with database.transaction(lender.officer) as tx:
        return check_log(tx, lender.id, public_keys(desk, lender))[1]


# -- recording


def test_a_fact_is_kept_with_the_change_or_not_at_all(database, lender) -> None:
    def fail() -> None:
        with database.transaction(lender.officer) as tx:
            record(tx, decided(lender.subject), AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert numbers(database, lender) == []


def test_what_is_kept_in_the_open_tells_nothing_of_the_person(database, lender) -> None:
    (entry_id,) = keep(database, lender, 1)
    with database.transaction(lender.officer) as tx:
        row = store.load_entry(tx, lender.id, entry_id)
        assert row is not None
        for shown in (row.leaf, bytes(row.opening_sealed)):
            for secret in ("张伟", "13800138000", str(lender.subject), "approve"):
                assert secret.encode() not in shown
        assert row.opening is None
        assert str(lender.officer.actor_id).encode() not in row.leaf
        assert read_leaf(row.leaf).actor.startswith("staff:")
        kept = entry(tx, lender.id, entry_id)
    assert kept.payload is not None
    assert kept.payload["reasons"] == [SECRET]
    assert kept.number is None


def test_the_same_actor_has_another_pseudonym_in_another_log(database, lender, request) -> None:
    with database.transaction(lender.officer) as tx:
        names = {
            tx.blind("evidence_entries.actor", str(lender.officer.actor_id), organisation)
            for organisation in (lender.id, UUID("00000000-0000-7000-8000-000000000001"))
        }
    assert len(names) == 2


def test_a_person_records_in_the_log_of_the_lender_concerned(database, lender) -> None:
    with database.transaction(lender.person) as tx:
        entry_id = record(tx, decided(lender.subject), AT)
        assert entry(tx, lender.id, entry_id).payload is not None
    with database.transaction(lender.officer) as tx:
        assert entry(tx, lender.id, entry_id).subject_id == lender.subject
        assert read_leaf(entry(tx, lender.id, entry_id).leaf).actor.startswith("person:")


def test_a_person_sees_nothing_about_others(database, lender) -> None:
    with database.transaction(lender.officer) as tx:
        fact = decided(lender.other_subject)
        entry_id = record(tx, fact, AT)
    with database.transaction(lender.person) as tx:
        with pytest.raises(NotFound):
            entry(tx, lender.id, entry_id)
        assert entries_about(tx, lender.id, fact.object_ref) == ()
        with pytest.raises(NotFound):
            record(tx, decided(lender.other_subject), AT)
        with pytest.raises(Forbidden):
            record(tx, decided(None), AT)


def test_an_unlisted_kind_or_field_is_refused(database, lender) -> None:
    with database.transaction(lender.officer) as tx:
        with pytest.raises(InvalidInput):
            record(tx, Fact("application.dreamt@1", lender.subject, "x", {}), AT)
        with pytest.raises(InvalidInput):
            record(tx, Fact("fraud.alert@1", lender.subject, "x", {"name": SECRET}), AT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_entries SET leaf = 'x' WHERE organisation_id = :id",
        "UPDATE evidence_entries SET number = number + 1 WHERE organisation_id = :id",
        "UPDATE evidence_entries SET number = NULL WHERE organisation_id = :id",
        "UPDATE evidence_entries SET opening_sealed = 'x' WHERE organisation_id = :id",
        "DELETE FROM evidence_entries WHERE organisation_id = :id",
        "UPDATE evidence_checkpoints SET note = 'x' WHERE organisation_id = :id",
        "DELETE FROM evidence_checkpoints WHERE organisation_id = :id",
        "UPDATE evidence_tiles SET hashes = sha256('x') WHERE organisation_id = :id",
        "DELETE FROM evidence_tiles WHERE organisation_id = :id",
    ],
)
@pytest.mark.parametrize("role", ["app", "owner"])
def test_the_database_refuses_every_change(
    database, lender, desk, owner_url, statement, role
) -> None:
    keep(database, lender, 1)
    sequence(database, desk, lender.id, AT)
    engine = create_engine(owner_url)
    opened = database.transaction(lender.officer) if role == "app" else engine.begin()
    with opened as handle, pytest.raises(DBAPIError):
        handle.execute(text(statement), {"id": lender.id})
    engine.dispose()
    assert faults(database, lender, desk) == ()


# -- sequencing


def test_batches_number_every_entry_once_in_order(database, lender, desk) -> None:
    ids = keep(database, lender, 300)
    taken = [sequence(database, desk, lender.id, AT, batch_max=128) for _ in range(4)]
    assert taken == [128, 128, 44, 0]
    assert numbers(database, lender) == list(range(300))
    with database.transaction(lender.officer) as tx:
        assert [entry(tx, lender.id, one).number for one in ids] == list(range(300))
        assert [size for size, _ in store.all_notes(tx, lender.id)] == [128, 256, 300]
    assert faults(database, lender, desk) == ()


def test_every_entry_has_a_proof_that_holds_offline(database, lender, desk) -> None:
    ids = keep(database, lender, 300)
    with database.transaction(lender.officer) as tx, pytest.raises(NotFound, match="not sealed"):
        prove(tx, lender.id, ids[0])
    while sequence(database, desk, lender.id, AT, batch_max=70):
        pass
    keys = public_keys(desk, lender)
    with database.transaction(lender.officer) as tx:
        for one in (ids[0], ids[69], ids[255], ids[256], ids[299]):
            shown = prove(tx, lender.id, one)
            assert proof.check(proof.read(proof.write(shown)), keys).size == 300
            assert shown.leaf == entry(tx, lender.id, one).leaf
    with database.transaction(lender.person) as tx:  # the person's own receipt
        assert proof.check(prove(tx, lender.id, ids[7]), keys).size == 300


def test_two_sequencers_at_once_leave_no_gap_and_no_double(database, lender, desk) -> None:
    stop = threading.Event()

    def run() -> int:
        count = 0
        while True:
            last_round = stop.is_set()
            taken = sequence(database, desk, lender.id, AT, batch_max=7)
            count += taken
            if last_round and not taken:
                return count

    with ThreadPoolExecutor(4) as pool:
        sequencers = [pool.submit(run) for _ in range(2)]
        writers = [pool.submit(keep, database, lender, 60) for _ in range(2)]
        for writer in writers:
            writer.result()
        stop.set()
        counts = [one.result() for one in sequencers]
    while taken := sequence(database, desk, lender.id, AT):
        counts.append(taken)
    assert sum(counts) == 120
    assert numbers(database, lender) == list(range(120))
    assert faults(database, lender, desk) == ()


@pytest.mark.parametrize("step", ["save_tiles", "number_entries", "insert_checkpoint"])
def test_a_sequencer_that_dies_midway_leaves_nothing_half_done(
    database, lender, desk, monkeypatch, step
) -> None:
    keep(database, lender, 5)
    sequence(database, desk, lender.id, AT)
    keep(database, lender, 5)
    done = getattr(store, step)

    def die(*arguments) -> None:
        done(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, step, die)
        with pytest.raises(KeyboardInterrupt):
            sequence(database, desk, lender.id, AT)
    assert numbers(database, lender) == [0, 1, 2, 3, 4, None, None, None, None, None]
    assert sequence(database, desk, lender.id, AT) == 5
    assert faults(database, lender, desk) == ()


def test_a_sequencer_that_dies_before_it_remembers_goes_on(database, lender, desk, monkeypatch):
    keep(database, lender, 3)
    sequence(database, desk, lender.id, AT)
    keep(database, lender, 300)
    with monkeypatch.context() as patch:
        patch.setattr(Desk, "remember", lambda *arguments: None)
        assert sequence(database, desk, lender.id, AT) == 300
    keep(database, lender, 2)
    assert sequence(database, desk, lender.id, AT) == 2
    assert faults(database, lender, desk) == ()


def test_a_log_keeps_its_name_when_the_house_moves(database, lender, desk) -> None:
    keep(database, lender, 1)
    sequence(database, desk, lender.id, AT)
    keep(database, lender, 1)
    assert sequence(database, Desk(desk.seed, desk.folder, "new.example"), lender.id, AT) == 1
    assert faults(database, lender, desk) == ()


def test_only_logs_with_waiting_entries_are_visited(database, lender, desk) -> None:
    assert lender.id not in list(waiting_logs(database))
    keep(database, lender, 2)
    assert lender.id in list(waiting_logs(database))
    assert sequence_all(database, desk, lambda: AT)[0] >= 2
    assert lender.id not in list(waiting_logs(database))


# -- a sequencer never signs a smaller or another tree


def grown(database, lender, desk) -> None:
    for _ in range(2):
        keep(database, lender, 3)
        sequence(database, desk, lender.id, AT)
    keep(database, lender, 1)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM evidence_checkpoints WHERE organisation_id = :id AND size = 6",
        "DELETE FROM evidence_checkpoints WHERE organisation_id = :id",
        (
            "UPDATE evidence_tiles SET hashes = sha256('x') || substr(hashes, 33)"
            " WHERE organisation_id = :id"
        ),
        "UPDATE evidence_tiles SET hashes = substr(hashes, 33) WHERE organisation_id = :id",
        "DELETE FROM evidence_tiles WHERE organisation_id = :id",
        (
            "UPDATE evidence_checkpoints SET note = replace(note, '6', '7')"
            " WHERE organisation_id = :id AND size = 6"
        ),
        "UPDATE evidence_checkpoints SET note = 'rubbish' WHERE organisation_id = :id",
    ],
)
def test_a_log_put_back_or_altered_is_not_signed_again(
    database, lender, desk, as_owner, harm
) -> None:
    grown(database, lender, desk)
    as_owner(harm, id=lender.id)
    with pytest.raises(LogBroken):
        sequence(database, desk, lender.id, AT)
    assert numbers(database, lender) == [0, 1, 2, 3, 4, 5, None]
    _, refusals = sequence_all(database, desk, lambda: AT)  # serves the other logs
    assert any(str(lender.id) in refusal for refusal in refusals)
    assert numbers(database, lender)[-1] is None
    assert faults(database, lender, desk)


def test_another_history_is_not_signed(database, lender, desk) -> None:
    keep(database, lender, 3)
    other = Desk(desk.seed, desk.folder.with_name("other"), desk.host)
    sequence(database, other, lender.id, AT)
    keep(database, lender, 3)
    desk.remember(lender.id, _forged(desk, lender), public_keys(desk, lender))
    with pytest.raises(LogBroken):
        sequence(database, desk, lender.id, AT)


def _forged(desk: Desk, lender: Lender) -> str:
    origin = desk.origin(lender.id)
    return sign(Checkpoint(origin, 2, bytes(32)), desk.keys(origin), AT)


# -- anything altered afterwards is found


@pytest.mark.parametrize(
    "harm",
    [
        (
            "UPDATE evidence_entries SET leaf = set_byte(leaf, 60, get_byte(leaf, 60) # 1)"
            " WHERE organisation_id = :id AND number = 2"
        ),
        (
            "UPDATE evidence_entries SET opening_sealed = set_byte(opening_sealed, 40,"
            " get_byte(opening_sealed, 40) # 1) WHERE organisation_id = :id AND number = 2"
        ),
        (
            "UPDATE evidence_entries SET kind = 'fraud.alert@1'"
            " WHERE organisation_id = :id AND number = 2"
        ),
        (
            "UPDATE evidence_entries SET at = at + interval '1 microsecond'"
            " WHERE organisation_id = :id AND number = 2"
        ),
        "UPDATE evidence_entries SET object_ref = 'B' WHERE organisation_id = :id AND number = 2",
        "DELETE FROM evidence_entries WHERE organisation_id = :id AND number = 2",
        "DELETE FROM evidence_entries WHERE organisation_id = :id AND number = 5",
        "UPDATE evidence_entries SET number = number + 90 WHERE organisation_id = :id",
        (
            "UPDATE evidence_tiles SET hashes = set_byte(hashes, 7, get_byte(hashes, 7) # 1)"
            " WHERE organisation_id = :id"
        ),
        (
            "UPDATE evidence_checkpoints SET note = replace(note, 'A', 'B')"
            " WHERE organisation_id = :id AND size = 3"
        ),
    ],
)
def test_fsck_finds_what_was_altered(database, lender, desk, as_owner, harm) -> None:
    grown(database, lender, desk)
    assert faults(database, lender, desk) == ()
    as_owner(harm, id=lender.id)
    assert faults(database, lender, desk)


def test_exchanged_details_are_found(database, lender, desk, as_owner) -> None:
    keep(database, lender, 2, subject=False)
    sequence(database, desk, lender.id, AT)
    assert faults(database, lender, desk) == ()
    as_owner(
        "UPDATE evidence_entries e SET opening = (SELECT opening FROM evidence_entries o"
        " WHERE o.organisation_id = :id AND o.number = 1)"
        " WHERE e.organisation_id = :id AND e.number = 0",
        id=lender.id,
    )
    (fault,) = faults(database, lender, desk)
    assert fault.where == "entry 0"


# -- who may see details, how long they are kept


def test_details_are_shown_to_the_roles_of_the_kind_only(database, lender) -> None:
    with database.transaction(lender.officer) as tx:
        fact = Fact("key.issued@1", None, "key-1", {"scopes": ["applications"]})
        entry_id = record(tx, fact, AT)
        assert entry(tx, lender.id, entry_id).payload is None  # an officer's role does not open it
    admin = replace(lender.officer, roles=frozenset({Role.ADMIN}))
    for access in (admin, machine_access(lender.id, "")):
        with database.transaction(access) as tx:
            assert entry(tx, lender.id, entry_id).payload == fact.payload


def test_details_go_when_their_time_is_over_and_proofs_stay(database, lender, desk) -> None:
    with database.transaction(lender.officer) as tx:
        old, young = (record(tx, decided(lender.subject), at) for at in (AT, AT + timedelta(5)))
    sequence(database, desk, lender.id, AT)
    with database.transaction(machine_access(lender.id, "")) as tx:
        assert drop_old_details(tx, lender.id, AT + timedelta(366 * 5 + 1)) == 1
        assert entry(tx, lender.id, old).payload is None
        assert entry(tx, lender.id, young).payload is not None
        assert proof.check(prove(tx, lender.id, old), public_keys(desk, lender)).size == 2
    assert faults(database, lender, desk) == ()


# -- erasing a person


def test_erasing_a_person_leaves_every_proof_valid(database, lender, desk) -> None:
    ids = keep(database, lender, 3)
    sequence(database, desk, lender.id, AT)
    with database.transaction(lender.officer) as tx:
        before = proof.write(prove(tx, lender.id, ids[1]))
        tx.destroy_subject_key(lender.subject)
    with database.transaction(lender.officer) as tx:
        assert proof.write(prove(tx, lender.id, ids[1])) == before
        assert entry(tx, lender.id, ids[1]).payload is None
        with pytest.raises(NotFound):
            record(tx, decided(lender.subject), AT)
    assert proof.check(proof.read(before), public_keys(desk, lender)).size == 3
    assert faults(database, lender, desk) == ()


# -- following


def noting(tx: Transaction, one: Entry) -> None:
    """An effect that can be counted: a cursor row for each entry it was done for."""
    tx.execute(
        store.effects.insert(),
        {"organisation_id": one.organisation_id, "follower": "seen", "number": one.number},
    )


def seen(database: Database, lender: Lender) -> list[int]:
    with database.transaction(lender.officer) as tx:
        wanted = select(store.effects.c.number).where(
            store.effects.c.organisation_id == lender.id, store.effects.c.follower == "seen"
        )
        return sorted(tx.execute(wanted).scalars())


def test_a_follower_takes_each_entry_once_in_order(database, lender, desk) -> None:
    keep(database, lender, 5)
    assert follow(database, lender.system, "notices", noting) == 0  # nothing is sealed yet
    sequence(database, desk, lender.id, AT)
    keep(database, lender, 2)
    order: list[int | None] = []

    def effect(tx: Transaction, one: Entry) -> None:
        assert one.payload is not None
        order.append(one.number)
        noting(tx, one)

    taken = [follow(database, lender.system, "notices", effect, batch_max=2) for _ in range(4)]
    assert taken == [2, 2, 1, 0]
    assert order == seen(database, lender) == [0, 1, 2, 3, 4]
    assert follow(database, lender.system, "another", lambda tx, one: None) == 5


def test_a_follower_that_crashes_does_its_effect_once(database, lender, desk) -> None:
    keep(database, lender, 5)
    sequence(database, desk, lender.id, AT)
    crashes = iter([0, 2, 4])
    crash_at = next(crashes)

    def effect(tx: Transaction, one: Entry) -> None:
        nonlocal crash_at
        noting(tx, one)
        if one.number == crash_at:
            crash_at = next(crashes, None)
            raise KeyboardInterrupt

    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            follow(database, lender.system, "notices", effect)
        assert seen(database, lender) == []
    assert follow(database, lender.system, "notices", effect) == 5
    assert seen(database, lender) == [0, 1, 2, 3, 4]


def test_two_processes_of_one_follower_do_no_effect_twice(database, lender, desk) -> None:
    keep(database, lender, 60)
    sequence(database, desk, lender.id, AT)

    def run() -> int:
        return sum(
            follow(database, lender.system, "notices", noting, batch_max=3) for _ in range(20)
        )

    with ThreadPoolExecutor(2) as pool:
        counts = [one.result() for one in [pool.submit(run) for _ in range(2)]]
    while taken := follow(database, lender.system, "notices", noting):
        counts.append(taken)
    assert sum(counts) == 60
    assert seen(database, lender) == list(range(60))


def test_a_follower_finds_the_logs_that_are_ahead_of_it(database, lender, desk) -> None:
    name = f"finder-{lender.id.hex}"  # followers of other tests have cursors of their own
    keep(database, lender, 3)
    assert lender.id not in list(logs_ahead(database, name))
    sequence(database, desk, lender.id, AT)
    assert lender.id in list(logs_ahead(database, name))
    own: list[int | None] = []

    def effect(_tx: Transaction, one: Entry) -> None:
        if one.organisation_id == lender.id:
            own.append(one.number)
        else:
            raise NotFound("not this test's")

    count, refusals = follow_all(database, name, effect)
    assert own == [0, 1, 2]
    assert count == 3
    assert not any(str(lender.id) in refusal for refusal in refusals)
    assert lender.id not in list(logs_ahead(database, name))


def test_a_cursor_put_back_repeats_no_effect(database, lender, desk) -> None:
    keep(database, lender, 4)
    sequence(database, desk, lender.id, AT + timedelta(seconds=1))
    follow(database, lender.system, "notices", noting)
    with database.transaction(lender.system) as tx:
        store.move_cursor(tx, lender.id, "notices", 1)
    assert follow(database, lender.system, "notices", noting) == 3
    assert seen(database, lender) == [0, 1, 2, 3]
