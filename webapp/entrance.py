"""Puts together what one web process works with, from its settings."""

from __future__ import annotations

import hmac
from hashlib import sha256

from core.errors import ServiceMissing
from core.settings import Settings
from database.keys import open_root_key
from database.transaction import open_database
from webapp.services import Services
from workers.engines import engines_of


def build_services(settings: Settings) -> Services:
    """Open the database as the app role and derive the key of the form tokens.

    Raises:
        ServiceMissing: an address or the root key is missing.
        OperationalError: the database does not answer.
        Forbidden: the database role could see past its walls.
    """
    if not settings.database_url or not settings.redis_url:
        raise ServiceMissing("DATABASE_URL and REDIS_URL must say where the servers are")
    database = open_database(
        settings.database_url, open_root_key(settings.root_key_file), pool_size=settings.threads
    )
    try:
        database.check_role()
    except Exception:
        database.dispose()
        raise
    return Services(settings, database, form_key(settings), engines_of(settings))


def form_key(settings: Settings) -> bytes:
    """Return the key that signs form tokens: the same in all processes that share a root key."""
    return hmac.digest(settings.root_key_file.read_bytes(), b"candor form tokens", sha256)
