"""What is denied, excepted or only preserved: the wordings that must not fire, and their twins."""

import pytest

from contracts.structure.scope import Scope, scope_of

DENIED = [
    ("不收取违约金", "违约金"),
    ("无须支付提前还本违约金", "违约金"),
    ("You may prepay in full without penalty", "penalty"),
    ("Annual Fee: None", "Annual Fee"),
    ("违约金：无".replace("：", ":"), "违约金"),
    ("手续费为0元", "手续费"),
    ("不收取手续费,管理费及违约金", "违约金"),
    ("不收取任何其他费用,包括但不限于咨询费", "咨询费"),
    ("No prepayment penalty applies", "prepayment penalty"),
    ("no fee, charge or penalty", "penalty"),
    ("no other fees, including a service fee", "service fee"),
    ("The lender may not charge a late fee", "late fee"),
    ("A late fee is not charged", "late fee"),
    ("A fee of $25 will not be charged if you pay within 10 days", "fee"),
    ("贷款人不得向第三人披露借款人信息", "披露"),
    ("借款人不需要购买保险", "购买保险"),
    ("利息不得计收复利", "复利"),
    ("未经借款人书面同意,不得转让债权", "转让债权"),
    ("免收提前还款手续费", "手续费"),
    ("是否购买保险:否", "购买保险"),
]
AFFIRMED = [
    ("收取违约金", "违约金"),
    ("乙方未按时还款应支付违约金", "违约金"),
    ("如未按期还款,应支付违约金", "违约金"),
    ("逾期不还的收取违约金", "违约金"),
    ("按逾期未还金额的每日0.05%计收罚息,不收取其他费用", "罚息"),
    ("If you do not pay on time, a late fee of $25 is charged", "late fee"),
    ("不可撤销授权贷款人扣款", "扣款"),
    ("无需通知即可从任何账户扣款", "扣款"),
    ("未经借款人同意,贷款人可转让债权", "转让债权"),
    ("不得不支付违约金", "违约金"),
    ("不免除违约金", "违约金"),
    ("违约金以500元为限", "违约金"),
    ("罚息不超过500元", "罚息"),
    ("Interest shall not exceed 10%", "Interest"),
    ("without limitation a service fee", "service fee"),
    ("You may not prepay the loan without paying a penalty", "penalty"),
    ("The fee is not refundable", "fee"),
    ("未偿还本金的3%作为违约金", "违约金"),
]
EXCEPTED = [
    ("除逾期罚息外,不收取其他费用", "罚息"),
    ("不收取任何费用,但逾期罚息除外", "罚息"),
    ("No fees are charged except for a late fee of $25", "late fee"),
]


def scope(text, words):
    at = text.rindex(words)
    return scope_of(text, at, at + len(words))


@pytest.mark.parametrize(("text", "words"), DENIED)
def test_what_is_denied(text, words) -> None:
    assert scope(text, words) is Scope.DENIED


@pytest.mark.parametrize(("text", "words"), AFFIRMED)
def test_what_holds_although_a_denial_stands_near(text, words) -> None:
    assert scope(text, words) is Scope.AFFIRMED


@pytest.mark.parametrize(("text", "words"), EXCEPTED)
def test_what_a_denial_leaves_out_holds(text, words) -> None:
    assert scope(text, words) is Scope.EXCEPTED


def test_a_waiver_cited_only_so_that_it_is_not_touched() -> None:
    text = "Nothing in this section affects your right under the arbitration waiver"
    assert scope(text, "arbitration waiver") is Scope.PRESERVED
    assert scope("本条不影响借款人的撤回权", "撤回权") is Scope.PRESERVED
