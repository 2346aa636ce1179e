"""Computation decides: what the terms come to, payment by payment, late, early and renewed."""

import itertools
from datetime import date
from decimal import Decimal

import numpy_financial
import pytest

from contracts.audit import Audit
from contracts.early_exit import exits, worst_exit
from contracts.model import TermName


def codes(audit: Audit) -> set[str]:
    return {finding.code for finding in audit.findings}


@pytest.mark.parametrize(
    ("written", "departs"),
    [
        ("人民币壹万贰仟元整（小写：12,000.00元）", set()),
        ("人民币壹万贰仟元整（小写：13,000.00元）", {"A07"}),
        ("人民币12,000.00元（大写：壹万叁仟元整）", {"A07"}),
    ],
)
def test_words_and_figures_of_one_amount(written, departs, audited, sound_text) -> None:
    text = sound_text.replace("人民币12,000.00元，实际", written + "，实际")
    assert text != sound_text
    assert codes(audited(text)) & {"A07"} == departs


BRITISH = """Personal loan agreement
Lender: Harbour Lending Limited
Date of agreement: 1 September 2026
This agreement is regulated by the Consumer Credit Act 1974.
The loan amount is £1,200.00. You repay {count} {period} payments of £{each}.
The APR is {apr}%. You may withdraw from this agreement within 14 days.
"""


@pytest.mark.parametrize(
    ("count", "period", "each", "days"),
    [("52", "weekly", "25.00", 7), ("26", "fortnightly", "50.00", 14), ("90", "daily", "14.00", 1)],
)
def test_payments_come_as_often_as_the_contract_says(count, period, each, days, audited) -> None:
    text = BRITISH.format(count=count, period=period, each=each, apr="20")
    flows = audited(text).contract.flows
    assert len(flows.payments) == int(count)
    assert {(b - a).days for (a, _), (b, _) in itertools.pairwise(flows.payments)} == {days}


def test_a_loan_of_some_days_is_paid_back_in_one_sum(audited) -> None:
    text = (
        "Loan agreement\nLender: Quick Limited\nDate of agreement: 1 September 2026\n"
        "The loan amount is £300.00. The term is 14 days. The total amount payable is £372.00.\n"
    )
    contract = audited(text).contract
    assert contract.flows.payments == ((date(2026, 9, 15), Decimal("372.00")),)
    # CONC 5A: 0.8 % a day of 300 for 14 days is 33.60
    [capped] = [f for f in audited(text).findings if f.code == "A06"]
    assert "33.60" in {line.value for line in capped.computation}


FLAT = (
    (
        "每期应还款1,066.19元，最后一期应还款1,066.14元，还款总额12,794.23元",
        "每期应还款1,120.00元，还款总额13,440.00元",
    ),
    ("（单利）为12%", "（单利）为21.46%"),
    ("等额本息", "等额"),
)


def test_interest_of_the_original_principal_is_told_by_its_numbers(audited, sound_text) -> None:
    text = sound_text
    for old, new in FLAT:
        assert old in text
        text = text.replace(old, new)
    assert codes(audited(text)) == {"A03"}


def test_one_late_rate_in_two_units_is_one_charge(audited, sound_text) -> None:
    sentence = "上述罚息折合年利率17.9%。"
    assert codes(audited(sound_text + "\n" + sentence)) == set()


def test_what_lateness_costs_is_counted_at_thirty_and_at_ninety_days(audited, sound_text) -> None:
    text = sound_text.replace("不收取其他违约费用", "并每次收取催收费50元")
    [stacked] = [f for f in audited(text).findings if f.code == "C03"]
    told = {line.step: line.value for line in stacked.computation}
    # 1,066.19 x 0.049 % x 30 + 50, and x 90 + 50
    assert told["one instalment 30 days late costs"] == "65.67"
    assert told["one instalment 90 days late costs"] == "97.02"


def test_leaving_early_is_tried_after_every_payment(audited, sound_text) -> None:
    text = sound_text.replace("不收取违约金", "应按剩余本金的3%支付违约金")
    contract = audited(text).contract
    told = exits(contract)
    assert [one.after for one in told] == list(range(1, 12))
    worst = worst_exit(told)
    assert worst is not None
    # After one month 11,053.81 is left; 3 % of it on top of 1 % interest, twelve times.
    assert worst.after == 1
    assert worst.balance == Decimal("11053.81")
    expected = (Decimal("1066.19") + Decimal("11053.81") * Decimal("1.03")) / 12000 - 1
    assert abs(worst.yearly_percent - expected * 1200) < Decimal("0.001")


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("应按提前归还本金的3%支付违约金", "outstanding"),
        ("应按提前还款金额的3%支付违约金", "outstanding"),
        ("应按借款本金的3%支付违约金", "principal"),
    ],
)
def test_a_charge_on_what_is_prepaid_falls_with_it(words, base, audited, sound_text) -> None:
    found = audited(sound_text.replace("不收取违约金", words))
    [charge] = found.contract.all(TermName.PREPAYMENT_CHARGE)
    assert charge.base == base


def test_the_audit_tells_what_leaving_and_being_late_cost(audited, sound_text) -> None:
    text = sound_text.replace("不收取违约金", "应按剩余本金的3%支付违约金")
    told = audited(text).as_dict()
    leaving = told["early_exit"]
    assert leaving["worst_after"] == 1
    flows = told["cash_flows"]
    [advance] = flows["advances"]
    for one in leaving["exits"]:
        paid = [float(row["amount"]) for row in flows["payments"][: one["after"]]]
        paid[-1] += float(one["balance"]) + float(one["charge"])
        monthly = numpy_financial.irr([-float(advance["amount"]), *paid])
        assert abs(monthly * 1200 - float(one["yearly_percent"])) < 0.006
    # 1,066.19 x 0.049 % x 30, and x 90
    assert [(one["days"], one["cost"]) for one in told["lateness"]] == [
        (30, "15.67"),
        (90, "47.02"),
    ]


def test_without_numbers_leaving_is_not_told(audited) -> None:
    told = audited("借款合同\n第一条 本合同一式两份。").as_dict()
    assert (told["early_exit"], told["lateness"]) == (None, [])


def test_doing_nothing_renews_to_the_end_the_contract_names(audited, sound_text) -> None:
    text = sound_text + "\n借款到期未还清的，自动续期，最多续期3次。"
    [renewed] = [f for f in audited(text).findings if f.code == "B06"]
    # 12,794.23 in all; 794.23 again for each of three renewals
    assert [line.value for line in renewed.computation] == [
        "12,794.23",
        "13,588.46",
        "14,382.69",
        "15,176.92",
    ]


def test_a_missing_method_gives_bounds_and_never_nought(audited, sound_text) -> None:
    text = (
        "借款合同\n贷款人：安和消费金融有限公司\n签订日期：2026年9月1日\n"
        "借款本金为人民币12,000.00元，借款期限12个月，年利率12%。\n"
        "放款当日一次性支付服务费300.00元，由云桥信息咨询有限公司收取。\n"
    )
    outcome = audited(text)
    [simple, _] = outcome.as_dict()["rates"]
    low, high = (Decimal(bound) for bound in simple["interval"])
    # With the whole principal owed to the end the fee weighs least, falling by equal parts most.
    assert Decimal(12) < low < high
    by_method = {
        method: Decimal(audited(text + method).as_dict()["rates"][0]["apr_percent"])
        for method in ("按月付息，到期还本。", "采用等额本息方式。", "采用等额本金方式。")
    }
    assert (low, high) == (min(by_method.values()), max(by_method.values()))


def test_one_method_gives_one_rate(audited, sound_text) -> None:
    assert audited(sound_text).as_dict()["rates"][0]["interval"] is None
