"""Consents in the forms of others and back, each with the list of what the form cannot carry.

Source:
    India's account aggregators: Sahamati, fiu-data-governance ed9c35a (consent detail) and
    fair-use-implementation-guidelines-for-aa d48b495 (outer limits per purpose code).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final, cast

from consent.purposes import PURPOSES, purpose_of
from consent.receipt_check import CHAIN, RECEIPTS
from consent.receipts import Json
from core.errors import InvalidInput
from evidence.leaf import canonical

# The article of a purpose code; the industry's outer limit on fetches where a yes names none.
_AA_ADDRESS: Final = "https://api.rebit.org.in/aa/purpose/{code}.xml"
_AA_FETCHES: Final[Mapping[str, tuple[str, int]]] = {
    "101": ("DAY", 1),
    "102": ("DAY", 1),
    "103": ("MONTH", 1),
    "104": ("MONTH", 5),
    "105": ("DAY", 1),
}
_AA_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "identity": ("PROFILE",),
    "contact": ("PROFILE",),
    "bank_transactions": ("PROFILE", "SUMMARY", "TRANSACTIONS"),
}
_AA_CARRIES: Final = frozenset(
    {"organisation", "subject", "purpose", "valid_from", "valid_until", "data_life_days"}
)
NO_ADDRESS: Final = "the lender's address and contact, and the place of storage, which are not kept"
NO_COPY: Final = "proof: hash, signature and chain; export as iso27560 to keep them"


@dataclass(frozen=True, slots=True)
class Terms:
    """One consent as any form may carry it; None is what a form left out.

    Args:
        event: how it stands: granted, refused, withdrawn and so on.
        at: when it came to stand so.
        method: by which it was given or refused.
    """

    record: str | None
    organisation: str | None
    subject: str | None
    purpose: str | None
    event: str | None
    at: str | None
    categories: tuple[str, ...] | None
    method: str | None
    language: str | None
    notice_sha256: str | None
    notice_version: int | None
    valid_from: str | None
    valid_until: str | None
    data_life_days: int | None
    use_limit: int | None


@dataclass(frozen=True, slots=True)
class Carried:
    """Something in another form, with what was lost on the way: names of fields, or sentences."""

    content: Json
    losses: tuple[str, ...]


def terms_of(document: Json) -> tuple[Terms, ...]:
    """Read the consents a receipt speaks of.

    Raises:
        InvalidInput: it is no receipt of ours.
    """
    try:
        records = cast("list[dict[str, Any]]", document["dpv:hasRecordOfActivity"])
        return tuple(_terms(document, one) for one in records)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        raise InvalidInput("a receipt in the form of ISO/IEC TS 27560", "something else") from None


def newest(documents: Sequence[Json]) -> tuple[Terms, ...]:
    """Return how each consent stands by the newest receipt that speaks of it, oldest first."""
    standing: dict[str | None, Terms] = {}
    for document in documents:
        for one in terms_of(document):
            standing.pop(one.record, None)
            standing[one.record] = one
    return tuple(standing.values())


def as_json(terms: Sequence[Terms]) -> Carried:
    """Return consents as plain JSON."""
    return Carried({"consents": [_plain(one) for one in terms]}, (NO_COPY,))


def from_json(content: Json) -> tuple[Terms, ...]:
    """Read consents in plain JSON back; the text has been read without repeated keys.

    Raises:
        InvalidInput: a field is missing, strange or of another type.
    """
    rows = content.get("consents")
    if not isinstance(rows, list):
        raise InvalidInput("a list of consents", "something else", "/consents")
    found: list[Terms] = []
    for number, row in enumerate(cast("list[object]", rows)):
        own = cast("dict[str, Any]", row)
        if not isinstance(row, dict) or _NAMES.symmetric_difference(own):
            raise InvalidInput("a consent with its fields", "others", f"/consents/{number}")
        own["categories"] = _tuple(own["categories"])
        found.append(_checked(own, number))
    return tuple(found)


def as_aa(terms: Terms) -> Carried | None:
    """Return a consent as an account aggregator's consent detail; None where it has no word for it.

    Only a yes that stands has a form there, and only for a purpose with a code of theirs.
    """
    purpose = purpose_of(terms.purpose or "")
    if purpose is None or purpose.aa_code is None or terms.event != "granted":
        return None
    unit, fetches = _AA_FETCHES[purpose.aa_code]
    losses = [name for name in sorted(_NAMES - _AA_CARRIES - {"use_limit"}) if _has(terms, name)]
    losses.append("FIDataRange: the consent names no look-back; its own validity stands there")
    losses.append("fiTypes: the consent names no kind of account; DEPOSIT stands there")
    if terms.use_limit is None:
        losses.append(f"Frequency: the consent names none; {fetches} a {unit} is the outer limit")
    kinds = {kind for code in terms.categories or () for kind in _AA_TYPES.get(code, ())}
    span = {"from": terms.valid_from, "to": terms.valid_until}
    detail: dict[str, object] = {
        "Customer": {"id": terms.subject},
        "DataConsumer": {"id": terms.organisation},
        "DataLife": {"unit": "DAY", "value": terms.data_life_days},
        "FIDataRange": span,
        "Frequency": {"unit": unit, "value": terms.use_limit or fetches},
        "Purpose": {
            "code": purpose.aa_code,
            "refUri": _AA_ADDRESS.format(code=purpose.aa_code),
            "text": purpose.name.en,
        },
        "consentExpiry": terms.valid_until,
        "consentMode": "STORE" if terms.data_life_days else "VIEW",
        "consentStart": terms.valid_from,
        "consentTypes": sorted(kinds) or ["PROFILE"],
        "fetchType": "PERIODIC" if terms.use_limit is None else "ONETIME",
        "fiTypes": ["DEPOSIT"],
    }
    return Carried(detail, tuple(losses))


def all_as_aa(terms: Sequence[Terms]) -> Carried:
    """Return every consent the aggregators have a form for, and what has none."""
    details: list[Json] = []
    losses: list[str] = []
    for one in terms:
        carried = as_aa(one)
        if carried is None:
            losses.append(f"{one.record}: {one.purpose}, {one.event}: has no form there")
            continue
        details.append(carried.content)
        losses += [f"{one.record}: {loss}" for loss in carried.losses]
    return Carried({"consentDetails": details}, tuple(losses))


def as_chain(documents: Sequence[Json]) -> bytes:
    """Return receipts, oldest first, as one file that can be verified whole."""
    return canonical({"@type": CHAIN, RECEIPTS: list(documents)})


def from_aa(detail: Json) -> tuple[Terms, tuple[str, ...]]:
    """Read a consent detail back, and list what it does not tell.

    Raises:
        InvalidInput: fields are missing, or the purpose's words are not those of its code.
    """
    try:
        told = cast("dict[str, Any]", detail)
        code, text = told["Purpose"]["code"], told["Purpose"]["text"]
        life = told["DataLife"]
        if life["unit"] != "DAY" or not isinstance(life["value"], int):
            raise InvalidInput("a data life in whole days", "another", "/DataLife")
        once = told["fetchType"] == "ONETIME"
        found: dict[str, Any] = {
            "organisation": str(told["DataConsumer"]["id"]),
            "subject": str(told["Customer"]["id"]),
            "valid_from": _instant(told["consentStart"]),
            "valid_until": _instant(told["consentExpiry"]),
            "data_life_days": life["value"],
            "use_limit": told["Frequency"]["value"] if once else None,
        }
    except (KeyError, TypeError, ValueError):
        raise InvalidInput("a consent detail", "something else") from None
    row = next((one for one in PURPOSES if (one.aa_code, one.name.en) == (code, text)), None)
    if row is None:
        raise InvalidInput("the words that belong to a purpose's code", "free text", "/Purpose")
    found["purpose"] = row.code
    terms = Terms(**{name: found.get(name) for name in _NAMES})
    return terms, tuple(sorted(name for name in _NAMES - {"use_limit"} if not _has(terms, name)))


_NAMES: Final = frozenset(field.name for field in fields(Terms))
_COUNTS: Final = frozenset({"notice_version", "data_life_days", "use_limit"})


def _checked(row: dict[str, Any], number: int) -> Terms:
    for name, value in row.items():
        kind = int if name in _COUNTS else tuple if name == "categories" else str
        if value is not None and type(value) is not kind:
            raise InvalidInput("a consent's field in its type", "another", f"/consents/{number}")
    return Terms(**row)


def _terms(document: Json, record: dict[str, Any]) -> Terms:
    [process] = record["dpv:hasProcess"]
    statuses = record["dpv:hasConsentStatus"]
    first, last = statuses[0], statuses[-1]
    notices = record["dpv:hasNotice"]
    life = next(
        one["dpv:hasDuration"]
        for one in process["dpv:hasStorageCondition"]
        if one["@type"] == "dpv:StorageDuration"
    )
    return Terms(
        record=str(record["dct:identifier"]),
        organisation=_id(document["dct:publisher"]),
        subject=_id(document["dct:audience"]),
        purpose=str(process["candor:purpose"]),
        event=str(last["candor:event"]),
        at=str(last["dpv:isIndicatedAtTime"]),
        categories=tuple(one["candor:category"] for one in process["dpv:hasPersonalData"]),
        method=str(first["candor:method"]),
        language=str(first["candor:language"]),
        notice_sha256=notices[0]["schema:sha256"] if notices else None,
        notice_version=notices[0]["candor:version"] if notices else None,
        valid_from=first.get("candor:validFrom"),
        valid_until=first.get("candor:validUntil"),
        data_life_days=int(life.removeprefix("P").removesuffix("D")),
        use_limit=process["candor:useLimit"],
    )


def _plain(terms: Terms) -> Json:
    row = asdict(terms)
    return {**row, "categories": None if terms.categories is None else list(terms.categories)}


def _tuple(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise InvalidInput("a list of categories", "something else", "/categories")
    return tuple(str(one) for one in cast("list[object]", value))


def _has(terms: Terms, name: str) -> bool:
    return getattr(terms, name) is not None


def _id(urn: object) -> str:
    return str(urn).removeprefix("urn:uuid:")


def _instant(written: str) -> str:
    """Return an instant as it was written, once it is known to be one."""
    datetime.fromisoformat(written)
    return written
