"""Columns of an Arrow record batch to loans; a value that does not fit is a reason of its loan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

import numpy as np

from apr.batch.arrow import Batch, Column, pa, pc
from apr.batch.kernel import Bools, Floats
from apr.batch.loans import (
    DAYS,
    FAULTS,
    MONTHS,
    NONE,
    SEMIMONTHS,
    WEEKS,
    YEARS,
    Ints,
    Loans,
    Question,
    Reason,
)
from apr.standards import CODES
from core.errors import InvalidInput

NEEDED = ("loan_id", "disbursed_on", "first_payment_on", "payment", "payments", "period")
OPTIONAL = (
    "lender_id",
    "lender_type",
    "principal",
    "net_proceeds",
    "last_payment",
    "stated_rate_percent",
    "stated_as",
)
# Fees beside the payments: paid in cash at once, with each payment, with the last one.
FEES = ("fee_upfront", "fee_each", "fee_last")
_UNKNOWN_MONEY = np.nan
_MINOR = 100
_CENTS_MAX = 2.0**53
_COUNT_MAX = 20_000
_STEP_MAX = 1_000
_RATE_MAX = 1e9
_NAMED = {
    "day": (DAYS, 1),
    "week": (WEEKS, 1),
    "semimonth": (SEMIMONTHS, 1),
    "month": (MONTHS, 1),
    "quarter": (MONTHS, 3),
    "half_year": (MONTHS, 6),
    "year": (YEARS, 1),
}
_PLURAL = {"days": DAYS, "weeks": WEEKS, "months": MONTHS, "years": YEARS, "semimonths": SEMIMONTHS}
_FIRST_DAY, _LAST_DAY = -135_140, 2_932_896  # 1600-01-01 to 9999-12-31
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_columns(names: Iterable[str], where: str) -> None:
    """Refuse a file that lacks a column that every loan needs.

    Raises:
        InvalidInput: a needed column is missing, or a fee column has no known kind.
    """
    given = set(names)
    for name in NEEDED:
        if name not in given:
            raise InvalidInput(f"a column {name}", "none", where)
    if not given & {"principal", "net_proceeds"}:
        raise InvalidInput("a column net_proceeds or principal", "neither", where)
    for name in sorted(given):
        if name.startswith("fee") and _fee_kind(name) is None:
            kinds = ", ".join(FEES)
            raise InvalidInput(f"fee columns that begin with {kinds}", name[:60], where)


def read_loans(batch: Batch, question: Question) -> Loans:
    """Return the loans of a batch; what is not known is NaN and a reason."""
    size = batch.num_rows
    reasons = np.zeros(size, np.int64)
    money = {name: _money(batch, name, reasons) for name in batch.schema.names if _is_money(name)}
    zero, unknown = np.zeros(size), np.full(size, _UNKNOWN_MONEY)
    principal = money.get("principal", unknown)
    net, payment = money.get("net_proceeds", unknown), money["payment"]
    last = money.get("last_payment", unknown)
    fees = {kind: _sum(money, kind, zero) for kind in FEES}
    unit, step = _period(batch, reasons)
    loans = Loans(
        disbursed=_days(batch, "disbursed_on", reasons),
        first=_days(batch, "first_payment_on", reasons),
        count=_count(batch, reasons),
        unit=unit,
        step=step,
        principal=principal,
        received=np.where(np.isnan(net), principal, net) - fees["fee_upfront"],
        payment=payment + fees["fee_each"],
        last=np.where(np.isnan(last), payment, last) + fees["fee_each"] + fees["fee_last"],
        stated=_rate(batch, reasons),
        stated_as=_stated_as(batch, reasons, question),
        lender_type=_texts(batch, "lender_type"),
        reasons=reasons,
    )
    readable = ~loans.has(int(Reason.BAD_AMOUNT))
    loans.say(readable & np.isnan(net), Reason.MISSING_NET_PROCEEDS)
    loans.say(readable & np.isnan(net) & np.isnan(principal), Reason.MISSING_PRINCIPAL)
    loans.say(readable & np.isnan(payment), Reason.MISSING_PAYMENT)
    dated = ~loans.has(FAULTS)
    loans.say(dated & (loans.first <= loans.disbursed), Reason.NO_TIME)
    loans.say(dated & ((loans.payment <= 0) | (loans.last <= 0)), Reason.BAD_AMOUNT)
    return loans


def _is_money(name: str) -> bool:
    return name in {"principal", "net_proceeds", "payment", "last_payment"} or bool(_fee_kind(name))


def _fee_kind(name: str) -> str | None:
    """Say when a fee is paid by how its column is named; a bare "fees" is paid at once."""
    if name in {"fee", "fees"}:
        return "fee_upfront"
    return next((kind for kind in FEES if name == kind or name.startswith(f"{kind}_")), None)


def _sum(money: dict[str, Floats], kind: str, zero: Floats) -> Floats:
    """Add up the fees of one kind; one that is not known counts as the least it can be."""
    some = [values for name, values in money.items() if _fee_kind(name) == kind]
    for values in some:
        zero = zero + np.nan_to_num(values)
    return zero


def _money(batch: Batch, name: str, reasons: Ints) -> Floats:
    """Return minor units; a part of one, a negative amount or no number is a bad amount."""
    values, bad = _numbers(batch.column(name))
    minor = values * _MINOR
    whole = np.rint(minor)
    with np.errstate(invalid="ignore"):
        bad |= (np.abs(minor - whole) > 1e-6 * np.maximum(1.0, np.abs(whole) * 1e-9)) | (whole < 0)
        bad |= whole >= _CENTS_MAX
    reasons[bad] |= int(Reason.BAD_AMOUNT)
    if _fee_kind(name):
        reasons[np.isnan(whole) & ~bad] |= int(Reason.MISSING_FEE)
    return np.where(bad, np.nan, whole)


def _rate(batch: Batch, reasons: Ints) -> Floats:
    if "stated_rate_percent" not in batch.schema.names:
        return np.full(int(batch.num_rows), np.nan)
    values, bad = _numbers(batch.column("stated_rate_percent"))
    with np.errstate(invalid="ignore"):
        bad |= (values < 0) | (values > _RATE_MAX)
    reasons[bad] |= int(Reason.BAD_RATE)
    return np.where(bad, np.nan, values)


def _numbers(column: Column) -> tuple[Floats, Bools]:
    """Return numbers, NaN where there are none, and where a value is no number."""
    column = _plain(column)
    if pa.types.is_decimal128(column.type):
        return _decimals(column)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        text = pc.utf8_trim_whitespace(column)
        text = pc.if_else(pc.equal(text, ""), None, text)
        fits = pc.match_substring_regex(text, r"^[+-]?[0-9]{1,15}(\.[0-9]{1,12})?$")
        bad = _bools(pc.and_(pc.is_valid(text), pc.invert(pc.fill_null(fits, fill_value=False))))
        values = pc.cast(pc.if_else(fits, text, None), pa.float64())
    else:
        values, bad = pc.cast(column, pa.float64(), safe=False), np.zeros(len(column), np.bool_)
    numbers = cast("Floats", values.to_numpy(zero_copy_only=False)).astype(np.float64)
    infinite = np.isinf(numbers)
    return np.where(infinite, np.nan, numbers), bad | infinite


def _decimals(column: Column) -> tuple[Floats, Bools]:
    """Return the nearest float of each decimal; Arrow's own cast may be off by its last bit.

    A decimal is its digits as a number of sixteen bytes, little end first.
    """
    words = np.frombuffer(column.buffers()[1], np.int64)
    words = words[2 * column.offset : 2 * (column.offset + len(column))]
    known = _bools(pc.is_valid(column))
    bad = known & (words[1::2] != words[::2] >> 63)
    return np.where(known & ~bad, words[::2] / 10.0**column.type.scale, np.nan), bad


def _count(batch: Batch, reasons: Ints) -> Ints:
    values, bad = _numbers(batch.column("payments"))
    with np.errstate(invalid="ignore"):
        bad |= (values < 1) | (values > _COUNT_MAX) | (values != np.rint(values))
    missing = np.isnan(values)
    bad &= ~missing
    reasons[bad] |= int(Reason.BAD_COUNT)
    reasons[missing] |= int(Reason.MISSING_COUNT)
    return np.where(bad | missing, 1, np.nan_to_num(values, nan=1.0)).astype(np.int64)


def _days(batch: Batch, name: str, reasons: Ints) -> Ints:
    """Return days since 1970; a text must read 2026-11-22."""
    column = _plain(batch.column(name))
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = pc.if_else(pc.equal(column, ""), None, column)
        given = _bools(pc.is_valid(column))
        column = _parsed(column)
    else:
        given = _bools(pc.is_valid(column))
        column = pc.cast(column, pa.date32(), safe=False)
    known = _bools(pc.is_valid(column))
    days = pc.fill_null(pc.cast(column, pa.int32()), 0).to_numpy(zero_copy_only=False)
    bad = (given & ~known) | (known & ((days < _FIRST_DAY) | (days > _LAST_DAY)))
    reasons[bad] |= int(Reason.BAD_DAY)
    reasons[~given] |= int(Reason.MISSING_DAY)
    return np.where(bad | ~known, 0, days).astype(np.int64)


def _parsed(column: Column) -> Column:
    """Parse days; each different text once, since a portfolio has few of them."""
    coded = column.dictionary_encode()
    days = [_day(text) for text in coded.dictionary.to_pylist()]
    return pa.array(days, pa.date32()).take(coded.indices)


def _day(text: str) -> object:
    if not _DAY.fullmatch(text):
        return None
    try:
        return np.datetime64(text, "D").item()
    except ValueError:
        return None


def _period(batch: Batch, reasons: Ints) -> tuple[Ints, Ints]:
    codes, values = _coded(batch, "period")
    table = np.array([_period_of(value) for value in values] or [(NONE, 1)], np.int64)
    unit, step = table[codes, 0], table[codes, 1]
    reasons[(codes >= 0) & (unit == NONE)] |= int(Reason.BAD_PERIOD)
    reasons[codes < 0] |= int(Reason.MISSING_PERIOD)
    return np.where(unit == NONE, 0, unit), step


def _period_of(text: str) -> tuple[int, int]:
    """Read "month", "quarter" or "2 weeks"; NONE for anything else."""
    words = text.split()
    if len(words) == 1:
        return _NAMED.get(words[0], (NONE, 1))
    if len(words) == 2 and words[0].isdecimal() and 1 <= int(words[0]) <= _STEP_MAX:
        unit = words[1] if words[1].endswith("s") else f"{words[1]}s"
        if unit in _PLURAL:
            return _PLURAL[unit], int(words[0])
    return NONE, 1


def _stated_as(batch: Batch, reasons: Ints, question: Question) -> Ints:
    if "stated_as" not in batch.schema.names:
        return np.full(int(batch.num_rows), CODES.index(question.stated_as))
    codes, values = _coded(batch, "stated_as")
    table = [CODES.index(value) if value in CODES else NONE for value in values]
    places = np.array([*table, CODES.index(question.stated_as)], np.int64)[codes]
    reasons[places == NONE] |= int(Reason.BAD_STANDARD)
    return places


def _coded(batch: Batch, name: str) -> tuple[Ints, list[str]]:
    """Return places in a list of the different texts; -1 where there is none."""
    column = _plain(batch.column(name)).cast(pa.string())
    column = pc.if_else(pc.equal(column, ""), None, column)
    coded = column.dictionary_encode()
    places = pc.fill_null(coded.indices, NONE).to_numpy(zero_copy_only=False).astype(np.int64)
    return places, cast("list[str]", coded.dictionary.to_pylist())


def _texts(batch: Batch, name: str) -> np.ndarray[Any, np.dtype[np.object_]]:
    if name not in batch.schema.names:
        return np.full(batch.num_rows, "", object)
    codes, values = _coded(batch, name)
    return np.array([*values, ""], object)[codes]


def _plain(column: Column) -> Column:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _bools(column: Column) -> Bools:
    return cast("Bools", column.to_numpy(zero_copy_only=False)).astype(np.bool_)
