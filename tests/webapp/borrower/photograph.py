"""Pictures of the borrower's pages with the demonstration's people, to be looked at.

python -m tests.webapp.borrower.photograph OUT
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page

from database.embedded import EmbeddedEngines
from tests.chromium import started
from tests.conftest import FAST
from tests.webapp.borrower.house import Demo, build_demo, served

FORMS = (
    ("zh", 1280, "light", "normal"),
    ("en", 1280, "dark", "normal"),
    ("zh", 360, "light", "normal"),
    ("zh", 1280, "light", "large"),
    ("en", 2560, "light", "normal"),
)
CONTRACT = """教育分期借款合同
贷款人：海港消费金融有限公司 签订日期：2026年11月22日
第一条 借款金额 10000 元，期限 12 个月，等额本息。
第四条 借款年利率为 12%，按月计息，分 12 期等额偿还，每期应还 900 元。
首期还款日 2026年12月22日。
第五条 费用。贷款人于放款时从借款本金中扣除服务费 300 元。
第九条 违约责任。逾期的，按借款总额每日千分之一支付违约金。
"""


@contextmanager
def demonstration() -> Iterator[Demo]:
    """The demonstration in engines of its own."""
    with tempfile.TemporaryDirectory(prefix="candor-pictures-") as folder:
        engines = EmbeddedEngines(Path(folder) / "data", settings=FAST, owner=os.getpid())
        urls = engines.start()
        building = build_demo(urls.superuser_url, urls.redis_url, Path(folder) / "demo")
        try:
            yield next(building)
        finally:
            building.close()
            engines.stop()


def sign_in(page: Page, address: str, demo: Demo, person: str = "") -> None:
    """Enter as somebody of the demonstration, or as somebody new."""
    visitor = demo.enter_as(person) if person else demo.visitor()
    page.context.add_cookies([{"name": "candor_session", "value": visitor.token, "url": address}])


def begin(page: Page, address: str) -> None:
    """Fill the first step and send it."""
    page.goto(f"{address}/apply")
    page.locator("input[name=offer]").nth(3).check()
    page.fill("[name=amount]", "6000")
    page.fill("[name=monthly_income]", "8000")
    page.select_option("[name=use]", "education")
    page.click("form .button.main")


def read_on(page: Page) -> None:
    """Wait until the statement lets one on."""
    page.locator("[data-after-reading][aria-disabled=false]").wait_for(timeout=20_000)
    page.click("[data-after-reading]")


def answer(page: Page, needed: str = "yes") -> None:
    """Answer the questions about data: no to all but the one that is needed."""
    for question in page.locator("fieldset.question").all():
        value = needed if question.get_attribute("id") == "consent.bureau.query" else "no"
        question.locator(f"input[value={value}]").check()
    page.click("form .button.main")


def send(page: Page) -> None:
    """Say who applies, and send."""
    page.fill("[name=id_number]", "11010119900307867X")
    page.fill("[name=phone]", f"199{datetime.now(UTC).microsecond:06d}12")
    page.check("[name=student][value=no]")
    page.click("form .choices button")


def photograph(browser: Browser, address: str, demo: Demo, out: Path) -> None:
    """Walk the roads once in every form and take a picture of each page."""
    for form in FORMS:
        _in_form(browser, address, demo, (out, form))


def _in_form(
    browser: Browser, address: str, demo: Demo, told: tuple[Path, tuple[str, int, str, str]]
) -> None:
    out, (language, width, theme, size) = told
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()

    def shot(name: str) -> None:
        page.screenshot(path=out / f"{name}-{language}-{width}-{theme}-{size}.png", full_page=True)

    sign_in(page, address, demo)
    page.goto(f"{address}/my-data?lang={language}&theme={theme}&type={size}")
    shot("my-data-empty")
    begin(page, address)
    shot("cost-statement")
    read_on(page)
    shot("consents")
    answer(page)
    shot("send")
    send(page)
    shot("decision-waiting")
    page.goto(f"{address}/my-data")
    page.locator("[name=choice][aria-checked=true]").first.click()
    shot("stopped")
    page.locator("main a[href^='/my-decisions/']").first.click()
    shot("decision-paused")
    sign_in(page, address, demo, "wang-fang")
    for name, path in (
        ("my-data", "/my-data"),
        ("looks", "/my-data/looks"),
        ("apply", "/apply"),
        ("my-decisions", "/my-decisions"),
        ("true-cost-start", "/true-cost"),
        ("help", "/help"),
    ):
        page.goto(f"{address}{path}")
        shot(name)
    page.goto(f"{address}/my-decisions")
    page.locator("main .rows a").first.click()
    shot("decision")
    page.goto(f"{address}/true-cost")
    page.fill("[name=words]", CONTRACT)
    page.click("form .button.main")
    shot("true-cost")
    offers = page.goto(f"{address}/true-cost/compare") and [
        one.get_attribute("value") for one in page.locator("#one option").all()
    ]
    page.goto(f"{address}/true-cost/compare?one={offers[1]}&other={offers[5]}&amount=10000")
    shot("compare")
    context.close()


def main() -> None:
    """Take all pictures into a folder."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with demonstration() as demo, served(demo.app) as address, started() as browser:
        photograph(browser, address, demo, out)


if __name__ == "__main__":
    main()
