"""The bytes that are sealed. They can never change: the tests hold golden values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import cast

import rfc8785

from core.dates import iso
from core.errors import InvalidInput
from evidence.model import Leaf

SCHEMA = 1
SALT_BYTES = 32

_Json = bool | int | str | None | Sequence["_Json"] | Mapping[str, "_Json"]

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}\Z")
# A telephone, card or identity number in the place of a reference.
_PERSONAL_NUMBER = re.compile(r"([A-Za-z]+-)?[0-9]{11,}[Xx]?\Z")
_FIELDS = {"actor", "at", "commitment", "kind", "object", "schema"}


def canonical(value: Mapping[str, object]) -> bytes:
    """Return the one JSON form of an object (RFC 8785).

    Raises:
        InvalidInput: it holds something JSON has no exact form for, such as a binary fraction.
    """
    try:
        return rfc8785.dumps(_plain(value, ""))
    except rfc8785.CanonicalizationError as fault:
        raise InvalidInput("values with an exact JSON form", type(fault).__name__) from None


def _plain(value: object, where: str) -> _Json:
    """Return the same value in JSON's own types.

    Raises:
        InvalidInput: there is none.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        rows = cast("Mapping[object, object]", value)
        return {str(key): _plain(item, f"{where}/{key}") for key, item in rows.items()}
    if isinstance(value, list | tuple):
        items = cast("list[object] | tuple[object, ...]", value)
        return [_plain(item, f"{where}/{index}") for index, item in enumerate(items)]
    raise InvalidInput("text, whole numbers, lists and objects", type(value).__name__, where)


def commitment(salt: bytes, payload: Mapping[str, object]) -> bytes:
    """Return what stands for a payload in the leaf: it tells nothing without the salt.

    Raises:
        InvalidInput: the salt has the wrong length, or the payload has no exact form.
    """
    if len(salt) != SALT_BYTES:
        raise InvalidInput(f"a salt of {SALT_BYTES} bytes", str(len(salt)))
    return sha256(salt + canonical(payload)).digest()


def leaf_bytes(leaf: Leaf) -> bytes:
    """Return the bytes of a leaf.

    Raises:
        InvalidInput: the reference could be a person's own number, or is not a reference.
    """
    _check_reference(leaf.actor, "actor")
    _check_reference(leaf.object_ref, "object")
    return canonical(
        {
            "actor": leaf.actor,
            "at": iso(leaf.at),
            "commitment": leaf.commitment.hex(),
            "kind": leaf.kind,
            "object": leaf.object_ref,
            "schema": SCHEMA,
        }
    )


def read_leaf(data: bytes) -> Leaf:
    """Read the bytes of a leaf back.

    Raises:
        InvalidInput: they are not the canonical bytes of a leaf of this schema.
    """
    try:
        raw: object = json.loads(data)
        fields = cast("dict[str, object]", raw)
        if not isinstance(raw, dict) or set(fields) != _FIELDS or fields["schema"] != SCHEMA:
            raise InvalidInput("a leaf of schema 1", "other fields")
        leaf = Leaf(
            kind=str(fields["kind"]),
            at=datetime.fromisoformat(str(fields["at"])),
            actor=str(fields["actor"]),
            object_ref=str(fields["object"]),
            commitment=bytes.fromhex(str(fields["commitment"])),
        )
    except ValueError:
        raise InvalidInput("the JSON of a leaf", "something else") from None
    if leaf_bytes(leaf) != data:
        raise InvalidInput("the canonical bytes of a leaf", "another spelling")
    return leaf


def _check_reference(reference: str, where: str) -> None:
    if not _REFERENCE.match(reference):
        raise InvalidInput("a reference of letters, digits and . _ : -", "something else", where)
    if _PERSONAL_NUMBER.match(reference.rpartition(":")[2]):
        raise InvalidInput("a reference that tells nothing", "a long number", where)
