"""Group B: fees without measure and things sold with the loan, found by phrase and denial."""

from __future__ import annotations

from contracts.answers import Answer, Check, Severity
from contracts.checks.asking import clause_answer, pattern
from contracts.model import Contract
from core.text import Text


def open_fees(contract: Contract) -> Answer:
    """Are there fees without an amount: an open list, or "other fees"?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"包括但不限于[^。;\n]{0,40}费|其他(?:相关)?费用(?:由|以)?[^。;\n]{0,16}(?:为准|另行|承担|收取)"
                r"|费用[^。;\n]{0,8}另行(?:约定|通知|收取)"
            ),
            pattern(r"fees?,? including but not limited to|such other fees as"),
        ),
        Text(
            zh="费用没有列全，数额、收取方法或收取人没有写明。",
            en="The list of fees is open: amount, method or payee of some is not stated.",
        ),
        "a closed list of fees, each with amount, method and payee",
    )


def tied_purchase(contract: Contract) -> Answer:
    """Must something else be bought to get the loan?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:须|必须|应当?|视为同意)[^。;\n]{0,16}(?:购买|投保|开通|办理)[^。;\n]{0,24}(?:保险|会员|权益|购物券|卡)"
            ),
            pattern(
                r"(?:must|required to|shall) (?:purchase|buy|take out"
                r"|subscribe)[^.;\n]{0,40}(?:insurance|membership|voucher|plan)"
            ),
        ),
        Text(
            zh="借款以购买其他商品或服务为条件；其价格也是借款的成本。",
            en="The loan depends on buying something else; its price is part of the cost.",
        ),
        "a clause that leaves the purchase to the borrower's free choice",
    )


def not_refunded(contract: Contract) -> Answer:
    """Is a fee kept although the time it was paid for has not passed?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:费|费用|款项)[^。;\n]{0,24}(?:一经(?:收取|支付|缴纳))?[^。;\n]{0,8}(?:不予|概不|恕不|不再"
                r"|均不)(?:退还|退回|返还)"
            ),
            pattern(r"non-?refundable"),
        ),
        Text(
            zh="费用一经收取不予退还，即使提前还清。",
            en="Fees are not given back, even when the loan is paid early.",
        ),
        "a rule for giving back the part not yet earned",
    )


def fee_before_payout(contract: Contract) -> Answer:
    """Must money be paid before the loan is paid out?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:放款|贷款发放|到账)(?:之)?前[^。;\n]{0,24}(?:支付|缴纳|交纳|转账|存入)[^。;\n]{0,16}(?:费|保证金"
                r"|押金)|解冻费|验资(?:款|费)"
            ),
            pattern(
                r"(?:pay|deposit)[^.;\n]{0,40}(?:fee"
                r"|deposit)[^.;\n]{0,20}before (?:the loan is )?(?:disburse|payout|funding)"
            ),
        ),
        Text(
            zh="放款之前先要付钱：这是贷款诈骗最常见的手法。",
            en="Money is asked for before the loan is paid out: the most common loan fraud.",
        ),
        "the lender's licence and a payout without money paid first",
    )


def renews_by_itself(contract: Contract) -> Answer:
    """Does the loan renew itself unless the borrower acts?"""
    return clause_answer(
        contract,
        (
            pattern(r"自动(?:续期|展期|续借|延期|顺延)|默认(?:续借|续期|展期)"),
            pattern(r"automatic(?:ally)? (?:renew|roll(?:ed)?[- ]?over|extend)"),
        ),
        Text(
            zh="借款人不作为时自动续期，费用重新产生。",
            en="Unless the borrower acts the loan renews itself, with new charges.",
        ),
        "a clause that asks for consent to each renewal",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "B01",
        Text(zh="费用没有写全", en="Open list of fees"),
        Severity.HIGH,
        ("cn-cost-statement-2026", "cn-consumer-26"),
        open_fees,
    ),
    Check(
        "B03",
        Text(zh="捆绑购买", en="Tied purchase"),
        Severity.HIGH,
        ("cn-consumer-9", "cn-consumer-10", "cn-consumer-infringement-12", "us-regz-1026.4-a"),
        tied_purchase,
    ),
    Check(
        "B04",
        Text(zh="费用不予退还", en="Fees not given back"),
        Severity.MEDIUM,
        ("cn-civilcode-677", "cn-civilcode-497", "us-15usc1615-a"),
        not_refunded,
    ),
    Check(
        "B05",
        Text(zh="放款前先收费", en="Fee before the payout"),
        Severity.CRITICAL,
        ("cn-civilcode-670",),
        fee_before_payout,
    ),
    Check(
        "B06",
        Text(zh="自动续期", en="Renews by itself"),
        Severity.CRITICAL,
        ("cn-consumer-26", "us-regz-1026.17-c"),
        renews_by_itself,
    ),
)
