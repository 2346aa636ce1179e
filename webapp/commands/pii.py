"""`candor pii`: find or mask personal data in JSON Lines."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import cast

from core.errors import CandorError, InvalidInput
from privacy.engine import Detector
from privacy.mask import Mode, mask

_BATCH_LINES = 256
_BATCHES_AHEAD = 4  # per worker, so that a long input is never held whole in memory
_WORKERS_MAX = 64
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with every line.

    Args:
        name: of the input, for refusals.
        mode: how spans are replaced; None only finds them.
        key: for pseudonyms and surrogates.
    """

    name: str
    mode: Mode | None
    key: bytes | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of output, and why it is a refusal if it is one."""

    line: bytes
    refusal: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="scan|mask")
    scan = verbs.add_parser("scan", help="say where personal data stands, and what it is")
    masked = verbs.add_parser("mask", help="give the text without it; spans tell of the input")
    masked.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.MASK.value)
    masked.add_argument(
        "--key-file",
        type=Path,
        help="at least 16 secret bytes, so that pseudonyms and surrogates hold between runs",
    )
    for verb in (scan, masked):
        verb.add_argument(
            "file", metavar="FILE|-", help='JSON Lines of {"id", "text"}; - is standard input'
        )
        verb.add_argument("--workers", type=int, default=1, metavar="N", help="processes (1)")


def run(arguments: argparse.Namespace) -> int:
    """Answer every line in order; 0 when all could be read, 2 when one could not."""
    try:
        job = _job(arguments)
        refused = _run(job, arguments.file, arguments.workers)
    except CandorError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    return 2 if refused else 0


def answer_lines(job: Job, lines: list[tuple[int, bytes]]) -> list[Answer]:
    """Answer numbered lines; blank ones are passed over."""
    detector = Detector()
    return [_answer(job, detector, number, line) for number, line in lines if line.strip()]


def _job(arguments: argparse.Namespace) -> Job:
    if not 1 <= arguments.workers <= _WORKERS_MAX:
        raise InvalidInput(
            f"a number from 1 to {_WORKERS_MAX}", str(arguments.workers), "--workers"
        )
    name = "standard input" if arguments.file == "-" else Path(arguments.file).name
    if arguments.verb == "scan":
        return Job(name, None, None)
    mode = Mode(arguments.mode)
    return Job(name, mode, _key(arguments.key_file, mode))


def _key(file: Path | None, mode: Mode) -> bytes | None:
    if file is not None:
        try:
            key = file.read_bytes().strip()
        except OSError as failure:
            raise InvalidInput("a file that can be read", _reason(failure), file.name) from None
        mask("", (), mode, key)  # a key that is too short is refused before any line is read
        return key
    if mode in {Mode.PSEUDONYM, Mode.SURROGATE}:
        sys.stderr.write("no --key-file: the names hold for this run only\n")
        return secrets.token_bytes(32)
    return None


def _run(job: Job, file: str, workers: int) -> int:
    refused = 0
    with ExitStack() as stack:
        try:
            lines = sys.stdin.buffer if file == "-" else stack.enter_context(Path(file).open("rb"))
        except OSError as failure:
            raise InvalidInput("a file that can be read", _reason(failure), job.name) from None
        for answer in _answers(job, _batches(lines), workers):
            sys.stdout.buffer.write(answer.line)
            if answer.refusal:
                refused += 1
                sys.stderr.write(f"{answer.refusal}\n")
    sys.stdout.buffer.flush()
    return refused


def _answers(
    job: Job, batches: Iterator[list[tuple[int, bytes]]], workers: int
) -> Iterator[Answer]:
    answer = partial(answer_lines, job)
    if workers == 1:
        for batch in batches:
            yield from answer(batch)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Answer]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(answer, batch))
            if len(waiting) > workers * _BATCHES_AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _batches(lines: Iterable[bytes]) -> Iterator[list[tuple[int, bytes]]]:
    numbered = enumerate(lines, 1)
    while batch := list(islice(numbered, _BATCH_LINES)):
        yield batch


def _answer(job: Job, detector: Detector, number: int, line: bytes) -> Answer:
    where = f"{job.name}:{number}"
    name: object = None
    try:
        row = _row(line, where)
        name = row.get("id")
        text = _text(row, where)
    except InvalidInput as refusal:
        error = {"code": "invalid_input", "message": str(refusal), "pointer": refusal.where}
        return Answer(_json({"id": name, "error": error}), str(refusal))
    language = row.get("lang")
    spans = detector.scan(text, language if isinstance(language, str) else None)
    found = [span.as_dict() for span in spans]
    if job.mode is None:
        return Answer(_json({"id": name, "spans": found}))
    masked = mask(text, spans, job.mode, job.key)
    return Answer(_json({"id": name, "text": masked, "spans": found}))


def _row(line: bytes, where: str) -> dict[str, object]:
    try:
        found = json.loads(line.removeprefix(_BOM))
    except (ValueError, RecursionError):
        raise InvalidInput("one JSON object", "something else", where) from None
    if not isinstance(found, dict):
        raise InvalidInput("one JSON object", "another JSON value", where)
    return cast("dict[str, object]", found)


def _text(row: dict[str, object], where: str) -> str:
    text = row.get("text")
    if not isinstance(text, str):
        raise InvalidInput('a string under "text"', "none", where)
    return text


def _json(value: object) -> bytes:
    try:
        return f"{json.dumps(value, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold
        return f"{json.dumps(value)}\n".encode()


def _reason(failure: OSError) -> str:
    return (failure.strerror or "an error").lower()
