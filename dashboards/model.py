"""The nouns of a board: how it is looked at, and the cards it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.text import Language, Text
from dashboards.palette import Palette

Picture = dict[str, Any]
"""A figure as plotly takes it: {"data": [...], "layout": {...}}."""


@dataclass(frozen=True, slots=True)
class Look:
    """In which language and colours somebody reads a board."""

    language: Language
    palette: Palette

    def say(self, words: Text) -> str:
        """Return a wording in the reader's language."""
        return words.in_language(self.language)


@dataclass(frozen=True, slots=True)
class Table:
    """The same figures as rows; the first column is text, the others are numbers.

    Args:
        columns: their headings.
        rows: already written out for the reader.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One chart with all that stands around it.

    Args:
        code: its name within the page.
        title: says what is shown.
        note: how to read it.
        picture: None while there is nothing to draw.
        table: what the picture shows, for whoever reads rather than looks.
        figures: codes of the definitions behind it.
        open_table: whether the table is part of what is shown, not only its twin.
    """

    code: str
    title: str
    note: str
    picture: Picture | None
    table: Table
    figures: tuple[str, ...]
    open_table: bool = False
