"""Requests about personal data in real Chromium: every page under axe-core, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from consent.requests import Kind
from identity.demonstration import HARBOUR
from identity.rules import DEMONSTRATION_DOMAIN
from identity.sign_in import enter_as
from tests.chromium import foreign, serious, unfit
from webapp.navigation import ASK_FOR_SOMEONE, MY_RIGHTS, REQUESTS

pytestmark = pytest.mark.browser

ABOUT = {
    "about_name": "某某",
    "about_id_number": "11010119800101001X",
    "authority_reference": "2026-17",
    "contact": "13900000000",
}


@pytest.fixture(autouse=True)
def _asked_anew(town) -> None:
    for table in (
        "subject_exports",
        "subject_request_events",
        "processing_limits",
        "subject_requests",
    ):
        town.rows(f"DELETE FROM {table}")


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def sign_in(page: Page, town, address: str, number: int, look: str) -> None:
    name = f"borrower{number:02d}@{DEMONSTRATION_DOMAIN}"
    token = enter_as(town.database, name, datetime.now(UTC)).token
    page.context.add_cookies([{"name": "candor_session", "value": token, "url": address}])
    page.goto(f"{address}/?{look}")


def walk_of_a_borrower(page: Page, address: str) -> Iterator[None]:
    """The rights, a form each, a copy that is ready, a correction that waits, both in the list."""
    page.goto(f"{address}{MY_RIGHTS}?lender={HARBOUR}")
    yield
    for kind in Kind:
        page.goto(f"{address}{MY_RIGHTS}/{HARBOUR}/{kind.value}")
        yield
    page.goto(f"{address}{MY_RIGHTS}/{HARBOUR}/explain")
    page.click("main form .button.main")
    yield
    page.goto(f"{address}{MY_RIGHTS}/{HARBOUR}/correct")
    page.select_option("[name=field]", "phone")
    for name, words in {"old": "13911112222", "new": "13912345670", "evidence": "2026"}.items():
        page.fill(f"[name={name}]", words)
    page.click("main form .button.main")
    yield
    page.goto(f"{address}{MY_RIGHTS}?lender={HARBOUR}")
    yield


def test_a_borrowers_rights_are_fit_for_everybody(page: Page, town, address, language) -> None:
    sign_in(page, town, address, 5, f"lang={language}")
    for _ in walk_of_a_borrower(page, address):
        assert unfit(page) == []
        assert language == "en" or foreign(page, language) == []


def test_a_borrowers_rights_fit_a_narrow_screen_in_large_type(
    page: Page, town, address, language
) -> None:
    sign_in(page, town, address, 5, f"lang={language}&type=large")
    page.set_viewport_size({"width": 360, "height": 900})
    for _ in walk_of_a_borrower(page, address):
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def ask_for_a_relative(page: Page, address: str) -> str:
    """Ask for somebody's copy as an heir; return the reference."""
    page.goto(f"{address}{ASK_FOR_SOMEONE}")
    page.select_option("[name=lender]", str(HARBOUR))
    page.check("[name=asker][value=heir]")
    page.select_option("[name=kind]", "export")
    page.select_option("[name=authority]", "death")
    for name, words in ABOUT.items():
        page.fill(f"[name={name}]", words)
    assert unfit(page) == []
    page.click("main form .button.main")
    return page.locator("main .number").first.inner_text()


def test_an_officers_desk_is_fit_for_everybody(page: Page, town, address, language) -> None:
    page.goto(f"{address}/sign-in?lang={language}")
    page.click("button[value=zhao-lei]")
    page.goto(f"{address}{REQUESTS}")
    assert unfit(page) == []  # nothing waits
    reference = ask_for_a_relative(page, address)
    assert unfit(page) == []
    for path in (REQUESTS, f"{REQUESTS}/{reference}"):
        page.goto(f"{address}{path}")
        assert unfit(page) == []
        assert language == "en" or foreign(page, language) == []
    page.select_option("[name=reason]", "NOBODY_KNOWN")
    page.fill("[name=words]", "没有找到。")
    page.locator("button[name=outcome][value=refuse]").click()
    assert unfit(page) == []
