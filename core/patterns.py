"""Regular expressions compiled when first asked: a long rulebook costs a start nothing."""

from __future__ import annotations

import re
from typing import Any, cast


class _Unread:
    """Stands for a pattern until one of its attributes is wanted, then holds all of them."""

    def __init__(self, words: str, flags: int) -> None:
        self._source = (words, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        for known in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            self.__dict__[known] = getattr(compiled, known)
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"words_of({self._source[0]!r}, {self._source[1]})"


def words_of(words: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of `re.compile`, compiled when it is first used.

    For the many long ones a process may never need. Use its methods, not the functions of `re`.
    """
    return cast("re.Pattern[str]", _Unread(words, flags))
