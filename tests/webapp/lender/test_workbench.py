"""The workbench in Chromium: live progress, jumps both ways, filters, two versions compared."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from contracts.auditing import run_audit
from core.access import machine_access
from identity.demonstration import HARBOUR
from tests.chromium import foreign, unfit
from tests.webapp.lender.conftest import Town
from tests.webapp.lender.test_browser import WORDS, enter
from tests.webapp.lender.test_contracts import contract, plain
from webapp.pages import lender_contracts

pytestmark = pytest.mark.browser


def hand_in(page: Page, base: str, language: str, name: str, text: str) -> str:
    """Hand a text in; return the reference of its check."""
    page.goto(f"{base}/contracts")
    file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.set_input_files("#contract", files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name=WORDS[language]["check"]).click()
    page.wait_for_url("**/contracts/checks/P-*")
    return page.url.rpartition("/")[2]


def wrong(page: Page, language: str) -> list[str]:
    return [*unfit(page), *(foreign(page, language) if language == "zh" else ())]


def test_progress_arrives_by_itself_and_so_does_the_result(
    browser: Browser,
    address: str,
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lender_contracts, "ring", lambda *_: True)
    page = enter(browser, address, "zhao-lei", "zh")
    reference = hand_in(page, address, "zh", "合同.txt", plain(contract()))
    assert wrong(page, "zh") == []
    page.evaluate("window.same = true")

    town.rows(
        "UPDATE audit_jobs SET state = 'working', stage = 'asking', files_read = 1"
        " WHERE reference = :reference",
        reference=reference,
    )
    page.get_by_text("1 / 1").first.wait_for()
    assert page.evaluate("window.same") is True  # told in place, not by loading the page anew

    run_audit(town.database, machine_access(HARBOUR, ""), reference, datetime.now(UTC))
    page.wait_for_selector("article.document")
    page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_finding_and_words_lead_to_each_other_and_filters_keep_the_place(
    browser: Browser,
    address: str,
    language: str,
) -> None:
    page = enter(browser, address, "zhao-lei", language)
    page.set_viewport_size({"width": 1440, "height": 900})
    hand_in(page, address, language, "合同.txt", plain(contract()))

    page.locator(".finding-head a").first.click()
    target = page.evaluate("location.hash.slice(1)")
    box = page.locator(f"#{target}").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    page.locator("mark a").first.click()
    shown = page.locator(".finding:target").bounding_box()
    assert shown is not None
    assert 0 <= shown["y"] < 900

    everything = page.locator(".finding").count()
    page.locator("nav.filters a").nth(1).click()
    page.wait_for_url("**severity=*")
    assert 0 < page.locator(".finding").count() < everything
    assert wrong(page, language) == []
    page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_versions_are_compared_from_the_page_of_one(
    browser: Browser,
    address: str,
    language: str,
) -> None:
    page = enter(browser, address, "zhao-lei", language)
    older = plain(contract())
    newer = "\n".join(line for line in older.splitlines() if "服务费" not in line)
    later = hand_in(page, address, language, "新.txt", newer)
    hand_in(page, address, language, "旧.txt", older)
    page.select_option("#other", later)
    page.locator("form[action$='/compare'] button").click()
    page.wait_for_url("**/contracts/compare?*")

    assert page.locator("del").count() > 0
    assert page.locator("h1").count() == 1
    assert [words for words in wrong(page, language) if "旧" not in words] == []
    page.context.close()
