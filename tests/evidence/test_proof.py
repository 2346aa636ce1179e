"""Checkpoints and proofs: signed, read back, and broken by any flipped byte."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import InvalidInput
from evidence.checkpoint import body, read_body, sign, split_note, verify, verify_note
from evidence.keys import KeyKind, LogKeys, VerifierKey, key_file, read_key, read_keys
from evidence.model import Checkpoint, InclusionProof
from evidence.proof import check, read, write
from evidence.tree import Tree

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "merkle_vectors"
SEED = bytes(range(32))
ORIGIN = "candor.example/evidence/one"
KEYS = LogKeys(SEED, ORIGIN)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LEAVES = [b"leaf %d" % number for number in range(11)]
TREE = Tree(LEAVES)
NOTE = sign(Checkpoint(ORIGIN, 11, TREE.root()), KEYS, AT)
PROOF = InclusionProof(LEAVES[6], 6, TREE.inclusion(6), NOTE)

GOLDEN_BODY = f"{ORIGIN}\n11\ntubAHcNe8yoG1ShcXR8u5hcSynqvU9EI/ULCvRwUFgc=\n"
GOLDEN_ED25519 = (
    "— candor.example/evidence/one d/rQV95mRKWEOYquQYPEtm4expcCLO"
    "ZhUmGue3zDiYaIGRysOMqmC61dHxSfgQLczqJO0kl1Nc3jYZbF5rIvE+Ih+wk="
)
GOLDEN_KEY = "candor.example/evidence/one+77fad057+AYv6cehwMvXAdBAWCr9z+wcIV4LXUSxT+WGmQRs+VBY+"


def test_golden_bytes() -> None:
    text, signatures = split_note(NOTE)
    assert text == GOLDEN_BODY
    assert NOTE.splitlines()[4] == GOLDEN_ED25519
    assert [len(data) for _, data in signatures] == [4 + 64, 4 + 8 + 2420]
    assert KEYS.public()[0].line() == GOLDEN_KEY


def test_the_note_of_the_specification_holds() -> None:
    example = json.loads((DATA / "signed_note_example.json").read_text())
    key = read_key(example["vkey"])
    assert verify_note(example["note"], [key]) == "This is an example message.\n"
    assert key.line() == example["vkey"]


def test_a_checkpoint_reads_back_under_both_keys_and_each() -> None:
    checkpoint = Checkpoint(ORIGIN, 11, TREE.root())
    assert read_body(body(checkpoint)) == checkpoint
    for keys in (KEYS.public(), KEYS.public()[:1], KEYS.public()[1:]):
        assert verify(NOTE, keys) == checkpoint
    assert read_keys("# our log\n\n" + key_file(KEYS.public())) == KEYS.public()


def test_each_log_has_its_own_keys() -> None:
    other = LogKeys(SEED, "candor.example/evidence/two")
    assert {key.public for key in other.public()}.isdisjoint(key.public for key in KEYS.public())
    for keys in (other.public(), ()):
        with pytest.raises(InvalidInput):
            verify(NOTE, keys)
    with pytest.raises(InvalidInput):
        sign(Checkpoint(ORIGIN, 11, TREE.root()), other, AT)
    impostor = LogKeys(bytes(32), ORIGIN)
    with pytest.raises(InvalidInput):
        verify(NOTE, impostor.public())


def test_a_proof_holds_offline() -> None:
    assert read(write(PROOF)) == PROOF
    assert check(PROOF, KEYS.public()).size == 11


def flips(text: str, each: int) -> list[bytes]:
    """The bytes of a text, each time with another of them changed."""
    data, draw = text.encode(), random.Random(each)
    found = []
    for at in range(0, len(data), each):
        changed = bytearray(data)
        changed[at] ^= draw.randrange(1, 256)
        found.append(bytes(changed))
    return found


def holds(data: bytes) -> bool:
    try:
        check(read(data.decode()), KEYS.public())
    except (InvalidInput, UnicodeDecodeError):
        return False
    return True


def test_any_flipped_byte_of_a_proof_is_found() -> None:
    assert holds(write(PROOF).encode())
    assert not [data for data in flips(write(PROOF), 1) if holds(data)]


def test_any_cut_or_addition_is_found() -> None:
    text = write(PROOF)
    lines = text.splitlines(keepends=True)
    for at in range(len(lines)):
        assert not holds("".join(lines[:at] + lines[at + 1 :]).encode())
    for broken in (text + "\n", text + lines[-1], "\n" + text, text.replace("\n", "\r\n")):
        assert not holds(broken.encode())


@pytest.mark.parametrize(
    "text", ["a\n01\nAA==\n", "a\n1\n", "\n1\nAA==\n", "a\n-1\nAA==\n", "a\n1\nAA==\nmore\n", "a"]
)
def test_other_checkpoint_texts_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_body(text)


def test_keys_that_do_not_fit_their_id_are_refused() -> None:
    line = KEYS.public()[0].line()
    name, key_id, material = line.split("+", 2)
    for broken in (f"{name}+00000000+{material}", f"+{key_id}+{material}", name, ""):
        with pytest.raises(InvalidInput):
            read_key(broken)
    with pytest.raises(InvalidInput):
        read_keys("# nothing\n")
    with pytest.raises(InvalidInput):
        LogKeys(b"short", ORIGIN)
    with pytest.raises(InvalidInput):
        LogKeys(SEED, "two words")
    assert not VerifierKey(ORIGIN, KeyKind.ED25519, bytes(5)).verify(bytes(64), b"")


# -- the short verifier that imports nothing of the project gives the same answers


def outside(tmp_path: Path, proof: bytes) -> subprocess.CompletedProcess[str]:
    (tmp_path / "proof").write_bytes(proof)
    (tmp_path / "keys").write_text(key_file(KEYS.public()))
    tool = ROOT / "tools" / "verify_evidence.py"
    return subprocess.run(
        [sys.executable, "-I", tool, tmp_path / "proof", tmp_path / "keys"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_short_verifier_agrees(tmp_path: Path) -> None:
    answer = outside(tmp_path, write(PROOF).encode())
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout) == {
        "entry": "leaf 6",
        "holds": True,
        "index": 6,
        "origin": ORIGIN,
        "root": TREE.root().hex(),
        "size": 11,
    }


def test_the_short_verifier_finds_flipped_bytes_too() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import verify_evidence
    finally:
        sys.path.pop(0)
    keys = key_file(KEYS.public())
    assert verify_evidence.verify(write(PROOF).encode(), keys)["holds"]
    for data in flips(write(PROOF), 1):
        with pytest.raises(verify_evidence.Refused):
            verify_evidence.verify(data, keys)


def test_the_short_verifier_says_no_by_its_exit(tmp_path: Path) -> None:
    answer = outside(tmp_path, write(PROOF).encode().replace(b"index 6", b"index 7"))
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
