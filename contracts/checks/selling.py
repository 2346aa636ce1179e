"""Group B: fees without measure, things sold with the loan, fees kept and paid first."""

from __future__ import annotations

import re
from dataclasses import replace

from contracts.answers import Answer, Check, Clear, Departure, Severity, Step
from contracts.checks.asking import clause_answer, step
from contracts.model import Contract, Source, TermName
from contracts.terms.fees import words_for
from contracts.terms.numbers import MONEY, PERCENT
from contracts.terms.passages import Clause, clauses, negated
from contracts.wordings.fees import (
    KEPT,
    OPEN_FEES,
    PAID_FIRST,
    RENEWS,
    UNPRICED_EN,
    UNPRICED_ZH,
)
from contracts.wordings.tied import TIED
from core.patterns import words_of
from core.text import Text

_AMOUNT = words_of(rf"{MONEY}|{PERCENT}", re.IGNORECASE)
_MUST_PAY = {
    "zh": words_of(UNPRICED_ZH.replace("~", r"(?:[^。;,\n]{0,16}?)")),
    "en": words_of(UNPRICED_EN, re.IGNORECASE),
}
_ELSEWHERE = words_of(
    r"附件|附表|见|上述|前述|前款|本条|该|以上|下列|如下|退还|放款|到账|先|前|逾期|违约|律师|诉讼|提前|公证|自愿|不"
    r"|above|below|annex|schedule|table|following|refund|late|default|attorney|legal|court|prepay|early"
    r"|such fee|these fees|those fees|set out|stated in|section|\bno\b|\bnot\b|optional|voluntar",
    re.IGNORECASE,
)
_RENEWALS = (1, 3, 12)
_RENEWALS_MAX = words_of(
    r"(?:最多|不超过|up to|maximum of|at most)[^。.;\n\d]{0,12}(\d{1,2})\s*(?:次|期|times|renewals)"
)


def open_fees(contract: Contract) -> Answer:
    """Are there fees without an amount: an open list, or a fee that names no price?"""
    answer = clause_answer(
        contract,
        OPEN_FEES,
        Text(
            zh="费用没有列全，数额、收取方法或收取人没有写明。",
            en="The list of fees is open: amount, method or payee of some is not stated.",
        ),
        "a closed list of fees, each with amount, method and payee",
    )
    if not isinstance(answer, Clear):
        return answer
    unpriced = _unpriced(contract)
    if not unpriced:
        return answer
    return Departure(
        Text(
            zh="合同要求支付一项费用，却没有写它是多少、怎样计算。",
            en="A fee has to be paid whose amount or method is stated nowhere.",
        ),
        unpriced,
        would_settle="a closed list of fees, each with amount, method and payee",
    )


def _unpriced(contract: Contract) -> tuple[Source, ...]:
    priced = {fee.label[-3:].lower() for fee in contract.all(TermName.FEE)}
    return tuple(
        clause.source()
        for file in contract.files
        for clause in clauses(file)
        if _is_unpriced(clause, priced)
    )


def _is_unpriced(clause: Clause, priced: set[str]) -> bool:
    text, language = clause.text, clause.file.document.language
    if _AMOUNT.search(text) or re.search(r"\d", text) or _ELSEWHERE.search(text):
        return False
    if not _MUST_PAY[language].search(text):
        return False
    names = list(words_for(language).FEE_NAME.finditer(text))
    return any(
        name["name"].strip()[-3:].lower() not in priced
        and not negated(text, name.start("name"), name.end("name"))
        for name in names
    )


def tied_purchase(contract: Contract) -> Answer:
    """Must something else be bought to get the loan?"""
    return clause_answer(
        contract,
        TIED,
        Text(
            zh="借款以购买其他商品或服务为条件；其价格也是借款的成本。",
            en="The loan depends on buying something else; its price is part of the cost.",
        ),
        "a clause that leaves the purchase to the borrower's free choice",
    )


def not_refunded(contract: Contract) -> Answer:
    """Is a fee kept although the time it was paid for has not passed?"""
    answer = clause_answer(
        contract,
        KEPT,
        Text(
            zh="费用一经收取不予退还，即使提前还清。",
            en="Fees are not given back, even when the loan is paid early.",
        ),
        "a rule for giving back the part not yet earned",
    )
    if not isinstance(answer, Departure):
        return answer
    return replace(answer, computation=_unearned(contract))


def _unearned(contract: Contract) -> tuple[Step, ...]:
    """Return what of each fee paid once is not yet earned half-way, by time."""
    count = len(contract.flows.payments)
    half = count // 2
    if not half:
        return ()
    return tuple(
        step(
            f"{fee.label}: not yet earned after payment {half} of {count}",
            amount * (count - half) / count,
        )
        for fee, amount in contract.flows.fees
        if fee.period == "once"
    )


def fee_before_payout(contract: Contract) -> Answer:
    """Must money be paid before the loan is paid out?"""
    return clause_answer(
        contract,
        PAID_FIRST,
        Text(
            zh="放款之前先要付钱：这是贷款诈骗最常见的手法。",
            en="Money is asked for before the loan is paid out: the most common loan fraud.",
        ),
        "the lender's licence and a payout without money paid first",
    )


def renews_by_itself(contract: Contract) -> Answer:
    """Does the loan renew itself unless the borrower acts?"""
    answer = clause_answer(
        contract,
        RENEWS,
        Text(
            zh="借款人不作为时自动续期，费用重新产生。",
            en="Unless the borrower acts the loan renews itself, with new charges.",
        ),
        "a clause that asks for consent to each renewal",
    )
    if not isinstance(answer, Departure):
        return answer
    return replace(answer, computation=_renewals(contract))


def _renewals(contract: Contract) -> tuple[Step, ...]:
    """Return what doing nothing costs: each renewal brings the charge of the term again."""
    flows = contract.flows
    charge = flows.paid - flows.received
    if not flows.payments or charge <= 0:
        return ()
    ends = {int(found[1]) for file in contract.files for found in _RENEWALS_MAX.finditer(file.text)}
    counts = sorted({*_RENEWALS, *ends}) if not ends else [*range(1, max(ends) + 1)]
    lines = [step("paid in all without renewal", flows.paid)]
    lines += [
        step(f"paid in all after {times} renewals nobody asked for", flows.paid + charge * times)
        for times in counts[:12]
    ]
    return tuple(lines)


CHECKS: tuple[Check, ...] = (
    Check(
        "B01",
        Text(zh="费用没有写全", en="Open list of fees"),
        Severity.HIGH,
        (
            "cn-cost-statement-2026",
            "cn-consumer-26",
            "us-regz-1026.18-c",
            "us-regz-1026.4-b",
            "eu-ccd2-10-11",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        open_fees,
    ),
    Check(
        "B03",
        Text(zh="捆绑购买", en="Tied purchase"),
        Severity.HIGH,
        (
            "cn-consumer-9",
            "cn-consumer-10",
            "cn-consumer-infringement-12",
            "cn-cost-statement-2026",
            "us-regz-1026.4-a",
            "us-regz-1026.4-d-1",
            "eu-ccd2-14",
            "eu-ccd1-3g",
            "uk-cra-62",
        ),
        tied_purchase,
    ),
    Check(
        "B04",
        Text(zh="费用不予退还", en="Fees not given back"),
        Severity.MEDIUM,
        (
            "cn-civilcode-677",
            "cn-civilcode-497",
            "us-15usc1615-a",
            "us-regz-1026.18-k",
            "eu-ccd2-29",
            "eu-ccd1-16",
            "uk-cca-94",
            "uk-cra-62",
        ),
        not_refunded,
    ),
    Check(
        "B05",
        Text(zh="放款前先收费", en="Fee before the payout"),
        Severity.CRITICAL,
        (
            "cn-civilcode-670",
            "cn-cash-loan-2017",
            "us-tsr-310.4-a-4",
            "eu-uctd-5",
            "uk-conc-4-6-7",
        ),
        fee_before_payout,
    ),
    Check(
        "B06",
        Text(zh="自动续期", en="Renews by itself"),
        Severity.CRITICAL,
        (
            "cn-consumer-26",
            "cn-consumer-regulation-10",
            "cn-private-lending-27",
            "us-regz-1026.17-c",
            "us-ftc-act-5",
            "eu-ccd2-15",
            "uk-conc-5A.3.2",
            "uk-cra-62",
        ),
        renews_by_itself,
    ),
)
