"""Payment tables: rows that count up from one, each with a day and amounts."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from contracts.model import Term, TermName
from contracts.terms.numbers import DAY, FIGURE, MONEY, day, figure, money, readable
from contracts.terms.passages import source_of
from core.patterns import words_of
from documents.matching import Searchable

_AMOUNT = r"(?:\d[\d,]*\.\d{1,2}元?|\d[\d,]*元)"  # a bare whole number may be the next row's
_LABEL = r"(?:[\u4e00-\u9fff]{1,8}:?|[A-Za-z][A-Za-z ]{1,24}:?)?"  # a cell may name its column
_ROW = words_of(
    rf"(?:第)?(?P<number>\d{{1,3}})(?:期)?[\s|,:、.]*(?P<day>{DAY})"
    rf"(?P<amounts>(?:[ |¦:¥$£€]*{_LABEL}[ :¥$£€]*{_AMOUNT})+)"
)
_AND = r"(?:,? and |, ?|、|和|及)"
# "£145 on 1 May, £145 on 1 June and £146 on 1 July"; "5月1日还145元、6月1日还145元".
_PAIRS = words_of(
    rf"{MONEY} on {DAY}(?:{_AND}{MONEY} on {DAY})+"
    rf"|{DAY}[归偿]?[还付]{MONEY}(?:{_AND}{DAY}[归偿]?[还付]{MONEY})+",
    re.IGNORECASE,
)
# "€150 on each of 21 December, 21 January and 21 February".
_EACH_OF = words_of(
    rf"(?P<amount>{MONEY}) (?:is |are )?(?:due |payable )?on (?:each of )?"
    rf"(?P<days>{DAY}(?:{_AND}{DAY})+)",
    re.IGNORECASE,
)
# "6月20日归还本金80,000元、利息6,400元,共计86,400元", "归还31,104元(本金30,000元,利息1,104元)".
_PARTS = rf"本金{MONEY}[,、和及加]*利息{MONEY}"
_AT_ONCE = words_of(
    rf"(?P<day>{DAY})[^。;\n\d]{{0,16}}?[归偿]?还"
    rf"(?:(?P<whole>{MONEY})\({_PARTS}\)|{_PARTS}(?:[^。;\n\d]{{0,10}}(?P<sum>{MONEY}))?)"
)
_ONCE = words_of(r"到期(?:日|时)?一次|利随本清|一次性还本付息|一次还本付息")
_DAY = words_of(DAY)
_MONEY = words_of(MONEY)
_FIGURE = words_of(FIGURE)
_CENT = Decimal("0.011")


def payment_rows(file: Searchable) -> tuple[Term, ...]:
    """Return the payments of the table, in order; none where there is no table."""
    rows: list[re.Match[str]] = []
    for found in _ROW.finditer(file.text):
        if int(found.group("number")) == len(rows) + 1:
            rows.append(found)
    if len(rows) < 2:
        return _listed(file)
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


def _listed(file: Searchable) -> tuple[Term, ...]:
    """Return payments that a sentence lists with their days, the first such sentence's."""
    if pairs := _PAIRS.search(file.text):
        days, amounts = _DAY.findall(pairs.group()), _MONEY.findall(pairs.group())
        span = pairs.span()
    elif each := _EACH_OF.search(file.text):
        days = _DAY.findall(each.group("days"))
        amounts, span = [each.group("amount")] * len(days), each.span()
    elif (once := _AT_ONCE.search(file.text)) and _ONCE.search(file.text):
        days, span = [once.group("day")], once.span()
        amounts = [once.group("whole") or once.group("sum") or ""]
        if not amounts[0]:
            return ()
    else:
        return ()
    if len(days) != len(amounts) or not all(readable(text) for text in amounts):
        return ()
    source = source_of(file, *span)
    return tuple(
        Term(TermName.PAYMENT, money(amount)[0], period=day(on).isoformat(), source=source)
        for on, amount in zip(days, amounts, strict=True)
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
