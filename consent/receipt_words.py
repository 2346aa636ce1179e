"""Terms a receipt is written in: the vocabulary's where it has one, else the house's own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from consent.model import Method
from core.text import Text

GUIDE: Final = "https://w3id.org/dpv/schema/dpv-27560"

CONTEXT: Final[Mapping[str, str]] = {
    "candor": "urn:candor:consent:",
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "fin": "https://w3id.org/dpv/sector/finance#",
    "loc": "https://w3id.org/dpv/loc#",
    "pd": "https://w3id.org/dpv/pd#",
    "schema": "https://schema.org/",
}


class ReceiptEvent(StrEnum):
    """What a receipt tells of a consent; the words of the events the database keeps."""

    GIVEN = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    RESUMED = "resumed"
    STALE = "stale"
    EXPIRED = "expired"


# The vocabulary has no word for a pause, nor for a yes whose notice has changed since.
EVENTS: Final[Mapping[ReceiptEvent, str]] = {
    ReceiptEvent.GIVEN: "dpv:ConsentGiven",
    ReceiptEvent.REFUSED: "dpv:ConsentRefused",
    ReceiptEvent.WITHDRAWN: "dpv:ConsentWithdrawn",
    ReceiptEvent.PAUSED: "candor:ConsentPaused",
    ReceiptEvent.RESUMED: "candor:ConsentResumed",
    ReceiptEvent.STALE: "candor:ConsentStale",
    ReceiptEvent.EXPIRED: "dpv:ConsentExpired",
}

# What the lender's notice or the clock brings about, and no word of the person.
NOT_SAID: Final = frozenset({ReceiptEvent.STALE, ReceiptEvent.EXPIRED})

EVENT_NAMES: Final[Mapping[ReceiptEvent, Text]] = {
    ReceiptEvent.GIVEN: Text("您同意了", "You agreed"),
    ReceiptEvent.REFUSED: Text("您没有同意", "You said no"),
    ReceiptEvent.WITHDRAWN: Text("您收回了同意", "You took it back"),
    ReceiptEvent.PAUSED: Text("您暂停了使用", "You paused it"),
    ReceiptEvent.RESUMED: Text("您恢复了使用", "You resumed it"),
    ReceiptEvent.STALE: Text("告知内容有变，同意不再有效", "The notice changed; the yes has ended"),
    ReceiptEvent.EXPIRED: Text("同意已到期", "The time you agreed to has ended"),
}

METHODS: Final[Mapping[Method, str]] = {
    Method.PAGE: "a switch or button on the lender's page",
    Method.LARGE_TYPE_PAGE: "a switch or button on the lender's page in large type",
    Method.API: "taken by the lender's own system",
    Method.BRANCH_PAPER: "on paper in a branch",
    Method.GPC: "the browser's Global Privacy Control signal (Sec-GPC)",
}

# Categories by the vocabulary's terms; where it has none that fits, its most general one.
PERSONAL_DATA: Final[Mapping[str, str]] = {
    "identity": "pd:OfficialID",
    "contact": "pd:Contact",
    "finances": "pd:Financial",
    "device": "pd:DeviceBased",
    "note": "dpv:PersonalData",
    "contract": "pd:Transactional",
    "credit_report": "pd:CreditRecord",
    "bank_transactions": "pd:Transaction",
}
