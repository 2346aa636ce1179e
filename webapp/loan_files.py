"""Files of loans: rows in from CSV or Parquet, what is owed out to both, one row a loan."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast

from contracts.products.letters import Addressee
from contracts.products.loan_rows import FEES, fee_kind
from contracts.products.refunds import Refund
from core.errors import InvalidInput

_BATCH: Final = 4096
_COSTS_MORE: Final = ("understated", "hidden_cost", "above_line_simple", "above_line_compound")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the refund file: its name, its kind in Parquet, and how to get it."""

    name: str
    kind: str  # text | day | whole | flag | amount | percent | factor
    get: Callable[[Refund], object]


COLUMNS: tuple[Column, ...] = (
    Column("loan_id", "text", lambda one: one.loan.loan_id),
    Column("offer_code", "text", lambda one: one.loan.offer_code),
    Column("currency", "text", lambda one: one.loan.currency),
    Column("disbursed_on", "day", lambda one: one.loan.disbursed_on),
    Column("principal", "amount", lambda one: one.loan.principal),
    Column("net_proceeds", "amount", lambda one: one.loan.net_proceeds),
    Column("payment", "amount", lambda one: one.loan.payment),
    Column("last_payment", "amount", lambda one: one.loan.last_payment),
    Column("payments", "whole", lambda one: one.loan.payments),
    Column("payments_counted", "whole", lambda one: one.counted),
    Column("counted_by_due_day", "flag", lambda one: one.assumed),
    Column("standard", "text", lambda one: one.standard),
    Column("real_rate_percent", "percent", lambda one: one.real_percent),
    Column("compared_rate_percent", "percent", lambda one: one.compared_percent),
    Column("factor", "factor", lambda one: one.factor),
    Column("payment_at_compared_rate", "amount", lambda one: one.fair_payment),
    Column("last_payment_at_compared_rate", "amount", lambda one: one.fair_last),
    Column("owed", "amount", lambda one: one.owed),
    Column("payments_to_come", "whole", lambda one: one.coming),
    Column("lower_each_by", "amount", lambda one: one.lower_by),
    Column("not_counted", "text", lambda one: one.why.value if one.why else None),
    Column("arithmetic_zh", "text", lambda one: one.arithmetic.zh),
    Column("arithmetic_en", "text", lambda one: one.arithmetic.en),
)


def read_rows(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the place and the row of each loan; a few thousand rows are in memory at a time.

    Raises:
        InvalidInput: the file is no table of loans, or has a fee that nothing here counts.
    """
    rows = _parquet_rows(path) if path.suffix == ".parquet" else _csv_rows(path)
    for number, row in enumerate(rows, start=1):
        if number == 1:
            _check_columns(row, path.name)
        yield f"{path.name} row {number}", row


def read_people(path: Path) -> dict[str, Addressee]:
    """Return whom to write to by loan, from the lender's own file: loan_id, name, address.

    Raises:
        InvalidInput: a row has no loan or no name.
    """
    people: dict[str, Addressee] = {}
    for place, row in read_rows(path):
        loan, name = (str(row.get(column) or "").strip() for column in ("loan_id", "name"))
        if not loan or not name:
            raise InvalidInput("a loan_id and a name", "a row without", place)
        people[loan] = Addressee(name, str(row.get("address") or "").strip())
    return people


def read_flagged(path: Path) -> frozenset[str]:
    """Return the loans that `candor audit-portfolio` says cost more than was told, or a line.

    Raises:
        InvalidInput: the file is not what that command writes.
    """
    found: set[str] = set()
    for place, row in read_rows(path):
        if "loan_id" not in row or "reasons" not in row:
            raise InvalidInput("loan_id and reasons", "other columns", place)
        codes = row["reasons"]
        if any(code in str(codes) for code in _COSTS_MORE):
            found.add(str(row["loan_id"]))
    return frozenset(found)


class RefundFiles:
    """The refund file in both forms, written as the loans come."""

    def __init__(self, text: Any, table: Any) -> None:
        """Made by `refund_files` only."""
        self._csv, self._table = csv.writer(text), table
        self._waiting: list[Refund] = []
        self._csv.writerow([column.name for column in COLUMNS])

    def add(self, refund: Refund) -> None:
        """Write one loan."""
        self._csv.writerow([_plain(column.get(refund)) for column in COLUMNS])
        self._waiting.append(refund)
        if len(self._waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits for the columnar form."""
        pa = _pyarrow()
        arrays: dict[str, Any] = {
            column.name: pa.array([column.get(one) for one in self._waiting], _arrow(column.kind))
            for column in COLUMNS
        }
        self._table.write_table(pa.table(arrays, schema=_schema()))
        self._waiting.clear()


@contextmanager
def refund_files(folder: Path) -> Generator[RefundFiles]:
    """Open refunds.csv and refunds.parquet, for this user alone; whole or not at all."""
    parquet = _parquet()
    names = ("refunds.csv", "refunds.parquet")
    fresh = [folder / f".{name}.new" for name in names]
    for path in fresh:
        path.touch(mode=0o600)
    try:
        # The mark at the start lets spreadsheets read the Chinese.
        with (
            fresh[0].open("w", encoding="utf-8-sig", newline="") as text,
            parquet.ParquetWriter(fresh[1], _schema()) as table,
        ):
            files = RefundFiles(text, table)
            yield files
            files.flush()
        for path, name in zip(fresh, names, strict=True):
            path.replace(folder / name)
    finally:
        for path in fresh:
            path.unlink(missing_ok=True)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    # A spreadsheet would take such a text for a formula.
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text


def _pyarrow() -> Any:
    """Load it only for the commands that need it; it comes without types."""
    return import_module("pyarrow")


def _parquet() -> Any:
    return import_module("pyarrow.parquet")


def _arrow(kind: str) -> Any:
    pa = _pyarrow()
    kinds: dict[str, Any] = {
        "text": pa.string(),
        "day": pa.date32(),
        "whole": pa.int32(),
        "flag": pa.bool_(),
        "amount": pa.decimal128(24, 4),
        "percent": pa.decimal128(12, 4),
        "factor": pa.decimal128(14, 12),
    }
    return kinds[kind]


def _schema() -> Any:
    pa = _pyarrow()
    return pa.schema([(column.name, _arrow(column.kind)) for column in COLUMNS])


def _check_columns(row: Mapping[str, object], name: str) -> None:
    for column in row:
        if column.startswith("fee") and fee_kind(column) is None:
            expected = f"fee columns that begin with {', '.join(FEES)}"
            raise InvalidInput(expected, column[:40], f"{name} columns")


def _csv_rows(path: Path) -> Iterator[Mapping[str, object]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for row in csv.DictReader(file, strict=True):
                if None in row or None in row.values():
                    raise InvalidInput("as many cells as columns", "another number", path.name)
                yield cast("Mapping[str, object]", row)
        except UnicodeDecodeError:
            raise InvalidInput("a text in UTF-8", "other bytes", path.name) from None
        except csv.Error:
            raise InvalidInput("a table in CSV", "something else", path.name) from None


def _parquet_rows(path: Path) -> Iterator[Mapping[str, object]]:
    try:
        file = _parquet().ParquetFile(path)
    except _pyarrow().ArrowInvalid:
        raise InvalidInput("a Parquet file", "something else", path.name) from None
    with file:
        for batch in file.iter_batches(_BATCH):
            yield from cast("list[dict[str, object]]", batch.to_pylist())
