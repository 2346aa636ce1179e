"""Applying: nothing ticked beforehand, the statement really read, each yes and no by itself."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from identity.demonstration import HARBOUR, SWALLOW
from tests.webapp.borrower.house import Demo, Visitor
from webapp.demo.invented import invent
from webapp.pages import borrower_apply

OFFER = f"{SWALLOW}:SW-12"
WISH = {"offer": OFFER, "amount": "6000", "use": "education", "monthly_income": "8,000"}
YES = {
    "consent__bureau.query": "yes",
    "consent__bank_data.pull_once": "no",
    "consent__fraud.shared_list": "no",
}
SELF = {
    "name": "周小满",
    "id_number": "11010119900307867x",
    "phone": "19912345678",
    "student": "no",
}


def wait_through(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the server's clock go on."""
    monkeypatch.setattr(
        borrower_apply, "now", lambda: datetime.now(UTC) + timedelta(seconds=seconds)
    )


def walk(demo: Demo, visitor: Visitor, **changes: str):
    """Walk the whole way; returns the page it ends on."""
    someone = invent(random.Random())
    self = {**SELF, "id_number": someone.id_number, "phone": someone.phone}
    given = {**WISH, **YES, **self, **changes}
    page = visitor.send(visitor.get("/apply"), "/apply", **_of(given, WISH))
    with pytest.MonkeyPatch.context() as monkeypatch:
        wait_through(monkeypatch, borrower_apply.SECONDS)
        page = visitor.send(page, "/apply/cost", read="yes")
    page = visitor.send(page, "/apply/data", **_of(given, YES))
    return visitor.send(page, "/apply/send", **_of(given, SELF))


def _of(given: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    return {name: given[name] for name in names}


def applications(demo: Demo, visitor: Visitor) -> list[tuple[object, ...]]:
    return demo.superuser(
        "SELECT a.state, a.paused_for, a.reference FROM applications a"
        " JOIN subjects s ON s.id = a.subject_id WHERE s.person_id = :person ORDER BY a.id",
        person=visitor.access.actor_id,
    )


def test_the_whole_way_ends_with_what_happens_now(demo: Demo) -> None:
    someone = demo.visitor()
    page = walk(demo, someone)

    assert "We wait for your credit report" in page.get_data(as_text=True)
    assert [row[0] for row in applications(demo, someone)] == ["waiting"]


def test_nothing_is_chosen_or_ticked_beforehand(demo: Demo) -> None:
    someone = demo.visitor()
    ask = someone.get("/apply")
    assert " checked" not in ask.get_data(as_text=True)
    assert " selected" not in ask.get_data(as_text=True)
    page = someone.send(ask, "/apply", **WISH)
    with pytest.MonkeyPatch.context() as monkeypatch:
        wait_through(monkeypatch, 10)
        page = someone.send(page, "/apply/cost", read="yes")
    assert " checked" not in page.get_data(as_text=True)
    assert page.get_data(as_text=True).count('type="radio"') == 6


def test_the_offers_name_their_cost_and_the_cheapest_stands_first(demo: Demo) -> None:
    page = demo.visitor().get("/apply").get_data(as_text=True)
    rates = [
        float(one.split("\u202f")[0])
        for one in html.fromstring(page).xpath("//span[@class='rate']/strong/text()")
    ]

    assert len(rates) == 5
    assert rates == sorted(rates)


def test_who_goes_on_too_soon_is_told_how_long_to_read(demo: Demo) -> None:
    someone = demo.visitor()
    page = someone.send(someone.get("/apply"), "/apply", **WISH)
    early = someone.send(page, "/apply/cost", read="yes")

    assert early.status_code == 422
    assert "Please read for another" in early.get_data(as_text=True)
    assert someone.get("/apply/data").request.path == "/apply/cost"
    assert someone.get("/apply/send").request.path in {"/apply/cost", "/apply/data"}


def test_the_time_is_the_server_s_and_runs_from_the_first_showing(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone = demo.visitor()
    someone.send(someone.get("/apply"), "/apply", **WISH)
    wait_through(monkeypatch, 6)
    page = someone.get("/apply/cost")
    left = html.fromstring(page.data).xpath("//@data-seconds-left")

    assert left in (["4"], ["5"])
    wait_through(monkeypatch, 11)
    assert someone.send(page, "/apply/cost", read="yes").request.path == "/apply/data"


def test_no_to_the_cost_ends_it_and_nothing_is_kept(demo: Demo) -> None:
    someone = demo.visitor()
    page = someone.send(someone.get("/apply"), "/apply", **WISH)
    left = someone.send(page, "/apply/cost", read="no")

    assert left.request.path == "/apply"
    assert "6000" not in left.get_data(as_text=True)
    assert applications(demo, someone) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("offer", "", "Please choose an offer."),
        ("offer", f"{HARBOUR}:NONE", "Please choose an offer."),
        ("amount", "a lot", "Please write an amount"),
        ("amount", "-5", "Please write an amount"),
        ("amount", "NaN", "Please write an amount"),
        ("amount", "1e999999999", "Please write an amount"),
        ("amount", "9000000", "This offer lends ¥1,000.00 to ¥20,000.00."),
        ("use", "", "Please choose what it is for."),
        ("monthly_income", "", "Please write an amount"),
    ],
)
def test_a_bad_wish_gets_one_clear_line_beside_its_field(
    demo: Demo, field: str, value: str, said: str
) -> None:
    someone = demo.visitor()
    page = someone.send(someone.get("/apply"), "/apply", **{**WISH, field: value})

    assert page.status_code == 422
    [line] = html.fromstring(page.data).xpath(f"//p[@id='{field}-wrong']")
    assert said in line.text_content()


def test_an_unanswered_question_is_asked_again(demo: Demo) -> None:
    someone = demo.visitor()
    page = someone.send(someone.get("/apply"), "/apply", **WISH)
    with pytest.MonkeyPatch.context() as monkeypatch:
        wait_through(monkeypatch, 10)
        page = someone.send(page, "/apply/cost", read="yes")
    again = someone.send(page, "/apply/data", **{"consent__bureau.query": "yes"})

    assert again.status_code == 422
    assert "Please say yes or no: Match against a shared fraud list." in again.get_data(
        as_text=True
    )


@pytest.mark.parametrize("field", ["name", "id_number", "phone", "student"])
def test_a_bad_line_about_oneself_is_said_and_not_repeated(demo: Demo, field: str) -> None:
    someone = demo.visitor()
    page = walk(demo, someone, **{field: "1"})

    assert page.status_code == 422
    assert html.fromstring(page.data).xpath(f"//p[@id='{field}-wrong']")
    assert "867x" not in page.get_data(as_text=True).lower()
    assert applications(demo, someone) == []


def test_a_no_is_kept_like_a_yes(demo: Demo) -> None:
    someone = demo.visitor()
    walk(demo, someone)
    events = demo.superuser(
        "SELECT e.purpose, e.kind FROM consent_events e JOIN subjects s ON s.id = e.subject_id"
        " WHERE s.person_id = :person ORDER BY e.purpose",
        person=someone.access.actor_id,
    )
    facts = demo.superuser(
        "SELECT e.kind, count(*) FROM evidence_entries e JOIN subjects s ON s.id = e.subject_id"
        " WHERE s.person_id = :person GROUP BY e.kind",
        person=someone.access.actor_id,
    )

    assert events == [
        ("bank_data.pull_once", "refused"),
        ("bureau.query", "granted"),
        ("fraud.shared_list", "refused"),
    ]
    assert dict(facts) == {
        "subject.registered@1": 1,
        "application.submitted@1": 1,
        "consent.granted@1": 1,
        "consent.refused@1": 2,
        "consent.receipt@1": 3,
        "cost_statement.read@1": 1,
    }


def test_a_no_to_what_is_needed_pauses_and_never_declines(demo: Demo) -> None:
    someone = demo.visitor()
    page = walk(demo, someone, **{"consent__bureau.query": "no"})

    assert "Your application waits. It was not declined." in page.get_data(as_text=True)
    [(state, paused_for, _)] = applications(demo, someone)
    assert (state, paused_for) == ("paused", "bureau.query")


def test_a_no_ends_a_yes_of_before(demo: Demo) -> None:
    someone = demo.visitor()
    walk(demo, someone)
    walk(demo, someone, **{"consent__bureau.query": "no"})

    assert [row[0] for row in applications(demo, someone)] == ["paused", "paused"]


def test_sending_twice_is_sending_once(demo: Demo) -> None:
    someone = demo.visitor()
    page = someone.send(someone.get("/apply"), "/apply", **WISH)
    with pytest.MonkeyPatch.context() as monkeypatch:
        wait_through(monkeypatch, 10)
        page = someone.send(page, "/apply/cost", read="yes")
    page = someone.send(page, "/apply/data", **YES)
    cookie = someone.client.get_cookie("candor_form").value
    first = someone.send(page, "/apply/send", **SELF)
    second = someone.send(page, "/apply/send", **SELF)  # pressed again afterwards
    someone.client.set_cookie("candor_form", cookie)
    third = someone.send(page, "/apply/send", **SELF)  # pressed at the same time

    assert first.request.path == second.request.path == third.request.path
    assert len(applications(demo, someone)) == 1


def test_a_draft_is_its_owner_s_alone(demo: Demo) -> None:
    someone, stranger = demo.visitor(), demo.visitor()
    someone.send(someone.get("/apply"), "/apply", **WISH)
    cookie = someone.client.get_cookie("candor_form").value
    stranger.client.set_cookie("candor_form", cookie)

    assert stranger.get("/apply/cost").request.path == "/apply"
