"""What rows of law outside China are made of: read, dated, or only heard of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from contracts.law.model import Law
from contracts.model import Jurisdiction
from core.text import Text


def read(jurisdiction: Jurisdiction, code: str, zh: str, en: str, source: str) -> Law:
    """Return a row whose words were read in a copy of the text."""
    return Law(code, jurisdiction, Text(zh=zh, en=en), None, None, verified=True, source=source)


def dated(row: Law, since: date | None = None, until: date | None = None) -> Law:
    """Return the row with its first and last day."""
    return replace(row, since=since, until=until)


def unread(jurisdiction: Jurisdiction, code: str, zh: str, en: str) -> Law:
    """Return a row whose words were not read; it is shown as unverified."""
    source = "reported by others; the text itself was not read"
    return Law(code, jurisdiction, Text(zh=zh, en=en), None, None, verified=False, source=source)
