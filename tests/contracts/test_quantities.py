"""The number grammar: whole clauses to numbers with unit, base, period and condition."""

from datetime import date
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.quantities.grammar import quantities
from contracts.quantities.model import Bound, Choose, Kind
from contracts.quantities.numerals import english_number, figure, han_decimal, han_number


def only(text):
    [one] = quantities(text)
    return one


# A clause with one charge, and what it says: low, high, unit, base, period.
CHARGES = [
    ("年利率为12%", "12", "12", "percent", "", "year"),
    ("按应还未还本金每日万分之五计收罚息", "0.05", "0.05", "percent", "arrears", "day"),
    ("按照每日万分之0.08", "0.0008", "0.0008", "percent", "", "day"),
    ("按合同总额的0.1%/日支付违约金", "0.1", "0.1", "percent", "total", "day"),
    ("按剩余本金的3%收取违约金", "3", "3", "percent", "outstanding", ""),
    ("每期按借款本金的千分之八收取服务费", "0.8", "0.8", "percent", "principal", "instalment"),
    ("月息二分", "2", "2", "percent", "", "month"),
    ("年息八厘", "8", "8", "percent", "", "year"),
    ("手续费一次性收取200元", "200", "200", "CNY", "", "once"),
    ("每次收取20元", "20", "20", "CNY", "", "occurrence"),
    ("罚息利率为合同利率的1.5倍", "1.5", "1.5", "times", "rate", ""),
    ("在合同利率基础上加收50%", "1.5", "1.5", "times", "rate", ""),
    ("日利率0.02%起", "0.02", None, "percent", "", "day"),
    ("年利率7.2%-24%", "7.2", "24", "percent", "", "year"),
    ("额度5-10万元", "50000", "100000", "CNY", "", ""),
    ("违约金最高不超过500元", None, "500", "CNY", "", ""),
    ("服务费2000元封顶", None, "2000", "CNY", "", ""),
    ("不低于100元", "100", None, "CNY", "", ""),
    ("The interest rate is 12% per annum", "12", "12", "percent", "", "year"),
    ("5% of the overdue installment", "5", "5", "percent", "arrears", ""),
    ("a fee of 2% of the outstanding principal", "2", "2", "percent", "outstanding", ""),
    ("0.1% per day of the total loan amount", "0.1", "0.1", "percent", "total", "day"),
    ("1/10 of 1% per day", "0.1", "0.1", "percent", "", "day"),
    ("five percent (5%) a month", "5", "5", "percent", "", "month"),
    ("up to $35", None, "35", "USD", "", ""),
    ("150% of the contract rate", "150", "150", "percent", "rate", ""),
    ("每日利息=剩余本金×7.30%÷365", "7.30", "7.30", "percent", "outstanding", "year"),
    ("年化综合成本10%(不收服务费)", "10", "10", "percent", "", "year"),
    ("晚还的那部分本金按年化15.60%算罚息", "15.60", "15.60", "percent", "arrears", "year"),
    ("约定利率未超过15.4%", None, "15.4", "percent", "", ""),
    ("APR: 9.9%", "9.9", "9.9", "percent", "", "year"),
    ("You never pay us more than £300", None, "300", "GBP", "", ""),
    ("5% of an installment", "5", "5", "percent", "instalment", ""),
    ("5% of the unpaid part of the payment", "5", "5", "percent", "arrears", ""),
    ("Every month we charge one twelfth of 8.64%", "0.72", "0.72", "percent", "", "month"),
    ("A daily periodic rate of .0493%", "0.0493", "0.0493", "percent", "", "day"),
    ("Interest at 1.5% per month", "1.5", "1.5", "percent", "", "month"),
    ("日息万5", "0.05", "0.05", "percent", "", "day"),
    ("月费率千八", "0.8", "0.8", "percent", "", "month"),
    ("最高可借20万元", None, "200000", "CNY", "", ""),
    ("年化利率低至3.6%", "3.6", None, "percent", "", "year"),
    ("at least £10", "10", None, "GBP", "", ""),
]


@pytest.mark.parametrize(("text", "low", "high", "unit", "base", "period"), CHARGES)
def test_a_charge_with_all_that_gives_it_a_meaning(text, low, high, unit, base, period) -> None:
    one = only(text)
    assert one.low == (low and Decimal(low))
    assert one.high == (high and Decimal(high))
    assert (one.unit, one.base, one.period) == (unit, base, period)
    assert one.unread == ""


SPANS = [
    ("期限十二个月", "12", "month"),
    ("借款期限一年半", "1.5", "year"),
    ("30个工作日内", "30", "business_day"),
    ("半年", "0.5", "year"),
    ("thirty-six (36) months", "36", "month"),
    ("within 10 business days", "10", "business_day"),
    ("two weeks", "2", "week"),
]


@pytest.mark.parametrize(("text", "count", "unit"), SPANS)
def test_lengths_of_time(text, count, unit) -> None:
    one = only(text)
    assert one.kind is Kind.SPAN
    assert Decimal(count) in {one.low, one.high}
    assert one.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "2026年",
        "10月",
        "最后一期",
        "12.5¹%",
        "第3期",
        "第八条",
        "JK-2026-0001",
        "JK20260001号",
    ],
)
def test_what_is_no_quantity_is_left_alone(text) -> None:
    assert quantities(text) == ()


def test_days_of_the_calendar_and_of_the_month() -> None:
    assert only("放款日2026年9月1日").on == date(2026, 9, 1)
    assert only("二〇二六年九月一日").on == date(2026, 9, 1)
    assert only("2026年2月30日").unread == "no day of the calendar"
    monthly = only("每月15日还款")
    assert (monthly.kind, monthly.value) == (Kind.DAY_OF_MONTH, 15)


BENCHMARKS = [
    ("一年期LPR加50个基点", "LPR", "0.5", "point", 1),
    ("LPR+1.25%", "LPR", "1.25", "point", 0),
    ("五年期以上LPR减20BP", "LPR", "-0.2", "point", 5),
    ("同期贷款市场报价利率(LPR)上浮30%", "LPR", "1.3", "times", 0),
    ("不超过一年期贷款市场报价利率四倍", "LPR", "4", "times", 1),
    ("四倍LPR", "LPR", "4", "times", 0),
    ("prime rate plus 2.5%", "prime", "2.5", "point", 0),
    ("SOFR + 300 bps", "SOFR", "3", "point", 0),
]


@pytest.mark.parametrize(("text", "name", "value", "unit", "tenor"), BENCHMARKS)
def test_rates_that_hang_on_a_published_one(text, name, value, unit, tenor) -> None:
    one = only(text)
    assert one.kind is Kind.BENCHMARK
    assert (one.benchmark, one.high, one.unit, one.tenor) == (name, Decimal(value), unit, tenor)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("年利率为____%", "blank"),
        ("借款金额【 】元", "blank"),
        ("${rate}% a year", "blank"),
        ("the rate is [APR]%", "blank"),
        ("XX%", "blank"),
        ("年利率12,5%", "no single reading of 12,5"),
        ("1.2.3%", "no single reading of 1.2.3"),
        ("二三十元", "no single reading of 二三十"),
        ("两三天", "no single reading of 两三"),
        ("壹仟贰元", "no single reading of 壹仟贰"),
        ("ten percent (12%)", "words and figures disagree"),
        ("每年的3月21日", "a day without a year"),
        ("1/2%", "no single reading of 1/2%"),
        ("11⁄2%", "no single reading of 11⁄2%"),
        ("日息三厘", "分 and 厘 are read with 月息 or 年息 only"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_filled_in(text, why) -> None:
    one = only(text)
    assert (one.low, one.high, one.value) == (None, None, None)
    assert one.unread == why


def test_capitals_and_figures_that_disagree_are_both_given() -> None:
    one = only("人民币壹万贰仟叁佰元整(¥12,000.00)")
    assert one.readings == (Decimal(12300), Decimal("12000.00"))
    assert one.value is None
    assert only("人民币(大写)壹万贰仟元整(小写)¥12,000.00元").value == 12000


def test_a_share_in_words_and_figures_is_one_share_or_said_to_disagree() -> None:
    words, figures = quantities("年利率百分之十八(18.00%,单利)")
    assert words.value == figures.value == 18
    assert words.period == figures.period == "year"
    _, apart = quantities("年利率百分之十八(16%)")
    assert (apart.value, apart.readings) == (None, (Decimal(18), Decimal(16)))


def test_a_list_is_no_range() -> None:
    assert [one.value for one in quantities("terms of 12, 18 and 24 months")][-1] == 24
    assert only("between 18 and 24 months").bound is Bound.BETWEEN


def test_the_greater_of_two_charges_and_its_cap() -> None:
    fee, share, cap = quantities(
        "A late fee of the greater of $25 or 5% of the overdue amount, not to exceed $50"
    )
    assert (fee.choose, fee.other) == (Choose.GREATER, 1)
    assert (share.choose, share.other) == (Choose.GREATER, 0)
    assert (cap.bound, cap.high, cap.limits) == (Bound.AT_MOST, 50, 1)
    share, fee = quantities("按剩余本金的3%或200元,以较低者为准")
    assert (share.choose, share.other, fee.other) == (Choose.LESSER, 1, 0)


def test_a_charge_carries_its_condition() -> None:
    days, share = quantities("如逾期超过30日的,按借款总额每日千分之一支付违约金")
    assert (days.bound, days.low) == (Bound.AT_LEAST, 30)
    assert share.condition == "如逾期超过30日的"
    assert (
        only("If the borrower prepays, a fee of 2% is due").condition == "If the borrower prepays"
    )


@given(st.integers(1, 10**12 - 1), st.sampled_from(["low", "up", "rmb"]))
def test_chinese_numerals_agree_with_another_library(number, style) -> None:
    written = cn2an.an2cn(number, style).removesuffix("元整")
    assert han_number(written) == number


@given(st.decimals(0, 10**6, places=3))
def test_chinese_decimals_agree_with_another_library(number) -> None:
    assert han_decimal(cn2an.an2cn(f"{number:f}", "low")) == number


@given(st.decimals("0.01", 10**9, places=2))
def test_money_in_capitals_comes_back_beside_its_figures(amount) -> None:
    one = only(f"{cn2an.an2cn(f'{amount:f}', 'rmb')}(¥{amount:,f})")
    assert one.unread == ""
    assert one.value == amount


@given(st.decimals(0, 1000, places=4), st.sampled_from(["%", "‰", "bp"]))
def test_shares_come_back_to_the_last_digit(number, mark) -> None:
    size = {"%": Decimal(1), "‰": Decimal("0.1"), "bp": Decimal("0.01")}[mark]
    assert only(f"利率{number:f}{mark}").value == number * size


@given(st.text(st.sampled_from("0123456789.,"), min_size=1, max_size=12))
def test_figures_are_grouped_by_three_or_refused(text) -> None:
    try:
        value = figure(text)
    except ValueError:
        return
    assert f"{value:,f}" == text or f"{value:f}" == text or Decimal(text.replace(",", "")) == value
    assert all(len(part) == 3 for part in text.partition(".")[0].split(",")[1:])


@given(
    st.text(
        st.sampled_from("百千万十一二三零壹贰拾佰元%分之年月日至5.,()【】_第期倍LPR加每"),
        max_size=40,
    )
)
def test_no_text_makes_it_stumble_or_lose_its_place(text) -> None:
    last = 0
    for one in quantities(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
        assert one.unread or one.low is not None or one.high is not None or one.on is not None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twelve", 12),
        ("one hundred and twenty", 120),
        ("thirty-six", 36),
        ("two thousand five hundred", 2500),
    ],
)
def test_english_number_words(words, number) -> None:
    assert english_number(words) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一万二", 12000),
        ("三百五", 350),
        ("两百", 200),
        ("一百零五", 105),
        ("十二", 12),
        ("三百万", 3_000_000),
        ("二〇二六", 2026),
    ],
)
def test_spoken_numerals(text, number) -> None:
    assert han_number(text) == number
