"""The API keys of the invented lenders, kept in a file for the simulation."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from core.settings import Settings
from database.transaction import Database
from identity.demonstration import DEMO_ORGANISATIONS
from identity.model import OrganisationKind
from identity.provisioning import end_provisioned_key, provision_api_key, provisioned_keys

_KEY_LABEL = "simulation"


def keys_file(settings: Settings) -> Path:
    """Return where the API keys of the invented lenders are kept for the simulation."""
    return settings.data_dir / "demo" / "api_keys.json"


def keep_keys(owner: Database, settings: Settings, at: datetime) -> None:
    """Make an API key for each lender and keep it where only this user reads it."""
    keys: dict[str, str] = {}
    for row in DEMO_ORGANISATIONS:
        if row.kind is not OrganisationKind.LENDER or row.id is None:
            continue
        for key in provisioned_keys(owner, row.id):
            # Nobody has the token of a key whose start was interrupted before the file was there.
            if key.label == _KEY_LABEL and key.ended_at is None:
                end_provisioned_key(owner, row.id, key.id, at)
        made = provision_api_key(
            owner, row.id, _KEY_LABEL, frozenset({"applications", "contracts"}), at
        )
        keys[str(row.id)] = made.token
    path = keys_file(settings)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Whole or not at all: half a file would be taken for a finished start.
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(keys, file)
    fresh.replace(path)
