"""Words the tests of identity share."""

from __future__ import annotations

from uuid import uuid4

PASSWORD = "梨子 bicycle 47 窗台"


def new_mobile() -> str:
    """A mobile number that no other test uses; well-formed, invented."""
    return f"139{uuid4().int % 10**8:08d}"
