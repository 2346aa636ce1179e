"""Several papers are one deal: what one promises is held against what the others make it cost."""

from decimal import Decimal

import pytest

from contracts.audit import Audit


def codes(audit: Audit) -> set[str]:
    return {finding.code for finding in audit.findings}


STATEMENT = """综合融资成本明示表
借款本金：12,000.00元
年化综合融资成本（单利）：{rate}%
{fee}
除本表所列，不再收取其他费用。
"""
SIDE = "服务协议\n放款当日一次性支付服务费300.00元，由云桥信息咨询有限公司收取。\n"


def test_a_statement_that_agrees_is_clear(audited, sound_text) -> None:
    outcome = audited(sound_text, STATEMENT.format(rate="12", fee=""))
    assert codes(outcome) == set()
    told = {line["item"]: line["agrees"] for line in outcome.statement["compared"]}
    assert told == {"principal": True, "all_in_rate": True}


@pytest.mark.parametrize(
    ("side", "rate", "item", "supplied"),
    [
        ("", "10", "all_in_rate", "10"),
        (SIDE, "12", "服务费", None),
    ],
)
def test_a_statement_is_held_against_the_papers(
    side, rate, item, supplied, audited, sound_text
) -> None:
    papers = [sound_text, STATEMENT.format(rate=rate, fee="")] + ([side] if side else [])
    outcome = audited(*papers)
    assert "G03" in codes(outcome)
    [line] = [line for line in outcome.statement["compared"] if line["item"] == item]
    assert not line["agrees"]
    assert line["supplied"] == supplied


FEE = "手续费：300.00元，放款时一次性收取，由贷款人收取"


def test_a_fee_that_both_papers_tell_alike_agrees(audited, sound_text) -> None:
    charged = f"服务约定\n{FEE}。\n"
    outcome = audited(sound_text, charged, STATEMENT.format(rate="12", fee=FEE))
    told = {line["item"]: line["agrees"] for line in outcome.statement["compared"]}
    assert told["手续费"]
    outcome = audited(sound_text, charged, STATEMENT.format(rate="12", fee=""))
    told = {line["item"]: line["agrees"] for line in outcome.statement["compared"]}
    assert not told["手续费"]


@pytest.mark.parametrize("title", ["附件一 综合融资成本明示表", "综合融资成本明示表"])
@pytest.mark.parametrize(("rate", "agrees"), [("12", True), ("10", False)])
def test_a_statement_may_be_a_part_of_the_contract(
    title, rate, agrees, audited, sound_text
) -> None:
    part = STATEMENT.format(rate=rate, fee="").replace("综合融资成本明示表", title, 1)
    outcome = audited(f"{sound_text}\n\n{part}")
    told = {line["item"]: line["agrees"] for line in outcome.statement["compared"]}
    assert told["all_in_rate"] is agrees
    assert ("G03" in codes(outcome)) is not agrees


def test_the_fee_of_a_side_agreement_is_part_of_the_cost(audited, sound_text) -> None:
    outcome = audited(sound_text, SIDE)
    assert outcome.contract.flows.received == Decimal("11700.00")
    assert {"A02", "B02"} <= codes(outcome)
    [rate] = [f for f in outcome.findings if f.code == "A02"]
    assert len({span.file for span in rate.evidence}) == 2


@pytest.mark.parametrize(
    ("claim", "departs"),
    [
        ("日息低至0.02%，轻松借款。", {"A11"}),  # 7.3 % a year, the contract has 12 %
        ("年化利率12%起。", set()),
        ("借1万元1天利息仅需2元。", {"A11"}),
        ("综合年化成本不超过10%。", {"A11"}),
        ("综合年化成本不超过24%。", set()),
        ("新用户首期免息，立即申请。", {"A11"}),
        ("全程0手续费。", set()),  # there is none
        ("本产品不是免息贷款。", set()),
    ],
)
def test_an_advertisement_is_a_paper_of_the_package(claim, departs, audited, sound_text) -> None:
    assert codes(audited(sound_text, f"贷款宣传单\n{claim}\n")) == departs


@pytest.mark.parametrize(
    ("claim", "departs"),
    [
        ("Borrow from 0.02% a day!", {"A11"}),
        ("Loans as low as 5.9% APR.", {"A11"}),
        ("Loans from 12% APR.", set()),
        ("An interest-free loan for you.", {"A11"}),
        ("Enjoy our introductory rate now.", {"A11"}),
        ("No hidden fees.", set()),
    ],
)
def test_an_english_advertisement_is_held_against_the_contract(
    claim, departs, audited, sound_english
) -> None:
    assert codes(audited(sound_english, f"Advertisement\n{claim}\n")) == departs


def test_two_papers_that_disagree_are_quoted_both(audited, sound_text) -> None:
    outcome = audited(sound_text, "补充协议\n借款本金为人民币15,000.00元。\n")
    [apart] = [f for f in outcome.findings if f.code == "G03"]
    assert {span.file for span in apart.evidence} == {"contract-0.txt", "contract-1.txt"}
