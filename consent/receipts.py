"""The consent receipt: what changed, under which words, as one document that proves itself.

A receipt is an ISO/IEC TS 27560 consent receipt in JSON-LD with terms of the Data Privacy
Vocabulary. Everything but its proof is hashed and signed in its RFC 8785 form, the hash of the
receipt before it included, so that a person's receipts are a chain. What is one of several stands
in an array: a key that is repeated loses all but its last value in most readers.

Source:
    DPVCG, Implementing ISO/IEC TS 27560:2023 with DPV, report of 2026-02-15; RFC 8785; RFC 8032.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final, cast
from uuid import UUID

from consent.model import Grant, Notice, Purpose, Said
from consent.receipt_words import (
    CONTEXT,
    EVENTS,
    GUIDE,
    METHODS,
    NOT_SAID,
    PERSONAL_DATA,
    ReceiptEvent,
)
from core.dates import iso
from core.text import Text
from evidence.leaf import canonical
from evidence.signing import PaperKey

FORMAT: Final = 1
PROOF: Final = "candor:proof"

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One purpose whose consent changed.

    Args:
        event: what happened.
        purpose: of which purpose.
        record_id: the grant, or the refusal where there is none.
        notice: what was shown when the person spoke; None where the lender has published none.
        said: how, in which language and when it was said.
        fact_id: the entry of the evidence that keeps the change.
        grant: the grant it happened to; None for a refusal.
    """

    event: ReceiptEvent
    purpose: Purpose
    record_id: UUID
    notice: Notice | None
    said: Said
    fact_id: UUID
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The receipt before this one: its id, its number, the SHA-256 of what was signed."""

    id: UUID
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Who hands a receipt to whom, when, and after which.

    Args:
        jurisdiction: of the lender, such as "cn".
        previous: None for the first receipt of this subject.
    """

    id: UUID
    organisation_id: UUID
    lender: Text
    jurisdiction: str
    subject_id: UUID
    at: datetime
    previous: Link | None

    @property
    def number(self) -> int:
        """The receipt's place in the subject's chain, from 1."""
        return 1 if self.previous is None else self.previous.number + 1


def body(frame: Frame, changes: Sequence[Change], others: Sequence[Purpose]) -> Json:
    """Return a receipt without its proof: what is hashed and signed.

    Args:
        frame: from whom, to whom, after which.
        changes: at least one.
        others: the purposes that rest on law or contract, which no receipt can end.
    """
    before = frame.previous
    return {
        "@context": CONTEXT,
        "@id": urn(frame.id),
        "@type": "dpv:ConsentReceipt",
        "candor:facts": [urn(one.fact_id) for one in changes],
        "candor:format": FORMAT,
        "candor:number": frame.number,
        "candor:otherBases": [_other(one) for one in others],
        "candor:previousSha256": None if before is None else before.sha256,
        "dct:audience": urn(frame.subject_id),
        "dct:conformsTo": f"{GUIDE}#receipt",
        "dct:created": iso(frame.at),
        "dct:identifier": str(frame.id),
        "dct:publisher": urn(frame.organisation_id),
        "dct:replaces": [] if before is None else [urn(before.id)],
        "dpv:hasRecordOfActivity": [_record(frame, one) for one in changes],
    }


def sealed_bytes(content: Json) -> bytes:
    """Return what is hashed and signed: the canonical bytes without the proof."""
    return canonical({key: value for key, value in content.items() if key != PROOF})


def receipt_hash(content: Json) -> str:
    """Return a receipt's SHA-256, by which the next one, the evidence and the QR code name it."""
    return sha256(sealed_bytes(content)).hexdigest()


def signed(content: Json, key: PaperKey) -> Json:
    """Return a receipt with its proof."""
    sealed = sealed_bytes(content)
    proof = {
        "alg": "EdDSA",
        "kid": key.public().line(),
        "sha256": sha256(sealed).hexdigest(),
        "value": base64.b64encode(key.sign(sealed)).decode(),
    }
    return {**content, PROOF: proof}


def anchored(document: Json, proof: str) -> Json:
    """Return a signed receipt with the proof that its hash stands in the lender's log."""
    own = cast("Mapping[str, object]", document[PROOF])
    return {**document, PROOF: {**own, "anchor": proof}}


def anchor_reference(sha256_hex: str) -> str:
    """Return the reference under which a receipt stands in the evidence: its own hash."""
    return f"sha256:{sha256_hex}"


def urn(thing: UUID) -> str:
    """Return an id as an address that names and leads nowhere."""
    return f"urn:uuid:{thing}"


def _record(frame: Frame, change: Change) -> Json:
    lender, subject = urn(frame.organisation_id), urn(frame.subject_id)
    return {
        "@id": urn(change.record_id),
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": f"{GUIDE}#record",
        "dct:identifier": str(change.record_id),
        "dpv:hasConsentControl": [
            {
                "@type": ["dpv:ProvideConsent"]
                + (["dpv:WithdrawConsent"] if change.purpose.revocable else []),
                "dpv:isExercisedAt": "/my-data",
            }
        ],
        "dpv:hasConsentStatus": _statuses(frame, change),
        "dpv:hasDataController": lender,
        "dpv:hasDataSubject": {"@id": subject, "@type": "dpv:Consumer"},
        "dpv:hasEntity": [
            {
                "@id": lender,
                "@type": ["dpv:Organisation", "dpv:DataController"],
                "dpv:hasName": _both(frame.lender),
            }
        ],
        "dpv:hasJurisdiction": f"loc:{frame.jurisdiction.upper()}",
        "dpv:hasLegalBasis": "dpv:ExplicitlyExpressedConsent",
        "dpv:hasNotice": [] if change.notice is None else [_notice(change.notice, change)],
        "dpv:hasProcess": [_process(frame, change)],
    }


def _process(frame: Frame, change: Change) -> Json:
    purpose, grant = change.purpose, change.grant
    categories = purpose.categories if grant is None else grant.categories
    life = purpose.data_life_days if grant is None else grant.data_life_days
    return {
        "@type": "dpv:Process",
        "candor:purpose": purpose.code,
        "candor:recipient": _both(purpose.recipient),
        "candor:useLimit": purpose.use_limit if grant is None else grant.use_limit,
        "dct:title": _both(purpose.name),
        "dpv:hasPersonalData": [
            {"@type": PERSONAL_DATA[code], "candor:category": code} for code in categories
        ],
        "dpv:hasPurpose": purpose.dpv,
        "dpv:hasRecipient": [urn(frame.organisation_id)],
        "dpv:hasStorageCondition": [
            {"@type": "dpv:StorageDuration", "dpv:hasDuration": f"P{life}D"},
        ],
    }


def _statuses(frame: Frame, change: Change) -> list[Json]:
    grant, said, subject = change.grant, change.said, urn(frame.subject_id)
    events: list[Json] = []
    if grant is not None:
        events.append(
            {
                "@type": [EVENTS[ReceiptEvent.GIVEN], "dpv:ExplicitlyExpressedConsent"],
                "candor:event": ReceiptEvent.GIVEN.value,
                "candor:language": grant.language,
                "candor:method": grant.method.value,
                "candor:validFrom": iso(grant.valid_from),
                "candor:validUntil": iso(grant.valid_until),
                "dpv:hasIndicationMethod": METHODS[grant.method],
                "dpv:isIndicatedAtTime": iso(grant.granted_at),
                "dpv:isIndicatedBy": subject,
            }
        )
    if change.event is not ReceiptEvent.GIVEN:
        events.append(
            {
                "@type": [EVENTS[change.event]],
                "candor:event": change.event.value,
                "candor:language": said.language,
                "candor:method": said.method.value,
                "dpv:hasIndicationMethod": METHODS[said.method],
                "dpv:isIndicatedAtTime": iso(said.at),
                "dpv:isIndicatedBy": urn(
                    frame.organisation_id if change.event in NOT_SAID else frame.subject_id
                ),
            }
        )
    return events


def _notice(notice: Notice, change: Change) -> Json:
    return {
        "@id": urn(notice.id),
        "@type": "dpv:ConsentNotice",
        "candor:text": {"en": notice.text.en, "zh": notice.text.zh},
        "candor:version": notice.version,
        "dct:date": iso(notice.published_at),
        "dct:language": change.grant.language if change.grant else change.said.language,
        "schema:sha256": notice.sha256,
    }


def _other(purpose: Purpose) -> Json:
    return {
        "@type": "dpv:Process",
        "candor:basis": purpose.basis.value,
        "candor:law": list(purpose.law),
        "candor:purpose": purpose.code,
        "dct:title": _both(purpose.name),
        "dpv:hasPurpose": purpose.dpv,
    }


def _both(words: Text) -> list[Json]:
    return [{"@language": "zh", "@value": words.zh}, {"@language": "en", "@value": words.en}]
