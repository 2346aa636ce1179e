"""Exact money and exact yearly rates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from core.errors import CandorError, InvalidInput

# Minor digits by ISO 4217; a currency that is not listed has two.
_MINOR_DIGITS: dict[str, int] = {"JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "KWD": 3}
_SYMBOLS: dict[str, str] = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
_MAGNITUDE_MAX = 60  # no sum, rate or count of lending comes near; arithmetic stays exact
_AMOUNT_MAX = Decimal(10) ** 15  # of any currency; what is stored has room for it in minor units


class CurrencyMismatch(CandorError):
    """Two amounts of different currencies were put together."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"cannot combine {left} with {right}")


def minor_digits(currency: str) -> int:
    """Return how many decimal digits the currency has (ISO 4217)."""
    return _MINOR_DIGITS.get(currency, 2)


def decimal_from(value: str | int | float | Decimal, where: str = "") -> Decimal:
    """Read a decimal string or JSON number exactly as it was written.

    Raises:
        InvalidInput: it is not a finite number, or beyond any size that lending knows.
    """
    if isinstance(value, bool):
        raise InvalidInput("a number", "true or false", where)
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise InvalidInput("a number", f"a text of {len(str(value))} characters", where) from None
    if not number.is_finite():
        raise InvalidInput("a finite number", str(number), where)
    if "_" in str(value):
        raise InvalidInput("a number without underscores", f"{str(value)[:40]!r}", where)
    if number and abs(number.adjusted()) > _MAGNITUDE_MAX:
        raise InvalidInput(f"a number below 1e{_MAGNITUDE_MAX}", "one of another size", where)
    return number


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of one currency, held in minor units (cents, 分)."""

    minor: int
    currency: str = "CNY"

    @classmethod
    def of(cls, amount: str | int | float | Decimal, currency: str = "CNY") -> Money:
        """Read an amount in major units such as "9700.00"; half a minor unit rounds up.

        Raises:
            InvalidInput: the amount is not a finite number, or beyond any loan.
        """
        number = decimal_from(amount)
        if abs(number) >= _AMOUNT_MAX:
            raise InvalidInput(f"an amount below {_AMOUNT_MAX:,}", "a larger one")
        scaled = number.scaleb(minor_digits(currency))
        return cls(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with the currency's own number of digits."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def __add__(self, other: Money) -> Money:
        """Add two amounts of one currency."""
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        """Subtract an amount of the same currency."""
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        """Return the amount with the opposite sign."""
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        """Compare amounts of one currency."""
        self._same(other)
        return self.minor < other.minor

    def times(self, factor: int | Decimal) -> Money:
        """Multiply; half a minor unit rounds up (away from zero)."""
        product = Decimal(self.minor) * factor
        return Money(int(product.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def display(self) -> str:
        """Return the amount as people read it: ¥12,345.67 or CHF 12,345.67."""
        sign = "-" if self.minor < 0 else ""
        symbol = _SYMBOLS.get(self.currency, f"{self.currency} ")
        return f"{sign}{symbol}{abs(self.amount):,}"

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """A rate per year as an exact fraction: 0.36 is 36 %."""

    per_year: Decimal

    @classmethod
    def percent(cls, value: str | int | Decimal) -> Rate:
        """Read a rate such as "36" or "0.125", in percent a year.

        Raises:
            InvalidInput: the value is not a finite number.
        """
        return cls(decimal_from(value) / 100)

    @property
    def as_percent(self) -> Decimal:
        """The rate in percent a year, exact."""
        return self.per_year * 100

    def rounded_percent(self, decimals: int = 2) -> Decimal:
        """Return the percentage rounded half up, as the standards of disclosure ask."""
        return self.as_percent.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
