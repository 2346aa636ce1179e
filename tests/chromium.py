"""What every page is held against in a real browser: axe-core, narrow and wide, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--no-first-run",
)
LANGUAGES = ("zh", "en")
THEMES = ("light", "dark")
WIDTHS = (360, 1440)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WEIGHTY = {"moderate", "serious", "critical"}


@contextmanager
def started() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def serious(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds on the page as it stands, by all rules or by those named."""
    options = {"runOnly": {"type": "rule", "values": rules} if rules else RULES}
    return [
        f"{page.url} {each['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for each in Axe().run(page, options=options).response["violations"]
        if each["impact"] in WEIGHTY
        for node in each["nodes"]
    ]


def unfit(page: Page) -> list[str]:
    """Return what is wrong with the page, light and dark, narrow and wide; then leave it as it was.

    All rules are asked twice, so that each theme and each width is seen once; what colours and
    the room for them decide is asked in the other two looks as well.
    """
    size, theme = page.viewport_size, page.get_attribute("html", "data-theme")
    wrong: list[str] = []
    for width, first in zip(WIDTHS, THEMES, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{page.url} runs off a screen of {width}")
        for shown in THEMES:
            page.evaluate("shown => document.documentElement.dataset.theme = shown", shown)
            told = serious(page) if shown == first else serious(page, "color-contrast")
            wrong += [f"{shown} {width}: {words}" for words in told]
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    page.set_viewport_size(size or {"width": 1280, "height": 900})
    return wrong


def foreign(page: Page, language: str) -> list[str]:
    """Return the phrases of the other language that the page says in its own voice.

    Quoted papers, file names and names of people and companies may stand in theirs.
    """
    said: str = page.evaluate(
        """() => {
          const copy = document.querySelector("main").cloneNode(true);
          const quoted = "[lang], .number, input, textarea, code, noscript";
          copy.querySelectorAll(quoted).forEach(e => e.remove());
          return document.title + "\\n" + [...copy.querySelectorAll("*")]
            .flatMap(e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()))
            .filter(words => words).join("\\n");
        }"""
    )
    if language == "zh":
        return re.findall(r"[A-Za-z][a-z’']+(?: [a-z’']+)+", said)
    return re.findall(r".*[\u4e00-\u9fff].*", said)
