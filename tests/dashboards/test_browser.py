"""The regulator's road in Chromium: signed in, a board that moves by itself, fit for everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from core.access import Role
from tests.chromium import LANGUAGES, THEMES, WIDTHS, foreign, serious

pytestmark = pytest.mark.browser

SIGNED_OUT = {"zh": "登录", "en": "Sign in"}
# What plotly holds as drawn: the approvals by lender.
DRAWN = "document.querySelector('#decisions-chart .js-plotly-plot')._fullData[0].x"
TABLE = {"zh": "表格", "en": "Table"}


@pytest.fixture
def page(browser: Browser, market, address: str) -> Iterator[Page]:
    """A supervisor's browser; whatever its console complains of fails the test."""
    market.move(10)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    cookie = {"name": "candor_session", "value": market.tokens[Role.SUPERVISOR]}
    context.add_cookies([{**cookie, "url": address}])
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert refused == []


def open_board(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}/boards/market/?{asked}")
    page.wait_for_selector(".live-live", timeout=30_000)
    # A band has no height of its own: the medians show that the prices are drawn.
    page.wait_for_selector("#rates-chart .scatterlayer .point")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_moves_on_a_new_fact_and_its_table_opens(
    page: Page, market, address: str, language: str
) -> None:
    open_board(page, address, f"lang={language}")
    page.evaluate("window.same = true")
    before = page.inner_text("#approved-note")
    drawn = page.evaluate(f"{DRAWN}[0]")
    market.move(7, "31.00")
    page.wait_for_function(
        "before => document.querySelector('#approved-note').innerText !== before", arg=before
    )
    page.wait_for_function(f"drawn => {DRAWN}[0] >= drawn + 7", arg=drawn)
    assert page.evaluate("window.same")
    table = page.locator("#decisions-table")
    assert not table.is_visible()
    page.locator(".board-decisions summary", has_text=TABLE[language]).click()
    assert table.is_visible()
    assert foreign(page, language) == []


def test_the_other_language_is_one_press_away(page: Page, address: str) -> None:
    open_board(page, address, "lang=zh")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector(".live-live", timeout=30_000)
    assert page.inner_text("#decisions-title").startswith("The machine approved")
    page.get_by_role("link", name="中文").click()
    page.wait_for_selector(".live-live", timeout=30_000)
    assert "由机器批准" in page.inner_text("#decisions-title")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_is_fit_for_everybody(
    page: Page, address: str, language: str, theme: str
) -> None:
    wrong: list[str] = []
    open_board(page, address, f"lang={language}&theme={theme}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        # The pictures follow the screen a moment later.
        page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
        wrong += serious(page)
    # The rest of what can be opened, by the keyboard alone.
    closed = page.locator("details:not([open]) > summary")
    for _ in range(closed.count()):
        closed.first.focus()
        page.keyboard.press("Enter")
    assert closed.count() == 0
    wrong += serious(page)

    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_who_is_not_signed_in_is_asked_to(page: Page, address: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{address}/boards/market/?lang=en")
    assert page.inner_text("h1") == SIGNED_OUT["en"]
