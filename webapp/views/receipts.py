"""Receipts of consent: the list, one of them, and the page where anybody has one checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.text import Text
from webapp.views.shared import ONE_PAGE, Choice, Notice, Pages, Problem


@dataclass(frozen=True, slots=True)
class ReceiptChange:
    """One purpose a receipt speaks of, and what happened to it."""

    purpose: Text
    event: Text
    at: datetime


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One receipt in a list.

    Args:
        number: its place among the person's receipts at this lender, from 1.
    """

    number: int
    at: datetime
    changes: tuple[ReceiptChange, ...]
    href: str


@dataclass(frozen=True, slots=True)
class ReceiptsPage:
    """Every receipt of one person at one lender, newest first.

    Args:
        whole_href: all of them as one file.
    """

    template: ClassVar[str] = "receipts.html"

    lender: Text
    receipts: tuple[ReceiptLine, ...]
    lenders: tuple[Choice, ...] = ()
    whole_href: str = ""
    verify_href: str = ""
    pages: Pages = ONE_PAGE
    back_href: str = "/my-data"


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """One receipt, to keep.

    Args:
        sha256: of what was signed; the QR code holds it with the address where it is checked.
        picture: the QR code as a `data:` address.
        verify_address: where anybody checks the file.
        sealed: whether the file carries the proof of its place in the lender's log already.
    """

    template: ClassVar[str] = "receipt.html"

    lender: Text
    number: int
    at: datetime
    changes: tuple[ReceiptChange, ...]
    sha256: str
    previous_sha256: str
    picture: str
    verify_address: str
    download_href: str
    sealed: bool
    others: tuple[Text, ...] = ()
    back_href: str = "/my-data/receipts"


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt that was checked and holds."""

    lender: Text
    number: int
    at: datetime
    changes: tuple[ReceiptChange, ...]
    sha256: str
    anchored: bool


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """Where anybody has a receipt checked; nothing of it is kept.

    Args:
        expected: the hash a QR code led here with; "" for none.
        answer: what came of it; None before a file was handed in.
        checked: the receipts in the file, when they hold.
    """

    template: ClassVar[str] = "verify_receipt.html"

    action: str
    expected: str = ""
    answer: Notice | None = None
    checked: tuple[Checked, ...] = ()
    problems: tuple[Problem, ...] = ()
