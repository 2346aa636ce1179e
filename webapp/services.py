"""What the pages work with: put together once at the entrance, handed to the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from core.errors import ServiceMissing
from core.settings import Settings
from database.keys import open_root_key
from database.transaction import Database, open_database

EXTENSION = "candor"
_KEY_BYTES = 32
_KEY_PURPOSE = b"candor form tokens 1"
_POOL = 16


@dataclass(frozen=True, slots=True)
class Services:
    """The engines and settings one process serves its pages with.

    Args:
        settings: what the environment decided.
        database: PostgreSQL as the app role.
        secret_key: signs the form tokens; at least 32 bytes, the same in all web processes.
    """

    settings: Settings
    database: Database
    secret_key: bytes

    @property
    def encrypted(self) -> bool:
        """Whether the outside reaches us by HTTPS."""
        return self.settings.public_url.startswith("https:")


def services() -> Services:
    """Return the services of the application that answers the present request."""
    return cast(Services, current_app.extensions[EXTENSION])


def open_services(settings: Settings) -> Services:
    """Return the services the settings name; nothing is connected yet.

    Raises:
        ServiceMissing: no database is named.
    """
    if not settings.database_url:
        raise ServiceMissing("no database: start `candor up`, or name one in DATABASE_URL")
    database = open_database(
        settings.database_url, open_root_key(settings.root_key_file), pool_size=_POOL
    )
    return Services(settings, database, _form_key(settings))


def _form_key(settings: Settings) -> bytes:
    """Derive the key of the form tokens from the root key, which all web processes share."""
    derive = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_KEY_PURPOSE)
    return derive.derive(settings.root_key_file.read_bytes())
