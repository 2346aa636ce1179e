"""Group A: how interest is counted and advertised."""

from __future__ import annotations

from contracts.answers import Answer, Check, Clear, Departure, Severity
from contracts.checks.asking import clause_answer, pattern
from contracts.model import Contract
from core.text import Text


def zero_interest_with_fee(contract: Contract) -> Answer:
    """Is the loan advertised as free of interest although fees make a price?"""
    answer = clause_answer(
        contract,
        (pattern("免息|零利率|0利率|零利息|无利息|interest[- ]free|0 ?% interest|zero interest"),),
        Text(
            zh="合同称免息或零利率，但收取费用；费用同样是借款的价格。",
            en="The loan is called free of interest, but fees are charged; they are its price.",
        ),
        "a statement of the all-in cost beside the claim",
    )
    if isinstance(answer, Departure) and not contract.flows.fees:
        return Clear()
    return answer


def compound_interest(contract: Contract) -> Answer:
    """Is unpaid interest or late interest itself charged with interest?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:计收|收取|计算|加收|按)[^。;\n]{0,10}复利|利滚利|罚息[^。;\n]{0,10}计入本金"
                r"|利息[^。;\n]{0,8}计入(?:借款)?本金"
            ),
            pattern(
                r"interest on (?:unpaid|overdue|accrued) interest"
                r"|unpaid interest[^.;\n]{0,30}(?:capitali[sz]ed|added to (?:the )?principal)"
            ),
        ),
        Text(
            zh="未付的利息或罚息再计利息，欠款会越滚越大。",
            en="Unpaid interest bears interest again, so that the debt grows by itself.",
        ),
        "the method by which the lender works out late interest",
    )


def year_of_360_days(contract: Contract) -> Answer:
    """Is a daily rate taken as a 360th of the year while actual days are counted?"""
    return clause_answer(
        contract,
        (
            pattern(r"(?:除以|/|÷|按|以)\s*360(?:天|日)?"),
            pattern(r"360[- ]day (?:year|basis)|divided by 360"),
        ),
        Text(
            zh="日利率按一年360天折算而按实际天数计息，实际利息约多1.39%（365÷360）。",
            en="The daily rate is a 360th of the yearly one while real days are counted: about "
            "1.39 % more interest (365 / 360).",
        ),
        "the formula of daily interest",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "A08",
        Text(zh="按一年360天折算日利率", en="Year of 360 days"),
        Severity.MEDIUM,
        (
            "cn-pboc-2021-3",
            "cn-civilcode-496",
        ),
        year_of_360_days,
    ),
    Check(
        "A09",
        Text(zh="利息再计利息", en="Interest on interest"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        compound_interest,
    ),
    Check(
        "A11",
        Text(zh="免息却收费", en="Free of interest, but with fees"),
        Severity.HIGH,
        (
            "cn-pboc-2021-3",
            "cn-consumer-8",
            "us-regz-1026.4-a",
        ),
        zero_interest_with_fee,
    ),
)
