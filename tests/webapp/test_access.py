"""Every page under axe-core in Chromium, its keyboard road, and what it does without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import serious
from tests.webapp.gallery import NAMES, served

pytestmark = pytest.mark.browser

FORMS = {
    "plain": "lang=zh&theme=light&type=normal",
    "dark": "lang=en&theme=dark&type=normal",
    "large": "lang=zh&theme=light&type=large",
    "large-dark": "lang=en&theme=dark&type=large",
}
# All refusals share one page.
KINDS = tuple(name for name in NAMES if not name.startswith("problem-") or name == "problem-500")
MAIN_ROADS = (
    "front",
    "sign-in",
    "my-data",
    "true-cost",
    "cost-statement",
    "consents",
    "decision-paused",
    "decisions",
    "case",
    "contract-check",
    "parts",
)


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    with served() as address:
        yield f"{address}/gallery"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing_on_the_page(page: Page, gallery: str, name: str) -> None:
    page.goto(f"{gallery}/{name}?{FORMS['plain']}")
    assert serious(page) == []


@pytest.mark.parametrize("form", ["dark", "large"])
@pytest.mark.parametrize("name", MAIN_ROADS)
def test_axe_finds_nothing_in_the_dark_or_in_large_type(
    page: Page, gallery: str, name: str, form: str
) -> None:
    page.goto(f"{gallery}/{name}?{FORMS[form]}")
    assert serious(page) == []


@pytest.mark.parametrize("form", ["plain", "large-dark"])
def test_nothing_runs_off_a_narrow_screen(browser: Browser, gallery: str, form: str) -> None:
    narrow = browser.new_page(viewport={"width": 320, "height": 700})
    wide = []
    for name in NAMES:
        narrow.goto(f"{gallery}/{name}?{FORMS[form]}")
        if narrow.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(name)
    narrow.close()
    assert wide == []


@pytest.mark.parametrize(("form", "least"), [("plain", 44), ("large", 60)])
def test_what_is_pressed_is_large_enough(page: Page, gallery: str, form: str, least: int) -> None:
    small = []
    for name in MAIN_ROADS[:7]:
        page.goto(f"{gallery}/{name}?{FORMS[form]}")
        small += page.evaluate(
            """least => [...document.querySelectorAll(
                "button, .button, .choice, select, input:not([type=hidden],[type=radio]),"
                + ".nav a, .tools a, .filters a, .linked a")]
              .filter(each => each.offsetHeight > 0 && each.offsetHeight < least - 0.5)
              .map(each => `${each.className} ${each.textContent.trim()} ${each.offsetHeight}`)""",
            least,
        )
    assert small == []


def test_large_type_is_large(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/my-data?{FORMS['large']}")
    sizes = page.evaluate(
        """[...document.querySelectorAll("main *")]
          .filter(each => [...each.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
          .map(each => parseFloat(getComputedStyle(each).fontSize))"""
    )
    assert min(sizes) >= 20


def test_the_first_press_of_tab_offers_to_skip_to_the_content(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/my-data?{FORMS['plain']}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_finding_and_its_words_point_at_each_other(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/contract-check?{FORMS['plain']}")
    page.click("mark.critical a >> nth=0")
    assert page.evaluate("document.querySelector('.finding:target').id") == "a02"
    page.click("#a02 .finding-head a")
    assert page.evaluate("document.querySelector(':target').id") == "q-a02"


def test_the_page_speaks_no_forbidden_script_or_style(browser: Browser, gallery: str) -> None:
    said: list[str] = []
    watched = browser.new_page()
    watched.on("console", lambda message: said.append(message.text))
    for name in NAMES:
        watched.goto(f"{gallery}/{name}")
    watched.close()
    assert [words for words in said if "Content Security Policy" in words] == []


def test_the_reading_time_counts_down_and_then_lets_one_on(browser: Browser, gallery: str) -> None:
    reader = browser.new_page()
    reader.clock.install()
    reader.goto(f"{gallery}/cost-statement?{FORMS['plain']}")
    button = reader.locator("[data-after-reading]")

    assert button.get_attribute("aria-disabled") == "true"
    reader.clock.run_for(12_500)
    assert button.get_attribute("aria-disabled") == "false"
    reader.close()


def test_without_script_every_step_can_be_sent(browser: Browser, gallery: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    for name in ("my-data", "cost-statement", "consents", "submit", "case"):
        bare.goto(f"{gallery}/{name}?{FORMS['plain']}")
        assert bare.locator("main button:visible").count() > 0
        assert bare.locator("main button[aria-disabled=true]").count() == 0
    context.close()
