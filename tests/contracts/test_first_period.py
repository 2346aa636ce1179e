"""An odd first period is charged for the days it has: not for a month it has not."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from contracts.answers import Unsettled
from contracts.audit import Audit

CENT = Decimal("0.01")
FIRST = "2026年10月1日"  # the payout is on 1 September 2026
STATED = "年化综合融资成本（单利）为12%。"


def codes(audit: Audit) -> set[str]:
    return {finding.code for finding in audit.findings}


def told(audit: Audit, code: str = "A08") -> dict[str, str]:
    [finding] = [one for one in audit.findings if one.code == code]
    return {line.step: line.value for line in finding.computation}


def near(shown: str, amount: Decimal) -> bool:
    """Instalments are rounded to the cent, so their interest is exact to some cents."""
    return abs(Decimal(shown) - amount) < Decimal("0.2")


def paid_on(text: str, day: str) -> str:
    assert FIRST in text
    return text.replace(FIRST, day)


def level(days: int, count: int = 12, principal: Decimal = Decimal(12000)) -> Decimal:
    """The equal payment of a loan at 12 % whose first period has so many days of a 365-day year.

    By hand: what is owed after the first period, paid off by an annuity that begins at once.
    """
    owed = principal * (1 + Decimal(12) / 100 * days / 365)
    month = Decimal("0.01")
    due = sum((1 / (1 + month) ** place for place in range(count)), Decimal(0))
    return (owed / due).quantize(CENT, ROUND_HALF_UP)


def with_level(text: str, each: Decimal) -> str:
    total = f"{each * 12:,.2f}"
    for old, new in (
        ("每期应还款1,066.19元", f"每期应还款{each:,.2f}元"),
        ("最后一期应还款1,066.14元，", ""),
        ("还款总额12,794.23元", f"还款总额{total}元"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_regular_first_period_is_clear(audited, sound_text) -> None:
    assert "A08" in audited(sound_text).cleared


@pytest.mark.parametrize(("day", "days"), [("2026年9月11日", 10), ("2026年9月21日", 20)])
def test_a_whole_month_for_a_short_first_period(day, days, audited, sound_text) -> None:
    found = audited(paid_on(sound_text, day).replace(STATED, ""))
    assert codes(found) & {"A05", "A08"} == {"A08"}  # the excess is explained, not hidden twice
    lines = told(found)
    # 12,000 at 1 % a month, and of it a thirtieth for each day
    assert near(lines["interest of the first period as charged"], Decimal(120))
    due = Decimal(120) * days / 30
    assert near(lines["interest of its days at the stated rate, at most"], due)
    assert near(lines["more than the days give"], 120 - due)


def test_one_changed_day_and_the_rate_it_gives_depart_from_this_check_alone(
    audited, sound_text
) -> None:
    text = paid_on(sound_text, "2026年9月21日")
    [rate] = [one for one in audited(text).contract.rates if one.standard == "cn-simple"]
    honest = text.replace("（单利）为12%", f"（单利）为{rate.apr_percent}%")
    assert codes(audited(honest)) == {"A08"}


def test_a_short_first_period_charged_by_its_days_is_clear(audited, sound_text) -> None:
    text = with_level(paid_on(sound_text, "2026年9月21日"), level(20))
    assert "A08" in audited(text).cleared


@pytest.mark.parametrize("days", [36, 45, 60])
def test_a_long_first_period_charged_by_its_days_is_clear(days, audited, sound_text) -> None:
    day = date.fromordinal(date(2026, 9, 1).toordinal() + days)
    text = paid_on(sound_text, f"{day.year}年{day.month}月{day.day}日")
    assert "A08" in audited(with_level(text, level(days))).cleared


def test_two_months_for_a_first_period_of_forty_days(audited, sound_text) -> None:
    # 40 days: one month, and ten thirtieths of another; two months are charged.
    owed = Decimal(12000) * Decimal("1.02")
    due = sum((1 / Decimal("1.01") ** place for place in range(12)), Decimal(0))
    each = (owed / due).quantize(CENT, ROUND_HALF_UP)
    text = paid_on(sound_text, "2026年10月11日").replace(STATED, "")
    lines = told(audited(with_level(text, each)))
    assert lines["from the payout to the first payment"] == "40 days"
    assert near(lines["interest of the first period as charged"], Decimal(240))
    assert lines["interest of its days at the stated rate, at most"] == "160.00"


ROWS = """借款合同
贷款人：安和消费金融有限公司
签订日期：2026年9月1日
借款本金为人民币12,000.00元，放款日为2026年9月1日，借款期限12个月，采用等额本息方式分12期偿还。
年利率为12%。
还款计划
"""


def scheduled(first_on: date, first: str) -> str:
    rows = [f"1 {first_on} {first}元"]
    year, month = first_on.year, first_on.month
    for number in range(2, 13):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        rows.append(f"{number} {date(year, month, first_on.day)} 1,066.19元")
    return ROWS + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("first", "departs"),
    [("1,066.19", False), ("1,126.19", False), ("1,126.20", False), ("1,186.19", True)],
)
def test_a_longer_first_period_in_a_table_takes_what_its_days_give(first, departs, audited) -> None:
    # 1 September to 16 October: a month and 15 days, so up to 60 on top of the other payments
    found = audited(scheduled(date(2026, 10, 16), first))
    assert ("A08" in codes(found)) is departs
    if departs:
        assert near(told(found)["more than the days give"], Decimal(60))


@pytest.mark.parametrize(
    ("missing", "lacking"),
    [
        ("首期还款日为" + FIRST, "the day of the first payment"),
        ("签订日期：2026年9月1日", "the day of the first payment"),
    ],
)
def test_without_the_days_it_stays_unsettled(missing, lacking, audited, sound_text) -> None:
    assert missing in sound_text
    found = audited(sound_text.replace(missing, ""))
    assert dict(found.unsettled)["A08"] == Unsettled(lacking)
    assert "A08" not in codes(found)


SAID = (
    "首期不足一个月的，按一个月计息。",
    "首个还款周期不满一期的，按完整一期收取利息。",
    "The first interest period, however short, is charged as a full month.",
)
UNSAID = (
    "首期不足一个月的，按实际天数计息。",
    "首期不足一个月的，不按一个月计息，按日计算。",
    "The first interest period, however short, is not charged as a full month.",
    "If the first period is shorter than a full month, interest is for the actual days.",
)


@pytest.mark.parametrize("words", SAID)
def test_what_is_said_of_a_short_first_period_is_heard(
    words, audited, sound_text, sound_english
) -> None:
    text = sound_english if words.isascii() else sound_text
    assert codes(audited(f"{text}\n{words}\n")) == {"A08"}


@pytest.mark.parametrize("words", UNSAID)
def test_its_denied_twin_is_silent(words, audited, sound_text, sound_english) -> None:
    text = sound_english if words.isascii() else sound_text
    assert codes(audited(f"{text}\n{words}\n")) == set()


def test_a_hidden_cost_of_every_payment_is_not_the_first_period_s(audited, sound_text) -> None:
    text = with_level(paid_on(sound_text, "2026年10月11日"), Decimal("1090.00"))
    found = audited(text)
    assert "A08" not in codes(found)
    assert "A05" in codes(found)
