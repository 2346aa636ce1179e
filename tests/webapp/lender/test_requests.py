"""Requests about personal data on pages: asked by a person, queued with a clock, answered."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime

import pytest

from consent.receipt_check import check
from consent.requests import Kind
from core.access import machine_access
from evidence.signing import paper_key
from identity.demonstration import HARBOUR
from identity.rules import DEMONSTRATION_DOMAIN
from identity.sign_in import enter_as
from tests.webapp.lender.conftest import send
from webapp.navigation import ASK_FOR_SOMEONE, MY_RIGHTS, REQUESTS
from webapp.pages import borrower_rights

AT_ONCE = [Kind.ACCESS_LOG, Kind.EXPORT, Kind.EXPLAIN, Kind.RESTRICT, Kind.OBJECT]


@pytest.fixture(autouse=True)
def _asked_anew(town, monkeypatch) -> None:
    """Each test asks for the first time; nobody waits for a copy that a job makes."""
    for table in (
        "subject_exports",
        "subject_request_events",
        "processing_limits",
        "subject_requests",
    ):
        town.rows(f"DELETE FROM {table}")
    monkeypatch.setattr(borrower_rights, "ring", lambda *_: True)


def borrower_of_harbour(town, number: int, language: str = "en"):
    """Somebody whom Harbour knows, with a browser of their own."""
    name = f"borrower{number:02d}@{DEMONSTRATION_DOMAIN}"
    opened = enter_as(town.database, name, datetime.now(UTC))
    client = town.app.test_client()
    client.set_cookie("candor_session", opened.token)
    client.get(f"/?lang={language}")
    return client


@pytest.fixture
def borrower(town, enter):
    return borrower_of_harbour(town, 5)


def ask(client, kind: Kind, **fields: str) -> str:
    """Ask; return the address of the request."""
    form = f"{MY_RIGHTS}/{HARBOUR}/{kind.value}"
    answer = send(client, form, form, **fields)
    assert answer.status_code == 303, answer.text
    return answer.location


def test_every_right_stands_on_the_page_in_both_languages(town, enter) -> None:
    for language, word in (("zh", "您对自己信息的权利"), ("en", "Your rights over your data")):
        page = borrower_of_harbour(town, 5, language).get(f"{MY_RIGHTS}?lender={HARBOUR}").text
        assert word in page
        for kind in Kind:
            assert f"{MY_RIGHTS}/{HARBOUR}/{kind.value}" in page


@pytest.mark.parametrize("kind", AT_ONCE)
def test_what_nobody_has_to_weigh_is_done_at_once(borrower, kind: Kind) -> None:
    page = borrower.get(ask(borrower, kind)).text
    assert "Granted" in page


def test_a_copy_is_fetched_in_three_forms(borrower) -> None:
    here = ask(borrower, Kind.EXPORT)
    whole = json.loads(borrower.get(f"{here}/copy.json").data)
    assert whole
    with zipfile.ZipFile(io.BytesIO(borrower.get(f"{here}/copy.csv").data)) as folder:
        tables = [name for name in folder.namelist() if name.endswith(".csv")]
        assert tables
        assert list(csv.reader(io.StringIO(folder.read(tables[0]).decode("utf-8-sig"))))
    assert borrower.get(f"{here}/copy.pdf").data.startswith(b"%PDF")
    assert borrower.get(f"{here}/copy.exe").status_code == 404


def test_a_restriction_is_lifted_where_it_was_set(borrower) -> None:
    ask(borrower, Kind.RESTRICT)
    page = borrower.get(f"{MY_RIGHTS}?lender={HARBOUR}").text
    assert "Lift the restriction" in page
    answer = send(
        borrower,
        f"{MY_RIGHTS}/{HARBOUR}/lift",
        f"{MY_RIGHTS}?lender={HARBOUR}",
        limit="restricted",
    )
    assert answer.status_code == 303
    assert "Lift the restriction" not in borrower.get(f"{MY_RIGHTS}?lender={HARBOUR}").text


def test_a_correction_needs_every_field_and_keeps_nothing_of_a_wrong_one(town, borrower) -> None:
    form = f"{MY_RIGHTS}/{HARBOUR}/correct"
    answer = send(borrower, form, form, field="", old="", new="", evidence="")
    assert answer.status_code == 422
    assert "4 entries need another look" in answer.text
    assert town.rows("SELECT count(*) FROM subject_requests") == [(0,)]


def test_the_queue_shows_what_was_asked_and_an_answer_reaches_the_person(
    borrower, compliance
) -> None:
    here = ask(
        borrower, Kind.CORRECT, field="phone", old="a", new="13912345670", evidence="a letter"
    )
    reference = here.rsplit("/", 1)[1]
    queue = compliance.get(REQUESTS).text
    assert f"{REQUESTS}/{reference}" in queue
    case = f"{REQUESTS}/{reference}"
    assert "13912345670" in compliance.get(case).text

    refused = send(compliance, f"{case}/answer", case, outcome="refuse", reason="", words="")
    assert refused.status_code == 422

    answer = send(
        compliance,
        f"{case}/answer",
        case,
        outcome="refuse",
        reason="EVIDENCE_MISSING",
        words="请带原件来",
    )
    assert answer.status_code == 303, answer.text
    page = borrower.get(here).text
    assert "Not granted" in page
    assert "请带原件来" in page
    assert compliance.get(REQUESTS).text.count(reference) >= 1


def test_the_same_is_not_asked_twice(borrower) -> None:
    form = {"field": "phone", "old": "a", "new": "13912345671", "evidence": "c"}
    ask(borrower, Kind.CORRECT, **form)
    assert ask(borrower, Kind.CORRECT, **form) == f"{MY_RIGHTS}?lender={HARBOUR}"
    page = borrower.get(f"{MY_RIGHTS}?lender={HARBOUR}").text
    assert "You have asked for this already" in page
    assert "You have asked for this already" not in borrower.get(MY_RIGHTS).text


def test_an_erasure_shows_its_plan_and_hands_out_a_proof_that_holds(town, compliance):
    someone = borrower_of_harbour(town, 12)
    here = ask(someone, Kind.ERASE, note="")
    case = f"{REQUESTS}/{here.rsplit('/', 1)[1]}"
    assert "今天删除会怎样" in compliance.get(case).text
    answer = send(compliance, f"{case}/answer", case, outcome="grant", words="已处理")
    assert answer.status_code == 303, answer.text
    proof = compliance.get(f"{case}/statement.json")
    assert proof.mimetype == "application/ld+json"
    with town.database.transaction(machine_access(HARBOUR, "rights.answer")) as tx:
        trusted = (paper_key(tx, HARBOUR).public(),)
    assert len(check(proof.data, trusted)) == 1


def test_a_relative_asks_without_an_account_and_is_told_nothing(town, enter, compliance) -> None:
    open_page = town.app.test_client()
    open_page.get("/?lang=en")
    fields = {
        "lender": str(HARBOUR),
        "asker": "heir",
        "kind": "export",
        "about_name": "某某",
        "about_id_number": "11010119800101001X",
        "authority": "death",
        "authority_reference": "2026-17",
        "contact": "13900000000",
    }
    answer = send(open_page, ASK_FOR_SOMEONE, ASK_FOR_SOMEONE, **fields)
    assert answer.status_code == 200, answer.text
    reference = re.search(r'class="number">([^<]+)<', answer.text)
    assert reference is not None
    assert "某某" not in answer.text
    assert reference[1] in compliance.get(REQUESTS).text
    assert "某某" in compliance.get(f"{REQUESTS}/{reference[1]}").text

    missing = send(open_page, ASK_FOR_SOMEONE, ASK_FOR_SOMEONE, **(fields | {"contact": ""}))
    assert missing.status_code == 422
    assert "某某" not in missing.text


@pytest.mark.parametrize("who", ["chen-min", "sun-li", "wang-fang", "wu-gang"])
def test_only_compliance_sees_requests(enter, who: str) -> None:
    client = enter(who)
    assert client.get(REQUESTS).status_code == 403
    assert client.get(f"{REQUESTS}/R-0000000000000000").status_code == 403


def test_another_lenders_compliance_finds_nothing(borrower, compliance, town) -> None:
    assert compliance.get(f"{REQUESTS}/nothing").status_code == 404
    assert borrower.get(f"{MY_RIGHTS}/requests/nothing").status_code == 404
