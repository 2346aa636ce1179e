"""The simulated recipients stand outside: they speak the public protocol and know nothing more."""

from __future__ import annotations

from webapp.commands.up import OUTSIDE, PARTS, Engines

URLS = {
    "DATABASE_URL": "postgresql:///app",
    "DATABASE_FOLLOWER_URL": "postgresql:///follower",
    "REDIS_URL": "unix:///queue",
}
VALUES = {"port": "1", "threads": "1", "data": "/nowhere", "run": "/nowhere"}


def test_they_are_told_where_to_answer_and_no_address_of_the_house() -> None:
    environment = {**URLS, "CANDOR_PUBLIC_URL": "http://localhost:1"}
    engines = Engines("postgresql:///owner", environment, {"candor_app": "postgresql:///app"})
    for part in OUTSIDE:
        told = engines.process(part, **VALUES).environment
        assert told["CANDOR_PUBLIC_URL"] == "http://localhost:1"
        assert not any(told[name] for name in URLS)
    assert engines.process(PARTS[0], **VALUES).environment["DATABASE_URL"]
