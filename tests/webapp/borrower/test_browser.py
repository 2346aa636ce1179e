"""The borrower's roads in Chromium: clicks counted, buttons measured, axe, weight, large type."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page

from scoring.model import CreditBand
from tests.chromium import foreign, serious, unfit
from tests.webapp.borrower.house import Demo, served
from tests.webapp.borrower.photograph import CONTRACT, answer, begin, read_on, send, sign_in
from webapp.pages import borrower_apply

pytestmark = pytest.mark.browser

FORMS = (("zh", "normal"), ("en", "normal"), ("zh", "large"))
WIDEST = 150_000


@pytest.fixture(scope="module")
def address(demo: Demo) -> Iterator[str]:
    """Where the pages are served; a statement need be open for a second only."""
    with pytest.MonkeyPatch.context() as monkeypatch, served(demo.app) as at:
        monkeypatch.setattr(borrower_apply, "SECONDS", 1)
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def small_type(page: Page) -> list[str]:
    return page.evaluate(
        """[...document.querySelectorAll("main *")]
          .filter(e => e.offsetHeight && parseFloat(getComputedStyle(e).fontSize) < 20
            && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
          .map(e => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`)"""
    )


def unequal(page: Page, name: str) -> list[str]:
    """Measure every pair of yes and no."""
    if name == "cost-statement":  # while its time runs the yes is not to be pressed yet
        page.locator("[data-after-reading][aria-disabled=false]").wait_for()
    wrong: list[str] = []
    for pair in page.locator("main .choices.two").all():
        yes, no = map(look_and_feel, pair.locator(".button, .choice").all())
        if yes != no:
            wrong.append(f"{name}: yes {yes}, no {no}")
    return wrong


def look_and_feel(button: Locator) -> dict[str, object]:
    return button.evaluate(
        """e => { const s = getComputedStyle(e), box = e.getBoundingClientRect();
          return {width: Math.round(box.width), height: Math.round(box.height), ink: s.color,
            ground: s.backgroundColor, edge: s.borderTopColor, thick: s.borderTopWidth,
            size: s.fontSize, weight: s.fontWeight}; }"""
    )


def walk(page: Page, address: str) -> Iterator[str]:
    """Walk every borrower's page, the roads first; give each page's name."""
    yield "my-data-empty"
    begin(page, address)
    yield "cost-statement"
    read_on(page)
    yield "consents"
    answer(page)
    yield "send"
    send(page)
    yield "decision-waiting"
    page.goto(f"{address}/my-data")
    yield "my-data"
    page.locator("[name=choice][aria-checked=true]").first.click()
    yield "stopped"
    page.locator("main a[href^='/my-decisions/']").first.click()
    yield "decision-paused"
    reference = page.url.rpartition("/")[2]
    for path in (
        "/my-data/looks",
        "/my-data/told",
        "/apply",
        "/my-decisions",
        "/true-cost",
        "/help",
    ):
        page.goto(f"{address}{path}")
        yield path
    page.goto(f"{address}/true-cost/{reference}")
    yield "true-cost-own"
    page.goto(f"{address}/true-cost")
    page.fill("[name=words]", CONTRACT)
    page.click("form .button.main")
    yield "true-cost-handed-in"
    page.goto(f"{address}/true-cost/compare")
    page.select_option("#one", index=1)
    page.select_option("#other", index=5)
    page.fill("[name=amount]", "10000")
    page.click("form .button.main")
    yield "compare"


@pytest.mark.parametrize(("language", "size"), FORMS)
def test_every_page_of_the_road_is_fit_for_everybody(
    page: Page, demo: Demo, address: str, language: str, size: str
) -> None:
    wrong: list[str] = []
    sign_in(page, address, demo)
    page.goto(f"{address}/my-data?lang={language}&theme=light&type={size}")
    for name in walk(page, address):
        wrong += unequal(page, name)
        if size == "large":
            wrong += [f"{name}: {words}" for words in small_type(page)]
            page.set_viewport_size({"width": 360, "height": 900})
            wrong += serious(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{name} runs off a screen of 360")
            page.set_viewport_size({"width": 1280, "height": 900})
        else:
            wrong += unfit(page)
        if language == "zh":
            wrong += [f"{name}: {words}" for words in foreign(page, language)]

    assert not wrong, "\n".join(dict.fromkeys(wrong))


WORDS = {
    "zh": {
        "stop": "一键关闭所有非必要授权",
        "declined": "这一次没有批准",
        "ask": "请人再看一次",
        "asked": "您已要求人工复核。",
    },
    "en": {
        "stop": "Switch off all that is not necessary",
        "declined": "was not approved this time",
        "ask": "Ask for a person",
        "asked": "You asked for a person.",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_somebody_registers_applies_and_switches_all_off(
    page: Page, address: str, language: str
) -> None:
    page.goto(f"{address}/register?lang={language}")
    assert unfit(page) == []
    page.fill("[name=name]", "周小满")
    page.fill("[name=account]", f"{uuid4().hex}@people.example")
    page.fill("[name=password]", "a sentence that is long enough")
    page.click("form .button.main")
    assert page.url == f"{address}/my-data"
    begin(page, address)
    read_on(page)
    answer(page)
    send(page)
    assert "/my-decisions/A-" in page.url
    page.goto(f"{address}/my-data")
    research = page.locator("li.purpose:has(#purpose-research\\.statistics) [role=switch]")
    needed = page.locator("li.purpose:has(#purpose-bureau\\.query) [role=switch]")
    research.click()
    page.goto(f"{address}/my-data")
    assert research.get_attribute("aria-checked") == "true"
    page.get_by_role("button", name=WORDS[language]["stop"]).click()
    page.wait_for_url(f"{address}/my-data/**")
    page.goto(f"{address}/my-data")
    assert research.get_attribute("aria-checked") == "false"
    # What an application waits for is no matter of a collective no: it stands by itself.
    assert needed.get_attribute("aria-checked") == "true"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_no_says_why_and_a_person_is_one_press_away(
    page: Page, demo: Demo, address: str, language: str
) -> None:
    from tests.webapp.borrower.test_decisions import decided

    words, someone = WORDS[language], demo.visitor()
    path = decided(demo, someone, CreditBand.WEAK)
    cookie = {"name": "candor_session", "value": someone.token, "url": address}
    page.context.add_cookies([cookie])
    page.goto(f"{address}{path}?lang={language}")
    assert words["declined"] in page.inner_text("h1")
    assert 1 <= page.locator("ol.reasons > li").count() <= 4
    assert unfit(page) == []
    page.get_by_role("button", name=words["ask"]).click()
    assert words["asked"] in page.inner_text("main")
    assert unfit(page) == []


def test_giving_and_taking_back_take_the_same_clicks(page: Page, demo: Demo, address: str) -> None:
    sign_in(page, address, demo, "wang-fang")
    page.goto(f"{address}/my-data?lang=en")
    switch = page.locator("li.purpose:has(#purpose-research\\.statistics) [role=switch]")
    clicks = {"true": 0, "false": 0}
    for _ in range(2):
        page.goto(f"{address}/my-data")
        stands = switch.get_attribute("aria-checked")
        switch.click()
        clicks[stands] += 1
        page.goto(f"{address}/my-data")
        assert switch.get_attribute("aria-checked") != stands

    assert clicks == {"true": 1, "false": 1}


def test_the_switch_works_by_keyboard_alone(page: Page, demo: Demo, address: str) -> None:
    sign_in(page, address, demo, "li-jianguo")
    page.goto(f"{address}/my-data?lang=en")
    switch = page.locator("li.purpose:has(#purpose-research\\.statistics) [role=switch]")
    switch.focus()
    page.keyboard.press("Enter")
    page.get_by_text("You agreed to “Statistics and research”").wait_for()


def test_without_script_the_road_can_be_walked(
    browser: Browser, demo: Demo, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.webapp.borrower.test_apply import wait_through

    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    sign_in(bare, address, demo)
    begin(bare, address)
    wait_through(monkeypatch, 10)
    bare.click("[data-after-reading]")
    answer(bare)
    send(bare)
    assert "/my-decisions/A-" in bare.url
    context.close()


def test_a_first_load_is_light(browser: Browser, demo: Demo, address: str) -> None:
    heavy: dict[str, int] = {}
    for path in ("/my-data", "/apply", "/true-cost", "/my-decisions", "/help"):
        context = browser.new_context()
        page = context.new_page()
        sign_in(page, address, demo, "wang-fang")
        bodies: list[int] = []
        page.on("response", lambda answer, bodies=bodies: bodies.append(len(answer.body())))
        page.goto(f"{address}{path}", wait_until="networkidle")
        heavy[path] = sum(bodies)
        context.close()

    assert {path: weight for path, weight in heavy.items() if weight >= WIDEST} == {}
