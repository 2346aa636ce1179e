"""A proof as a text that anyone can check without us: no network, no database.

The first line after the heading holds the leaf itself, in base64; the path ties it to the root
in the signed checkpoint at the end.

Source:
    C2SP tlog-proof.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from core.errors import InvalidInput
from evidence.checkpoint import verify
from evidence.keys import VerifierKey, unbase64
from evidence.model import Checkpoint, InclusionProof
from evidence.tree import HASH_BYTES, leaf_hash, verify_inclusion

HEADING = "c2sp.org/tlog-proof@v1"
_PROOF_CHARACTERS_MAX = 1_000_000


def write(proof: InclusionProof) -> str:
    """Return the proof as text."""
    lines = [HEADING, f"extra {base64.b64encode(proof.leaf).decode()}", f"index {proof.index}"]
    lines += [base64.b64encode(sibling).decode() for sibling in proof.path]
    return "\n".join([*lines, "", proof.note])


def read(text: str) -> InclusionProof:
    """Read a proof; every spelling but the one `write` gives is refused.

    Raises:
        InvalidInput: it is not a proof.
    """
    if len(text) > _PROOF_CHARACTERS_MAX:
        raise InvalidInput("a proof", f"{len(text)} characters")
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or len(lines) < 3 or lines[0] != HEADING:
        raise InvalidInput(f"a proof that begins with {HEADING}", "something else", "line 1")
    index = lines[2].removeprefix("index ")
    if not lines[1].startswith("extra ") or not (index.isascii() and index.isdecimal()):
        raise InvalidInput("a line of extra data and one with the index", "others", "line 2")
    leaf = unbase64(lines[1].removeprefix("extra "), "the entry")
    path = tuple(unbase64(line, "a hash") for line in lines[3:])
    proof = InclusionProof(leaf, int(index), path, note)
    if any(len(sibling) != HASH_BYTES for sibling in path) or write(proof) != text:
        raise InvalidInput("the canonical text of a proof", "another spelling")
    return proof


def check(proof: InclusionProof, keys: Sequence[VerifierKey]) -> Checkpoint:
    """Return the signed checkpoint under which the proof's leaf stands.

    Raises:
        InvalidInput: a signature does not hold, or the leaf is not in that tree.
    """
    checkpoint = verify(proof.note, keys)
    hashed = leaf_hash(proof.leaf)
    if not verify_inclusion(proof.index, checkpoint.size, hashed, proof.path, checkpoint.root):
        raise InvalidInput("a path from the entry to the signed root", "another")
    return checkpoint
