"""The lender's main roads in real Chromium, in both languages, and every page under axe-core."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import foreign, unfit

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {
        "approve": "批准",
        "decide": "决定并记录",
        "done": "这件申请已批准",
        "check": "开始检查",
    },
    "en": {
        "approve": "Approve",
        "decide": "Decide and record",
        "done": "This application is approved",
        "check": "Check it",
    },
}


def enter(browser: Browser, address: str, who: str, language: str, *, script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(f"{address}/sign-in?lang={language}&theme={'dark' if language == 'en' else 'light'}")
    page.click(f"button[value={who}]")
    return page


def wrong(page: Page, language: str) -> list[str]:
    """What is unfit, and what a Chinese page says in English."""
    return [*unfit(page), *(foreign(page, language) if language == "zh" else ())]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_officer_finds_a_case_reads_its_contract_and_decides(
    browser: Browser, address: str, language: str
) -> None:
    words = WORDS[language]
    page = enter(browser, address, "chen-min", language)
    assert page.url == f"{address}/decisions"
    assert wrong(page, language) == []
    page.goto(f"{address}/decisions?state=in_review")
    page.locator("tbody tr", has_text="21.84").locator("a").first.click()
    case = page.url
    assert wrong(page, language) == []
    page.locator('a[href$="/contract#a02"]').click()
    page.wait_for_selector(".finding:target")
    assert page.evaluate("document.querySelector('.finding:target').id") == "a02"
    assert wrong(page, language) == []
    page.goto(case)
    page.get_by_label(words["approve"], exact=True).check()
    page.fill("#words", "看过合同，费用已改，可以批准。")
    page.get_by_role("button", name=words["decide"]).click()
    assert page.url == case
    assert page.locator("h1").inner_text() == words["done"]
    assert wrong(page, language) == []
    page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_compliance_hands_in_a_contract_and_walks_its_findings(
    browser: Browser, address: str, language: str
) -> None:
    page = enter(browser, address, "zhao-lei", language)
    page.goto(f"{address}/contracts")
    assert wrong(page, language) == []
    text = (
        "借款合同\n第一条 借款本金为人民币10000元，实际到账金额为人民币9700元。\n"
        "第二条 借款期限12个月，等额本息，每期应还款900元。\n第三条 年利率为12%。\n"
    )
    file = {"name": "合同.txt", "mimeType": "text/plain", "buffer": text.encode()}
    page.set_input_files("#contract", files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name=WORDS[language]["check"]).click()
    assert "/contracts/checks/P-" in page.url
    assert wrong(page, language) == []
    page.click("mark a >> nth=0")
    page.wait_for_selector(".finding:target")
    with page.expect_download() as taken:
        page.locator('a[href$=".json"]').click()
    assert taken.value.suggested_filename.endswith(".json")
    page.context.close()


def test_a_case_is_decided_without_script(browser: Browser, address: str) -> None:
    page = enter(browser, address, "chen-min", "zh", script=False)
    page.goto(f"{address}/decisions?state=in_review")
    page.locator("tbody a").last.click()
    page.get_by_label("不批准", exact=True).check()
    page.select_option("#reason", "person.repayment_burden")
    page.fill("#words", "每月还款超过收入一半。")
    page.get_by_role("button", name="决定并记录").click()
    assert page.locator("h1").inner_text() == "这件申请未批准"
    page.context.close()


def test_a_case_is_decided_with_the_keyboard_alone(browser: Browser, address: str) -> None:
    page = enter(browser, address, "chen-min", "zh")
    page.goto(f"{address}/decisions?state=in_review")
    page.locator("tbody a").last.focus()
    page.keyboard.press("Enter")
    page.locator("input[name=outcome]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("材料齐全。")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "这件申请已批准"
    page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_compliance_reads_products_findings_and_rules(
    browser: Browser, address: str, language: str
) -> None:
    page = enter(browser, address, "zhao-lei", language)
    law = "/law/cn-loan-assist-2025-9"
    for path in ("/products", "/products/cash", "/law", law, f"{law}?on=2027-03-01&percent=14"):
        page.goto(f"{address}{path}")
        assert wrong(page, language) == [], path
    page.goto(f"{address}/products/purchase")
    page.locator("a", has_text="F02").first.click()
    assert "/products/findings/F-" in page.url
    assert wrong(page, language) == []
