"""What is committed is pushed; who is too many, or has left, is not served."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import sync_playwright

from core.access import Role
from dashboards import live
from tests.webapp.gallery import CHROMIUM, FLAGS
from webapp.pages.live import HUB


def told(events) -> dict:
    """The next event that carries figures."""
    for event in events:
        words = event.decode() if isinstance(event, bytes) else event
        if "data: " in words:
            return json.loads(words.partition("data: ")[2])
    raise AssertionError("the stream has ended")


def decided(event: dict) -> int:
    return sum(sum(trace["x"]) for trace in event["parts"]["decisions-chart"]["figure"]["data"])


def test_a_commit_is_pushed(market) -> None:
    market.move(10)
    answer = market.client(Role.SUPERVISOR).get("/live/market?speak=en&palette=dark")
    assert answer.mimetype == "text/event-stream"
    events = iter(answer.response)
    before = decided(told(events))
    market.move(3)
    while decided(event := told(events)) == before:
        pass
    assert decided(event) == before + 3
    assert "Harbour Finance" in json.dumps(event)
    answer.close()


def test_half_of_the_threads_may_watch_and_a_place_comes_back(market) -> None:
    app = market.with_threads(4)
    watching = [market.client(Role.SUPERVISOR, app).get("/live/market") for _ in range(2)]
    refused = market.client(Role.SUPERVISOR, app).get("/live/market")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    for one in watching:
        one.close()
    assert app.extensions[HUB].viewers == 0
    again = market.client(Role.SUPERVISOR, app).get("/live/market")
    assert again.status_code == 200
    again.close()


def test_a_stream_ends_soon_after_the_session(market, monkeypatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.05)
    app = market.with_threads(8)
    asked = iter([True, False])
    hub_client = market.client(Role.SUPERVISOR, app)
    first = hub_client.get("/live/market")
    first.close()
    hub = app.extensions[HUB]
    from core.access import Access, ActorKind
    from core.ids import new_id
    from core.text import Language
    from dashboards.mount import look_in

    access = Access(ActorKind.STAFF, new_id(), None, "", frozenset({Role.SUPERVISOR}), ("CN-31",))
    stream = hub.watch(access, look_in(Language.ZH, dark=False), lambda: next(asked))
    greeting, *_ = stream
    assert greeting.startswith("retry:")
    assert hub.viewers == 0


@pytest.mark.browser
def test_the_board_moves_without_a_reload(market, address: str) -> None:
    market.move(10)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        cookie = {"name": "candor_session", "value": market.tokens[Role.SUPERVISOR]}
        context.add_cookies([{**cookie, "url": address}])
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        page.goto(f"{address}/boards/market/?lang=en")
        page.wait_for_selector(".live-live", timeout=30_000)
        page.evaluate("window.same = true")
        before = page.inner_text("#approved-note")
        market.move(7, "31.00")
        page.wait_for_function(
            "before => document.querySelector('#approved-note').innerText !== before", arg=before
        )
        assert page.evaluate("window.same")
        page.wait_for_selector(
            "#rates-chart .scatterlayer .point"
        )  # a band has no height of its own
        browser.close()
    assert refused == []
