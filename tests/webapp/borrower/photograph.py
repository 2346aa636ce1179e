"""Pictures of the borrower's pages with the demonstration's people, to be looked at.

python -m tests.webapp.borrower.photograph OUT [WORD…]     pages whose name has a WORD
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from core.settings import read_settings  # noqa: F401
from database.embedded import EmbeddedEngines
from tests.conftest import FAST
from tests.webapp.borrower.house import Demo, build_demo

WISH = {"amount": "6000", "monthly_income": "8000"}


@contextmanager
def demonstration():
    """The demonstration in engines of its own."""
    import os

    with tempfile.TemporaryDirectory(prefix="candor-pictures-") as folder:
        engines = EmbeddedEngines(Path(folder) / "data", settings=FAST, owner=os.getpid())
        urls = engines.start()
        building = build_demo(urls.superuser_url, urls.redis_url, Path(folder) / "demo")
        try:
            yield next(building)
        finally:
            building.close()
            engines.stop()


def begin(page: Page, address: str) -> None:
    """Fill the first step and send it."""
    page.goto(f"{address}/apply")
    page.locator("input[name=offer]").nth(3).check()
    for name, value in WISH.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=use]", "education")
    page.click("form .button.main")


def sign_in(page: Page, address: str, demo: Demo, person: str) -> None:
    """Enter as somebody of the demonstration."""
    visitor = demo.visitor() if person == "new" else demo.enter_as(person)
    page.context.add_cookies([{"name": "candor_session", "value": visitor.token, "url": address}])
