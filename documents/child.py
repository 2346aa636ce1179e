"""The child process that opens files from outside: limited, without network, without secrets."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import struct
import sys
from base64 import b64encode
from collections.abc import Callable
from typing import Any

SCANNED = "scanned"  # a PDF with pages that are only pictures, to be recognised
RECOGNISING = frozenset({"image", SCANNED})
_ADDRESS_SPACE_MAX = 1_500_000_000  # bytes
_CPU_SECONDS_MAX = 20
_RECOGNISING_SPACE_MAX = 6_000_000_000  # the models and what they work in
_RECOGNISING_SECONDS_MAX = 240
_OUTPUT_MAX = 200_000_000  # bytes
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_KILL = 9
_SECCOMP, _FILTER = 22, 2  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO with EPERM
# socket, connect, execve, execveat, ptrace: by machine, with the name the kernel audits it by.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117)),
}


def _forbid_calls(libc: ctypes.CDLL) -> None:
    """Let the kernel refuse sockets and other programs, also where it grants no namespace.

    Source:
        Linux `Documentation/userspace-api/seccomp_filter.rst`; numbers of calls by machine from
        the kernel's own tables.
    """
    calls = _CALLS.get(os.uname().machine)
    if calls is None:
        return
    audited, numbers = calls
    steps = [(0x20, 0, 0, 4), (0x15, 1, 0, audited), (0x06, 0, 0, _ALLOW), (0x20, 0, 0, 0)]
    for left, number in enumerate(numbers):
        steps.append((0x15, len(numbers) - left, 0, number))
    steps += [(0x06, 0, 0, _ALLOW), (0x06, 0, 0, _REFUSE)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(code)
    program = struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(kept))
    libc.prctl(_SECCOMP, _FILTER, ctypes.create_string_buffer(program), 0, 0)


def confine(kind: str) -> None:
    """Give up what reading does not need, before any file is looked at.

    Memory, time and output are bounded; sockets and other programs are refused by the kernel,
    and the network is left behind as well where a process may do so.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
    libc.unshare(_NEW_USER_AND_NETWORK)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _forbid_calls(libc)
    recognising = kind in RECOGNISING
    for limit, value in (
        (resource.RLIMIT_AS, _RECOGNISING_SPACE_MAX if recognising else _ADDRESS_SPACE_MAX),
        (resource.RLIMIT_CPU, _RECOGNISING_SECONDS_MAX if recognising else _CPU_SECONDS_MAX),
        (resource.RLIMIT_FSIZE, _OUTPUT_MAX),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(limit, (value, value))


def main(kind: str) -> None:
    """Read a file from standard input and write its text and places as JSON."""
    confine(kind)
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
    if kind == "image":
        from documents.formats import picture

        return picture.extract
    if kind == SCANNED:
        from documents.formats import picture

        return picture.extract_scanned
    if kind == "pdf":
        from documents.formats import pdf as reader
    elif kind == "docx":
        from documents.formats import word as reader
    else:
        from documents.formats import web as reader
    return reader.extract
