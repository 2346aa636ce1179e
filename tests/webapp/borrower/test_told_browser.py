"""What recipients answered, in Chromium: both languages, large type, axe, keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from core.dates import iso, now
from tests.chromium import foreign, serious, unfit
from tests.webapp.borrower.house import Demo, Visitor, served
from tests.webapp.borrower.test_browser import small_type
from tests.webapp.borrower.test_my_data import hand_in, press, switches
from tests.webapp.borrower.test_told import RULE, SWALLOW, answer, stop_of, write_down

pytestmark = pytest.mark.browser

PATHS = ("/my-data/stopped", "/my-data/told", "/my-data")


@pytest.fixture(scope="module")
def someone(demo: Demo) -> Visitor:
    """Somebody who took three consents back: one proved, one only told, one without recipients."""
    visitor = demo.visitor()
    hand_in(demo, visitor)
    for purpose in ("fraud.shared_list", "marketing.own"):
        page = visitor.get("/my-data")
        if switches(page)[purpose][1] == "false":
            press(visitor, page, SWALLOW, purpose)
        press(visitor, visitor.get("/my-data"), SWALLOW, purpose)
    press(visitor, visitor.get("/my-data"), SWALLOW, "bureau.query")
    write_down(demo)
    kept = {"category": "credit_report", "rule": RULE, "until": "2031-05-06"}
    course = stop_of(demo, visitor)
    answer(demo, course, "deletions", deleted_at=iso(now()), method="erased", kept=[kept])
    return visitor


@pytest.fixture
def page(browser: Browser, demo: Demo, someone: Visitor) -> Iterator[Page]:
    just_stopped = someone.client.get_cookie("candor_form")
    assert just_stopped is not None
    with served(demo.app) as address:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, base_url=address, reduced_motion="reduce"
        )
        kept = {"candor_session": someone.token, "candor_form": just_stopped.value}
        cookies = [{"name": name, "value": kept[name], "url": address} for name in kept]
        context.add_cookies(cookies)
        yield context.new_page()
        context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_are_fit_for_everybody(page: Page, language: str) -> None:
    wrong: list[str] = []
    for path in PATHS:
        page.goto(f"{path}?lang={language}&theme=light&type=normal")
        assert page.url.partition("?")[0].endswith(path)
        wrong += unfit(page)
        wrong += [f"{path}: {words}" for words in foreign(page, language)]

    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_large_type_fits_a_narrow_screen(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    wrong: list[str] = []
    for path in PATHS:
        page.goto(f"{path}?lang={language}&theme=light&type=large")
        wrong += serious(page)
        wrong += [f"{path}: {words}" for words in small_type(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path} runs off a screen of 360")

    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_the_keyboard_alone_leads_from_the_withdrawal_to_each_answer_and_to_what_was_before(
    page: Page,
) -> None:
    page.goto("/my-data/stopped?lang=en&type=normal")
    page.get_by_role("heading", name="1 use of your data has stopped").wait_for()
    page.get_by_role("link", name="See how it stands with each").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/my-data/told*")
    page.get_by_text("Deleted; a rule keeps some").first.wait_for()
    page.locator("main summary").focus()
    page.keyboard.press("Enter")
    page.get_by_text("told that it may use the data").first.wait_for()
