"""Borrowing together on the pages: a code, a second part with its own consents, one answer."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.test import TestResponse

from tests.chromium import foreign, serious, unfit
from tests.webapp.borrower.house import Demo, Visitor, served
from tests.webapp.borrower.test_apply import SELF, YES, _of, applications, wait_through, walk
from tests.webapp.borrower.test_browser import small_type
from webapp.demo.invented import invent
from webapp.pages import borrower_apply

TOGETHER = "/apply/together"


def invitation(demo: Demo, first: Visitor) -> tuple[str, str]:
    """The first one's reference, and the code they were shown."""
    walk(demo, first)
    [(_, _, reference)] = applications(demo, first)
    here = f"/my-decisions/{reference}"
    page = first.send(first.get(here), f"{here}/together")
    found = re.search(r"\d{4} \d{4} \d{4}", page.get_data(as_text=True))
    assert found
    return str(reference), found[0]


def joined(demo: Demo, second: Visitor, code: str) -> TestResponse:
    """Walk the whole way as the one who joins; returns the page it ends on."""
    someone = invent(random.Random())
    page = second.get(TOGETHER)
    page = second.send(page, TOGETHER, code=code, monthly_income="7,000", use="education")
    with pytest.MonkeyPatch.context() as monkeypatch:
        wait_through(monkeypatch, borrower_apply.SECONDS)
        page = second.send(page, "/apply/cost", read="yes")
    page = second.send(page, "/apply/data", **_of(YES, YES))
    mine = {**SELF, "id_number": someone.id_number, "phone": someone.phone}
    return second.send(page, "/apply/send", **mine)


def test_two_people_borrow_together_and_neither_sees_the_other(demo: Demo) -> None:
    first, second = demo.visitor("周小满"), demo.visitor("林大雪")
    reference, code = invitation(demo, first)
    text = first.get(f"/my-decisions/{reference}").get_data(as_text=True)
    assert "You have asked somebody to borrow with you" in text

    page = joined(demo, second, code)
    text = page.get_data(as_text=True)
    assert "You borrow together" in text
    assert "周小满" not in text
    assert reference not in text
    text = first.get(f"/my-decisions/{reference}").get_data(as_text=True)
    assert "You borrow together" in text
    assert "林大雪" not in text
    ids = demo.superuser("SELECT count(DISTINCT loan_id), count(*) FROM joint_parts")
    assert ids[0][1] >= 2


def test_who_waits_no_longer_goes_on_without(demo: Demo) -> None:
    first = demo.visitor()
    reference, code = invitation(demo, first)
    here = f"/my-decisions/{reference}"
    page = first.send(first.get(here), f"{here}/alone")
    assert "Ask somebody to borrow with me" in page.get_data(as_text=True)
    second = demo.visitor()
    late = second.send(
        second.get(TOGETHER), TOGETHER, code=code, monthly_income="1", use="education"
    )
    assert late.status_code == 422
    assert "No invitation waits for this code" in late.get_data(as_text=True)


def test_an_invitation_that_ends_on_the_way_hands_nothing_in(demo: Demo) -> None:
    first, second = demo.visitor(), demo.visitor()
    reference, code = invitation(demo, first)
    demo.superuser("UPDATE joint_invitations SET open_until = now() + interval '1 hour'")
    page = second.get(TOGETHER)
    page = second.send(page, TOGETHER, code=code, monthly_income="7000", use="education")
    with pytest.MonkeyPatch.context() as monkeypatch:
        wait_through(monkeypatch, borrower_apply.SECONDS)
        page = second.send(page, "/apply/cost", read="yes")
    page = second.send(page, "/apply/data", **_of(YES, YES))
    here = f"/my-decisions/{reference}"
    first.send(first.get(here), f"{here}/alone")
    someone = invent(random.Random())
    mine = {**SELF, "id_number": someone.id_number, "phone": someone.phone}
    page = second.send(page, "/apply/send", **mine)
    assert "The invitation has just ended" in page.get_data(as_text=True)
    assert applications(demo, second) == []


@pytest.mark.parametrize("code", ["", "1", "\x01", "9" * 4000, "٣" * 12])
def test_a_code_that_nobody_gave_gets_one_plain_line(demo: Demo, code: str) -> None:
    someone = demo.visitor()
    page = someone.send(
        someone.get(TOGETHER), TOGETHER, code=code, monthly_income="7000", use="education"
    )
    assert page.status_code == 422
    assert "No invitation waits for this code" in page.get_data(as_text=True)


@pytest.fixture(scope="module")
def couple(demo: Demo) -> tuple[Visitor, str]:
    first = demo.visitor()
    reference, _ = invitation(demo, first)
    return first, f"/my-decisions/{reference}"


@pytest.fixture
def page(browser: Browser, demo: Demo, couple: tuple[Visitor, str]) -> Iterator[Page]:
    with served(demo.app) as address:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, base_url=address, reduced_motion="reduce"
        )
        cookie = {"name": "candor_session", "value": couple[0].token, "url": address}
        context.add_cookies([cookie])
        yield context.new_page()
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", ["normal", "large"])
def test_the_pages_are_fit_for_everybody(
    page: Page, couple: tuple[Visitor, str], language: str, size: str
) -> None:
    wrong: list[str] = []
    if size == "large":
        # Tall enough that the bar at its foot, which stays in sight, lies over nothing.
        page.set_viewport_size({"width": 360, "height": 6000})
    for path in (TOGETHER, couple[1]):
        page.goto(f"{path}?lang={language}&theme=light&type={size}")
        wrong += serious(page) if size == "large" else unfit(page)
        wrong += [f"{path}: {words}" for words in foreign(page, language)]
        if size == "large":
            wrong += [f"{path}: {words}" for words in small_type(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{path} runs off a screen of 360")
    assert not wrong, "\n".join(dict.fromkeys(wrong))
