"""My decision: the reasons, what would change it, a person to ask, the way out, what to keep."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from lxml import html

from core.access import machine_access
from evidence import proof
from identity.demonstration import SWALLOW
from scoring.model import CreditBand
from tests.underwriting.world import report_in
from tests.webapp.borrower.house import Demo, Visitor
from tests.webapp.borrower.test_apply import applications, walk
from underwriting import service
from underwriting.submission import receive_credit_report


def decided(demo: Demo, someone: Visitor, band: CreditBand) -> str:
    """Apply, let the credit report come, and return the address of the decision."""
    walk(demo, someone)
    reference = str(applications(demo, someone)[-1][2])
    at = datetime.now(UTC)
    bureau = machine_access(SWALLOW, "application.submit")
    receive_credit_report(demo.database, bureau, reference, report_in(band), at)
    service.decide(demo.database, demo.engines, SWALLOW, reference, at)
    return f"/my-decisions/{reference}"


def test_a_yes_leads_to_the_true_cost_before_anything_is_signed(demo: Demo) -> None:
    someone = demo.visitor()
    page = someone.get(decided(demo, someone, CreditBand.STRONG)).get_data(as_text=True)

    assert "¥6,000.00 was approved" in page
    assert "See the true cost before you sign" in page
    assert "Decided automatically" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "was not approved this time"), ("zh", "这一次没有批准")],
)
def test_a_no_gives_its_reasons_and_what_would_change_it(
    demo: Demo, language: str, words: str
) -> None:
    someone = demo.visitor()
    page = someone.get(decided(demo, someone, CreditBand.WEAK), language)
    tree = html.fromstring(page.data)

    assert words in page.get_data(as_text=True)
    assert 1 <= len(tree.xpath("//ol[contains(@class,'reasons')]/li")) <= 4
    assert tree.xpath("//p[@class='change']")


def test_the_notice_says_it_in_both_languages_on_one_sheet(demo: Demo) -> None:
    someone = demo.visitor()
    address = decided(demo, someone, CreditBand.WEAK)
    assert f"{address}/notice" not in someone.get(address).get_data(as_text=True)
    demo.tell(SWALLOW)
    assert f"{address}/notice" in someone.get(address).get_data(as_text=True)
    answer = someone.get(f"{address}/notice")
    sheet = html.fromstring(answer.data)

    assert "attachment" in answer.headers["Content-Disposition"]
    assert sheet.xpath("//article/@lang") == ["zh-Hans", "en"]
    chinese, english = (len(one.xpath("./p")) for one in sheet.xpath("//article"))
    assert chinese == english > 4
    assert "个人信息保护法" in answer.get_data(as_text=True)


def test_the_sheet_is_the_notice_whose_hash_the_lender_s_record_holds(demo: Demo) -> None:
    someone = demo.visitor()
    address = decided(demo, someone, CreditBand.WEAK)
    demo.tell(SWALLOW)
    sheet = html.fromstring(someone.get(f"{address}/notice").data)
    words = {
        language: "\n".join(
            line.text_content() for line in sheet.xpath(f"//article[@lang='{mark}']/*")
        )
        for language, mark in (("zh", "zh-Hans"), ("en", "en"))
    }
    body = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    printed = sheet.xpath("string(//footer)").split()[-1]
    assert sha256(body.encode()).hexdigest() == printed
    kept = demo.superuser(
        "SELECT n.sha256 FROM decision_notices n JOIN applications a ON a.id = n.application_id"
        " WHERE a.reference = :reference",
        reference=address.rpartition("/")[2],
    )
    assert kept == [(printed,)]


def test_what_would_change_a_reason_stands_with_that_reason(demo: Demo) -> None:
    someone = demo.visitor()
    tree = html.fromstring(someone.get(decided(demo, someone, CreditBand.WEAK)).data)
    pairs = {"latest payment was small": "pay at least", "late": "overdue", "limit": "bill"}
    changed = [
        " ".join(one.text_content().split()).lower()
        for one in tree.xpath("//ol[contains(@class,'reasons')]/li[.//p[@class='change']]")
    ]
    assert changed
    for said in changed:
        assert any(cause in said and deed in said for cause, deed in pairs.items()), said


def test_there_is_no_notice_before_there_is_a_decision(demo: Demo) -> None:
    someone = demo.visitor()
    walk(demo, someone)
    reference = applications(demo, someone)[0][2]
    assert someone.get(f"/my-decisions/{reference}/notice").status_code == 404


def test_a_person_is_asked_for_with_one_press_and_once(demo: Demo) -> None:
    someone = demo.visitor()
    address = decided(demo, someone, CreditBand.WEAK)
    before = someone.get(address)
    asked = someone.send(before, f"{address}/ask-person")
    twice = someone.send(before, f"{address}/ask-person")

    assert "You asked for a person." in asked.get_data(as_text=True)
    assert "A person looks at your application" in twice.get_data(as_text=True)


def test_what_waits_is_taken_back_with_one_press(demo: Demo) -> None:
    someone = demo.visitor()
    page = walk(demo, someone)
    address = page.request.path
    cancelled = someone.send(page, f"{address}/cancel")

    assert "You took this application back" in cancelled.get_data(as_text=True)
    assert someone.send(page, f"{address}/cancel").status_code == 200  # pressed once more
    assert [row[0] for row in applications(demo, someone)] == ["cancelled"]


def test_a_paused_application_offers_yes_and_no_alike(demo: Demo) -> None:
    someone = demo.visitor()
    page = walk(demo, someone, **{"consent__bureau.query": "no"})
    tree = html.fromstring(page.data)
    [pair] = tree.xpath("//section[contains(@class,'paused')]//div[@class='choices two']")

    assert len({one.get("class").strip() for one in pair.xpath(".//button")}) == 1
    gone_on = someone.send(page, f"{page.request.path}/resume")
    assert "We wait for your credit report" in gone_on.get_data(as_text=True)


def test_a_decision_made_before_the_withdrawal_stands(demo: Demo) -> None:
    from tests.webapp.borrower.test_my_data import press

    someone = demo.visitor()
    address = decided(demo, someone, CreditBand.STRONG)
    stopped = press(someone, someone.get("/my-data"), SWALLOW, "bureau.query")

    assert "They are paused" not in stopped.get_data(as_text=True)
    assert "was approved" in someone.get(address).get_data(as_text=True)


def test_the_record_s_proof_verifies_offline(demo: Demo) -> None:
    someone = demo.visitor()
    page = walk(demo, someone)
    [link] = html.fromstring(page.data).xpath("//main//a[contains(@href,'/proof/')]/@href")
    keys = demo.seal(SWALLOW)
    shown = proof.read(someone.get(link).get_data(as_text=True))

    assert proof.check(shown, keys).size > shown.index


def test_the_list_shows_one_s_own_and_nobody_else_s(demo: Demo) -> None:
    someone, stranger = demo.visitor(), demo.visitor()
    address = walk(demo, someone).request.path

    assert address in someone.get("/my-decisions").get_data(as_text=True)
    assert "You have not applied for anything" in stranger.get("/my-decisions").get_data(
        as_text=True
    )
    assert stranger.get(address).status_code == 404
    for verb in ("cancel", "ask-person", "resume"):
        token = html.fromstring(stranger.get("/apply").data).forms[0].fields["csrf_token"]
        answer = stranger.client.post(f"{address}/{verb}", data={"csrf_token": token})
        assert answer.status_code == 404
