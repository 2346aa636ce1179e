"""The outbox of the demonstration: messages that would have been sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.text import Text
from webapp.views.shared import ONE_PAGE, Pages


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One message: to whom (masked), by which channel, when, and its words."""

    to: str
    channel: Text
    at: datetime
    subject: Text
    body: Text


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """The messages, newest first."""

    template: ClassVar[str] = "messages.html"

    messages: tuple[OutboxMessage, ...]
    pages: Pages = ONE_PAGE
