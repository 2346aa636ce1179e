"""What the evidence room speaks of: facts, entries, checkpoints, proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, as a verb hands it over.

    Args:
        kind: kind and version, a row of `evidence.kinds`, such as "application.decided@1".
        subject_id: whom it is about; None when it is about nobody.
        object_ref: the thing it happened to, by a reference that tells nothing.
        payload: the details; JSON values without binary fractions, only fields of the kind's row.
    """

    kind: str
    subject_id: UUID | None
    object_ref: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one entry shows to anyone, for ever: no personal data."""

    kind: str
    at: datetime
    actor: str
    object_ref: str
    commitment: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept entry of an organisation's log.

    Args:
        number: its place in the log, from 0; None until it is sequenced.
        leaf: the bytes that the tree holds.
        payload: the details; None when they are gone (the subject was erased, their time is
            over) or not for the one who asks.
    """

    id: UUID
    organisation_id: UUID
    number: int | None
    kind: str
    at: datetime
    subject_id: UUID | None
    object_ref: str
    leaf: bytes
    payload: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: so many leaves, and this is their root."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """A leaf, its path to a root, and the signed checkpoint that holds the root.

    Args:
        index: the leaf's place in the log, from 0.
        path: sibling hashes from the leaf up.
        note: the signed checkpoint, word for word.
    """

    leaf: bytes
    index: int
    path: tuple[bytes, ...]
    note: str


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with the note that was signed, word for word."""

    checkpoint: Checkpoint
    note: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that has no number yet."""

    id: UUID
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Growth:
    """What a batch does to a log: a longer tree, and the tiles that changed."""

    checkpoint: Checkpoint
    tiles: Mapping[tuple[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a log that does not hold, and where."""

    where: str
    what: str
