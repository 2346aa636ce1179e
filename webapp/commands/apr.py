"""`candor apr`: yearly rates by each law's method from JSON, and the check of their proofs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import cast

from core.errors import CandorError, InvalidInput
from core.text import Language

_DONE, _NO, _WRONG = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Item:
    """One value of the input, or the refusal that stands in its place."""

    value: object
    where: str
    refusal: InvalidInput | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = "Yearly rate of a loan by each law's method, with a proof."
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="JSON or JSON Lines; - is standard input"
    )
    parser.add_argument(
        "--verify",
        metavar="RESULT",
        help="check the proofs in an answer of this command, against FILE too if it is given",
    )
    parser.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        default=Language.EN.value,
        help="language of notes and reasons",
    )


def run(arguments: argparse.Namespace) -> int:
    """Answer each problem of the file, or verify answers.

    Returns:
        0 done; 1 a proof does not hold; 2 the input is wrong.
    """
    try:
        if arguments.verify is not None:
            return _verify(arguments.verify, arguments.file, arguments.lang)
        if arguments.file is None:
            _say("candor apr: expected a FILE, or - for standard input, found nothing")
            return _WRONG
        return _rates(arguments.file, arguments.lang)
    except CandorError as refusal:
        _say(refusal)
        return _WRONG


def _rates(name: str, language: str) -> int:
    """Print one answer a line; a problem that does not fit has its error in its place."""
    from apr.open_facts import answered

    status = _DONE
    for item in _items(name):
        try:
            if item.refusal is not None:
                raise item.refusal
            _print(answered(item.value, language))
        except InvalidInput as refusal:
            status = _WRONG
            _print({"id": _id(item.value), "error": _error(refusal)})
            _say(f"{item.where}: {refusal}")
    return status


def _verify(result: str, name: str | None, language: str) -> int:
    """Print the verdict on each proof; with a problem file, line by line against it.

    Raises:
        InvalidInput: an answer or a problem does not fit.
    """
    from apr.open_facts import verified

    answers = _readable(result)
    problems = [None] * len(answers) if name is None else _readable(name)
    if len(problems) != len(answers):
        found = f"{len(problems)} problems and {len(answers)} answers"
        raise InvalidInput("as many problems as answers", found, result)
    status = _DONE
    for answered, asked in zip(answers, problems, strict=True):
        if "error" in _fields(answered.value):
            continue
        verdicts = verified(answered.value, None if asked is None else asked.value)
        holds = all(verdict.holds for verdict in verdicts)
        status = status if holds else _NO
        lines: list[dict[str, object]] = [
            {
                "standard": verdict.standard,
                "holds": verdict.holds,
                "why": verdict.why.in_language(language),
            }
            for verdict in verdicts
        ]
        _print({"id": _id(answered.value), "holds": holds, "verdicts": lines})
    return status


def _readable(name: str) -> list[_Item]:
    items = list(_items(name))
    for item in items:
        if item.refusal is not None:
            raise item.refusal
    return items


def _items(name: str) -> Iterator[_Item]:
    """Read one object, a list of them, or JSON Lines.

    Raises:
        InvalidInput: the file cannot be read, or no line of it is JSON.
    """
    text = _text(name)
    shown = "standard input" if name == "-" else name
    try:
        value = _json(text)
    except ValueError as fault:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        items = [_line(line, f"{shown}:{number}") for number, line in lines]
        if len(items) < 2 or all(item.refusal for item in items):
            raise InvalidInput("JSON", str(fault), shown) from None
        yield from items
        return
    if isinstance(value, list):
        for index, item in enumerate(cast("list[object]", value)):
            yield _Item(item, f"{shown}#/{index}")
    else:
        yield _Item(value, shown)


def _line(line: str, where: str) -> _Item:
    try:
        return _Item(_json(line), where)
    except ValueError as fault:
        return _Item(None, where, InvalidInput("JSON", str(fault)))


def _text(name: str) -> str:
    """Return the whole input.

    Raises:
        InvalidInput: it cannot be opened, or is not UTF-8.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as fault:
        raise InvalidInput("a file that can be read", str(fault.strerror), name) from None
    except UnicodeDecodeError as fault:
        raise InvalidInput("UTF-8", f"another byte at {fault.start}", name) from None


def _json(text: str) -> object:
    """Parse with every number exactly as it was written.

    Raises:
        ValueError: it is not JSON, or holds numbers that are none, or is nested too deep.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("objects nested too deep") from None


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name}, which is not a number of JSON")


def _id(value: object) -> object:
    """Return the asker's name for a value, if it has one that can be handed back."""
    name = _fields(value).get("id")
    return name if isinstance(name, str | int) else None


def _fields(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _error(refusal: InvalidInput) -> dict[str, str]:
    return {
        "code": "invalid_input",
        "message": f"expected {refusal.expected}, found {refusal.found}",
        "pointer": refusal.where,
    }


def _print(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _say(line: object) -> None:
    sys.stderr.write(f"{line}\n")
