"""Receipts in the database: one a change, in its transaction, chained, sealed, never changed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import jsonschema_rs
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from consent import service as consent
from consent import store
from consent.exports import as_chain, from_json, newest
from consent.model import Method, Said
from consent.purposes import PURPOSES
from consent.receipt_check import check, check_chain, check_one, read_json
from consent.receipt_fsck import check_consents
from consent.receipt_store import Happened, Kept, issue, receipt, receipts, receipts_of, with_anchor
from consent.receipt_words import ReceiptEvent
from core.errors import InvalidInput, NotFound
from core.ids import new_id
from core.settings import read_settings
from core.text import Text
from database.keys import SealBroken
from evidence.desk import Desk, known_keys
from evidence.leaf import canonical
from evidence.sequencer import sequence
from evidence.signing import paper_key
from tests.database_world import AT, World, as_role, build_world
from webapp.commands import consent as command

SAID = Said(Method.PAGE, "zh", AT)
SCHEMA = Path(__file__).parents[1] / "data/aa_consent_detail.schema.json"


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A migrated database."""
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


@pytest.fixture
def someone(world: World) -> tuple[UUID, UUID]:
    """A person known at the lender: (subject, person)."""
    person_id = world.new_person()
    return world.new_subject(person_id), person_id


def say_yes(world: World, someone: tuple[UUID, UUID], *purposes: str) -> None:
    with world.database.transaction(world.person(someone[1])) as tx:
        current = {one.purpose: one.sha256 for one in store.current_notices(tx, (world.lender,))}
        agreed = [(code, current[code]) for code in purposes]
        consent.give(tx, world.lender, someone[0], agreed, SAID)


def take_back(world: World, someone: tuple[UUID, UUID], *purposes: str) -> None:
    with world.database.transaction(world.person(someone[1])) as tx:
        consent.withdraw(tx, someone[0], purposes, Method.PAGE, AT)


def kept_by(world: World, someone: tuple[UUID, UUID]) -> tuple[Kept, ...]:
    with world.database.transaction(world.person(someone[1])) as tx:
        return receipts_of(tx, someone[0])[::-1]


def keys(world: World):
    with world.database.transaction(world.machine("")) as tx:
        return (paper_key(tx, world.lender).public(),)


def events(kept: Kept) -> list[tuple[str, str]]:
    return [(str(one.purpose), str(one.event)) for one in newest([kept.document])]


def test_a_yes_a_no_and_a_withdrawal_each_hand_out_one_receipt_in_a_chain(world, someone) -> None:
    say_yes(world, someone, "bureau.query")
    with world.database.transaction(world.person(someone[1])) as tx:
        consent.refuse(tx, world.lender, someone[0], "marketing.own", SAID)
    take_back(world, someone, "bureau.query")

    kept = kept_by(world, someone)
    assert [events(one) for one in kept] == [
        [("bureau.query", "granted")],
        [("marketing.own", "refused")],
        [("bureau.query", "withdrawn")],
    ]
    held = check(as_chain([one.document for one in kept]), keys(world))
    assert [one.number for one in held] == [1, 2, 3]
    assert [one.sha256 for one in held] == [one.sha256 for one in kept]


def test_one_press_that_ends_several_consents_is_one_receipt(world, someone) -> None:
    codes = [one.code for one in PURPOSES if one.optional]
    for code in codes:
        say_yes(world, someone, code)
    with world.database.transaction(world.person(someone[1])) as tx:
        consent.withdraw_all_optional(tx, Method.PAGE, AT)

    *_, last = kept_by(world, someone)
    assert last.number == len(codes) + 1
    assert sorted(events(last)) == sorted((code, "withdrawn") for code in codes)


def test_a_receipt_stands_or_falls_with_its_change(world, someone) -> None:
    def refuse_and_fall() -> None:
        with world.database.transaction(world.person(someone[1])) as tx:
            consent.refuse(tx, world.lender, someone[0], "marketing.own", SAID)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        refuse_and_fall()
    assert kept_by(world, someone) == ()


def test_a_receipt_quotes_the_notice_that_was_shown_also_after_a_newer_one(world, someone) -> None:
    say_yes(world, someone, "bureau.query")
    with world.database.transaction(world.machine("")) as tx:
        shown = next(
            one
            for one in store.current_notices(tx, (world.lender,))
            if one.purpose == "bureau.query"
        )
        consent.publish_notices(tx, world.lender, Text("甲消费金融公司", "Lender A Ltd"), AT)
        current = store.current_notices(tx, (world.lender,))
    assert shown.sha256 not in {one.sha256 for one in current}
    take_back(world, someone, "bureau.query")
    for one in kept_by(world, someone):
        [record] = one.document["dpv:hasRecordOfActivity"]  # type: ignore[misc]
        [quoted] = record["dpv:hasNotice"]  # type: ignore[index]
        assert quoted["candor:text"] == {"en": shown.text.en, "zh": shown.text.zh}
        assert quoted["schema:sha256"] == shown.sha256


@pytest.mark.parametrize("event", list(ReceiptEvent))
def test_every_state_a_consent_may_come_to_has_its_receipt(world, someone, event) -> None:
    say_yes(world, someone, "bureau.query")
    with world.database.transaction(world.machine("")) as tx:
        [grant] = store.grants_of(tx, (someone[0],))
        told = Happened(event, grant.purpose, grant.id, new_id(), grant)
        issue(tx, (world.lender, someone[0]), (told,), SAID)
    _, last = kept_by(world, someone)
    assert events(last) == [("bureau.query", event.value)]
    check_one(last.document, keys(world))


def test_nobody_else_sees_a_receipt_and_nobody_changes_one(world, someone) -> None:
    say_yes(world, someone, "bureau.query")
    [kept] = kept_by(world, someone)

    strangers = (world.person(world.new_person()), world.machine("", world.other_lender))
    for access in strangers:
        with world.database.transaction(access) as tx:
            assert receipts_of(tx, someone[0]) == ()
            with pytest.raises(NotFound):
                receipt(tx, world.lender, kept.id)
    for statement in ("UPDATE consent_receipts SET number = 9", "DELETE FROM consent_receipts"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            world.database.transaction(world.person(someone[1])) as tx,
        ):
            tx.execute(text(statement))


def test_a_row_altered_past_every_policy_does_not_open(world, someone) -> None:
    say_yes(world, someone, "bureau.query")
    world.superuser(
        "UPDATE consent_receipts SET document_sealed = set_byte(document_sealed, 200,"
        " (get_byte(document_sealed, 200) + 1) % 256) WHERE subject_id = :id",
        id=someone[0],
    )
    with pytest.raises(SealBroken):
        kept_by(world, someone)


def test_an_erased_person_leaves_no_receipt_that_can_be_read(world, someone) -> None:
    say_yes(world, someone, "bureau.query")
    with world.database.transaction(world.machine("")) as tx:
        tx.destroy_subject_key(someone[0])
    with world.database.transaction(world.machine("")) as tx:
        assert tx.execute(
            select(receipts.c.sha256).where(receipts.c.subject_id == someone[0])
        ).scalar_one()
        with pytest.raises(NotFound):
            receipts_of(tx, someone[0])


@pytest.fixture
def house(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A sequencer's desk and the environment of a command, beside the module's database."""
    monkeypatch.setenv("DATABASE_URL", as_role(world.url, "candor_app"))
    monkeypatch.setenv("CANDOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CANDOR_PUBLIC_URL", "https://candor.example")
    return Desk(bytes(32), tmp_path / "data" / "evidence", "candor.example")


def test_the_log_holds_the_receipts_hash_and_the_proof_travels_with_it(
    world, someone, house
) -> None:
    say_yes(world, someone, "bureau.query")
    [kept] = kept_by(world, someone)
    with world.database.transaction(world.person(someone[1])) as tx:
        assert with_anchor(tx, kept) == kept.document  # not numbered yet

    while sequence(world.database, house, world.lender, AT):
        pass
    with world.database.transaction(world.person(someone[1])) as tx:
        document = with_anchor(tx, kept)
    trusted = known_keys(read_settings())
    [held] = check(canonical(document), trusted)
    assert held.anchored

    say_yes(world, someone, "bank_data.pull_once")
    _, other = kept_by(world, someone)
    proof = dict(other.document["candor:proof"])  # type: ignore[call-overload]
    proof["anchor"] = document["candor:proof"]["anchor"]  # type: ignore[index]
    with pytest.raises(InvalidInput, match="entry of this receipt"):
        check_one({**other.document, "candor:proof": proof}, trusted)


def call(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_the_command_exports_and_verifies(
    world, someone, house, tmp_path, capfdbinary, monkeypatch
) -> None:
    from database.keys import RootKey

    monkeypatch.setattr("database.keys.open_root_key", lambda _path: RootKey(world.root._private))
    say_yes(world, someone, "bank_data.pull_once")
    say_yes(world, someone, "marketing.own")
    take_back(world, someone, "marketing.own")
    while sequence(world.database, house, world.lender, AT):
        pass

    assert call("export", str(someone[0])) == 0
    whole = capfdbinary.readouterr().out
    (tmp_path / "chain.json").write_bytes(whole)
    assert call("verify", str(tmp_path / "chain.json")) == 0
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [(one["number"], one["anchored"]) for one in lines] == [(1, True), (2, True), (3, True)]

    (tmp_path / "altered.json").write_bytes(whole.replace(b"Lender A", b"Lender B", 1))
    assert call("verify", str(tmp_path / "altered.json")) == 1
    assert json.loads(capfdbinary.readouterr().out)["holds"] is False

    assert call("export", str(someone[0]), "--format", "json") == 0
    plain = read_json(capfdbinary.readouterr().out)
    assert [(one.purpose, one.event) for one in from_json(plain)] == [
        ("bank_data.pull_once", "granted"),
        ("marketing.own", "withdrawn"),
    ]

    assert call("export", str(someone[0]), "--format", "aa") == 0
    told = read_json(capfdbinary.readouterr().out)
    [detail] = told["consentDetails"]  # type: ignore[misc]
    jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()), validate_formats=True).validate(
        detail
    )
    assert any("marketing.own" in str(loss) for loss in told["losses"])  # type: ignore[attr-defined]


def test_two_changes_at_once_follow_one_another(world, someone) -> None:
    """Whoever comes second waits for the subject's lock, and then follows the first."""
    from concurrent.futures import ThreadPoolExecutor

    codes = [one.code for one in PURPOSES if one.needs_grant]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda code: say_yes(world, someone, code), codes))
    held = [check_one(one.document, keys(world)) for one in kept_by(world, someone)]
    assert check_chain(held, whole=True) == ()
    assert len(held) == len(codes)


def test_what_people_said_and_what_is_stored_agree(world, someone) -> None:
    say_yes(world, someone, "bureau.query")
    say_yes(world, someone, "bureau.query")
    take_back(world, someone, "bureau.query")
    with world.database.transaction(world.person(someone[1])) as tx:
        consent.refuse(tx, world.lender, someone[0], "marketing.own", SAID)
    with world.database.transaction(world.machine("")) as tx:
        count, faults = check_consents(tx, world.lender)
    assert count >= 4
    grants = {str(one.id) for one in _grants(world, someone)}
    assert not [one for one in faults if one.where.split()[-1] in {str(someone[0]), *grants}]


def test_a_withdrawal_undone_past_every_policy_is_found(world, someone) -> None:
    say_yes(world, someone, "bureau.query")
    with world.database.transaction(world.person(someone[1])) as tx:
        consent.withdraw(tx, someone[0], ("bureau.query",), Method.PAGE, AT)
    [grant] = _grants(world, someone)
    for change in ("NULL", "withdrawn_at + interval '1 minute'"):
        world.superuser(
            f"UPDATE grants SET withdrawn_at = {change} WHERE subject_id = :id", id=someone[0]
        )
        with world.database.transaction(world.machine("")) as tx:
            faults = check_consents(tx, world.lender)[1]
        assert f"grant {grant.id}" in {one.where for one in faults}
        world.superuser(
            "UPDATE grants SET withdrawn_at = :at WHERE subject_id = :id", at=AT, id=someone[0]
        )


def _grants(world: World, someone: tuple[UUID, UUID]):
    with world.database.transaction(world.machine("")) as tx:
        return store.grants_of(tx, (someone[0],))


ALTERED = {
    "a word of a notice": (
        (
            "UPDATE notices SET text_en = replace(text_en, 'uses', 'used')"
            " WHERE organisation_id = :lender AND purpose = 'compliance.aml'"
        ),
        (
            "UPDATE notices SET text_en = replace(text_en, 'used', 'uses')"
            " WHERE organisation_id = :lender AND purpose = 'compliance.aml'"
        ),
    ),
    "a longer grant": (
        "UPDATE grants SET valid_until = valid_until + interval '1 day' WHERE subject_id = :id",
        "UPDATE grants SET valid_until = valid_until - interval '1 day' WHERE subject_id = :id",
    ),
    "a yes that was never taken back": (
        "UPDATE grants SET withdrawn_at = now() WHERE subject_id = :id",
        "UPDATE grants SET withdrawn_at = NULL WHERE subject_id = :id",
    ),
    "a yes that never rested": (
        "UPDATE grants SET paused_at = now() WHERE subject_id = :id",
        "UPDATE grants SET paused_at = NULL WHERE subject_id = :id",
    ),
    "an event of another grant": (
        "UPDATE consent_events SET grant_id = id WHERE subject_id = :id",
        (
            "UPDATE consent_events e SET grant_id = g.id FROM grants g"
            " WHERE g.subject_id = e.subject_id AND e.subject_id = :id"
        ),
    ),
    "an event of another kind": (
        "UPDATE consent_events SET kind = 'refused' WHERE subject_id = :id",
        "UPDATE consent_events SET kind = 'granted' WHERE subject_id = :id",
    ),
    "an event at another time": (
        "UPDATE consent_events SET at = at + interval '1 second' WHERE subject_id = :id",
        "UPDATE consent_events SET at = at - interval '1 second' WHERE subject_id = :id",
    ),
    "a receipt's hash": (
        "UPDATE consent_receipts SET sha256 = reverse(sha256) WHERE subject_id = :id",
        "UPDATE consent_receipts SET sha256 = reverse(sha256) WHERE subject_id = :id",
    ),
    "a receipt's place": (
        "UPDATE consent_receipts SET number = 2, previous_sha256 = 'x' WHERE subject_id = :id",
        "UPDATE consent_receipts SET number = 1, previous_sha256 = NULL WHERE subject_id = :id",
    ),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_is_altered_past_every_policy_is_found(world, someone, what: str) -> None:
    def faults() -> set[str]:
        with world.database.transaction(world.machine("")) as tx:
            return {f"{one.where} {one.what}" for one in check_consents(tx, world.lender)[1]}

    say_yes(world, someone, "bureau.query")
    before = faults()
    assert not any(str(someone[0]) in one for one in before)
    there, back = ALTERED[what]
    world.superuser(there, id=someone[0], lender=world.lender)
    assert faults() - before
    world.superuser(back, id=someone[0], lender=world.lender)
    assert faults() == before
