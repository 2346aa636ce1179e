"""Payment tables: rows that count up from one, each with a day and amounts."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from contracts.model import Term, TermName
from contracts.terms.numbers import DAY, FIGURE, day, figure
from contracts.terms.passages import source_of
from core.patterns import words_of
from documents.matching import Searchable

_AMOUNT = r"(?:\d[\d,]*\.\d{1,2}元?|\d[\d,]*元)"  # a bare whole number may be the next row's
_ROW = words_of(
    rf"(?:第)?(?P<number>\d{{1,3}})(?:期)?[\s|,:、.]*(?P<day>{DAY})"
    rf"(?P<amounts>(?:[ |:¥$£€]*{_AMOUNT})+)"
)
_FIGURE = words_of(FIGURE)
_CENT = Decimal("0.011")


def payment_rows(file: Searchable) -> tuple[Term, ...]:
    """Return the payments of the table, in order; none where there is no table."""
    rows: list[re.Match[str]] = []
    for found in _ROW.finditer(file.text):
        if int(found.group("number")) == len(rows) + 1:
            rows.append(found)
    if len(rows) < 2:
        return ()
    amounts = [[figure(text) for text in _FIGURE.findall(row.group("amounts"))] for row in rows]
    column = _total_column(amounts)
    return tuple(
        Term(
            TermName.PAYMENT,
            values[column],
            period=day(row.group("day")).isoformat(),
            source=source_of(file, row.start(), row.end()),
        )
        for row, values in zip(rows, amounts, strict=True)
    )


def _total_column(rows: list[list[Decimal]]) -> int:
    """Return the column that is the sum of two others in each row; otherwise the first."""
    width = min(len(row) for row in rows)
    for column in range(width):
        others = [index for index in range(width) if index != column]
        for left, right in itertools.combinations(others, 2):
            if all(abs(row[left] + row[right] - row[column]) < _CENT for row in rows):
                return column
    return 0
