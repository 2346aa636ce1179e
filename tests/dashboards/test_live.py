"""What is committed is pushed; who is too many, or has left, is not served."""

from __future__ import annotations

import json

from core.access import Role
from dashboards import live
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
