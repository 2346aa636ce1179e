"""A regulator's browser: enters the demonstration, watches the board and says when it moved."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as TookTooLong

from core.access import Role
from core.errors import ServiceMissing
from identity.demonstration import DEMO_PEOPLE
from webapp.navigation import SIGN_IN

_CHROMIUM = "/usr/bin/chromium"
_FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-sync")
_WAIT_MS = 60_000

# Notes every drawing of the chart of applications a minute: when it was on the screen, and of how
# many applications. The clock of the page and of this process are the same machine's.
_NOTE = """() => {
  const chart = document.querySelector("#flow-chart .js-plotly-plot");
  const total = () => chart.data[0].y.reduce((sum, one) => sum + Number(one), 0);
  window.drawn = [{at: 0, total: total()}];
  chart.on("plotly_afterplot", () => {
    requestAnimationFrame(() => {
      window.drawn.push({at: performance.timeOrigin + performance.now(), total: total()});
    });
  });
}"""
# Without these a browser can be pushed nothing, and the board asks by Dash's own timer.
_NO_PUSH = "delete window.SharedWorker; delete window.EventSource;"


@dataclass(frozen=True, slots=True)
class Viewer:
    """One page with the regulator's board, its drawings noted."""

    page: Page

    def total(self) -> int:
        """Return how many applications the chart shows by now."""
        return int(self.page.evaluate("window.drawn.at(-1).total"))

    def moved_past(self, total: int) -> float:
        """Wait until more is drawn than this; return when that was, in seconds since 1970.

        Raises:
            ServiceMissing: it did not come.
        """
        past = "total => window.drawn.find((one) => one.total > total)?.at"
        try:
            found = self.page.wait_for_function(past, arg=total, timeout=_WAIT_MS, polling=5)
        except TookTooLong:
            raise ServiceMissing("the board did not move") from None
        return cast(float, found.json_value()) / 1000


@contextmanager
def browser() -> Generator[Browser]:
    """Open Chromium.

    Raises:
        ServiceMissing: it is not installed.
    """
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_FLAGS))
        except Exception as error:
            raise ServiceMissing(f"Chromium does not start from {_CHROMIUM}") from error
        try:
            yield opened
        finally:
            opened.close()


def front(opened: Browser, address: str) -> None:
    """Open the first page, as somebody does who follows the printed address."""
    page = opened.new_page()
    page.goto(address)
    page.close()


def enter(opened: Browser, address: str, *, push: bool = True) -> Viewer:
    """Enter as the regulator, as a person does, and wait until the board is live.

    Args:
        opened: the browser.
        address: of the product.
        push: whether the browser can be pushed to; else the board asks by a timer.
    """
    page = opened.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(_WAIT_MS)
    if not push:
        page.add_init_script(_NO_PUSH)
    regulator = next(one for one in DEMO_PEOPLE if one.role is Role.SUPERVISOR)
    page.goto(f"{address}{SIGN_IN}")
    page.click(f'button[name="person"][value="{regulator.key}"]')
    page.wait_for_selector(".live-live" if push else ".live-polling")
    page.wait_for_selector("#flow-chart .js-plotly-plot")
    page.evaluate(_NOTE)
    return Viewer(page)
