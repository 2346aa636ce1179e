"""A fee on what is still owed falls with it, and is read as such."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy_financial
import pytest

from contracts.answers import Finding
from contracts.audit import Audit
from contracts.service import audit
from documents.reading import read

HEAD = """个人借款合同
贷款人：某某消费金融有限公司
借款人：王某
第1条 借款金额人民币24,000.00元，期限12个月，2026年3月1日放款。
第2条 借款年利率为8%（单利），按剩余本金逐月计收。
"""


def asked(rest: str) -> Audit:
    document = read((HEAD + rest).encode(), "loan.txt")
    return audit((document,), as_of=date(2026, 3, 1), jurisdiction="cn", lender_type=None)


def found(told: Audit, code: str) -> list[Finding]:
    return [one for one in told.findings if one.code == code]


# 24,000 in twelve level payments at 8 % and 6 % a year: numpy_financial.pmt says 2,154.89.
LEVEL = round(Decimal(float(-numpy_financial.pmt(0.14 / 12, 12, 24000))), 2)
FEE = "第3条 担保费按剩余本金年费率6%逐月计收，由某某融资担保有限公司收取。\n"


def test_an_instalment_that_holds_the_fee_costs_both_rates_together() -> None:
    told = asked(
        f"{FEE}第4条 含担保费的年化综合融资成本为14%（单利）。\n"
        f"第5条 等额本息，每月1日还款，首期2026年4月1日，每期应还{LEVEL:,}元。"
    )
    assert found(told, "A02") == []
    [rate] = [one for one in told.contract.rates if one.standard == "cn-simple"]
    assert abs(rate.apr_exact - 14) < Decimal("0.02")
    assert told.contract.flows.paid == LEVEL * 12


def test_a_fee_beside_the_instalment_falls_month_by_month() -> None:
    bare = round(Decimal(float(-numpy_financial.pmt(0.08 / 12, 12, 24000))), 2)
    told = asked(f"{FEE}第5条 等额本息，每月1日还款，首期2026年4月1日，每期本息{bare:,}元。")
    flows = told.contract.flows
    balance, falling = 24000.0, []
    for _ in range(12):
        falling.append(balance * 0.06 / 12)
        balance -= float(bare) - balance * 0.08 / 12
    paid = [float(amount) for _, amount in flows.payments]
    assert paid == pytest.approx([float(bare) + fee for fee in falling], abs=0.02)


def test_a_lower_rate_than_both_together_is_a_departure() -> None:
    told = asked(
        f"{FEE}第4条 年化综合融资成本为8%（单利）。\n"
        f"第5条 等额本息，每月1日还款，首期2026年4月1日，每期应还{LEVEL:,}元。"
    )
    assert len(found(told, "A02")) == 1


def test_a_share_of_a_named_amount_is_no_fee_of_that_amount() -> None:
    told = asked("第3条 担保费每期按放款时的贷款本金24,000.00元的0.5%收取。\n")
    [fee] = [one for one in told.contract.terms if one.name == "fee"]
    assert (fee.value, fee.unit) == (Decimal("0.5"), "percent")


ENGLISH = """Credit agreement
Creditor: A Bank plc. Borrower: B.
Amount of credit: £6,000.00. Date of agreement: 1 March 2026.
"""
REST = """24 monthly repayments of £270.00, the first on 1 April 2026 and then on the 1st of
each month and a final repayment of £269.50 on 1 April 2028.
"""


def flows_of(rest: str) -> tuple[Decimal, ...]:
    document = read((ENGLISH + rest).encode(), "loan.txt")
    told = audit((document,), as_of=date(2026, 3, 1), jurisdiction="uk", lender_type=None)
    return tuple(amount for _, amount in told.contract.flows.payments)


def test_a_last_payment_told_after_the_dates_comes_on_top_of_those_counted() -> None:
    assert flows_of(REST) == (Decimal("270.00"),) * 24 + (Decimal("269.50"),)


def test_a_fee_that_comes_with_the_first_payment_is_paid_then_and_once() -> None:
    fee = "An arrangement fee of £40.00 is payable together with the first of them.\n"
    assert flows_of(REST + fee) == (
        Decimal("310.00"),
        *(Decimal("270.00"),) * 23,
        Decimal("269.50"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "We pay it a commission of £75.00 out of our own funds.\n",
        "The last payment is £269.50, in which the purchase fee of £10.00 is included.\n",
    ],
)
def test_what_the_borrower_does_not_pay_besides_costs_nothing(words: str) -> None:
    assert sum(flows_of(REST + words)) == Decimal("6749.50")


def test_the_disclosure_box_of_the_american_form_is_read_with_its_explanations() -> None:
    box = """TRUTH IN LENDING DISCLOSURE
Date: June 5, 2026
ANNUAL PERCENTAGE RATE. The cost of your credit as a yearly rate: 391.07%
AMOUNT FINANCED. The amount of credit provided to you: $300.00
TOTAL OF PAYMENTS. What you will have paid when the payment has been made as scheduled: $345.00
PAYMENT SCHEDULE. One payment of $345.00 due on June 19, 2026.
"""
    document = read(box.encode(), "box.txt")
    told = audit((document,), as_of=date(2026, 6, 5), jurisdiction="us", lender_type=None)
    assert found(told, "A01") == found(told, "A02") == []
    # Appendix J: one period of 14 days, 45 on 300, times 365 / 14.
    assert told.contract.rates[0].apr_percent == Decimal("391.07")


def test_a_fee_told_in_two_clauses_is_one_fee() -> None:
    fee = "An arrangement fee of £40.00 is payable together with the first of them.\n"
    again = (
        "The total charge for credit is made up of interest and the arrangement fee of £40.00.\n"
    )
    assert flows_of(REST + fee + again) == flows_of(REST + fee)
    other = "A valuation fee of £40.00 is payable on signing.\n"
    document = read((ENGLISH + REST + fee + other).encode(), "loan.txt")
    told = audit((document,), as_of=date(2026, 3, 1), jurisdiction="uk", lender_type=None)
    assert told.contract.flows.received == Decimal("5960.00")
