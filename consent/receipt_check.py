"""Does this receipt hold? Read strictly, without network or database.

Source:
    RFC 8259, section 4 (names within an object should be unique: here, they must be); RFC 8785.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NoReturn, cast

from consent.erasure_statement import check_body, is_statement
from consent.receipts import FORMAT, PROOF, Json, anchor_reference, receipt_hash, sealed_bytes
from consent.rules import notice_hash
from core.errors import InvalidInput
from core.text import Text
from evidence import checkpoint
from evidence import proof as log_proof
from evidence.keys import VerifierKey, unbase64
from evidence.leaf import canonical, read_leaf
from evidence.signing import key_name

CHAIN: Final = "candor:ReceiptChain"
RECEIPTS: Final = "candor:receipts"
_BYTES_MAX: Final = 8_000_000
_PROOF_FIELDS: Final = {"alg", "kid", "sha256", "value"}
_TEXT_FIELDS: Final = {"en", "zh"}


class UnknownSigner(InvalidInput):
    """The keys at hand are not those of who is named as the signer: nothing can be said."""


@dataclass(frozen=True, slots=True)
class Held:
    """A receipt that holds.

    Args:
        document: the whole receipt, its proof included.
        number: its place in the chain of its subject, from 1; 0 for a statement of an erasure.
        sha256: of what was signed.
        previous_sha256: of the receipt before it; None for the first.
        anchored: whether it carries the proof that its hash stands in the lender's log.
    """

    document: Json
    number: int
    sha256: str
    previous_sha256: str | None
    anchored: bool


def read_json(data: bytes) -> Json:
    """Read a JSON object, refusing repeated keys, fractions and what is not JSON.

    Raises:
        InvalidInput: it is not one, or a key stands twice in one object.
    """
    if len(data) > _BYTES_MAX:
        raise InvalidInput(f"at most {_BYTES_MAX} bytes", str(len(data)))
    try:
        found: object = json.loads(
            data.decode(), object_pairs_hook=_unique, parse_float=_number, parse_constant=_number
        )
    except (ValueError, RecursionError):
        raise InvalidInput("a file in JSON", "something else") from None
    if not isinstance(found, dict):
        raise InvalidInput("an object in JSON", "another value")
    return cast("Json", found)


def check(data: bytes, keys: Sequence[VerifierKey]) -> tuple[Held, ...]:
    """Return the receipts in a file, one or a whole chain, once every byte of it has been checked.

    Raises:
        InvalidInput: something in it was altered.
        UnknownSigner: it is signed by none of the keys.
    """
    content = read_json(data)
    if _canonical(content) != data:
        raise InvalidInput("the exact bytes that were handed out", "another spelling")
    if content.get("@type") != CHAIN:
        return (check_one(content, keys),)
    if set(content) != {"@type", RECEIPTS}:
        raise InvalidInput("a chain of receipts", "other fields")
    held = tuple(check_one(one, keys) for one in _objects(content.get(RECEIPTS), RECEIPTS))
    if not held:
        raise InvalidInput("at least one receipt", "none", RECEIPTS)
    check_chain(held, whole=True)
    return held


def check_one(document: Json, keys: Sequence[VerifierKey]) -> Held:
    """Return one receipt that holds: its signature, its hash, its notices and its anchor.

    Raises:
        InvalidInput: one of them does not.
        UnknownSigner: none of the keys is the signer's.
    """
    proof = document.get(PROOF)
    if not isinstance(proof, Mapping):
        raise InvalidInput("a receipt with its proof", "none", PROOF)
    fields = cast("Mapping[str, object]", proof)
    if set(fields) - {"anchor"} != _PROOF_FIELDS or fields["alg"] != "EdDSA":
        raise InvalidInput("a proof by EdDSA", "another", PROOF)
    sha256 = receipt_hash(document)
    if fields["sha256"] != sha256:
        raise InvalidInput("the receipt as it was signed", "an altered one")
    _check_signature(document, fields, keys)
    if document.get("candor:format") != FORMAT:
        raise InvalidInput(f"a receipt of format {FORMAT}", "another")
    anchor = fields.get("anchor")
    if "anchor" in fields:
        _check_anchor(_text(anchor, "anchor"), sha256, keys)
    if is_statement(document):  # of an erasure: in no chain, since its subject is gone
        check_body(document)
        return Held(document, 0, sha256, None, anchor is not None)
    for notice in notices_in(document):
        _check_notice(notice)
    number, before = _place(document)
    return Held(document, number, sha256, before, anchor is not None)


def check_chain(held: Sequence[Held], *, whole: bool) -> tuple[int, ...]:
    """Hold several receipts against each other.

    Args:
        held: receipts that hold by themselves, in any order.
        whole: whether they claim to be all, from the first on.

    Returns:
        The numbers that are missing between the first and the last of them.

    Raises:
        InvalidInput: they are not of one person and lender, or one does not follow the other.
    """
    ordered = sorted(held, key=lambda one: one.number)
    owners = {(one.document.get("dct:publisher"), one.document.get("dct:audience")) for one in held}
    if len(owners) > 1:
        raise InvalidInput("receipts of one person at one lender", "of several")
    for earlier, later in pairwise(ordered):
        follows = later.number == earlier.number + 1
        if later.number == earlier.number and later.sha256 != earlier.sha256:
            raise InvalidInput("one receipt of each number", f"two of number {later.number}")
        if follows and later.previous_sha256 != earlier.sha256:
            raise InvalidInput("the receipt that follows", "another", f"number {later.number}")
    if whole and [one.number for one in held] != list(range(1, len(held) + 1)):
        raise InvalidInput("every receipt from the first on, in order", "gaps or another order")
    numbers = {one.number for one in held}
    between = range(min(numbers, default=1), max(numbers, default=1))
    return tuple(number for number in between if number not in numbers)


def notices_in(document: Json) -> Iterator[Json]:
    """Give every notice a receipt quotes."""
    for record in _objects(document.get("dpv:hasRecordOfActivity"), "dpv:hasRecordOfActivity"):
        yield from _objects(record.get("dpv:hasNotice"), "dpv:hasNotice")


def _place(document: Json) -> tuple[int, str | None]:
    """Return a receipt's number and the hash of the one before it.

    Raises:
        InvalidInput: they are missing, or do not fit each other.
    """
    number, before = document.get("candor:number"), document.get("candor:previousSha256")
    if not isinstance(number, int) or (before is not None and not isinstance(before, str)):
        raise InvalidInput("a number and the hash before", "something else")
    if (number == 1) != (before is None):
        raise InvalidInput("the hash of the receipt before", "none, or one before the first")
    return number, before


def _check_signature(
    document: Json, proof: Mapping[str, object], keys: Sequence[VerifierKey]
) -> None:
    name = key_name(_text(document.get("dct:publisher"), "dct:publisher").removeprefix("urn:uuid:"))
    known = next((key for key in keys if key.name == name and key.line() == proof["kid"]), None)
    if known is None:
        raise UnknownSigner("a key of the lender that is named", "another key", PROOF)
    signature = unbase64(_text(proof["value"], PROOF), "a signature")
    if not known.verify(signature, sealed_bytes(document)):
        raise InvalidInput("a true signature", "a false one", PROOF)


def _check_notice(notice: Json) -> None:
    words = notice.get("candor:text")
    text: Mapping[str, object] = {}
    if isinstance(words, Mapping):
        text = cast("Mapping[str, object]", words)
    if set(text) != _TEXT_FIELDS:
        raise InvalidInput("the notice in both languages", "other fields", "candor:text")
    shown = Text(_text(text["zh"], "zh"), _text(text["en"], "en"))
    if notice_hash(shown) != notice.get("schema:sha256"):
        raise InvalidInput("the notice as it was shown", "other words", "candor:text")


def _check_anchor(anchor: str, sha256: str, keys: Sequence[VerifierKey]) -> None:
    shown = log_proof.read(anchor)
    origin = checkpoint.read_note(shown.note).origin
    if not any(key.name == origin for key in keys):
        raise UnknownSigner("a key of the log that is named", "others", "anchor")
    log_proof.check(shown, keys)
    if read_leaf(shown.leaf).object_ref != anchor_reference(sha256):
        raise InvalidInput("the entry of this receipt", "the entry of something else", "anchor")


def _objects(value: object, where: str) -> list[Json]:
    items = cast("list[object]", value) if isinstance(value, list) else None
    if items is None or not all(isinstance(one, dict) for one in items):
        raise InvalidInput("a list of objects", "something else", where)
    return cast("list[Json]", items)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise InvalidInput("a text", "something else", where)
    return value


def _canonical(content: Json) -> bytes:
    try:
        return canonical(content)
    except (ValueError, RecursionError):
        raise InvalidInput("values with an exact JSON form", "others") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidInput("each key once in an object", "a key that is repeated")
    return found


def _number(_written: str) -> NoReturn:
    raise InvalidInput("whole numbers", "a fraction")
