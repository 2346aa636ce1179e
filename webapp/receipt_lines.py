"""Receipts as people read them: what happened to which purpose, and when."""

from __future__ import annotations

from datetime import datetime

from consent.exports import terms_of
from consent.purposes import purpose_of
from consent.receipt_check import Held
from consent.receipt_store import Kept
from consent.receipt_words import EVENT_NAMES, ReceiptEvent
from consent.receipts import Json
from core.text import Text
from webapp.navigation import MY_DATA
from webapp.views.receipts import Checked, ReceiptChange, ReceiptLine


def line(kept: Kept) -> ReceiptLine:
    """Return one receipt of a list."""
    href = f"{MY_DATA}/{kept.organisation_id}/receipts/{kept.id}"
    return ReceiptLine(kept.number, kept.at, changes(kept.document), href)


def changes(document: Json) -> tuple[ReceiptChange, ...]:
    """Return what a receipt tells, one line a purpose."""
    return tuple(
        ReceiptChange(
            purpose=_name(one.purpose or ""),
            event=EVENT_NAMES[ReceiptEvent(one.event or "")],
            at=datetime.fromisoformat(one.at or ""),
        )
        for one in terms_of(document)
    )


def checked(held: Held) -> Checked:
    """Return a receipt that holds as the page shows it."""
    document = held.document
    return Checked(
        lender=lender_of(document),
        number=held.number,
        at=datetime.fromisoformat(str(document["dct:created"])),
        changes=changes(document),
        sha256=held.sha256,
        anchored=held.anchored,
    )


def lender_of(document: Json) -> Text:
    """Return the lender's name as the receipt has it."""
    [record, *_] = _list(document["dpv:hasRecordOfActivity"])
    [lender, *_] = _list(record["dpv:hasEntity"])
    words = {one["@language"]: str(one["@value"]) for one in _list(lender["dpv:hasName"])}
    return Text(words["zh"], words["en"])


def _name(code: str) -> Text:
    known = purpose_of(code)
    return Text(code, code) if known is None else known.name


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType]
