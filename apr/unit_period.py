"""Finds the unit-period of a loan from its dates, and says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from apr.calendar import (
    DAYS_A_MONTH,
    DAYS_A_YEAR,
    MONTHS_A_YEAR,
    WEEKS_A_YEAR,
    months_and_days,
    whole_months,
)
from apr.model import Interval, UnitPeriod
from core.text import Text

_Key = tuple[Interval, int]

# For "the smaller of such common periods": nominal days of one interval.
_NOMINAL_DAYS = {
    Interval.DAY: 1,
    Interval.WEEK: 7,
    Interval.SEMIMONTH: 15,
    Interval.MONTH: DAYS_A_MONTH,
    Interval.YEAR: DAYS_A_YEAR,
}
_MEAN_MONTH = Fraction(DAYS_A_YEAR, MONTHS_A_YEAR)
_SEMIMONTH_DAYS = range(13, 19)
_NAMES_ZH = {
    Interval.DAY: "天",
    Interval.WEEK: "周",
    Interval.SEMIMONTH: "个半月期",
    Interval.MONTH: "个月",
    Interval.YEAR: "年",
}


def detect(advances: Sequence[date], payments: Sequence[date]) -> UnitPeriod:
    """Find the unit-period: the most frequent common period, up to one year.

    Args:
        advances: the days of the advances, rising, each once; not empty.
        payments: the days of the payments after the first advance, likewise.

    Source:
        12 CFR 1026, Appendix J (b)(3)-(5).
    """
    start = min(advances[0], payments[0])
    if len(advances) == 1 and len(payments) == 1:
        return _single(*sorted((advances[0], payments[0])))
    spans = [*_spans(start, advances), *_spans(start, payments)]
    found: Counter[_Key] = Counter()
    for series in (advances, payments):
        found.update(_candidates(start, series))
    common = {key: times for key, times in found.items() if times > 1}
    if not common:
        return _average(spans)
    key = min(common, key=lambda each: (-common[each], _length(each)))
    ties = [other for other in common if common[other] == common[key] and other != key]
    return _period(*key, _common_reason(key, common[key], len(spans), tied=bool(ties)))


def period_of(interval: Interval, count: int, reason: Text | None = None) -> UnitPeriod:
    """Return a unit-period of so many intervals, with its number a year."""
    return _period(interval, count, reason)


def name_zh(interval: Interval, count: int) -> str:
    """Return the Chinese name of a period, such as 1个月 or 2周."""
    return f"{count}{_NAMES_ZH[interval]}"


def _length(key: _Key) -> int:
    return _NOMINAL_DAYS[key[0]] * key[1]


def _spans(start: date, series: Sequence[date]) -> list[tuple[date, date]]:
    """Return the periods of one series, the one before its first day included."""
    points = [start, *(day for day in series if day > start)]
    return list(pairwise(points))


def _candidates(start: date, series: Sequence[date]) -> list[_Key]:
    """Name each period by every standard interval it equals; a year at most."""
    spans = _spans(start, series)
    keys: list[_Key] = []
    for index, (earlier, later) in enumerate(spans):
        days = (later - earlier).days
        months = whole_months(earlier, later)
        if months and months <= MONTHS_A_YEAR:
            keys.append(_months_key(months))
        if days % 7 == 0 and days // 7 <= WEEKS_A_YEAR:
            keys.append((Interval.WEEK, days // 7))
        half = days in _SEMIMONTH_DAYS and _in_half_months(spans, index)
        if half:
            keys.append((Interval.SEMIMONTH, 1))
        elif days % 7 and not months and days <= DAYS_A_YEAR:
            # 15 days within a series of half months are no interval of their own.
            keys.append((Interval.DAY, days))
    return keys


def _in_half_months(spans: Sequence[tuple[date, date]], index: int) -> bool:
    """Whether a period and one of its neighbours together make one month."""
    pairs = [(spans[i][0], spans[i + 1][1]) for i in (index - 1, index) if 0 <= i < len(spans) - 1]
    return any(whole_months(*pair) == 1 for pair in pairs)


def _months_key(months: int) -> _Key:
    return (Interval.YEAR, 1) if months == MONTHS_A_YEAR else (Interval.MONTH, months)


def _period(interval: Interval, count: int, reason: Text | None) -> UnitPeriod:
    a_year = {
        Interval.DAY: Fraction(DAYS_A_YEAR),
        Interval.WEEK: Fraction(WEEKS_A_YEAR),
        Interval.SEMIMONTH: Fraction(24),
        Interval.MONTH: Fraction(MONTHS_A_YEAR),
        Interval.YEAR: Fraction(1),
    }
    return UnitPeriod(interval, count, a_year[interval] / count, reason)


def _common_reason(key: _Key, times: int, periods: int, *, tied: bool) -> Text:
    name = UnitPeriod(*key, Fraction(1)).name
    en = f"{name}: occurs {times} times among {periods} periods, the most frequent"
    zh = f"{name_zh(*key)}：在{periods}个期间中出现{times}次，最为常见"
    if tied:
        en += "; the smaller of those equally frequent"
        zh += ";次数相同者取较短的"
    return Text(zh=zh, en=en)


def _single(start: date, end: date) -> UnitPeriod:
    """One advance, one payment: the term itself, up to a year; (b)(4)(ii), (b)(5)(vi)-(vii)."""
    months = whole_months(start, end)
    if months and months < MONTHS_A_YEAR:
        key = (Interval.MONTH, months)
    elif months_and_days(start, end, end.day)[0] >= MONTHS_A_YEAR or months == MONTHS_A_YEAR:
        key = (Interval.YEAR, 1)
    else:
        key = (Interval.DAY, (end - start).days)
    name = UnitPeriod(*key, Fraction(1)).name
    reason = Text(
        zh=f"{name_zh(*key)}：一次放款、一次还款，以期限为单位期，最长一年",
        en=f"{name}: one advance and one payment, so the term itself, up to a year",
    )
    return _period(*key, reason)


def _average(spans: Sequence[tuple[date, date]]) -> UnitPeriod:
    """No common period: the average rounded to a standard interval, ties to the lower."""
    months = [whole_months(*span) for span in spans]
    if all(months):
        mean = Fraction(sum(count or 0 for count in months), len(months))
        key = _months_key(min(max(_half_down(mean), 1), MONTHS_A_YEAR))
    else:
        total = sum((later - earlier for earlier, later in spans), timedelta())
        mean = Fraction(total.days, len(spans))
        key = min(_standard_intervals(), key=lambda each: (abs(each[1] - mean), each[1]))[0]
    name = UnitPeriod(*key, Fraction(1)).name
    reason = Text(
        zh=f"{name_zh(*key)}：没有重复出现的期间，取各期平均后就近取整",
        en=f"{name}: no period occurs twice, so their average, to the nearest standard interval",
    )
    return _period(*key, reason)


def _half_down(value: Fraction) -> int:
    whole, rest = divmod(value.numerator, value.denominator)
    return whole + (2 * rest > value.denominator)


def _standard_intervals() -> list[tuple[_Key, Fraction]]:
    """Return each interval of (b)(3)(iii) with its days: day, weeks, semimonth, months."""
    rows: list[tuple[_Key, Fraction]] = [
        ((Interval.DAY, 1), Fraction(1)),
        ((Interval.SEMIMONTH, 1), _MEAN_MONTH / 2),
    ]
    rows += [((Interval.WEEK, weeks), Fraction(7 * weeks)) for weeks in range(1, WEEKS_A_YEAR + 1)]
    rows += [(_months_key(months), _MEAN_MONTH * months) for months in range(1, MONTHS_A_YEAR + 1)]
    return rows
