"""After a withdrawal: who is told, who has answered, what is deleted, what a rule keeps."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from lxml import html

from consent.delivery import store as ledger
from consent.delivery.model import Course
from consent.delivery.signatures import ANSWERED, Message, SigningKey, sign
from core.access import machine_access
from core.dates import iso, now
from database.keys import open_root_key
from database.transaction import open_database
from evidence import proof
from identity.demonstration import SWALLOW
from tests.database_world import as_role
from tests.webapp.borrower.house import Demo, Visitor
from tests.webapp.borrower.test_my_data import hand_in, press
from webapp.demo.outside import read_plan
from webapp.demo.recipients import plan_file
from workers.followers import DELIVERIES, follow

RULE = "《某条例》第九条：报告保存三年"


def withdrawn(demo: Demo, purpose: str = "bureau.query") -> tuple[Visitor, str]:
    """Somebody who applied, and took one consent back; with the page they see at once."""
    someone = demo.visitor()
    hand_in(demo, someone)
    page = press(someone, someone.get("/my-data"), SWALLOW, purpose)
    return someone, page.get_data(as_text=True)


def write_down(demo: Demo) -> None:
    """Let the follower write what is to be told."""
    demo.seal(SWALLOW)
    database = open_database(
        as_role(demo.url, "candor_follower"), open_root_key(demo.settings.root_key_file)
    )
    while follow(database, DELIVERIES)[0]:
        pass
    database.dispose()


def stop_of(demo: Demo, someone: Visitor, purpose: str = "bureau.query") -> Course:
    """What the one recipient of a purpose was told of somebody, last."""
    with demo.database.transaction(someone.access) as tx:
        [(subject,)] = demo.superuser(
            "SELECT id FROM subjects WHERE person_id = :person", person=someone.access.actor_id
        )
        return next(
            one
            for one in ledger.courses_of_subjects(tx, [UUID(str(subject))])
            if one.delivery.purpose == purpose
        )


def answer(demo: Demo, course: Course, what: str, **content: object) -> None:
    """Let the recipient answer over HTTP, signed with its own key."""
    with demo.database.transaction(machine_access(SWALLOW, "")) as tx:
        recipient = ledger.recipient(tx, SWALLOW, course.delivery.recipient_id)
    plan = {one.key_id: one for one in read_plan(plan_file(demo.settings)).recipients}
    raw = base64.b64decode(plan[recipient.key_id].private_key)
    key = SigningKey(recipient.key_id, Ed25519PrivateKey.from_private_bytes(raw))
    path = f"/api/v1/deliveries/{course.delivery.id}/{what}"
    body = json.dumps(content).encode()
    message = sign(Message("POST", f"http://localhost{path}", body), key, ANSWERED, now())
    headers = {**message.headers, "Content-Type": "application/json"}
    answered = demo.app.test_client().post(path, data=body, headers=headers)
    assert answered.status_code == 200, answered.get_data(as_text=True)


def words(someone: Visitor, path: str = "/my-data/told", language: str = "en") -> str:
    page = html.fromstring(someone.get(path, language).data)
    return " ".join(page.xpath("string(//main)").split())


def test_the_page_says_at_once_who_is_told(demo: Demo) -> None:
    someone, page = withdrawn(demo)

    assert "Who is told" in page
    assert "Donghai Credit Bureau (invented)" in page
    assert "Being told" in page
    assert "Sunlit Mall" not in page  # gets data for another purpose
    write_down(demo)
    assert "Being told" in words(someone)


def test_a_purpose_without_recipients_says_so(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    given = press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    page = press(someone, given, SWALLOW, "marketing.own").get_data(as_text=True)

    assert "Nobody else: the lender names no other recipient for it." in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "Has stopped, not deleted yet",
                "Deleted; a rule keeps some",
                "credit reportuntil 6 May 2031, only because a rule says so",
            ),
        ),
        (
            "zh",
            (
                "已停用，还没删除",
                "已删除，一部分依规保存",
                "征信报告保存到 2031年5月6日，只因规定要求",
            ),
        ),
    ],
)
def test_acknowledged_then_deleted_then_what_a_rule_keeps_and_until_when(
    demo: Demo, language: str, said: tuple[str, str, str]
) -> None:
    someone, _ = withdrawn(demo)
    write_down(demo)
    course = stop_of(demo, someone)
    stopped, deleted, kept_until = said

    answer(demo, course, "acknowledgements", acknowledged_at=iso(now()))
    assert stopped in words(someone, language=language)

    kept = {"category": "credit_report", "rule": RULE, "until": "2031-05-06"}
    answer(demo, course, "deletions", deleted_at=iso(now()), method="erased", kept=[kept])
    page = words(someone, language=language)
    assert deleted in page
    assert kept_until in page
    assert RULE in page
    for path in ("/my-data", "/my-data/stopped"):
        assert deleted in words(someone, path, language)


def test_the_answer_can_be_proved(demo: Demo) -> None:
    someone, _ = withdrawn(demo)
    write_down(demo)
    answer(demo, stop_of(demo, someone), "deletions", deleted_at=iso(now()), method="erased")
    demo.seal(SWALLOW)
    page = html.fromstring(someone.get("/my-data/told").data)
    [link] = page.xpath("//a[text()='Proof, to verify']/@href")[:1]

    assert b"delivery.deleted@1" in proof.read(someone.get(link).get_data(as_text=True)).leaf


def test_what_is_late_says_so(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    someone, _ = withdrawn(demo)
    write_down(demo)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr("webapp.pages.borrower_told.now", lambda: tomorrow)

    assert "Late with its answer" in words(someone)


def test_the_lenders_own_copy_is_told_honestly(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    given = press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    press(someone, given, SWALLOW, "marketing.own")
    page = words(someone)

    assert "What the lender itself still holds" in page
    assert "phone, e-mail, address Used on for: Identity check" in page
    assert "Kept for at most 10 years" in page  # Anti-Money Laundering Law, art. 34
    assert "income, debts, repayments" not in page  # marketing never touched it
    assert "Marketing by the lender," not in page


def test_nobody_sees_what_another_s_recipients_were_told(demo: Demo) -> None:
    someone, _ = withdrawn(demo)
    write_down(demo)
    stranger = demo.visitor()
    hand_in(demo, stranger)
    write_down(demo)
    mine = stop_of(demo, someone).delivery.id

    assert str(mine) not in stranger.get("/my-data/told").get_data(as_text=True)
    assert stranger.get(f"/my-data/{SWALLOW}/proof/{mine}").status_code == 404
    assert demo.visitor().get("/my-data/told").status_code == 404  # no lender knows them
    assert demo.enter_as("chen-min").get("/my-data/told").status_code == 403
