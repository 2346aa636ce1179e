"""My data: one switch a purpose, what stopped, who looked, receipts that verify."""

from __future__ import annotations

import re

import pytest
from lxml import html

from consent.purposes import PURPOSES
from evidence import proof
from identity.demonstration import SWALLOW
from tests.webapp.borrower.house import Demo, Visitor

SWITCH = "/my-data/{lender}/switch"


def hand_in(demo: Demo, visitor: Visitor, **changes: str):
    """Walk the whole way to an application; returns the page it ends on."""
    from tests.webapp.borrower.test_apply import walk

    return walk(demo, visitor, **changes)


def switches(page) -> dict[str, tuple[int, str]]:
    """The switches of a page by purpose: the number among the forms, and how each stands."""
    tree = html.fromstring(page.get_data(as_text=True))
    forms = [one for one in tree.forms if str(one.action).endswith("/switch")]
    return {
        form.fields["purpose"]: (number, form.xpath(".//button/@aria-checked")[0])
        for number, form in enumerate(forms)
    }


def press(visitor: Visitor, page, lender, purpose: str):
    """Press one switch."""
    number, stands = switches(page)[purpose]
    choice = "off" if stands == "true" else "on"
    action = SWITCH.format(lender=lender)
    return visitor.send(page, action, number=number, choice=choice)


def test_the_page_shows_every_purpose_with_at_most_one_switch(demo: Demo) -> None:
    page = demo.enter_as("wang-fang").get("/my-data").get_data(as_text=True)

    assert page.count('class="purpose"') == len(PURPOSES)
    assert page.count('role="switch"') == sum(one.needs_grant for one in PURPOSES)
    assert "Who looked at my data" in page
    assert "automatic processing" in page


def test_before_any_lender_the_page_says_how_to_begin(demo: Demo) -> None:
    page = demo.visitor().get("/my-data").get_data(as_text=True)

    assert "Nobody uses your data" in page
    assert "See what one can apply for" in page


def test_giving_and_taking_back_take_one_press_each(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    before = someone.get("/my-data")
    assert switches(before)["marketing.own"][1] == "false"

    given = press(someone, before, SWALLOW, "marketing.own")
    assert switches(given)["marketing.own"][1] == "true"
    assert "You agreed to “Marketing by the lender”" in given.get_data(as_text=True)

    stopped = press(someone, given, SWALLOW, "marketing.own")
    words = stopped.get_data(as_text=True)
    assert "1 use of your data has stopped" in words
    assert re.search(r"In effect since \d\d:\d\d:\d\d, Beijing time, \d+ ms after", words)
    assert switches(someone.get("/my-data"))["marketing.own"][1] == "false"


def test_the_hash_that_is_shown_is_the_hash_that_is_kept(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    page = someone.get("/my-data")
    card = next(
        one
        for one in html.fromstring(page.get_data(as_text=True)).xpath("//li[@class='purpose']")
        if one.xpath(".//h3/@id") == ["purpose-model.train"]
    )
    shown = card.xpath(".//code/text()")[0]
    press(someone, page, SWALLOW, "model.train")

    [(kept,)] = demo.superuser(
        "SELECT g.notice_sha256 FROM grants g JOIN subjects s ON s.id = g.subject_id"
        " WHERE s.person_id = :person AND g.purpose = 'model.train'",
        person=someone.access.actor_id,
    )
    assert kept == shown


def test_a_yes_to_a_notice_that_changed_is_not_taken(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    page = someone.get("/my-data")
    number, _ = switches(page)["model.train"]
    action = SWITCH.format(lender=SWALLOW)
    answer = someone.send(page, action, number=number, choice="on", notice="0" * 64)

    assert "The notice has just changed" in answer.get_data(as_text=True)
    assert switches(answer)["model.train"][1] == "false"


def test_withdrawing_pauses_a_waiting_application_and_says_so(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    stopped = press(someone, someone.get("/my-data"), SWALLOW, "bureau.query")
    words = stopped.get_data(as_text=True)

    assert "They are paused, not declined." in words
    [waiting] = html.fromstring(words).xpath("//main//a[contains(@href, '/my-decisions/')]/@href")
    page = someone.get(waiting).get_data(as_text=True)
    assert "Your application waits. It was not declined." in page

    resumed = someone.send(someone.get(waiting), f"{waiting}/resume")
    assert "We wait for your credit report" in resumed.get_data(as_text=True)


def test_the_one_button_leaves_what_a_service_needs(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    page = press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    page = press(someone, page, SWALLOW, "research.statistics")
    stopped = someone.send(page, "/my-data/end-all")
    words = stopped.get_data(as_text=True)

    assert "2 uses of your data have stopped" in words
    assert "Agree to it again" not in words  # several are never given with one click
    after = switches(someone.get("/my-data"))
    assert after["marketing.own"][1] == after["research.statistics"][1] == "false"
    assert after["bureau.query"][1] == "true"
    assert "Switch off all" not in someone.get("/my-data").get_data(as_text=True)


def test_what_was_taken_back_by_mistake_is_given_again_with_one_press(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    given = press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    stopped = press(someone, given, SWALLOW, "marketing.own")
    again = someone.send(stopped, SWITCH.format(lender=SWALLOW))

    assert switches(again)["marketing.own"][1] == "true"


def test_a_receipt_verifies_offline(demo: Demo) -> None:
    from evidence.checkpoint import read_note

    someone = demo.visitor()
    hand_in(demo, someone)
    page = press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    tree = html.fromstring(page.get_data(as_text=True))
    [receipt] = tree.xpath(
        "//h3[@id='purpose-marketing.own']/..//a[contains(@href,'/proof/')]/@href"
    )
    assert "This record is being sealed" in someone.get(receipt).get_data(as_text=True)

    desk = demo.seal(SWALLOW)
    text = someone.get(receipt).get_data(as_text=True)
    shown = proof.read(text)
    assert proof.check(shown, desk).size == read_note(shown.note).size
    assert b"consent.granted@1" in shown.leaf


def test_nobody_sees_or_switches_what_is_another_s(demo: Demo) -> None:
    someone, stranger = demo.visitor(), demo.visitor()
    hand_in(demo, someone)
    page = someone.get("/my-data")
    action = SWITCH.format(lender=SWALLOW)
    token = {
        "csrf_token": html.fromstring(stranger.get("/apply").data).forms[0].fields["csrf_token"]
    }
    data = {**token, "purpose": "bureau.query", "choice": "off"}
    assert stranger.client.post(action, data=data).status_code == 404

    [receipt, *_] = html.fromstring(page.data).xpath("//a[contains(@href,'/proof/')]/@href")
    assert stranger.get(receipt).status_code == 404
    assert demo.app.test_client().get("/my-data").status_code == 303
    assert demo.enter_as("chen-min").get("/my-data").status_code == 403


def test_what_cannot_be_taken_back_is_refused_in_one_line(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    page = someone.get("/my-data")
    answer = someone.send(
        page, SWITCH.format(lender=SWALLOW), purpose="fraud.prevention", choice="off"
    )
    assert answer.status_code == 422


def test_every_look_is_listed(demo: Demo) -> None:
    page = demo.enter_as("wang-fang").get("/my-data/looks").get_data(as_text=True)

    assert "automatic processing" in page
    assert demo.enter_as("wang-fang").get("/my-data/looks?before=nonsense").status_code == 422


@pytest.mark.parametrize(("answer", "stays"), [("yes", "false"), ("no", "true")])
def test_a_student_is_refused_politely_where_a_purpose_is_closed_to_students(
    demo: Demo, answer: str, stays: str
) -> None:
    someone = demo.visitor()
    hand_in(demo, someone, student=answer)
    page = press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    assert switches(page)["marketing.own"][1] == stays
    refused = "This use is not open to students" in page.get_data(as_text=True)
    assert refused is (answer == "yes")
    # What is open to students stands as everybody's does.
    page = press(someone, someone.get("/my-data"), SWALLOW, "model.train")
    assert switches(page)["model.train"][1] == "true"
