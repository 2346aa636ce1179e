"""What the pages work with: put together once at the entrance, handed to the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from core.errors import ServiceMissing
from core.settings import Settings
from database.transaction import Database

EXTENSION = "candor"


@dataclass(frozen=True, slots=True)
class Services:
    """The engines and settings one process serves its pages with.

    Args:
        settings: what the environment decided.
        secret_key: signs the form tokens; at least 32 bytes, the same in all web processes.
        open_database: PostgreSQL as the app role; None where only fixed pages are shown.
    """

    settings: Settings
    secret_key: bytes
    open_database: Database | None = None

    @property
    def database(self) -> Database:
        """The database as the app role.

        Raises:
            ServiceMissing: this process was started without one.
        """
        if self.open_database is None:
            raise ServiceMissing("this process has no database")
        return self.open_database

    @property
    def encrypted(self) -> bool:
        """Whether the outside reaches us by HTTPS."""
        return self.settings.public_url.startswith("https:")


def services() -> Services:
    """Return the services of the application that answers the present request."""
    return cast(Services, current_app.extensions[EXTENSION])
