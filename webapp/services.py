"""What the pages work with: put together once at the entrance, handed to the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from core.settings import Settings

EXTENSION = "candor"


@dataclass(frozen=True, slots=True)
class Services:
    """The engines and settings one process serves its pages with.

    Args:
        settings: what the environment decided.
        secret_key: signs the form tokens; at least 32 bytes, the same in all web processes.
    """

    settings: Settings
    secret_key: bytes

    @property
    def encrypted(self) -> bool:
        """Whether the outside reaches us by HTTPS."""
        return self.settings.public_url.startswith("https:")


def services() -> Services:
    """Return the services of the application that answers the present request."""
    return cast(Services, current_app.extensions[EXTENSION])
