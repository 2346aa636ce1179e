"""Bytes from outside to a placed text; formats with parsers are read in a child process."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from core.errors import InvalidInput
from documents.formats import plain
from documents.model import Document, Extract, Format, Mark, MarkKind, Page, language_of

_BYTES_MAX = 30_000_000
_CHARACTERS_MAX = 400_000  # asking every question of more would keep a processor for minutes
_SECONDS_MAX = 40  # by the clock; the child bounds its own computing time more tightly
_ROOT = Path(__file__).resolve().parent.parent
_EXPECTED = "a PDF, DOCX, HTML, Markdown or text file"
_BY_ENDING: dict[str, Format] = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    "": Format.TEXT,
}


def read(data: bytes, name: str) -> Document:
    """Read a file into text with places.

    Args:
        data: the bytes as they came.
        name: what the file is called; its ending decides only where the bytes do not.

    Raises:
        InvalidInput: it is no document, is hostile, or is larger than any contract.
    """
    if len(data) > _BYTES_MAX:
        raise InvalidInput(f"at most {_BYTES_MAX // 1_000_000} MB", f"{len(data)} bytes")
    kind = format_of(data, name)
    in_process = kind in {Format.TEXT, Format.MARKDOWN}
    found = plain.extract(data) if in_process else _in_child(kind, data)
    if len(found.text) > _CHARACTERS_MAX:
        raise InvalidInput(f"at most {_CHARACTERS_MAX} characters", f"{len(found.text)}")
    if not found.text.strip() and not found.marks:
        raise InvalidInput("a document with words", "an empty one")
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        language=language_of(found.text),
        text=found.text,
        pages=found.pages,
        boxes=found.boxes,
        marks=found.marks,
    )


def format_of(data: bytes, name: str) -> Format:
    """Tell the format by the bytes first, by the ending of the name second.

    Raises:
        InvalidInput: it is none of those that can be read.
    """
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return Format.DOCX
        raise InvalidInput(_EXPECTED, "an archive of another kind")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InvalidInput(_EXPECTED, "an old binary Office file; save it as DOCX or PDF")
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return Format.HTML
    kind = _BY_ENDING.get(PurePath(name).suffix.lower())
    if kind is None:
        raise InvalidInput(_EXPECTED, "a file of another kind")
    return kind


def _in_child(kind: Format, data: bytes) -> Extract:
    start = (
        f"import sys; sys.path.insert(0, {str(_ROOT)!r}); sys.dont_write_bytecode = True; "
        f"from documents.child import main; main({kind.value!r})"
    )
    # Files in memory, which no disk ever holds.
    with _in_memory() as given, _in_memory() as answer:
        given.write(data)
        given.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - our own words, no shell
                [sys.executable, "-I", "-c", start],
                stdin=given,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
                cwd="/",
                timeout=_SECONDS_MAX,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise InvalidInput("a contract", "a file that takes too long to read") from None
        answer.seek(0)
        return _extract_from(answer.read() if done.returncode == 0 else b"")


def _in_memory() -> BinaryIO:
    return os.fdopen(os.memfd_create("candor"), "w+b")


def _extract_from(answer: bytes) -> Extract:
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError:
        raise InvalidInput(_EXPECTED, "one that could not be read within safe limits") from None
    if "refused" in found:
        raise InvalidInput(*found["refused"])
    return Extract(
        text=found["text"],
        pages=tuple(Page(*page) for page in found["pages"]),
        boxes=tuple(tuple(box) if box else None for box in found["boxes"]),
        marks=tuple(Mark(MarkKind(mark[0]), *mark[1:]) for mark in found["marks"]),
    )
