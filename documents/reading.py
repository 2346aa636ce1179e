"""Bytes from outside to a placed text; formats with parsers are read in a child process."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from base64 import b64decode
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from documents.child import RECOGNISING, SCANNED
from documents.formats import plain
from documents.model import (
    Document,
    Extract,
    Format,
    Mark,
    MarkKind,
    Page,
    Part,
    PartKind,
    Recognised,
    language_of,
)
from documents.refusals import UnreadableFile, Why

_BYTES_MAX = 30_000_000
_CHARACTERS_MAX = 400_000  # asking every question of more would keep a processor for minutes
_RECOGNISING_SECONDS_MAX = 300
_SECONDS_MAX = 40  # by the clock; the child bounds its own computing time more tightly
_ROOT = Path(__file__).resolve().parent.parent
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_LOCKED_OFFICE = "EncryptedPackage".encode(
    "utf-16-le"
)  # a locked DOCX is an archive of the old kind
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
        UnreadableFile: it is no document, is hostile, or is larger than any contract.
    """
    if len(data) > _BYTES_MAX:
        raise UnreadableFile(Why.TOO_LARGE)
    kind = format_of(data, name)
    in_process = kind in {Format.TEXT, Format.MARKDOWN}
    found = plain.extract(data) if in_process else _parsed(kind, data)
    if len(found.text) > _CHARACTERS_MAX:
        raise UnreadableFile(Why.TOO_MUCH_TEXT)
    if not found.text.strip() and not found.marks:
        raise UnreadableFile(Why.EMPTY)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        language=language_of(found.text),
        text=found.text,
        pages=found.pages,
        boxes=found.boxes,
        marks=found.marks,
        parts=found.parts,
        recognised=found.recognised,
    )


def can_recognise() -> bool:
    """Say whether the optional recognition of words in pictures is installed."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


def _parsed(kind: Format, data: bytes) -> Extract:
    """Read a file in a child; pages that are only pictures are recognised where possible.

    Raises:
        UnreadableFile: it cannot be read, or there are only pictures and no recognition.
    """
    if kind is Format.IMAGE:
        if not can_recognise():
            raise UnreadableFile(Why.ONLY_PICTURES)
        return _in_child(kind.value, data)
    found = _in_child(kind.value, data)
    bare = [mark for mark in found.marks if mark.kind is MarkKind.NO_TEXT]
    if kind is not Format.PDF or not bare:
        return found
    if can_recognise():
        return _in_child(SCANNED, data)
    if len(bare) == len(found.pages):
        raise UnreadableFile(Why.ONLY_PICTURES)
    return found


def format_of(data: bytes, name: str) -> Format:
    """Tell the format by the bytes first, by the ending of the name second.

    Raises:
        UnreadableFile: it is none of those that can be read.
    """
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Format.IMAGE
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return Format.DOCX
        raise UnreadableFile(Why.OTHER_ARCHIVE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(Why.LOCKED_OFFICE if _LOCKED_OFFICE in data else Why.OLD_OFFICE)
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return Format.HTML
    kind = _BY_ENDING.get(PurePath(name).suffix.lower())
    if kind is None:
        raise UnreadableFile(Why.WRONG_TYPE)
    return kind


def _in_child(kind: str, data: bytes) -> Extract:
    start = (
        f"import sys; sys.path.insert(0, {str(_ROOT)!r}); sys.dont_write_bytecode = True; "
        f"from documents.child import main; main({kind!r})"
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
                timeout=_RECOGNISING_SECONDS_MAX if kind in RECOGNISING else _SECONDS_MAX,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UnreadableFile(Why.TOO_SLOW) from None
        answer.seek(0)
        return _extract_from(answer.read() if done.returncode == 0 else b"")


def _in_memory() -> BinaryIO:
    return os.fdopen(os.memfd_create("candor"), "w+b")


def _extract_from(answer: bytes) -> Extract:
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError:
        raise UnreadableFile(Why.UNSAFE) from None
    if "refused" in found:
        raise UnreadableFile(Why(found["refused"]))
    return Extract(
        text=found["text"],
        pages=tuple(Page(*page) for page in found["pages"]),
        boxes=tuple(tuple(box) if box else None for box in found["boxes"]),
        marks=tuple(Mark(MarkKind(mark[0]), *mark[1:]) for mark in found["marks"]),
        parts=tuple(Part(PartKind(part[0]), *part[1:]) for part in found["parts"]),
        recognised=tuple(
            Recognised(start, end, score, tuple(box), b64decode(picture))
            for start, end, score, box, picture in found["recognised"]
        ),
    )
