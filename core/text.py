"""Text in both languages of the house."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages every page and notice speaks."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Chinese and English; neither may be empty."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a wording that lacks a language.

        Raises:
            ValueError: one of the two is blank.
        """
        if not self.zh.strip() or not self.en.strip():
            raise ValueError("a text needs both languages")

    def in_language(self, language: Language | str) -> str:
        """Return the wording for one language; anything but Chinese reads English."""
        return self.zh if str(language).startswith("zh") else self.en

    def as_dict(self) -> dict[str, str]:
        """Return the form used in JSON: {"zh": …, "en": …}."""
        return {"zh": self.zh, "en": self.en}


def filled(words: Text, **values: Text | str) -> Text:
    """Return a wording with its places filled, each language with its own."""

    def side(language: Language) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else value.in_language(language)
            for name, value in values.items()
        }

    return Text(words.zh.format(**side(Language.ZH)), words.en.format(**side(Language.EN)))
