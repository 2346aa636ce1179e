"""Payments told in sentences, in labelled tables, in words, and all at once."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.model import TermName
from contracts.terms.numbers import whole

LENT = "本合同订立于2026年3月2日。出借人：甲银行股份有限公司。借款本金：人民币6,000.00元。"


def payments(audited, text: str, **given: str) -> list[tuple[date, Decimal]]:
    return list(audited(text, **given).contract.flows.payments)


def test_a_table_whose_cells_name_their_column_is_read(audited) -> None:
    rows = "".join(
        f"第{n}期|2026年{n + 3}月2日|本金2,000.00元|利息{60 - 20 * (n - 1)}.00元|合计{amount}元\n"
        for n, amount in ((1, "2,060.00"), (2, "2,040.00"), (3, "2,020.00"))
    )
    told = payments(audited, f"{LENT}\n年利率12%。\n{rows}")

    assert told == [
        (date(2026, 4, 2), Decimal(2060)),
        (date(2026, 5, 2), Decimal(2040)),
        (date(2026, 6, 2), Decimal(2020)),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Repayments: £102.00 on 2 April 2026, £102.00 on 2 May 2026 and £103.50 on 2 June 2026.",
        "Instalments: £102.50 on each of 2 April 2026, 2 May 2026 and 2 June 2026.",
    ],
)
def test_a_sentence_that_lists_days_is_a_schedule(sentence, audited) -> None:
    text = f"Loan agreement dated 2 March 2026. Amount of credit: £300.00. {sentence}"
    told = payments(audited, text, jurisdiction="uk")

    assert [on for on, _ in told] == [date(2026, 4, 2), date(2026, 5, 2), date(2026, 6, 2)]
    assert sum(amount for _, amount in told) == Decimal("307.50")


def test_counts_in_words_make_a_schedule(audited) -> None:
    text = (
        "Loan agreement dated 7 March 2026. The principal is RMB 12,000.00. Twelve equal monthly "
        "instalments of principal and interest: eleven of RMB 1,060.00 on the 7th day of each "
        "month from 7 April 2026 and a last one of RMB 1,060.04 on 7 March 2027."
    )
    told = payments(audited, text, jurisdiction="cn")

    assert len(told) == 12
    assert told[0] == (date(2026, 4, 7), Decimal(1060))
    assert told[-1] == (date(2027, 3, 7), Decimal("1060.04"))


def test_payments_that_are_missed_are_no_count(audited) -> None:
    text = (
        "Loan agreement dated 7 March 2026. The principal is RMB 12,000.00. If two monthly "
        "payments are overdue the lender may write to the borrower. "
        "The loan is repaid in 6 monthly payments of RMB 2,060.00."
    )
    counted = [
        term.number
        for term in audited(text, jurisdiction="cn").contract.terms
        if term.name is TermName.INSTALMENT_COUNT
    ]
    assert counted == [6]


def test_interest_by_the_month_and_the_principal_at_the_end(audited) -> None:
    text = (
        "1. Party A lends Party B RMB 80,000.00 on 15 October 2025. 2. The term is twelve months. "
        "3. Party B pays interest of RMB 640.00 on the 15th day of each month, eleven times from "
        "15 November 2025, and on 15 October 2026 pays RMB 80,640.00."
    )
    told = payments(audited, text, jurisdiction="cn")

    assert [amount for _, amount in told] == [Decimal(640)] * 11 + [Decimal(80640)]
    assert told[-1][0] == date(2026, 10, 15)


def test_a_loan_repaid_at_once_counts_what_is_written(audited) -> None:
    text = (
        "借款本金：人民币80,000.00元。借款期限：十二个月。年利率8%。"
        "到期一次还本付息，2026年6月20日归还本金80,000.00元、利息6,400.00元，共计86,400.00元。"
    )
    contract = audited(text).contract

    assert list(contract.flows.payments) == [(date(2026, 6, 20), Decimal(86400))]
    assert contract.flows.advances[0][0] == date(2025, 6, 20)  # the term counted backwards


@pytest.mark.parametrize(
    ("words", "count"), [("twelve", 12), ("Twenty-four", 24), ("thirty", 30), ("36", 36), ("九", 9)]
)
def test_a_count_in_words(words: str, count: int) -> None:
    assert whole(words) == count


@pytest.mark.parametrize("words", ["twelve-four", "dozen", ""])
def test_what_is_no_count_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"no count|numeral|not"):
        whole(words)


NO_OTHER = "除利息外，贷款人不收取任何费用。"


@pytest.mark.parametrize(
    ("clause", "departs"),
    [
        ("放款当日一次性支付手续费60.00元，由贷款人收取。", True),
        ("贷款人不收取手续费。", False),
        ("逾期的，按逾期本金年利率13%收取罚息。", False),
    ],
)
def test_no_other_fee_and_a_fee_beside_it(clause, departs, audited, sound_text) -> None:
    outcome = audited(f"{sound_text}\n{NO_OTHER}\n{clause}\n")
    assert ("G03" in {finding.code for finding in outcome.findings}) is departs


@pytest.mark.parametrize(
    ("second", "departs"), [("冷静期为7天。", False), ("冷静期为10天。", True), ("", False)]
)
def test_one_period_has_one_length(second, departs, audited, sound_text) -> None:
    outcome = audited(f"{sound_text}\n冷静期为7天。\n{second}\n")
    assert ("G03" in {finding.code for finding in outcome.findings}) is departs


@pytest.mark.parametrize(
    ("clause", "departs"),
    [
        ("出借时从借款中先扣下第一个月利息150.00元。", True),
        ("出借时不从借款中扣除任何利息或费用。", False),
    ],
)
def test_what_is_said_to_be_kept_back_is_told(clause, departs, audited, sound_text) -> None:
    outcome = audited(f"{sound_text}\n{clause}\n")
    found = [finding for finding in outcome.findings if finding.code == "A04"]
    assert bool(found) is departs
    assert all(clause.rstrip("。") in place.quote for one in found for place in one.evidence[-1:])


def test_what_has_to_be_bought_is_a_cost(audited, sound_text) -> None:
    tied = "借款人须同时加入贷款人的会员俱乐部，每月会费100.00元。"
    outcome = audited(f"{sound_text}\n{tied}\n")
    names = {finding.code for finding in outcome.findings}
    assert {"A02", "B03"} <= names
