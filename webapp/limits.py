"""How often one address may knock at the doors where passwords and codes are guessed."""

from __future__ import annotations

from typing import Final

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from webapp.services import services

_STRATEGY: Final = "sliding-window-counter"

# Many people share one address behind a carrier's translation, so an address may fail often;
# what one person may fail is counted with the person (identity.rules.locked_until).
SIGN_IN: Final = "60 per minute; 600 per hour"
REGISTER: Final = "20 per minute; 120 per hour"
CODE: Final = "30 per minute; 300 per hour"
# Reading a contract takes work; so many one address may ask for.
CHECK: Final = "30 per minute; 300 per hour"
# Without an account, in the open: reading a file holds a processor for a while.
CHECK_OPEN: Final = "10 per minute; 60 per hour"
CALCULATE: Final = "60 per minute; 600 per hour"

# When the shared counters cannot be reached, each process goes on counting by itself: fewer
# tries are refused than should be, and none is let through uncounted. The strategy stands in
# the keys, since counters of one strategy cannot be read by another.
LIMITER: Final = Limiter(
    key_func=get_remote_address,
    strategy=_STRATEGY,
    in_memory_fallback_enabled=True,
    key_prefix=f"candor-limits:{_STRATEGY}:",
)


def storage_address(redis_url: str) -> str:
    """Return the counters' address; without a server each process counts by itself."""
    if redis_url.startswith("unix://"):
        return f"redis+{redis_url}"
    return redis_url or "memory://"


def install(app: Flask) -> None:
    """Let the application count."""
    with app.app_context():
        app.config["RATELIMIT_STORAGE_URI"] = storage_address(services().settings.redis_url)
    LIMITER.init_app(app)
