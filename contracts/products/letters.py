"""The letter that tells a borrower what is owed back: Chinese first, English below, one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contracts.products.refunds import Refund
from contracts.standards import STANDARD_NAMES
from core.text import Text


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to; never logged, never in a file's name.

    Args:
        name: as the lender knows them.
        address: one line; "" prints none.
    """

    name: str
    address: str = ""


def letter_html(refund: Refund, addressee: Addressee, lender: Text, on: date) -> str:
    """Return the letter as a page of HTML that brings all it needs with it.

    Args:
        refund: with an amount that is owed.
        addressee: from the sealed store, or from the lender's own file.
        lender: who writes.
        on: the day of the letter.

    Raises:
        ValueError: nothing is owed, so there is nothing to write.
    """
    if not refund.owed:
        raise ValueError("a letter tells of money that is owed")
    page = _environment().get_template("letter.html.jinja")
    currency = "¥" if refund.loan.currency == "CNY" else f"{refund.loan.currency} "
    return page.render(
        cur=currency,
        refund=refund,
        loan=refund.loan,
        addressee=addressee,
        lender=lender,
        standard=STANDARD_NAMES.get(refund.standard, Text(refund.standard, refund.standard)),
        on=on,
        day_zh=f"{on.year}年{on.month}月{on.day}日",
        day_en=f"{on.day} {on:%B} {on.year}",
    )


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "pages"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
