"""The child process that opens files from outside: limited, without network, without secrets."""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from base64 import b64encode
from collections.abc import Callable
from typing import Any

_ADDRESS_SPACE_MAX = 1_500_000_000  # bytes
_CPU_SECONDS_MAX = 20
_OUTPUT_MAX = 200_000_000  # bytes
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_KILL = 9


def confine() -> None:
    """Give up what reading does not need, before any file is looked at.

    Memory, time and output are bounded everywhere; the network is left behind where the
    kernel lets a process do so.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
    libc.unshare(_NEW_USER_AND_NETWORK)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for limit, value in (
        (resource.RLIMIT_AS, _ADDRESS_SPACE_MAX),
        (resource.RLIMIT_CPU, _CPU_SECONDS_MAX),
        (resource.RLIMIT_FSIZE, _OUTPUT_MAX),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(limit, (value, value))


def main(kind: str) -> None:
    """Read a file from standard input and write its text and places as JSON."""
    confine()
    data = sys.stdin.buffer.read()
    json.dump(_answer(kind, data), sys.stdout, ensure_ascii=True, separators=(",", ":"))
    sys.stdout.flush()


def _answer(kind: str, data: bytes) -> dict[str, Any]:
    from documents.formats.builder import TooLong
    from documents.refusals import UnreadableFile, Why

    try:
        found = _reader(kind)(data)
    except UnreadableFile as refusal:
        return {"refused": refusal.why.value}
    except TooLong:
        return {"refused": Why.TOO_MUCH_TEXT.value}
    except (MemoryError, RecursionError):
        return {"refused": Why.TOO_MUCH_MEMORY.value}
    return {
        "text": found.text,
        "pages": [[p.number, p.start, p.end, p.width, p.height] for p in found.pages],
        "boxes": found.boxes,
        "marks": [[m.kind, m.start, m.end, m.text] for m in found.marks],
        "parts": [[p.kind, p.start, p.end] for p in found.parts],
        "recognised": [
            [r.start, r.end, r.score, r.box, b64encode(r.picture).decode("ascii")]
            for r in found.recognised
        ],
    }


def _reader(kind: str) -> Callable[[bytes], Any]:
    """Load only the one library this format needs."""
    if kind == "pdf":
        from documents.formats import pdf as reader
    elif kind == "docx":
        from documents.formats import word as reader
    else:
        from documents.formats import web as reader
    return reader.extract
