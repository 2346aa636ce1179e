"""One case: what may be seen and why, what a person decides, and what is refused."""

from __future__ import annotations

import html
import re
from uuid import UUID

import pytest

from consent.model import Method, Said
from core.access import Access, ActorKind, Role
from core.dates import now
from evidence import proof
from evidence.desk import known_keys, open_desk
from evidence.sequencer import sequence_all
from identity.demonstration import HARBOUR
from tests.webapp.lender.conftest import Town, references, send
from underwriting.withdrawal import take_back

WORDS = "收入有工资单证明，可以批准。电话 13912345678。"


def subject_of(town: Town, reference: str) -> tuple[UUID, UUID]:
    [(subject, person)] = town.rows(
        "SELECT s.id, s.person_id FROM applications a JOIN subjects s ON s.id = a.subject_id"
        " WHERE a.reference = :reference",
        reference=reference,
    )
    return subject, person  # type: ignore[return-value]


def withdraw(town: Town, reference: str, purpose: str) -> None:
    subject, person = subject_of(town, reference)
    access = Access(ActorKind.PERSON, person, HARBOUR, "", frozenset({Role.BORROWER}))
    take_back(town.database, access, subject, purpose, Said(Method.PAGE, "zh", now()))


def decide(client, reference: str, **fields: str):
    path = f"/decisions/{reference}"
    version = re.search(r'name="version" value="(\d+)"', client.get(path).text)
    given = {"outcome": "approve", "reason": "", "words": WORDS, "version": version[1]}
    return send(client, path, path, **{**given, **fields})


def field(page: str, label: str) -> str:
    found = re.search(rf"<dt>{label}</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert found, label
    return html.unescape(re.sub(r"<[^>]+>", " ", found[1]))


def test_each_field_is_masked_and_names_its_purpose(town: Town, officer) -> None:
    page = officer.get(f"/decisions/{references(officer, 'in_review')[0]}").text
    assert re.search(r"[一-鿿]\*+\s+用途：身份核验（法定义务）", field(page, "姓名"))
    assert re.search(r"\d{6}\*{8}\d{3}[\dX]\s", field(page, "身份证号"))
    assert re.search(r"199\*{4}\d{4}\s", field(page, "手机"))
    assert "申请人已同意" in field(page, "征信报告")
    assert "用 UCI 信用卡违约数据集训练" in page
    assert not re.search(r"\b\d{17}[\dX]\b", page)
    assert not re.search(r"\b1[3-9]\d{9}\b", page)


def test_a_withdrawn_consent_makes_the_credit_report_unreadable_at_once(
    town: Town, officer
) -> None:
    reference = references(officer, "approved")[-1]
    path = f"/decisions/{reference}"
    assert "授信额度" in field(officer.get(path).text, "征信报告")
    withdraw(town, reference, "bureau.query")
    page = officer.get(path).text
    assert "授信额度" not in page
    assert "不显示：申请人已撤回同意" in field(page, "征信报告")
    assert "查询征信报告" in field(page, "征信报告")
    assert re.search(r"\*", field(page, "姓名"))  # the rest stays readable, by its own purposes


def test_opening_a_case_is_kept_for_the_applicant_to_see(town: Town, officer) -> None:
    reference = references(officer, "declined")[0]
    subject, _ = subject_of(town, reference)
    asked = (
        "SELECT categories FROM data_reads WHERE subject_id = :subject"
        " AND act = 'application.review' ORDER BY at DESC LIMIT 1"
    )
    officer.get(f"/decisions/{reference}")
    [(categories,)] = town.rows(asked, subject=subject)
    assert {"identity", "finances", "credit_report"} <= set(categories)  # type: ignore[call-overload]
    withdraw(town, reference, "bureau.query")
    officer.get(f"/decisions/{reference}")
    [(categories,)] = town.rows(asked, subject=subject)
    assert "credit_report" not in categories  # type: ignore[operator]


def test_yes_and_no_weigh_the_same_and_nothing_is_chosen(officer) -> None:
    page = officer.get(f"/decisions/{references(officer, 'in_review')[0]}").text
    pair = re.findall(r'<label class="([^"]*)"><input type="radio" name="outcome"[^>]*>', page)
    assert pair == ["choice", "choice"]
    assert " checked" not in page
    assert " selected" not in page


def test_an_officer_approves_and_the_words_are_masked_before_they_are_kept(
    town: Town, officer
) -> None:
    reference = references(officer, "in_review")[0]
    answer = decide(officer, reference)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/decisions/{reference}")
    page = officer.get(f"/decisions/{reference}").text
    assert "这件申请已批准" in page
    assert "139****5678" in page
    assert "13912345678" not in page
    assert 'name="version"' not in page
    [(note, action)] = town.rows(
        "SELECT note_masked, r.action FROM reviews r JOIN applications a ON a.id = application_id"
        " WHERE reference = :reference",
        reference=reference,
    )
    assert "13912345678" not in str(note)
    assert action == "approve"
    assert "作出了决定" in page


def test_a_no_needs_the_reason_the_applicant_will_read(town: Town, officer) -> None:
    reference = references(officer, "in_review")[0]
    answer = decide(officer, reference, outcome="decline")
    assert answer.status_code == 422
    assert "请选择申请人会读到的主要理由" in answer.text
    assert "收入有工资单证明" in answer.text  # what was written is not lost
    answer = decide(officer, reference, outcome="decline", reason="person.income_not_confirmed")
    assert answer.status_code == 303
    [(details,)] = town.rows(
        "SELECT o.details FROM outcomes o JOIN applications a ON a.id = application_id"
        " WHERE reference = :reference AND decided_by = 'person'",
        reference=reference,
    )
    assert [one["code"] for one in details["reasons"]] == ["person.income_not_confirmed"]  # type: ignore[index]


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": ""},
        {"outcome": "pause"},
        {"words": ""},
        {"words": "多" * 2001},
        {"outcome": "decline", "reason": "made.up"},
    ],
    ids=str,
)
def test_what_does_not_fit_is_said_beside_its_field(officer, fields: dict[str, str]) -> None:
    reference = references(officer, "in_review")[0]
    answer = decide(officer, reference, **fields)
    assert answer.status_code == 422
    assert answer.text.count('class="wrong"') == 1
    assert reference in references(officer, "in_review")


@pytest.mark.parametrize("version", ["0", "1", "", "x", "99999999999999999999", "-1"])
def test_a_stale_page_decides_nothing_and_says_so_in_one_line(officer, version: str) -> None:
    reference = references(officer, "in_review")[0]
    answer = decide(officer, reference, version=version)
    assert answer.status_code == 409
    assert answer.text.count("刚才的决定没有记录") == 1
    assert "收入有工资单证明" in answer.text
    assert " checked" not in answer.text
    assert reference in references(officer, "in_review")


def test_two_officers_cannot_decide_one_case(enter) -> None:
    first, second = enter("chen-min"), enter("zhao-lei")
    reference = references(first, "in_review")[0]
    path = f"/decisions/{reference}"
    version = re.search(r'name="version" value="(\d+)"', second.get(path).text)
    other = references(first, "in_review")[1]
    assert decide(first, reference).status_code == 303
    late = {"outcome": "approve", "reason": "", "words": WORDS, "version": version[1]}
    answer = send(second, path, f"/decisions/{other}", **late)
    assert answer.status_code == 409
    assert "刚才的决定没有记录" in answer.text


def test_every_step_has_a_proof_that_holds_without_us(town: Town, officer) -> None:
    sequence_all(town.database, open_desk(town.settings), now)
    reference = references(officer, "approved")[0]
    page = officer.get(f"/decisions/{reference}").text
    proofs = re.findall(rf'href="(/decisions/{reference}/proof/[0-9a-f-]+)"', page)
    assert len(proofs) >= 2
    for path in proofs:
        answer = officer.get(path)
        assert "attachment" in answer.headers["Content-Disposition"]
        shown = proof.read(answer.text)
        assert proof.check(shown, known_keys(town.settings)).size > shown.index
        assert reference.encode() in shown.leaf


def test_a_proof_is_only_found_under_its_own_case(officer) -> None:
    first, second = references(officer, "approved")[:2]
    page = officer.get(f"/decisions/{first}").text
    entry = re.search(r"/proof/([0-9a-f-]+)", page)[1]
    assert officer.get(f"/decisions/{second}/proof/{entry}").status_code == 404


def test_the_contract_of_a_case_bears_its_own_numbers(town: Town, officer) -> None:
    reference = references(officer, "approved")[0]
    amount = re.search(r"¥([\d,]+\.\d\d)", officer.get(f"/decisions/{reference}").text)[1]
    page = officer.get(f"/decisions/{reference}/contract").text
    assert f"{amount}元" in page
    assert f'href="/decisions/{reference}"' in page


def test_a_form_without_its_token_decides_nothing(officer) -> None:
    reference = references(officer, "in_review")[0]
    answer = officer.post(f"/decisions/{reference}", data={"outcome": "approve", "words": WORDS})
    assert answer.status_code == 400
    assert reference in references(officer, "in_review")
