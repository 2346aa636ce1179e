"""The frame around a regulator's live board; the board itself is drawn by the dashboards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from markupsafe import Markup

from core.text import Text
from webapp.views.shared import Choice


@dataclass(frozen=True, slots=True)
class BoardParts:
    """What Dash puts into its page: trusted markup with the nonce on every script."""

    styles: Markup
    body: Markup
    scripts: Markup


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One live board in its frame.

    Args:
        title: what the board is about.
        territory: who is supervised, and the smallest cell that is shown.
        boards: the boards, as links.
        parts: the board itself; None shows the skeleton that stands while it loads.
        as_of: when the figures were read, for readers without script.
    """

    template: ClassVar[str] = "board.html"

    title: Text
    territory: Text
    boards: tuple[Choice, ...]
    parts: BoardParts | None = None
    as_of: datetime | None = None
