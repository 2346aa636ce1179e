"""What the pages work with: put together once at the entrance, handed to the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from core.errors import ServiceMissing
from core.settings import Settings
from database.transaction import Database
from underwriting.rules import Engines

EXTENSION = "candor"


@dataclass(frozen=True, slots=True)
class Services:
    """The engines and settings one process serves its pages with.

    Args:
        settings: what the environment decided.
        database: PostgreSQL as the app role.
        secret_key: signs the form tokens; at least 32 bytes, the same in all web processes.
        decision_engines: what decisions are thought out with; None where nothing is decided.
    """

    settings: Settings
    database: Database
    secret_key: bytes
    decision_engines: Engines | None = None

    @property
    def engines(self) -> Engines:
        """What decisions are thought out with.

        Raises:
            ServiceMissing: this process was started without them.
        """
        if self.decision_engines is None:
            raise ServiceMissing("this process decides nothing")
        return self.decision_engines

    @property
    def encrypted(self) -> bool:
        """Whether the outside reaches us by HTTPS."""
        return self.settings.public_url.startswith("https:")


def services() -> Services:
    """Return the services of the application that answers the present request."""
    return cast(Services, current_app.extensions[EXTENSION])
