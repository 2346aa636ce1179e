"""Numbers read from pictures, confirmed or put right by the person, before they are relied on.

Nothing is kept between the two answers: the words that were read travel with the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from core.errors import InvalidInput
from documents.model import Document
from documents.reading import read

FIELD: Final = "number"  # followed by a dash and which one it is
_TYPED_MAX: Final = 60
_NUMBERS_MAX: Final = 120
_FILES_MAX: Final = 10
_CHARACTERS_MAX: Final = 60_000  # more does not travel with a page


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person made of the numbers that were read.

    Args:
        documents: with the words they confirmed.
        count: how many numbers they were asked about.
        changed: what was read, and what they put in its place.
    """

    documents: tuple[Document, ...]
    count: int
    changed: tuple[tuple[str, str], ...]


def packed(documents: Sequence[Document], most: int) -> str:
    """Return the words of a package with the places of its numbers; "" where they are too many.

    Args:
        documents: as they were read.
        most: how many numbers of each are shown.
    """
    places = [[[one.start, one.end] for one in each.recognised[:most]] for each in documents]
    count = sum(map(len, places))
    if not 0 < count <= _NUMBERS_MAX or sum(len(one.text) for one in documents) > _CHARACTERS_MAX:
        return ""
    files = [
        {"name": one.name, "text": one.text, "numbers": numbers}
        for one, numbers in zip(documents, places, strict=True)
    ]
    return json.dumps(files, ensure_ascii=True)


def confirmed(read_before: str, typed: Mapping[str, str]) -> Confirmed:
    """Return the package with the numbers as the person left them.

    Args:
        read_before: as `packed` wrote it; whoever alters it alters only their own answer.
        typed: the form; a field that is missing leaves its number as it was read.

    Raises:
        InvalidInput: the words did not come back whole, or a number is empty or too long.
    """
    documents: list[Document] = []
    changed: list[tuple[str, str]] = []
    asked = 0
    for name, text, places in _files(read_before):
        pieces: list[str] = []
        last = 0
        for start, end in places:
            was = text[start:end]
            now = typed.get(f"{FIELD}-{asked}", was).strip()
            if not now or len(now) > _TYPED_MAX or not now.isprintable():
                raise InvalidInput(f"1 to {_TYPED_MAX} characters", "none, or more", FIELD)
            pieces += [text[last:start], now]
            changed += [(was, now)] if now != was else []
            last, asked = end, asked + 1
        whole = "".join([*pieces, text[last:]])
        documents.append(replace(read(whole.encode(), "confirmed.txt"), name=name))
    return Confirmed(tuple(documents), asked, tuple(changed))


def _files(read_before: str) -> list[tuple[str, str, list[tuple[int, int]]]]:
    refused = InvalidInput("the words that were read", "something else", "read")
    try:
        given = json.loads(read_before)
        files = [_file(one) for one in given]
    except (ValueError, TypeError, KeyError) as broken:
        raise refused from broken
    if not 0 < len(files) <= _FILES_MAX or sum(len(t) for _, t, _ in files) > _CHARACTERS_MAX:
        raise refused
    return files


def _file(one: Mapping[str, Any]) -> tuple[str, str, list[tuple[int, int]]]:
    """Read one file.

    Raises:
        ValueError: its numbers do not stand one behind the other inside its words.
        KeyError: a part is missing.
        TypeError: a part is of another kind.
    """
    name, text = one["name"], one["text"]
    if not isinstance(name, str) or not isinstance(text, str):
        raise TypeError("words")
    places = [(int(start), int(end)) for start, end in cast("list[list[int]]", one["numbers"])]
    ends = [0, *(place for pair in places for place in pair), len(text)]
    if ends != sorted(ends) or len(places) > _NUMBERS_MAX:
        raise ValueError("places")
    return "".join(c for c in name if c.isprintable())[-80:], text, places
