"""Requests in a real database: taken in, proved, limited, corrected, erased, handed out."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from consent import limits, request_service, request_store
from consent import service as consent
from consent.looking import note_read
from consent.model import Code, Refused
from consent.receipt_check import check
from consent.receipt_fsck import check_consents
from consent.request_service import Answer
from consent.requests import Asker, Details, Kind, Outcome, ReasonCode, Request, State, overdue
from core.access import Access, Role
from core.errors import Conflict, Forbidden, InvalidInput, NotFound
from core.ids import new_id
from database import keys
from evidence import proof
from evidence.desk import Desk
from evidence.sequencer import sequence
from evidence.service import prove
from evidence.signing import paper_key
from identity.provisioning import create_person
from identity.registration import Registration
from reporting import export_service
from reporting.export_service import Form
from reporting.subject_export import assemble
from scoring.model import CreditBand
from tests.database_world import AT, World
from tests.underwriting.world import hand_in, later, state_of
from underwriting import corrections, erasing, limiting, service
from underwriting.model import Action, Application, Offer
from underwriting.model import State as ApplicationState
from underwriting.rules import Engines

NOBODY_ELSE = Details()


def compliance(world: World) -> Access:
    return world.staff(Role.COMPLIANCE)


def someone(world: World, offer: Offer, band: CreditBand | None = CreditBand.STRONG):
    """Somebody with an account who has applied: (person, application)."""
    name = f"{new_id().hex}@people.example"
    person = create_person(world.owner, Registration("沈知秋", name, "a long enough word"), AT)
    application = hand_in(
        world, offer, band, person=person, name="沈知秋", phone="13912345678", note="请尽快"
    )
    return person, application


def ask(
    world: World, person: UUID, application: Application, kind: Kind, details: Details = NOBODY_ELSE
) -> Request:
    with world.database.transaction(world.person(person)) as tx:
        whose = (world.lender, application.subject_id)
        return request_service.ask(tx, whose, kind, details, ("totp", "zh", AT))


def decide(world: World, asked: Engines, application: Application):
    return service.decide(world.database, asked, world.lender, application.reference, later(1))


def rows_of(world: World, table: str, subject: UUID) -> int:
    [(count,)] = world.superuser(f"SELECT count(*) FROM {table} WHERE subject_id = :id", id=subject)
    return int(str(count))


# -- a request's own life


def test_a_request_is_received_with_its_clock_and_proof_and_sealed_words(world, offer) -> None:
    person, application = someone(world, offer)
    details = Details(field="name", old="沈知秋", new="沈知夏", evidence="户口簿")
    request = ask(world, person, application, Kind.CORRECT, details)
    assert (request.state, request.clock) == (State.WORKING, "cn-credit-reference-25")
    with world.database.transaction(world.person(person)) as tx:
        assert request_store.details_of(tx, request) == details
        told = [one.kind for one in request_store.events_of(tx, request)]
    assert told == ["received", "identified"]
    stored = world.superuser(
        "SELECT details_sealed FROM subject_requests WHERE id = :id", id=request.id
    )
    assert "沈知夏".encode() not in bytes(stored[0][0])


def test_the_same_is_not_asked_twice_while_it_is_open(world, offer) -> None:
    person, application = someone(world, offer)
    request = ask(world, person, application, Kind.ERASE)
    with pytest.raises(Conflict):
        ask(world, person, application, Kind.ERASE)
    with world.database.transaction(world.person(person)) as tx:
        request_service.take_back(tx, request.reference, AT)
    assert ask(world, person, application, Kind.ERASE).state is State.WORKING


def test_nobody_asks_for_anybody_elses_data(world, offer) -> None:
    _, application = someone(world, offer)
    with pytest.raises(NotFound):
        ask(world, world.new_person(), application, Kind.EXPORT)


def test_events_are_never_changed(world, offer) -> None:
    person, application = someone(world, offer)
    ask(world, person, application, Kind.ERASE)
    for statement in ("UPDATE subject_request_events SET code = 'x'",
                      "DELETE FROM subject_request_events"):  # fmt: skip
        with pytest.raises(DBAPIError), world.database.transaction(world.person(person)) as tx:
            tx.execute(text(statement))


def test_a_refusal_needs_a_reason_that_fits(world, offer) -> None:
    person, application = someone(world, offer)
    request = ask(world, person, application, Kind.CORRECT)
    for given_ in (
        Answer(Outcome.REFUSED),
        Answer(Outcome.REFUSED, (ReasonCode.HELD_BY_LAW,)),  # keeps from erasing, not correcting
    ):
        with (
            pytest.raises(InvalidInput),
            world.database.transaction(compliance(world).in_act("rights.answer")) as tx,
        ):
            request_service.answer(tx, request, given_, AT)
    with world.database.transaction(compliance(world).in_act("rights.answer")) as tx:
        refusal = Answer(Outcome.REFUSED, (ReasonCode.DATA_IS_RIGHT,), "与身份证一致")
        done = request_service.answer(tx, request, refusal, AT)
    assert (done.outcome, done.reasons) == (Outcome.REFUSED, (ReasonCode.DATA_IS_RIGHT,))
    with world.database.transaction(world.person(person)) as tx:
        assert request_store.answer_of(tx, done) == "与身份证一致"


STEPS = st.lists(st.sampled_from(["answer", "extend", "back", "wait", "refuse"]), max_size=5)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_request_ends_answered_or_taken_back_or_is_seen_to_be_overdue(
    world: World, offer: Offer, steps: list[str]
) -> None:
    person, application = someone(world, offer)
    request, at = ask(world, person, application, Kind.ERASE), AT
    officer = compliance(world).in_act("rights.answer")
    for step in steps:
        at += timedelta(days=9)
        with world.database.transaction(world.person(person) if step == "back" else officer) as tx:
            request = request_store.request_of(tx, request.reference)
            try:
                if step == "extend":
                    request_service.extend(tx, request.reference, "材料多", at)
                elif step == "back":
                    request_service.take_back(tx, request.reference, at)
                elif step != "wait":
                    outcome = Outcome.GRANTED if step == "answer" else Outcome.REFUSED
                    reasons = () if step == "answer" else (ReasonCode.LEGAL_CLAIMS,)
                    request_service.answer(tx, request, Answer(outcome, reasons), at)
            except Conflict:
                assert step == "extend" or not request.is_open
    with world.database.transaction(officer) as tx:
        request = request_store.request_of(tx, request.reference)
        queue = request_store.open_requests(tx)
    at += timedelta(days=40)
    assert request.is_open == overdue(request, at)
    assert (request.reference in {one.reference for one in queue}) == request.is_open
    assert [one.due_at for one in queue] == sorted(one.due_at for one in queue)


# -- for somebody else


def test_an_heir_is_matched_by_an_officer_and_nothing_tells_before(world, offer) -> None:
    known = hand_in(world, offer, name="已故者", id_number="11010119480101001X")
    papers = Details(
        about_name="已故者", about_id_number="11010119480101001X", authority="公证书",
        authority_reference="(2026) 沪证 12", contact="13800000001",
    )  # fmt: skip
    with world.database.transaction(world.machine("rights.answer")) as tx:
        what = (Kind.EXPORT, Asker.HEIR, "zh")
        request = request_service.take_in(tx, what, papers, AT)
    assert (request.state, request.subject_id) == (State.CHECKING, None)
    with pytest.raises(Conflict):
        export_service.make(world.database, compliance(world), request.reference, AT)
    with (
        pytest.raises(Forbidden),
        world.database.transaction(world.staff(Role.OFFICER).in_act("rights.answer")) as tx,
    ):
        request_service.prove(tx, request.reference, known.subject_id, AT)
    with world.database.transaction(compliance(world).in_act("rights.answer")) as tx:
        request_service.prove(tx, request.reference, known.subject_id, AT)
    done = export_service.make(world.database, compliance(world), request.reference, AT)
    assert done.outcome is Outcome.GRANTED
    file = export_service.fetch(world.database, compliance(world), request.reference, Form.JSON, AT)
    assert "已故者" in file.decode()
    with world.database.transaction(compliance(world).in_act("rights.answer")) as tx:
        assert request_store.details_of(tx, done) == papers  # now under the subject's own key


def test_papers_of_a_request_that_matches_nobody_are_not_kept(world) -> None:
    papers = Details(about_name="无此人", about_id_number="1", authority="委托书",
                     authority_reference="2", contact="3")  # fmt: skip
    with world.database.transaction(world.machine("rights.answer")) as tx:
        request = request_service.take_in(tx, (Kind.ERASE, Asker.AGENT, "zh"), papers, AT)
    with world.database.transaction(compliance(world).in_act("rights.answer")) as tx:
        refusal = Answer(Outcome.REFUSED, (ReasonCode.NOBODY_KNOWN,))
        request_service.answer(tx, request, refusal, AT)
        assert request_store.details_of(tx, request) is None


# -- limits


def test_a_restriction_closes_what_rests_on_contract_or_consent_at_once(
    world, offer, asked
) -> None:
    person, application = someone(world, offer)
    request = ask(world, person, application, Kind.RESTRICT)
    subject = application.subject_id

    def seen(act: str, table: str) -> int:
        with world.database.transaction(world.machine(act)) as tx:
            wanted = text(f"SELECT count(*) FROM {table} WHERE subject_id = :id")
            return tx.execute(wanted, {"id": subject}).scalar_one()

    before = [seen("application.decide", one) for one in ("applicant_notes", "credit_reports",
                                                          "applicant_identities")]  # fmt: skip
    assert before == [1, 1, 1]
    with world.database.transaction(world.person(person)) as tx:
        about = (request.id, request.reference)
        whose = (world.lender, subject)
        assert limits.set_limit(tx, whose, limits.Limit.RESTRICTED, about, AT)
        assert not limits.set_limit(tx, whose, limits.Limit.RESTRICTED, about, AT)
    # The note rests on contract, the report on consent, identity on law.
    assert seen("application.decide", "applicant_notes") == 0
    assert seen("application.decide", "credit_reports") == 0
    assert seen("application.decide", "applicant_identities") == 1
    assert seen("notice.send", "applicant_identities") == 0
    assert seen("rights.answer", "applicant_notes") == 1
    codes = ("application.credit_decision", "bureau.query", "application.identity")
    with world.database.transaction(world.machine("application.decide")) as tx:
        answers = consent.permissions_of(tx, subject, codes, AT, application.id)
    assert [one.code if isinstance(one, Refused) else None for one in answers] == [
        Code.RESTRICTED, Code.RESTRICTED, None,
    ]  # fmt: skip
    outcome = decide(world, asked, application)
    assert outcome is not None
    assert outcome.action is Action.PAUSE
    with world.database.transaction(world.person(person)) as tx:
        assert limits.lift_limit(tx, subject, limits.Limit.RESTRICTED, AT)
    assert decide(world, asked, application).action is Action.APPROVE


@pytest.mark.parametrize("band", [CreditBand.STRONG, CreditBand.WEAK])
def test_after_an_objection_no_machine_decides_alone(world, offer, asked, band) -> None:
    person, application = someone(world, offer, band)
    request = ask(world, person, application, Kind.OBJECT)
    with world.database.transaction(world.person(person)) as tx:
        about = (request.id, request.reference)
        whose = (world.lender, application.subject_id)
        limits.set_limit(tx, whose, limits.Limit.HUMAN_ONLY, about, AT)
    outcome = decide(world, asked, application)
    assert outcome.action is Action.REFER
    assert outcome.reasons[0].code == "permission.HUMAN_ONLY"
    assert state_of(world, application).state is ApplicationState.IN_REVIEW


# -- correcting


@pytest.mark.parametrize(
    ("field", "new", "shown"),
    [
        ("name", "沈知夏", "沈知夏"),
        ("id_number", "110101199003078611", "110101199003078611"),
        ("phone", "13700001111", "13700001111"),
        ("monthly_income", "12000", "¥12,000.00"),
    ],
)
def test_a_correction_reaches_the_field_everywhere_and_keeps_the_old_one(
    world, offer, field, new, shown
) -> None:
    person, application = someone(world, offer)
    details = Details(field=field, old="旧值", new=new, evidence="证件")
    request = ask(world, person, application, Kind.CORRECT, details)
    officer = compliance(world)
    before = corrections.held_values(world.database, officer, request.reference, AT)
    done = corrections.correct(world.database, officer, request.reference, "已更正", AT)
    assert done.outcome is Outcome.GRANTED
    after = corrections.held_values(world.database, officer, request.reference, AT)
    assert after == (shown,)
    assert before != after
    with world.database.transaction(world.person(person)) as tx:
        assert request_store.details_of(tx, done) == details
    kinds = world.superuser(
        "SELECT kind FROM evidence_entries WHERE object_ref = :ref ORDER BY arrival",
        ref=request.reference,
    )
    assert ("request.corrected@1",) in kinds


@pytest.mark.parametrize(("field", "new"), [("name", "x"), ("phone", "12"), ("id_number", "1"),
                                            ("monthly_income", "lots"), ("sex", "f")])  # fmt: skip
def test_what_cannot_be_right_is_not_kept(world, offer, field, new) -> None:
    person, application = someone(world, offer)
    request = ask(world, person, application, Kind.CORRECT, Details(field=field, new=new))
    with pytest.raises(InvalidInput) as refusal:
        corrections.correct(world.database, compliance(world), request.reference, "", AT)
    assert new not in str(refusal.value) or len(new) < 3


# -- erasing


def own_sealed(world: World, subject: UUID) -> list[bytes]:
    """Every sealed value about a subject in any table, past every policy."""
    columns = world.superuser(
        "SELECT table_name, column_name FROM information_schema.columns c"
        " WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed' AND EXISTS"
        " (SELECT 1 FROM information_schema.columns s WHERE s.table_schema = 'public'"
        " AND s.table_name = c.table_name AND s.column_name = 'subject_id')"
    )
    assert len(columns) > 8
    return [
        bytes(value)  # type: ignore[arg-type]
        for table, column in columns
        for (value,) in world.superuser(
            f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL AND subject_id = :id",
            id=subject,
        )
    ]


def every_key(world: World) -> list[bytes]:
    """Every key that the root still opens."""
    organisations: dict[tuple[object, object], bytes] = {}
    for organisation, version, wrapped in world.superuser(
        "SELECT organisation_id, version, wrapped FROM organisation_keys"
    ):
        with suppress(keys.SealBroken):  # of another test's world, under another root
            organisations[organisation, version] = world.root.unwrap(bytes(wrapped))  # type: ignore[arg-type]
    subjects: list[bytes] = []
    for organisation, version, wrapped in world.superuser(
        "SELECT organisation_id, key_version, wrapped FROM subject_keys"
    ):
        with suppress(keys.SealBroken, KeyError):
            above = organisations[organisation, version]
            subjects.append(keys.unwrap_subject_key(above, bytes(wrapped)))  # type: ignore[arg-type]
    assert len(organisations) >= 4
    return [*organisations.values(), *subjects]


def opens(value: bytes, key: bytes, known: list[bytes]) -> bool:
    """Whether a key makes sense of a value, whatever it may be bound to.

    GCM's ciphertext is CTR mode from block 2 on, so the plain text comes out without the tag.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    nonce, body = value[2:14], value[14:-16]
    counter = nonce + (2).to_bytes(4, "big")
    plain = Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor().update(body)
    return any(word in plain for word in known)


WORDS = [
    *(word.encode() for word in ("沈知秋", "13912345678", "请尽快", "monthly_income_minor")),
    b"dpv:Consent",
    b'"salt"',
]


def test_a_person_who_owes_nothing_is_erased_whole_and_nothing_opens_any_more(
    world: World, offer: Offer, asked: Engines, tmp_path
) -> None:
    person, application = someone(world, offer, CreditBand.WEAK)
    decide(world, asked, application)
    subject = application.subject_id
    mine = own_sealed(world, subject)
    readers = every_key(world)
    readable = [one for one in mine if any(opens(one, key, WORDS) for key in readers)]
    assert len(readable) >= 8  # the oracle does read what is there
    desk = Desk(bytes(32), tmp_path / "evidence", "candor.example")
    sequence(world.database, desk, world.lender, AT)
    entries = world.superuser("SELECT id FROM evidence_entries WHERE subject_id = :id", id=subject)
    assert len(entries) >= 4

    request = ask(world, person, application, Kind.ERASE)
    planned = erasing.plan_for(world.database, compliance(world), request.reference, AT)
    assert (planned.whole, planned.kept) == (True, ())
    done = erasing.erase(world.database, compliance(world), request.reference, "", AT)

    assert done.outcome is Outcome.GRANTED
    for table in ("applicant_identities", "applicant_contacts", "applicant_notes",
                  "applicant_finances", "applicant_devices", "credit_reports",
                  "subject_keys"):  # fmt: skip
        assert rows_of(world, table, subject) == 0, table
    left = every_key(world)
    theirs = own_sealed(world, subject)
    assert theirs  # evidence, receipts and the request itself stay as noise
    assert [one for one in (*theirs, *mine) if any(opens(one, key, WORDS) for key in left)] == []
    # The person no longer sees the lender, nor the lender the person.
    with world.database.transaction(world.person(person)) as tx:
        assert consent.consents_of_person(tx, AT) == ()
        mine_now = request_store.requests_of_person(tx)
        assert [one.reference for one in mine_now] == [request.reference]
        assert request_store.details_of(tx, mine_now[0]) is None
    [(owner,)] = world.superuser("SELECT person_id FROM subjects WHERE id = :id", id=subject)
    assert owner is None

    # Every proof of before holds, and so does the whole log.
    sequence(world.database, desk, world.lender, AT)
    trusted = desk.keys(desk.origin(world.lender)).public()
    with world.database.transaction(compliance(world)) as tx:
        for (entry,) in entries:
            proof.check(prove(tx, world.lender, entry), trusted)  # type: ignore[arg-type]
        assert check_consents(tx, world.lender)[1] == ()
        [held] = check(str(done.statement).encode(), (paper_key(tx, world.lender).public(),))
    assert held.document["candor:keyDestroyed"] is True
    assert held.document["candor:kept"] == []


def test_what_a_law_keeps_stays_restricted_and_the_rest_goes(world, offer, asked) -> None:
    person, application = someone(world, offer)
    decide(world, asked, application)
    subject = application.subject_id
    request = ask(world, person, application, Kind.ERASE)
    planned = erasing.plan_for(world.database, compliance(world), request.reference, AT)
    assert {one.category: one.rule for one in planned.kept} == {
        "identity": "cn-aml-34-identity",
        "contact": "cn-aml-34-identity",
        "contract": "cn-aml-34-transaction",
    }
    # Twelve months from the day of the decision, and ten years.
    assert {one.until.isoformat() for one in planned.kept if one.until} == {"2037-11-22"}
    done = erasing.erase(world.database, compliance(world), request.reference, "", AT)
    assert (done.outcome, done.reasons) == (Outcome.PARTLY, (ReasonCode.HELD_BY_LAW,))
    for table in ("applicant_notes", "applicant_finances", "applicant_devices", "credit_reports"):
        assert rows_of(world, table, subject) == 0, table
    for table in ("applicant_identities", "applicant_contacts"):
        assert rows_of(world, table, subject) == 1, table
    with world.database.transaction(world.machine("notice.send")) as tx:
        wanted = text("SELECT count(*) FROM applicant_identities WHERE subject_id = :id")
        assert tx.execute(wanted, {"id": subject}).scalar_one() == 0
    statement = json.loads(str(done.statement))
    assert statement["candor:keyDestroyed"] is False
    assert {one["candor:verified"] for one in statement["candor:kept"]} == {True}


def test_a_hold_for_a_dispute_keeps_everything_and_is_lifted_by_compliance_alone(
    world, offer, asked
) -> None:
    person, application = someone(world, offer, CreditBand.WEAK)
    decide(world, asked, application)
    subject, officer = application.subject_id, compliance(world)
    with (
        pytest.raises(Forbidden),
        world.database.transaction(world.staff(Role.OFFICER)) as tx,
    ):
        limits.place_hold(tx, subject, "(2026) 沪 0101 民初 1 号", AT)
    with world.database.transaction(officer) as tx:
        limits.place_hold(tx, subject, "(2026) 沪 0101 民初 1 号", AT)
    request = ask(world, person, application, Kind.ERASE)
    done = erasing.erase(world.database, officer, request.reference, "", AT)
    assert (done.outcome, done.reasons) == (Outcome.REFUSED, (ReasonCode.LEGAL_CLAIMS,))
    assert rows_of(world, "applicant_notes", subject) == 1
    with world.database.transaction(world.person(person)) as tx:
        assert limits.held(tx, subject) is None  # a person neither sees nor lifts it
        assert limits.limited(tx, (subject,), limits.Limit.RESTRICTED)
    with world.database.transaction(officer) as tx:
        assert limits.lift_hold(tx, subject, AT) == 1
    again = ask(world, person, application, Kind.ERASE)
    assert erasing.erase(world.database, officer, again.reference, "", AT).statement is not None
    assert rows_of(world, "applicant_notes", subject) == 0


def test_an_erasure_refused_for_a_dispute_takes_no_application_back(world, offer, asked) -> None:
    person, application = someone(world, offer, None)
    subject, officer = application.subject_id, compliance(world)
    with world.database.transaction(officer) as tx:
        limits.place_hold(tx, subject, "(2026) 沪 0101 民初 2 号", AT)
    request = ask(world, person, application, Kind.ERASE)
    erasing.erase(world.database, officer, request.reference, "", AT)
    assert state_of(world, application).state is ApplicationState.PAUSED
    access = world.person(person)
    going = limiting.lift(world.database, access, subject, limits.Limit.RESTRICTED, AT)
    assert going == (application.reference,)


def test_the_database_erases_nobody_who_did_not_ask(world, offer) -> None:
    person, application = someone(world, offer)
    erase = text("SELECT candor_erase(:id, ARRAY['note'])")
    strangers = (compliance(world), world.machine("rights.answer"), world.person(person))
    for access in strangers:
        with (
            pytest.raises(DBAPIError, match="no erasure"),
            world.database.transaction(access.in_act("rights.answer")) as tx,
        ):
            tx.execute(erase, {"id": application.subject_id})
    ask(world, person, application, Kind.ERASE)
    other = world.staff(Role.COMPLIANCE, lender=world.other_lender)
    with pytest.raises(DBAPIError, match="no erasure"), world.database.transaction(other) as tx:
        tx.execute(erase, {"id": application.subject_id})
    assert rows_of(world, "applicant_notes", application.subject_id) == 1


def test_an_open_application_is_taken_back_with_the_erasure(world, offer) -> None:
    person, application = someone(world, offer, None)
    request = ask(world, person, application, Kind.ERASE)
    planned = erasing.plan_for(world.database, compliance(world), request.reference, AT)
    assert planned.open_applications == 1
    erasing.erase(world.database, compliance(world), request.reference, "", AT)
    assert state_of(world, application).state is ApplicationState.CANCELLED


def test_an_altered_statement_does_not_hold(world, offer) -> None:
    person, application = someone(world, offer, None)
    request = ask(world, person, application, Kind.ERASE)
    done = erasing.erase(world.database, compliance(world), request.reference, "", AT)
    data = str(done.statement).encode()
    with world.database.transaction(compliance(world)) as tx:
        trusted = (paper_key(tx, world.lender).public(),)
    assert len(check(data, trusted)) == 1
    for at in range(0, len(data), 7):
        altered = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(InvalidInput):
            check(altered, trusted)


# -- handing out, and what is never told


def copy_of(world: World, person: UUID, request: Request) -> str:
    with world.database.transaction(world.person(person)) as tx:
        return assemble(tx, request, AT)


def test_a_copy_holds_all_there_is_in_three_forms_and_runs_out(world, offer, asked) -> None:
    import csv
    import io
    import zipfile

    from documents.reading import read

    person, application = someone(world, offer, CreditBand.WEAK)
    decide(world, asked, application)
    request = ask(world, person, application, Kind.EXPORT)
    own = world.person(person)
    assert export_service.make_now(world.database, own, request, AT)
    data = export_service.fetch(world.database, own, request.reference, Form.JSON, AT)
    told = json.loads(data)
    sections = {one["code"]: one["rows"] for one in told["sections"]}
    assert sections["applications"][0]["name"] == "沈知秋"
    assert sections["applications"][0]["phone"] == "13912345678"
    assert sections["applications"][0]["credit_report"]
    assert sections["decisions"][0]["reasons"]
    used = {one["purpose"]: one for one in sections["decisions"][0]["data_used"]}
    assert used["bureau.query"]["basis"] == "consent"
    assert used["bureau.query"]["notice_sha256"] == sections["consents"][0]["notice_sha256"]
    assert sections["receipts"][0]["sha256"]
    assert sections["looks"]

    archive = zipfile.ZipFile(io.BytesIO(
        export_service.fetch(world.database, own, request.reference, Form.CSV, AT)
    ))  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(
        archive.read("applications.csv").decode("utf-8-sig")
    )))  # fmt: skip
    assert rows[0]["name"] == "沈知秋"
    assert set(archive.namelist()) == {f"{one}.csv" for one in sections}

    pdf = export_service.fetch(world.database, own, request.reference, Form.PDF, AT)
    words = read(pdf, "copy.pdf").text.replace("\n", "")
    assert "沈知秋" in words
    late = AT + timedelta(days=7)
    with pytest.raises(NotFound):
        export_service.fetch(world.database, own, request.reference, Form.JSON, late)
    assert export_service.forget(world.database, world.lender, AT + timedelta(days=7)) >= 1
    assert rows_of(world, "subject_exports", application.subject_id) == 0


def test_nobody_else_fetches_a_copy(world, offer) -> None:
    person, application = someone(world, offer)
    request = ask(world, person, application, Kind.EXPORT)
    export_service.make(world.database, world.person(person), request.reference, AT)
    for access in (world.person(world.new_person()),
                   world.staff(Role.COMPLIANCE, lender=world.other_lender)):  # fmt: skip
        with pytest.raises(NotFound):
            export_service.fetch(world.database, access, request.reference, Form.JSON, AT)


def test_no_byte_tells_who_was_looked_at_for_money_laundering(world, offer, asked) -> None:
    """Two worlds: before and after confidential reads and matches. Every paper is the same."""
    person, application = someone(world, offer, CreditBand.FAIR)
    decide(world, asked, application)
    subject = application.subject_id
    requests = [ask(world, person, application, one)
                for one in (Kind.EXPORT, Kind.ACCESS_LOG, Kind.EXPLAIN)]  # fmt: skip

    def papers() -> list[str]:
        from consent import looking
        from consent.receipt_store import receipts_of
        from underwriting.own_cases import own_case

        with world.database.transaction(world.person(person)) as tx:
            receipts = [one.document for one in receipts_of(tx, subject)]
            looks = looking.looks_of_person(tx)
            count = looking.count_looks(tx)
            raw = tx.execute(text("SELECT * FROM data_reads ORDER BY id")).all()
            log = tx.execute(
                text("SELECT kind, at, object_ref FROM evidence_entries ORDER BY arrival")
            ).all()
        case = own_case(world.database, world.person(person), application.reference, AT)
        told = [case.details, [(one.kind, one.at) for one in case.entries]]
        return [*(copy_of(world, person, one) for one in requests),
                repr((receipts, looks, count, raw, log)), repr(told)]  # fmt: skip

    before = papers()
    with world.database.transaction(world.machine("compliance.investigate")) as tx:
        for minute in range(3):
            note_read(tx, world.lender, subject, ("identity", "contact"),
                      AT + timedelta(minutes=minute))  # fmt: skip
        from evidence.model import Fact
        from evidence.service import record

        match = {"lists": ["un"], "best_score": "97", "matches": 1}
        record(tx, Fact("names.matched@1", subject, application.reference, match), AT)
    world.superuser(
        "UPDATE outcomes SET details = jsonb_set(jsonb_set(details, '{names_band}',"
        " '\"resembles\"'), '{reasons}', details->'reasons' ||"
        ' \'[{"code":"names.resembles","source":"names",'
        '"text":{"zh":"重名","en":"namesake"}}]\') WHERE subject_id = :id',
        id=subject,
    )
    [(reads,)] = world.superuser(
        "SELECT count(*) FROM data_reads WHERE act = 'compliance.investigate' AND subject_id = :id",
        id=subject,
    )
    assert reads == 3  # kept for those who may see them
    after = papers()
    for one, other in zip(before, after, strict=True):
        assert one.encode() == other.encode()


def test_a_copy_for_an_heir_hides_the_same(world, offer) -> None:
    """The lender's own binding sees the confidential rows; what it hands out does not."""
    known = hand_in(world, offer, name="已故者", id_number="11010119480101002X")
    papers = Details(about_name="已故者", about_id_number="1", authority="公证书",
                     authority_reference="2", contact="3")  # fmt: skip
    with world.database.transaction(world.machine("rights.answer")) as tx:
        request = request_service.take_in(tx, (Kind.EXPORT, Asker.HEIR, "zh"), papers, AT)
    officer = compliance(world).in_act("rights.answer")
    with world.database.transaction(officer) as tx:
        request = request_service.prove(tx, request.reference, known.subject_id, AT)

    def copy() -> str:
        with world.database.transaction(officer) as tx:
            return assemble(tx, request, AT)

    before = copy()
    with world.database.transaction(world.machine("compliance.investigate")) as tx:
        note_read(tx, world.lender, known.subject_id, ("identity",), AT)
    assert copy().encode() == before.encode()


def test_every_field_of_a_copy_has_its_word_on_paper(world, offer, asked) -> None:
    from reporting.export_words import FIELDS

    person, application = someone(world, offer, CreditBand.WEAK)
    decide(world, asked, application)
    document = json.loads(copy_of(world, person, ask(world, person, application, Kind.EXPORT)))
    rows = [row for one in document["sections"] for row in one["rows"]]
    assert {name for row in rows for name in row} <= set(FIELDS)
