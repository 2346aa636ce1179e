"""Names of the files of a package: findings refer to files by name, so each has one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_LENGTH_MAX: Final = 80


def named_apart(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Give each file a name of its own, short and printable, without its folders."""
    apart: dict[str, bytes] = {}
    for number, (given, data) in enumerate(files, 1):
        bare = given.replace("\\", "/").rpartition("/")[2]
        name = "".join(c for c in bare if c.isprintable())[-_LENGTH_MAX:].strip()
        name = name or f"{number}"
        while name in apart:
            name = f"{number}-{name}"
        apart[name] = data
    return list(apart.items())
