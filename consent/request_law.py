"""By when a request is to be answered, and what a law keeps from being erased: dated rows.

A row is verified only where the words of its article were read. China's law says "in time" and
gives no number of days; the house answers within 15 working days, a number known second-hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from core.dates import ZONE, add_months, day_of
from core.text import Text

_COPY: Final = "LawRefBook/Laws@2f4c5c23"
_UNREAD: Final = "not read"
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """By when requests are to be answered under one law.

    Args:
        kinds: codes of the requests it is for; empty where it is for all that have no own row.
        working_days, days, months: how long from asking; exactly one is above 0.
        extension_months: how much longer at most, once, with reasons given; 0 for none.
        law: the article as people cite it.
        verified: whether the number stands in a text that was read.
    """

    code: str
    jurisdiction: str
    law: Text
    since: date
    until: date | None
    source: str
    verified: bool
    kinds: tuple[str, ...] = ()
    working_days: int = 0
    days: int = 0
    months: int = 0
    extension_months: int = 0


CLOCKS: tuple[Clock, ...] = (
    Clock(
        "cn-working-days-15",
        "cn",
        Text(
            "《个人信息保护法》第 50 条要求及时处理；15 个工作日为二手所知，未核对原文",
            "Personal Information Protection Law, art. 50: in time; the 15 working days are known"
            " second-hand and unverified",
        ),
        date(2021, 11, 1),
        None,
        f"{_COPY} for article 50; the number: {_UNREAD}",
        verified=False,
        working_days=15,
    ),
    Clock(
        "cn-credit-reference-25",
        "cn",
        Text("《征信业管理条例》第 25 条：20 日", "Credit Reference Regulation, art. 25: 20 days"),
        date(2013, 3, 15),
        None,
        _COPY,
        verified=True,
        kinds=("correct",),
        days=20,
    ),
    Clock(
        "eu-gdpr-12-3",
        "eu",
        Text(
            "GDPR 第 12 条第 3 款：一个月，可再延长两个月（未核对原文）",
            "GDPR, art. 12(3): one month, two more where needed (unverified)",
        ),
        date(2018, 5, 25),
        None,
        _UNREAD,
        verified=False,
        months=1,
        extension_months=2,
    ),
    Clock(
        "uk-gdpr-12-3",
        "uk",
        Text(
            "英国 GDPR 第 12 条第 3 款：一个月，可再延长两个月（未核对原文）",
            "UK GDPR, art. 12(3): one month, two more where needed (unverified)",
        ),
        date(2021, 1, 1),
        None,
        _UNREAD,
        verified=False,
        months=1,
        extension_months=2,
    ),
    Clock(
        "us-days-45",
        "us",
        Text(
            "45 日，依加州规则所知（未核对原文）", "45 days, as the Californian rules (unverified)"
        ),
        date(2020, 1, 1),
        None,
        _UNREAD,
        verified=False,
        days=45,
    ),
)


@dataclass(frozen=True, slots=True)
class Retention:
    """What one law keeps from being erased.

    Args:
        categories: the kinds of data it keeps.
        years: at least so long, counted from the end of the loan at the earliest.
    """

    code: str
    jurisdiction: str
    law: Text
    categories: tuple[str, ...]
    years: int
    since: date
    until: date | None
    source: str
    verified: bool


RETENTIONS: tuple[Retention, ...] = (
    Retention(
        "cn-aml-34-identity",
        "cn",
        Text(
            "《反洗钱法》第 34 条：客户身份资料在业务关系结束后至少保存十年",
            "Anti-Money Laundering Law, art. 34: a customer's identity data, at least ten years"
            " after the relationship ends",
        ),
        ("identity", "contact"),
        10,
        date(2025, 1, 1),
        None,
        _COPY,
        verified=True,
    ),
    Retention(
        "cn-aml-34-transaction",
        "cn",
        Text(
            "《反洗钱法》第 34 条：客户交易信息在交易结束后至少保存十年",
            "Anti-Money Laundering Law, art. 34: data on transactions, at least ten years after"
            " each",
        ),
        ("contract",),
        10,
        date(2025, 1, 1),
        None,
        _COPY,
        verified=True,
    ),
    *(
        Retention(
            code,
            code[:2],
            Text(f"{zh}（未核对原文）", f"{en} (unverified)"),
            ("identity", "contact", "contract"),
            5,
            since,
            None,
            _UNREAD,
            verified=False,
        )
        for code, zh, en, since in (
            ("eu-amld-40", "欧盟反洗钱指令第 40 条：五年", "EU AML Directive, art. 40: five years",
             date(2017, 6, 26)),
            ("uk-mlr-40", "英国反洗钱条例第 40 条：五年", "UK AML Regulations, reg. 40: five years",
             date(2017, 6, 26)),
            ("us-bsa-1010-430", "美国银行保密法规则 1010.430：五年",
             "US BSA rules, 1010.430: five years", date(2011, 3, 1)),
        )
    ),
)  # fmt: skip


def clock_for(jurisdiction: str, kind: str, day: date) -> Clock:
    """Return the one row that says by when a request of a kind is to be answered.

    A law's own row for the kind goes before its general one.

    Raises:
        LookupError: no row, or more than one, is in force: the table is wrong.
    """
    rows = [
        one
        for one in CLOCKS
        if one.jurisdiction == jurisdiction and _in_force(one.since, one.until, day)
    ]
    own = [one for one in rows if kind in one.kinds] or [one for one in rows if not one.kinds]
    if len(own) != 1:
        raise LookupError(f"{len(own)} clocks for {kind} in {jurisdiction}")
    return own[0]


def clock_of(code: str) -> Clock:
    """Return the row of a code.

    Raises:
        LookupError: there is none.
    """
    found = next((one for one in CLOCKS if one.code == code), None)
    if found is None:
        raise LookupError(f"no clock {code}")
    return found


def due(clock: Clock, asked_at: datetime) -> datetime:
    """Return the last instant of the last day, by days in China.

    A working day is any but Saturday and Sunday; public holidays are not known here, so the day
    that comes out is never later than the law's.
    """
    day = day_of(asked_at)
    if clock.working_days:
        day = _after_working_days(day, clock.working_days)
    elif clock.days:
        day += timedelta(days=clock.days)
    else:
        day = add_months(day, clock.months)
    return end_of(day)


def extended(clock: Clock, due_at: datetime) -> datetime:
    """Return the later instant once the longer time is taken."""
    return end_of(add_months(day_of(due_at), clock.extension_months))


def end_of(day: date) -> datetime:
    """Return the last second of a day in China."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZONE)


def keeping(
    jurisdiction: str, category: str, loan_ends: date | None, day: date
) -> Retention | None:
    """Return the row that keeps a category from being erased on a day; None where none does.

    Args:
        jurisdiction: of the lender.
        category: of personal data.
        loan_ends: the last day of the last loan that was granted; None where none was, and so no
            relationship came to be.
        day: of the asking.
    """
    if loan_ends is None:
        return None
    rows = (
        one
        for one in RETENTIONS
        if one.jurisdiction == jurisdiction
        and category in one.categories
        and _in_force(one.since, one.until, day)
        and kept_until(one, loan_ends) >= day
    )
    return next(rows, None)


def kept_until(row: Retention, loan_ends: date) -> date:
    """Return the last day a row keeps data for, at the earliest."""
    return add_months(loan_ends, 12 * row.years)


def _after_working_days(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def _in_force(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day <= until)
