#!/usr/bin/env python3
"""Check a proof of evidence.

Call it as: python3 verify_evidence.py PROOF KEYS

One file to be read before it is trusted: Python's standard library and the package
"cryptography", nothing else. PROOF is the text that `candor evidence prove` gives
(C2SP tlog-proof), KEYS a file of the log's public keys, one a line, which must come to you by
another way than the proof. Exit 0: it holds. 1: it does not. 2: the call is wrong.

It holds when three things are so:
  1. every key in KEYS that bears the log's name has signed the checkpoint,
  2. the entry and its path lead to the root in that checkpoint (RFC 9162, section 2.1.3.2),
  3. the file is written exactly as a proof is written, with no byte more or less.
"""

import base64
import hashlib
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

Key = tuple[str, bytes, int, bytes]  # name, id, type, public key


class Refused(Exception):
    """The proof does not hold; the text says why."""


def demand(condition: object, why: str) -> None:
    """Go on only if so."""
    if not condition:
        raise Refused(why)


def unbase64(text: str) -> bytes:
    """Read base64 in its one proper spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("not base64") from None
    demand(data and base64.b64encode(data).decode() == text, "not base64 as it should be written")
    return data


def number(text: str) -> int:
    """Read a whole number in its one proper spelling."""
    demand(text.isascii() and text.isdecimal() and str(int(text)) == text, "not a number")
    return int(text)


def read_keys(text: str) -> Iterator[Key]:
    """Give (name, id, type, public key) of each line; type 1 is Ed25519, 6 is ML-DSA-44."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, rest = line.strip().partition("+")
            key = unbase64(rest.partition("+")[2])
            key_id = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
            demand(rest.partition("+")[0] == key_id.hex() and key[0] in {1, 6}, "not a known key")
            yield name, key_id, key[0], key[1:]


def check_signature(key: Key, signature: bytes, text: str) -> None:
    """Has this key signed the three lines of a checkpoint?"""
    origin, size, root = checkpoint(text)
    try:
        if key[2] == 1:
            Ed25519PublicKey.from_public_bytes(key[3]).verify(signature, text.encode())
        else:  # C2SP tlog-cosignature: who, when, which log, the leaves 0 to size, their root
            name, stamp = origin.encode(), signature[:8]
            message = b"subtree/v1\n\0" + bytes([len(name)]) + name + stamp
            message += bytes([len(name)]) + name + struct.pack(">QQ", 0, size) + root
            MLDSA44PublicKey.from_public_bytes(key[3]).verify(signature[8:], message)
    except (InvalidSignature, ValueError):
        raise Refused("a signature is false") from None


def checkpoint(text: str) -> tuple[str, int, bytes]:
    """Read the three lines: which log, how many leaves, their root."""
    lines = text.split("\n")
    demand(len(lines) == 4 and not lines[3], "not a checkpoint")
    return lines[0], number(lines[1]), unbase64(lines[2])


def check_checkpoint(note: str, keys: list[Key]) -> tuple[str, int, bytes]:
    """Give origin, size and root of a checkpoint that all of the log's own keys have signed."""
    demand(not any(mark < " " and mark != "\n" for mark in note), "control characters")
    text, blank, tail = note.rpartition("\n\n")
    text, signed = text + "\n", tail.split("\n")
    demand(blank and len(signed) > 1 and not signed[-1], "not a signed checkpoint")
    origin, size, root = checkpoint(text)
    found = []
    for line in signed[:-1]:
        dash, name, signature = ([*line.split(" "), "", ""])[:3]
        demand(line == f"{dash} {name} {signature}" and dash == "\u2014", "not a signature line")
        found.append((name, unbase64(signature)))
    own = [key for key in keys if key[0] == origin]
    demand(own, "none of the keys is this log's")
    for key in own:
        by_key = [data[4:] for name, data in found if (name, data[:4]) == key[:2]]
        demand(len(by_key) == 1, "a key of the log has not signed")
        check_signature(key, by_key[0], text)
    return origin, size, root


def check_path(index: int, size: int, leaf: bytes, path: list[bytes], root: bytes) -> None:
    """Does the path lead from the leaf to the root?"""
    demand(index < size, "the log has no such entry")
    place, last = index, size - 1
    result = hashlib.sha256(b"\0" + leaf).digest()
    for sibling in path:
        demand(last and len(sibling) == 32, "the path is too long or not of hashes")
        if place & 1 or place == last:
            result = hashlib.sha256(b"\1" + sibling + result).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            result = hashlib.sha256(b"\1" + result + sibling).digest()
        place, last = place >> 1, last >> 1
    demand(not last and result == root, "the path does not lead to the signed root")


def verify(proof: bytes, keys: str) -> dict[str, object]:
    """Say what a proof (bytes) shows, checked with key lines (text), or raise Refused."""
    try:
        text = proof.decode()
    except UnicodeDecodeError:
        raise Refused("not a text") from None
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    demand(blank and len(lines) > 2 and lines[0] == "c2sp.org/tlog-proof@v1", "not a proof")
    demand(lines[1].startswith("extra ") and lines[2].startswith("index "), "not a proof of ours")
    leaf, index = unbase64(lines[1][6:]), number(lines[2][6:])
    origin, size, root = check_checkpoint(note, list(read_keys(keys)))
    check_path(index, size, leaf, [unbase64(line) for line in lines[3:]], root)
    try:
        entry = json.loads(leaf)
    except ValueError:
        entry = leaf.decode(errors="replace")
    answer = {"holds": True, "origin": origin, "index": index, "size": size, "root": root.hex()}
    return {**answer, "entry": entry}


def main(arguments: list[str]) -> int:
    """Check the one file with the other."""
    if len(arguments) != 2:
        print("usage: verify_evidence.py PROOF KEYS", file=sys.stderr)
        return 2
    try:
        proof, keys = Path(arguments[0]).read_bytes(), Path(arguments[1]).read_text("utf-8")
    except (OSError, ValueError) as fault:
        print(f"cannot read: {fault}", file=sys.stderr)
        return 2
    try:
        print(json.dumps(verify(proof, keys), ensure_ascii=False, sort_keys=True))
    except Refused as why:
        print(f"does not hold: {why}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
