"""Twenty thousand loans against an oracle written from the laws' own words, at forty digits.

Nothing of the product is used to count days, to find a unit-period or to value a flow. The oracle
does not solve: it evaluates its own equation just below and just above the rate that the product
gives. Opposite signs there prove that the oracle's own rate lies between.

Sources: 12 CFR 1026 Appendix J (b)(1)-(8); 2008/48/EC Annex I with SWD(2012)128, 4.1.1; PBOC
Announcement [2021] No. 3 with the example of its annex; days over 365.
"""

from __future__ import annotations

import calendar
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest

from apr.model import DatedAmount, Regularity
from apr.rates import rate_of

LOANS = 20_000
SHARE = mpmath.mpf(10) ** -16
STANDARDS = ("us-appendix-j", "eu-aprc", "cn-simple", "cn-irr", "xirr-365")


@dataclass
class Loan:
    advances: dict[date, int]
    payments: dict[date, int]

    @property
    def days(self) -> list[date]:
        return sorted({*self.advances, *self.payments})

    @property
    def start(self) -> date:
        return min(self.advances)

    def net(self, day: date) -> int:
        return self.payments.get(day, 0) - self.advances.get(day, 0)


# The calendar, from scratch.


def length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def moved(day: date, months: int, wanted: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(wanted, length(year, month + 1)))


def is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def day_of_the_series(loan: Loan) -> int:
    """(b)(3)(iv): a last-day series runs from last day to last day; the 30th uses February's."""
    later = [day for day in loan.days if day > loan.start]
    if all(day.day == loan.start.day or is_last(day) for day in later) and all(
        day.day <= loan.start.day for day in later
    ):
        return loan.start.day
    if all(is_last(day) for day in later) and max(day.day for day in later) > 28:
        return 31
    return max(day.day for day in later)


def back(start: date, end: date, series: int) -> tuple[int, int]:
    """Months measured back from the later date, and days forward from the earlier one."""
    wanted = max(series, end.day) if is_last(end) else end.day
    months = 0
    while moved(end, -(months + 1), wanted) >= start:
        months += 1
    return months, (moved(end, -months, wanted) - start).days


# (b)(4): the unit-period is the common period that occurs most often.


def periods(loan: Loan) -> list[tuple[date, date]]:
    found = []
    for side in (loan.advances, loan.payments):
        found += pairwise([loan.start, *(day for day in sorted(side) if day > loan.start)])
    return found


def names(earlier: date, later: date) -> list[tuple[str, int]]:
    """Every way to name a period; (b)(5) counts no unit-period of days but one, or weeks."""
    found, days = [], (later - earlier).days
    ends = (is_last(earlier) and later.day >= earlier.day) or (
        is_last(later) and earlier.day >= later.day
    )
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    if (earlier.day == later.day or ends) and months:
        found.append(("months", months))
    if days % 7 == 0 or not found:
        found.append(("days", days))
    return found


def nominal(name: tuple[str, int]) -> int:
    return name[1] * (30 if name[0] == "months" else 1)


def unit_period(loan: Loan, *, semimonthly: bool) -> tuple[str, int]:
    if semimonthly:
        return ("semimonths", 1)
    spans = periods(loan)
    if len(loan.advances) == 1 and len(loan.payments) == 1:
        [span] = spans
        found = dict(names(*span))
        if back(*span, span[1].day)[0] >= 12:
            return ("months", 12)
        return (
            ("months", found["months"]) if "months" in found else ("days", (span[1] - span[0]).days)
        )
    counted = Counter(name for span in spans for name in names(*span))
    common = [
        name
        for name, times in counted.items()
        if times > 1 and (name[1] <= 12 if name[0] == "months" else name[1] <= 365)
    ]
    return min(common, key=lambda name: (-counted[name], nominal(name)))


def appendix_j(loan: Loan, *, semimonthly: bool):
    """(b)(5) and (b)(6): full unit-periods, the fraction, and unit-periods a year."""
    unit, count = unit_period(loan, semimonthly=semimonthly)
    series = day_of_the_series(loan)
    times = {}
    for day in loan.days:
        days = (day - loan.start).days
        if unit == "days":
            whole, left = divmod(days, count)
            times[day] = whole, Fraction(left, count)
            continue
        months, left = back(loan.start, day, series)
        if unit == "months" and count == 12:
            years, rest = divmod(months, 12)
            part = Fraction(rest, 12)
            if left:
                wanted = max(series, day.day)
                part = Fraction((moved(day, -12 * years, wanted) - loan.start).days, 365)
            times[day] = years, part
            continue
        equal = 15 if unit == "semimonths" else 30 * count
        whole, rest = divmod(30 * months + left, equal)
        times[day] = whole, Fraction(rest, equal)
    if unit == "days":
        a_year = Fraction(52 * 7, count) if count % 7 == 0 else Fraction(365, count)
        if len(loan.days) == 2:
            a_year = Fraction(365, count)
    else:
        a_year = Fraction(24) if unit == "semimonths" else Fraction(12, count)
    return times, a_year, (unit, count)


def regular(loan: Loan, times: dict) -> bool:
    """1026.22(a)(3): several advances, odd periods or odd amounts; but ends may be odd."""
    points = [sum(times[day]) for day in sorted(loan.payments)]
    middle = {loan.payments[day] for day in sorted(loan.payments)[1:-1]}
    even = all(later - earlier == 1 for earlier, later in pairwise(points))
    return len(loan.advances) == 1 and even and len(middle) < 2


# Present values, as of the first day, at forty digits.


def value_j(loan: Loan, percent, times, a_year):
    rate = percent / 100 / (mpmath.mpf(a_year.numerator) / a_year.denominator)
    total = mpmath.mpf(0)
    for day, (whole, part) in times.items():
        bearing = 1 + rate * part.numerator / part.denominator
        total += loan.net(day) / (bearing * (1 + rate) ** whole)
    return total


def eu_times(loan: Loan, unit: tuple[str, int]) -> dict[date, tuple[int, int, int]]:
    """Whole weeks or months back from the later date; days left over the year they end in."""
    series, weekly = day_of_the_series(loan), unit[0] == "days" and unit[1] % 7 == 0
    times = {}
    for day in loan.days:
        if weekly:
            whole, left = divmod((day - loan.start).days, 7)
        else:
            whole, left = back(loan.start, day, series)
        last = loan.start + timedelta(days=left)
        times[day] = whole, left, (last - moved(last, -12, last.day)).days
    return times, 52 if weekly else 12


def value_eu(loan: Loan, percent, times, a_year):
    growth = 1 + percent / 100
    step = mpmath.power(growth, mpmath.mpf(-1) / a_year)
    total = mpmath.mpf(0)
    for day, (whole, left, year) in times.items():
        factor = step**whole
        if left:
            factor *= mpmath.power(growth, mpmath.mpf(-left) / year)
        total += loan.net(day) * factor
    return total


def cn_times(loan: Loan) -> dict[date, int] | None:
    """One instalment a month; None where the announcement's example does not say how to count."""
    first, *later = [day for day in loan.days if day > loan.start]
    steps = [dict(names(first, day)).get("months") for day in later]
    if len(loan.advances) > 1 or not later or None in steps or (first - loan.start).days < 15:
        return None
    begin = max(1, back(loan.start, first, day_of_the_series(loan))[0])
    return {
        loan.start: 0,
        first: begin,
        **dict(zip(later, (begin + s for s in steps), strict=True)),
    }


def value_cn(loan: Loan, percent, times, *, simple: bool):
    rate = percent / 1200 if simple else mpmath.power(1 + percent / 100, mpmath.mpf(1) / 12) - 1
    return sum(loan.net(day) * (1 + rate) ** -whole for day, whole in times.items())


def value_days(loan: Loan, percent):
    step = mpmath.power(1 + percent / 100, mpmath.mpf(-1) / 365)
    return sum(loan.net(day) * step ** (day - loan.start).days for day in loan.days)


# Loans of every kind.


def random_loan(chance: random.Random) -> tuple[Loan, bool]:
    kind = chance.choice(["months", "months", "months", "weeks", "semimonth", "single", "ends"])
    start = date(2005, 1, 1) + timedelta(days=chance.randrange(7500))
    if kind != "ends":
        start = start.replace(day=min(start.day, 27))
    count = 1 if kind == "single" else chance.choice([3, 4, 6, 10, 12, 12, 18, 24, 36])
    days = series_of(chance, kind, start, count)
    lent = chance.randrange(50_000, 20_000_000)
    advances = {start: lent}
    if kind in {"months", "weeks"} and chance.random() < 0.15:
        extra = chance.choice([day for day in days[:3] if day > start])
        advances[extra - timedelta(days=0)] = lent // chance.randrange(3, 9)
    paid = int(sum(advances.values()) * (1 + chance.uniform(0.001, 0.04) * count) / count) + 2
    payments = dict.fromkeys(days, paid)
    oddities(chance, payments, skips=kind != "semimonth")
    if chance.random() < 0.2:
        advances[start] -= lent // 40
    if chance.random() < 0.1 and kind != "single":
        payments[days[-1]] += lent // 2
    return Loan(advances, payments), kind == "semimonth"


def series_of(chance: random.Random, kind: str, start: date, count: int) -> list[date]:
    if kind == "single":
        return [start + timedelta(days=chance.choice([7, 14, 30, 31, 46, 90, 181, 365, 900]))]
    if kind == "semimonth":
        begin = moved(start, 1, 1)
        pair = chance.choice([(1, 16), (15, 31), (5, 20)])
        return [moved(begin, i // 2, pair[i % 2]) for i in range(max(count, 6))]
    if kind == "ends":
        series, months = chance.choice([29, 30, 31]), chance.choice([1, 1, 1, 3])
        begin = moved(start, 1, series)
        return [moved(begin, months * index, series) for index in range(max(count, 6))]
    first = start + timedelta(days=chance.randrange(16, 62))
    first = first.replace(day=min(first.day, 27))
    if first <= start:
        first += timedelta(days=16)
        first = first.replace(day=min(first.day, 27))
    if kind == "weeks":
        step = 7 * chance.choice([1, 2, 2, 4])
        return [first + timedelta(days=step * index) for index in range(count)]
    step = chance.choice([1, 1, 1, 1, 2, 3, 6])
    return [moved(first, step * index, first.day) for index in range(count)]


def oddities(chance: random.Random, payments: dict[date, int], *, skips: bool) -> None:
    """Skipped payments, steps, odd ends, seasons."""
    days = sorted(payments)
    if skips and len(days) >= 6 and chance.random() < 0.15:
        for day in days[3:5]:
            del payments[day]
    if chance.random() < 0.2:
        for day in list(payments)[len(days) // 2 :]:
            payments[day] = payments[day] * 5 // 4
    if chance.random() < 0.3:
        payments[max(payments)] += chance.randrange(1, 900)


def flows(loan: Loan) -> tuple[list[DatedAmount], list[DatedAmount]]:
    return tuple(
        [DatedAmount(day, Decimal(amount).scaleb(-2)) for day, amount in side.items()]
        for side in (loan.advances, loan.payments)
    )


def between(value, exact: Decimal) -> bool:
    """Whether the oracle's value changes its sign within a share of 10^-16 of the rate."""
    rate = mpmath.mpf(str(exact))
    width = SHARE * max(rate, 1)
    return value(rate - width) > 0 > value(rate + width)


@pytest.mark.parametrize("part", range(4))
def test_twenty_thousand_loans_by_the_words_of_the_law(part: int) -> None:
    chance = random.Random(1978 + part)
    seen: Counter[str] = Counter()
    with mpmath.workdps(40):
        while sum(seen.values()) - seen["several"] < LOANS // 4:
            loan, semimonthly = random_loan(chance)
            if sum(loan.payments.values()) <= sum(loan.advances.values()):
                continue
            code = STANDARDS[sum(seen.values()) % len(STANDARDS)]
            if code.startswith("cn-") and cn_times(loan) is None:
                code = "us-appendix-j"
            result = rate_of(*flows(loan), code)
            if len(result.roots_percent) == 1:
                seen[judge(loan, code, result, semimonthly=semimonthly)] += 1
            else:
                seen["several"] += 1
    assert seen["several"] < LOANS // 4 * 0.02
    assert min(seen[kind] for kind in ("regular", "irregular", "eu", "cn", "days")) > 500, seen


def judge(loan: Loan, code: str, result, *, semimonthly: bool) -> str:
    exact = result.apr_exact
    times, a_year, unit = appendix_j(loan, semimonthly=semimonthly)
    if code == "us-appendix-j":
        even = regular(loan, times)
        assert between(lambda rate: value_j(loan, rate, times, a_year), exact), (loan, unit)
        assert (result.regularity is Regularity.REGULAR) == even, loan
        assert result.tolerance_pp == (Decimal("0.125") if even else Decimal("0.25"))
        return "regular" if even else "irregular"
    if code == "eu-aprc":
        by_weeks, whole = eu_times(loan, unit)
        assert between(lambda rate: value_eu(loan, rate, by_weeks, whole), exact), (loan, unit)
        return "eu"
    if code == "xirr-365":
        assert between(lambda rate: value_days(loan, rate), exact), loan
        return "days"
    months, simple = cn_times(loan), code == "cn-simple"
    assert between(lambda rate: value_cn(loan, rate, months, simple=simple), exact), loan
    return "cn"
