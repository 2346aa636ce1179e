"""What was erased and what a law keeps, signed: a paper that proves itself after the data is gone.

It names the person by the random reference they had at the lender and by nothing else. Everything
but its proof is hashed and signed in its RFC 8785 form with the lender's key for papers, and the
hash is anchored in the lender's log: the same key file and command check it as a receipt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, cast
from uuid import UUID

from consent.receipt_words import CONTEXT
from consent.receipts import FORMAT, Json, urn
from core.dates import iso
from core.errors import InvalidInput
from core.text import Text

TYPE: Final = "candor:ErasureStatement"


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of data that is kept: by which row, until when at the earliest.

    Args:
        until: None where it is kept until a dispute ends.
    """

    category: str
    rule: str
    law: Text
    verified: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    Args:
        statement_id: the paper's own.
        request: the reference of the request it answers.
        subject_reference: what the lender knew the person by.
        lender: whose.
        categories: the kinds of data of which every row is gone.
        kept: what is not; it is used for nothing else from then on.
        key_destroyed: whether nothing that was sealed can ever be read again.
    """

    statement_id: UUID
    organisation_id: UUID
    request: str
    subject_reference: str
    lender: Text
    categories: tuple[str, ...]
    kept: tuple[Kept, ...]
    key_destroyed: bool
    at: datetime


def body(done: Erased) -> Json:
    """Return the statement without its proof: what is hashed and signed."""
    return {
        "@context": CONTEXT,
        "@id": urn(done.statement_id),
        "@type": TYPE,
        "candor:erased": list(done.categories),
        "candor:format": FORMAT,
        "candor:keyDestroyed": done.key_destroyed,
        "candor:kept": [_kept(one) for one in done.kept],
        "candor:request": done.request,
        "candor:subject": done.subject_reference,
        "dct:created": iso(done.at),
        "dct:identifier": str(done.statement_id),
        "dct:publisher": urn(done.organisation_id),
        "dct:title": [
            {"@language": "zh", "@value": f"{done.lender.zh}删除个人信息的证明"},
            {"@language": "en", "@value": f"{done.lender.en}: proof that personal data was erased"},
        ],
    }


def is_statement(document: Json) -> bool:
    """Say whether a document is one of these."""
    return document.get("@type") == TYPE


def check_body(document: Json) -> None:
    """Refuse a statement that says two things at once.

    Raises:
        InvalidInput: it claims that the key is gone and that something is still kept.
    """
    kept = cast("Sequence[Mapping[str, object]]", document.get("candor:kept", ()))
    if document.get("candor:keyDestroyed") is True and kept:
        raise InvalidInput("a destroyed key or data that is kept", "both", "candor:kept")


def _kept(one: Kept) -> Json:
    return {
        "candor:category": one.category,
        "candor:law": {"en": one.law.en, "zh": one.law.zh},
        "candor:rule": one.rule,
        "candor:until": None if one.until is None else one.until.isoformat(),
        "candor:verified": one.verified,
    }
