"""Signed checkpoints: three lines that fix a whole log, and who signed them.

Each is signed twice: by Ed25519 over the text, and by ML-DSA-44, which holds against quantum
computers too, over the same facts in its own form.

Source:
    C2SP tlog-checkpoint, signed-note 1.0.0, tlog-cosignature (ML-DSA-44).
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence
from datetime import datetime

from core.errors import InvalidInput
from evidence.keys import KeyKind, LogKeys, VerifierKey, unbase64
from evidence.model import Checkpoint
from evidence.tree import HASH_BYTES

_DASH = "— "
_SIGNATURES_MAX = 32
_STAMP_BYTES = 8


def body(checkpoint: Checkpoint) -> str:
    """Return the text that is signed."""
    root = base64.b64encode(checkpoint.root).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def read_body(text: str) -> Checkpoint:
    """Read the text of a checkpoint.

    Raises:
        InvalidInput: it is anything but the three lines, in their only spelling.
    """
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise InvalidInput("three lines: origin, size, root", f"{len(lines) - 1} lines")
    origin, size, root = lines[:3]
    if not (size.isascii() and size.isdecimal()) or str(int(size)) != size:
        raise InvalidInput("the size of the tree", "another text", "line 2")
    hashed = unbase64(root, "a root hash")
    if len(hashed) != HASH_BYTES:
        raise InvalidInput("a root hash of 32 bytes", str(len(hashed)), "line 3")
    return Checkpoint(origin, int(size), hashed)


def _post_quantum_message(name: str, stamp: int, checkpoint: Checkpoint) -> bytes:
    """What ML-DSA-44 signs: cosigner, time, origin, the range from 0 and its root."""
    parts = [b"subtree/v1\n\x00"]
    parts += [bytes([len(name.encode())]), name.encode(), struct.pack(">Q", stamp)]
    origin = checkpoint.origin.encode()
    parts += [bytes([len(origin)]), origin, struct.pack(">QQ", 0, checkpoint.size)]
    return b"".join([*parts, checkpoint.root])


def sign(checkpoint: Checkpoint, keys: LogKeys, at: datetime) -> str:
    """Return the checkpoint as a note with both signatures.

    Args:
        checkpoint: of the log whose keys these are.
        keys: the log's own.
        at: when it is signed; stands in the ML-DSA-44 signature.

    Raises:
        InvalidInput: the keys belong to another log.
    """
    if keys.origin != checkpoint.origin:
        raise InvalidInput("the keys of the log itself", "another log's keys")
    text = body(checkpoint)
    stamp = int(at.timestamp())
    classic, quantum = keys.public()
    message = _post_quantum_message(keys.origin, stamp, checkpoint)
    signatures = (
        (classic, keys.sign(KeyKind.ED25519, text.encode())),
        (quantum, struct.pack(">Q", stamp) + keys.sign(KeyKind.ML_DSA_44, message)),
    )
    return text + "\n" + "".join(_line(key, signature) for key, signature in signatures)


def _line(key: VerifierKey, signature: bytes) -> str:
    return f"{_DASH}{key.name} {base64.b64encode(key.id + signature).decode()}\n"


def split_note(note: str) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    """Return a note's text and its signatures: key name, and key id with signature.

    Raises:
        InvalidInput: it is not a signed note.
    """
    if any(mark < " " and mark != "\n" for mark in note):
        raise InvalidInput("a signed note", "control characters")
    text, blank, tail = note.rpartition("\n\n")
    lines = tail.split("\n")
    if not blank or lines[-1] or not 1 < len(lines) <= _SIGNATURES_MAX + 1:
        raise InvalidInput("a text, an empty line and signatures", "something else")
    signatures: list[tuple[str, bytes]] = []
    for line in lines[:-1]:
        name, _, signature = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not name or "+" in name:
            raise InvalidInput("a signature line", "another line")
        signatures.append((name, unbase64(signature, "a signature")))
    return text + "\n", tuple(signatures)


def verify_note(note: str, keys: Sequence[VerifierKey]) -> str:
    """Return the text of a note that every one of these keys has signed.

    Stricter than the standard, which is content with one: so no signature line of a known key
    can be damaged unseen.

    Raises:
        InvalidInput: it is no note, no key is given, or a signature is missing or false.
    """
    text, signatures = split_note(note)
    if not keys:
        raise InvalidInput("a key to check with", "none")
    for key in keys:
        own = [data[4:] for name, data in signatures if (name, data[:4]) == (key.name, key.id)]
        if len(own) != 1:
            raise InvalidInput(f"one signature by {key.name} ({key.kind.name})", str(len(own)))
        if not _holds(key, own[0], text):
            raise InvalidInput(f"a true signature by {key.name} ({key.kind.name})", "a false one")
    return text


def _holds(key: VerifierKey, signature: bytes, text: str) -> bool:
    if key.kind is KeyKind.ED25519:
        return key.verify(signature, text.encode())
    stamp = int.from_bytes(signature[:_STAMP_BYTES], "big")
    message = _post_quantum_message(key.name, stamp, read_body(text))
    return key.verify(signature[_STAMP_BYTES:], message)


def read_note(note: str) -> Checkpoint:
    """Read the checkpoint in a note without asking who signed it.

    Raises:
        InvalidInput: it is not one.
    """
    return read_body(split_note(note)[0])


def verify(note: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """Return the checkpoint in a note, once its own log's keys have been checked.

    Raises:
        InvalidInput: none of the keys is the log's, or a signature does not hold.
    """
    text, _ = split_note(note)
    origin = text.partition("\n")[0]
    own = [key for key in keys if key.name == origin]
    if not own:
        raise InvalidInput("a key of the log that signed", "keys of other logs")
    return read_body(verify_note(note, own))
