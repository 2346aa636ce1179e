"""JSON Lines in and out, as all commands speak them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

from core.errors import CandorError, InvalidInput

Json = dict[str, object]


def write(record: Mapping[str, object]) -> None:
    """Write one JSON line to standard output."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")


def say(line: str) -> None:
    """Write one line for people to standard error."""
    sys.stderr.write(line + "\n")


def text_lines(source: str) -> Iterator[str]:
    """Yield the lines of a file, or of standard input for "-".

    Raises:
        InvalidInput: the file cannot be read.
    """
    try:
        if source == "-":
            yield from sys.stdin
            return
        with Path(source).open(encoding="utf-8-sig") as lines:
            yield from lines
    except UnicodeDecodeError:
        raise InvalidInput("a file in UTF-8", "another encoding", source) from None
    except OSError as error:
        found = (error.strerror or "none").lower()
        raise InvalidInput("a file that can be read", found, source) from None


def answer_each(source: str, answer: Callable[[Json], Mapping[str, object]]) -> int:
    """Answer each JSON line; one that does not fit gets its error in place.

    Returns:
        0, or 2 when any line did not fit.
    """
    status = 0
    for index, line in enumerate(text_lines(source), start=1):
        if not line.strip():
            continue
        record: Json = {}
        try:
            record = _record(line, f"line {index}")
            write({"id": record.get("id", index), **answer(record)})
        except CandorError as error:
            status = 2
            pointer = error.where if isinstance(error, InvalidInput) else ""
            fault = {"code": type(error).__name__, "message": str(error), "pointer": pointer}
            write({"id": record.get("id", index), "error": fault})
    return status


def _record(line: str, where: str) -> Json:
    try:
        raw: object = json.loads(line)
    except (ValueError, RecursionError):
        raise InvalidInput("a JSON object", "something else", where) from None
    if not isinstance(raw, dict):
        raise InvalidInput("a JSON object", "another JSON value", where)
    return cast("Json", raw)
