"""One row of a portfolio file to a loan: read whole, or refused with the place and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from apr.standards import CODES
from contracts.model import LenderType
from contracts.products.refunds import Loan
from core.dates import parse_day
from core.errors import InvalidInput
from core.money import decimal_from

_PAYMENTS_MAX: Final = 1200
_NAMED: Final = {
    "day": ("days", 1),
    "week": ("weeks", 1),
    "semimonth": ("semimonths", 1),
    "month": ("months", 1),
    "quarter": ("months", 3),
    "half_year": ("months", 6),
    "year": ("years", 1),
}
_UNITS: Final = ("days", "weeks", "semimonths", "months", "years")
_STEP_MAX: Final = 1000
# Fees beside the payments, by how their columns begin; a bare "fee" or "fees" is paid at once.
FEES: Final = ("fee_upfront", "fee_each", "fee_last")


def read_loan(row: Mapping[str, object], where: str) -> Loan:
    """Read one row of a portfolio file, its columns as `candor audit-portfolio` takes them.

    Args:
        row: column names and values; numbers as texts are read exactly.
        where: the file and its row, for refusals.

    Raises:
        InvalidInput: a column is missing, or a value does not fit.
    """
    cells = _Cells(row, where)
    payments = cells.whole("payments", _PAYMENTS_MAX)
    each = cells.fees("fee_each")
    payment = cells.amount("payment")
    received = cells.amount("net_proceeds", cells.optional("principal"))
    paid = cells.optional("payments_made")
    if paid is not None and not (paid == int(paid) and 0 <= paid <= payments):
        raise InvalidInput(f"0 to {payments}", "something else", f"{where} payments_made")
    loan = Loan(
        loan_id=cells.text("loan_id"),
        offer_code=cells.text("offer_code", ""),
        currency=cells.text("currency", "CNY"),
        lender_type=_lender_type(cells.text("lender_type", ""), where),
        disbursed_on=cells.day("disbursed_on"),
        principal=cells.amount("principal", received),
        net_proceeds=received - cells.fees("fee_upfront"),
        first_payment_on=cells.day("first_payment_on"),
        payment=payment + each,
        payments=payments,
        last_payment=cells.amount("last_payment", payment) + each + cells.fees("fee_last"),
        every=_period(cells.text("period"), where),
        told_percent=cells.optional("stated_rate_percent"),
        paid=None if paid is None else int(paid),
        told_as=_standard(cells.text("stated_as", ""), where),
    )
    if not (loan.net_proceeds > 0 and loan.disbursed_on <= loan.first_payment_on):
        raise InvalidInput("money received before the first payment", "something else", where)
    return loan


def _lender_type(text: str, where: str) -> LenderType | None:
    try:
        return LenderType(text) if text else None
    except ValueError:
        found = f"a text of {len(text)} characters"
        raise InvalidInput("a known kind of lender", found, f"{where} lender_type") from None


def _standard(text: str, where: str) -> str:
    if text and text not in CODES:
        raise InvalidInput(", ".join(CODES), text[:20], f"{where} stated_as")
    return text


def _period(text: str, where: str) -> tuple[str, int]:
    """Read "month", "quarter" or "2 weeks", as `candor audit-portfolio` does.

    Raises:
        InvalidInput: it is something else.
    """
    if text in _NAMED:
        return _NAMED[text]
    number, _, unit = text.partition(" ")
    plural = unit if unit.endswith("s") else f"{unit}s"
    sound = number.isascii() and number.isdecimal() and 1 <= int(number) <= _STEP_MAX
    if not sound or plural not in _UNITS:
        raise InvalidInput('"month", "quarter" or "2 weeks"', text[:20], f"{where} period")
    return plural, int(number)


def fee_kind(column: str) -> str | None:
    """Say when a fee is paid by how its column is named; None for what is no known fee."""
    if column in {"fee", "fees"}:
        return "fee_upfront"
    return next((one for one in FEES if column == one or column.startswith(f"{one}_")), None)


@dataclass(frozen=True, slots=True)
class _Cells:
    row: Mapping[str, object]
    where: str

    def text(self, name: str, otherwise: str | None = None) -> str:
        """Return a text.

        Raises:
            InvalidInput: it is missing and nothing stands in for it.
        """
        value = self.row.get(name)
        text = "" if value is None else str(value).strip()
        if text:
            return text
        if otherwise is None:
            raise InvalidInput("a value", "none", f"{self.where} {name}")
        return otherwise

    def optional(self, name: str) -> Decimal | None:
        text = self.text(name, "")
        return decimal_from(text, f"{self.where} {name}") if text else None

    def amount(self, name: str, otherwise: Decimal | None = None) -> Decimal:
        """Return an amount that is not negative.

        Raises:
            InvalidInput: it is missing, or none.
        """
        found = self.optional(name)
        found = otherwise if found is None else found
        if found is None or found < 0:
            raise InvalidInput(
                "an amount",
                "none" if found is None else "less than nothing",
                f"{self.where} {name}",
            )
        return found

    def fees(self, kind: str) -> Decimal:
        """Return the sum of the fees of one kind.

        Raises:
            InvalidInput: one of them is unknown, or less than nothing.
        """
        names = [name for name in self.row if fee_kind(name) == kind]
        return sum((self.amount(name) for name in names), Decimal(0))

    def whole(self, name: str, most: int) -> int:
        """Return a whole number from 1.

        Raises:
            InvalidInput: it is something else.
        """
        found = self.amount(name)
        if found != int(found) or not 1 <= found <= most:
            raise InvalidInput(
                f"a whole number from 1 to {most}", f"{found}"[:20], f"{self.where} {name}"
            )
        return int(found)

    def day(self, name: str) -> date:
        value = self.row.get(name)
        if isinstance(value, date):
            return value
        return parse_day(self.text(name), f"{self.where} {name}")
