"""Receipts: golden bytes, every altered byte found, and what other forms carry of them."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import jsonschema_rs
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from consent import exports
from consent.categories import CATEGORIES
from consent.model import Basis, Grant, Method, Notice, Purpose, Said
from consent.purposes import PURPOSES
from consent.receipt_check import check, check_chain, check_one, read_json
from consent.receipt_words import CONTEXT, EVENTS, METHODS, PERSONAL_DATA, ReceiptEvent
from consent.receipts import Change, Frame, Link, body, receipt_hash, signed
from consent.rules import notice_hash
from core.errors import InvalidInput
from core.text import Text
from evidence.keys import KeyKind, VerifierKey
from evidence.leaf import canonical
from evidence.signing import PaperKey, key_name, organisation_of

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LENDER, SUBJECT = UUID(int=7), UUID(int=8)
KEY = PaperKey(bytes(range(32)), LENDER)
KEYS = (KEY.public(),)
SAID = Said(Method.PAGE, "zh", AT)
WORDS = Text("甲消费金融申请使用您的征信报告。", "Lender A asks to use your credit report.")
OTHERS = [one for one in PURPOSES if not one.needs_grant]
SCHEMA = json.loads((Path(__file__).parents[1] / "data/aa_consent_detail.schema.json").read_text())


def purpose(code: str) -> Purpose:
    return next(one for one in PURPOSES if one.code == code)


def notice(code: str = "bureau.query") -> Notice:
    return Notice(UUID(int=4), LENDER, code, 3, WORDS, notice_hash(WORDS), AT)


def grant(code: str = "bureau.query", **changes) -> Grant:
    row = purpose(code)
    made = Grant(
        id=UUID(int=5),
        organisation_id=LENDER,
        subject_id=SUBJECT,
        purpose=code,
        notice_id=UUID(int=4),
        notice_sha256=notice_hash(WORDS),
        categories=row.categories,
        recipient=row.recipient.zh,
        method=Method.PAGE,
        language="zh",
        granted_at=AT,
        valid_from=AT,
        valid_until=AT + timedelta(days=365),
        data_life_days=row.data_life_days,
        use_limit=row.use_limit,
    )
    return replace(made, **changes)


def change(event: ReceiptEvent = ReceiptEvent.GIVEN, code: str = "bureau.query") -> Change:
    given_one = None if event is ReceiptEvent.REFUSED else grant(code)
    return Change(event, purpose(code), UUID(int=5), notice(code), SAID, UUID(int=6), given_one)


def frame(previous: Link | None = None) -> Frame:
    number = 1 if previous is None else previous.number + 1
    lender = Text("甲消费金融", "Lender A")
    return Frame(UUID(int=100 + number), LENDER, lender, "cn", SUBJECT, AT, previous)


def paper(*changes: Change, previous: Link | None = None) -> dict:
    content = body(frame(previous), changes or (change(),), OTHERS)
    return dict(signed(content, KEY))


def chain(length: int) -> list[dict]:
    made: list[dict] = []
    previous = None
    for number in range(1, length + 1):
        made.append(paper(previous=previous))
        previous = Link(UUID(int=100 + number), number, receipt_hash(made[-1]))
    return made


GOLDEN = (
    (ReceiptEvent.GIVEN, "0a4387022bcaf4c4076c37eb5ba61ea439d2bd35181e2cdaf597ea38921da03f"),
    (ReceiptEvent.REFUSED, "0f6588dac21886f5696794c4208161b48b35201676b2d1a146c6d05eaffc3bc4"),
    (ReceiptEvent.WITHDRAWN, "1d80e5a0fa67ffee61b77b17d38d27d0ce42cb003a83dea2a1e466e0fb1a532d"),
    (ReceiptEvent.PAUSED, "458e70699e115d396d73bf2493a5d91d9267d97b26470a5a15225e7f9439d6dc"),
    (ReceiptEvent.RESUMED, "d0b64d4dd9ff8c839855734403c2867869779e2a6bb4fe695b80726c9b08aa03"),
    (ReceiptEvent.STALE, "b20bdda5a20169ef7b3a284a02266eac5dfbbc271d764c965456a7795b764ca2"),
    (ReceiptEvent.EXPIRED, "37847015323106730f88d760266ecfcbecedc5cab48f8db13a6a64dfc5d296d3"),
)

RECEIPT = canonical(paper())
CHAIN = exports.as_chain(chain(3))


SEALED_ROW = Purpose(
    code="bureau.query",
    name=Text("查询征信报告", "Credit report query"),
    plain=Text("查询一次。", "Read once."),
    consequence=Text("暂停。", "Paused."),
    basis=Basis.CONSENT,
    categories=("credit_report",),
    recipient=Text("征信机构", "the credit bureau"),
    data_life_days=1825,
    separate_consent=True,
    written_consent=True,
    refusal_may_stop_service=True,
    revocable=True,
    law=("cn-pipl-29",),
    dpv="fin:CreditHistoryEvaluation",
    fides="third_party_sharing",
    use_limit=1,
)


@pytest.mark.parametrize(("event", "sha256"), GOLDEN)
def test_the_sealed_bytes_are_golden(event: ReceiptEvent, sha256: str) -> None:
    """The row is the test's own: a new wording of a purpose seals new receipts, not old ones."""
    given_one = None if event is ReceiptEvent.REFUSED else grant(data_life_days=1825, use_limit=1)
    told = Change(event, SEALED_ROW, UUID(int=5), notice(), SAID, UUID(int=6), given_one)
    other = replace(SEALED_ROW, code="application.identity", basis=Basis.LEGAL_DUTY)
    content = body(frame(Link(UUID(int=101), 1, "ab" * 32)), (told,), (other,))
    assert receipt_hash(content) == sha256


def test_another_library_finds_the_signature_over_the_canonical_bytes_without_the_proof() -> None:
    """The oracle: json and cryptography alone, by the sentence in the proof's definition."""
    content = json.loads(RECEIPT)
    proof = content.pop("candor:proof")
    sealed = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    private.public_key().verify(base64.b64decode(proof["value"]), sealed)


def test_a_receipt_holds_and_says_its_place() -> None:
    [held] = check(RECEIPT, KEYS)
    assert (held.number, held.previous_sha256, held.anchored) == (1, None, False)
    assert held.sha256 == receipt_hash(paper())


@given(st.data())
def test_any_altered_byte_of_a_receipt_is_found(data) -> None:
    place = data.draw(st.integers(0, len(RECEIPT) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != RECEIPT[place]))
    altered = RECEIPT[:place] + bytes([other]) + RECEIPT[place + 1 :]
    with pytest.raises(InvalidInput):
        check(altered, KEYS)


@given(st.integers(0, len(CHAIN) - 1), st.integers(1, 255))
def test_any_altered_byte_of_a_chain_is_found(place: int, by: int) -> None:
    altered = CHAIN[:place] + bytes([CHAIN[place] ^ by]) + CHAIN[place + 1 :]
    with pytest.raises(InvalidInput):
        check(altered, KEYS)


@given(st.integers(0, len(RECEIPT) - 1))
def test_a_cut_or_longer_receipt_is_found(place: int) -> None:
    for altered in (RECEIPT[:place], RECEIPT[:place] + b" " + RECEIPT[place:]):
        with pytest.raises(InvalidInput):
            check(altered, KEYS)


def test_words_of_the_notice_cannot_be_exchanged_even_by_who_signs() -> None:
    content = json.loads(RECEIPT)
    del content["candor:proof"]
    content["dpv:hasRecordOfActivity"][0]["dpv:hasNotice"][0]["candor:text"]["en"] += " And more."
    with pytest.raises(InvalidInput, match="notice as it was shown"):
        check_one(signed(content, KEY), KEYS)


def test_the_key_of_another_lender_or_another_key_of_that_name_does_not_count() -> None:
    other = PaperKey(bytes(32), LENDER).public()
    foreign = VerifierKey(key_name(UUID(int=9)), KeyKind.ED25519, KEYS[0].public)
    for keys in ((), (other,), (foreign,)):
        with pytest.raises(InvalidInput, match="key of the lender"):
            check(RECEIPT, keys)


def test_the_name_of_a_key_leads_to_its_lender() -> None:
    assert organisation_of(key_name(LENDER)) == LENDER
    for wrong in ("receipts/", "receipts/x", str(LENDER), "other/" + str(LENDER)):
        with pytest.raises(InvalidInput):
            organisation_of(wrong)


def test_a_chain_holds_as_a_whole_and_no_receipt_can_be_taken_out_or_moved() -> None:
    documents = chain(4)
    assert [held.number for held in check(exports.as_chain(documents), KEYS)] == [1, 2, 3, 4]
    broken = (
        documents[1:],
        [documents[0], *documents[2:]],
        [documents[1], documents[0], *documents[2:]],
        [documents[0], *documents],
    )
    for one in broken:
        with pytest.raises(InvalidInput):
            check(exports.as_chain(one), KEYS)


def test_single_receipts_are_held_against_each_other_and_gaps_are_named() -> None:
    held = [check_one(one, KEYS) for one in chain(5)]
    assert check_chain([held[4], held[0], held[3]], whole=False) == (2, 3)

    stranger = paper(change(ReceiptEvent.REFUSED), previous=Link(UUID(int=101), 1, "0" * 64))
    with pytest.raises(InvalidInput, match="follows"):
        check_chain([held[0], check_one(stranger, KEYS)], whole=False)
    twin = paper(change(ReceiptEvent.REFUSED))
    with pytest.raises(InvalidInput, match="one receipt of each number"):
        check_chain([held[0], check_one(twin, KEYS)], whole=False)


def test_a_file_of_no_receipt_proves_nothing() -> None:
    with pytest.raises(InvalidInput, match="at least one receipt"):
        check(b'{"@type":"candor:ReceiptChain","candor:receipts":[]}', ())


def test_a_repeated_key_is_refused_wherever_it_stands() -> None:
    for text in ('{"a":1,"a":1}', '{"b":{"a":1,"a":2}}', '{"b":[{"a":1},{"a":1,"a":1}]}'):
        with pytest.raises(InvalidInput, match="each key once"):
            read_json(text.encode())
    with pytest.raises(InvalidInput):
        check(RECEIPT.replace(b'"@id"', b'"@id":"x","@id"', 1), KEYS)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"\xff", b"{", b'{"a":1.5}', b'{"a":NaN}', b"[" * 100_000, b'{"a":1e400}']
)
def test_what_is_no_exact_json_object_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        check(data, KEYS)


def test_every_list_is_an_array_and_every_term_has_its_prefix() -> None:
    content = json.loads(RECEIPT)
    [record] = content["dpv:hasRecordOfActivity"]
    assert isinstance(record["dpv:hasProcess"], list)
    terms = {*EVENTS.values(), *PERSONAL_DATA.values()} | {one.dpv for one in PURPOSES}
    assert {term.partition(":")[0] for term in terms} <= set(CONTEXT)
    assert set(EVENTS) == set(ReceiptEvent)
    assert set(METHODS) == set(Method)
    assert set(PERSONAL_DATA) == {one.code for one in CATEGORIES}


def test_a_receipt_names_what_rests_on_law_or_contract_too() -> None:
    listed = {one["candor:purpose"]: one["candor:basis"] for one in paper()["candor:otherBases"]}
    assert listed == {one.code: one.basis.value for one in PURPOSES if one.basis != "consent"}


@pytest.mark.parametrize("event", list(ReceiptEvent))
@pytest.mark.parametrize("code", [one.code for one in PURPOSES if one.needs_grant])
def test_a_consent_comes_back_from_its_receipt_without_loss(event, code: str) -> None:
    [terms] = exports.terms_of(read_json(canonical(paper(change(event, code)))))
    row = purpose(code)
    refused = event is ReceiptEvent.REFUSED
    assert terms == exports.Terms(
        record=str(UUID(int=5)),
        organisation=str(LENDER),
        subject=str(SUBJECT),
        purpose=code,
        event=event.value,
        at="2026-11-22T08:00:00.000000Z",
        categories=row.categories,
        method="page",
        language="zh",
        notice_sha256=notice_hash(WORDS),
        notice_version=3,
        valid_from=None if refused else "2026-11-22T08:00:00.000000Z",
        valid_until=None if refused else "2027-11-22T08:00:00.000000Z",
        data_life_days=row.data_life_days,
        use_limit=row.use_limit,
    )
    plain = exports.as_json((terms,))
    again = read_json(json.dumps(plain.content).encode())
    assert exports.from_json(again) == (terms,)


@pytest.mark.parametrize("code", [one.code for one in PURPOSES if one.needs_grant and one.aa_code])
def test_an_aggregators_detail_fits_its_schema_and_what_it_loses_is_listed(code: str) -> None:
    [terms] = exports.terms_of(paper(change(code=code)))
    carried = exports.as_aa(terms)
    assert carried is not None
    jsonschema_rs.validator_for(SCHEMA, validate_formats=True).validate(carried.content)

    back, missing = exports.from_aa(read_json(json.dumps(carried.content).encode()))
    for name in exports.Terms.__slots__:
        assert getattr(back, name) == getattr(terms, name) or name in missing
    assert set(missing) <= set(carried.losses)


def test_an_aggregator_has_no_form_for_other_purposes_nor_for_a_no() -> None:
    for one in (
        change(code="marketing.own"),
        change(ReceiptEvent.WITHDRAWN, "bank_data.pull_once"),
    ):
        [terms] = exports.terms_of(paper(one))
        assert exports.as_aa(terms) is None
        written = exports.all_as_aa((terms,))
        assert written.content == {"consentDetails": []}
        assert len(written.losses) == 1


def test_the_words_of_a_purpose_are_bound_to_its_code() -> None:
    [terms] = exports.terms_of(paper(change(code="bank_data.pull_once")))
    carried = exports.as_aa(terms)
    assert carried is not None
    detail = json.loads(json.dumps(carried.content))
    detail["Purpose"]["text"] = "Loan underwriting"
    with pytest.raises(InvalidInput, match="free text"):
        exports.from_aa(detail)


def test_the_newest_receipt_says_how_a_consent_stands() -> None:
    first = paper()
    link = Link(UUID(int=101), 1, receipt_hash(first))
    second = paper(change(ReceiptEvent.WITHDRAWN), previous=link)
    [standing] = exports.newest([first, second])
    assert standing.event == "withdrawn"
