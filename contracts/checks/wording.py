"""Group E: clauses that tilt the contract: change, liability, proof, court, rights."""

from __future__ import annotations

from dataclasses import replace

from contracts.answers import Answer, Check, Departure, Severity
from contracts.checks.asking import clause_answer
from contracts.model import Contract
from contracts.wordings.forum import FORCED, LENDERS_COURT, OPTS_OUT, RIGHTS
from contracts.wordings.model import affirmed
from contracts.wordings.parties import not_the_borrowers, own_freedoms
from contracts.wordings.tilted import CHANGED, NOT_LIABLE, RECORDS
from core.text import Text


def changed_by_one_side(contract: Contract) -> Answer:
    """May the lender change price or terms alone?"""
    return clause_answer(
        contract,
        CHANGED,
        Text(
            zh="贷款人可以单方变更费用或条件，借款人没有拒绝的余地。",
            en="The lender may change price or terms alone; the borrower cannot refuse.",
        ),
        "a clause with notice, reasons and the right to leave without cost",
        hidden=own_freedoms(contract),
    )


def excluded_liability(contract: Contract) -> Answer:
    """Does the lender exclude liability even for its own faults?"""
    return clause_answer(
        contract,
        NOT_LIABLE,
        Text(
            zh="贷款人对任何情况都不承担责任，包括自己的过错。",
            en="The lender answers for nothing, not even for its own fault.",
        ),
        "an exclusion limited to what the lender cannot control",
        hidden=own_freedoms(contract),
    )


def records_conclusive(contract: Contract) -> Answer:
    """Are the lender's own records the only proof?"""
    return clause_answer(
        contract,
        RECORDS,
        Text(
            zh="以贷款人自己的记录为准，借款人不得提出异议。",
            en="The lender's own records decide; the borrower may not object.",
        ),
        "the words “unless proven otherwise”",
    )


def lenders_court(contract: Contract) -> Answer:
    """Must disputes go to the court where the lender sits?"""
    answer = clause_answer(
        contract,
        LENDERS_COURT,
        Text(
            zh="争议由贷款人所在地法院管辖，借款人维权不便。",
            en="Disputes go to the court where the lender sits, far from the borrower.",
        ),
        "proof that the clause was clearly pointed out before signing",
    )
    return not_the_borrowers(contract, answer)


def forced_arbitration(contract: Contract) -> Answer:
    """Is the way to court, or to a common action, closed?"""
    answer = clause_answer(
        contract,
        FORCED,
        Text(
            zh="只能仲裁，不得向法院起诉或集体起诉。",
            en="Only arbitration is left; court, jury or common action are closed.",
        ),
        "a time in which the borrower may opt out",
    )
    if isinstance(answer, Departure) and affirmed(contract, OPTS_OUT):
        return replace(answer, severity=Severity.MEDIUM)
    return answer


def rights_waived(contract: Contract) -> Answer:
    """Does the borrower give up defences or the right to be heard?"""
    return clause_answer(
        contract,
        RIGHTS,
        Text(
            zh="借款人预先放弃抗辩或诉讼的权利。",
            en="The borrower gives up defences or the right to go to court in advance.",
        ),
        "the clause struck out",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "E01",
        Text(zh="单方变更", en="Changed by one side"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "cn-consumer-26",
            "cn-consumer-infringement-12",
            "cn-contract-supervision-7",
            "us-regz-1026.9-c-2-i",
            "us-udaap-5531",
            "eu-ccd2-22",
            "eu-uctd-annex-2",
            "uk-cra-62",
        ),
        changed_by_one_side,
    ),
    Check(
        "E02",
        Text(zh="免除自身责任", en="Own liability excluded"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "cn-civilcode-506",
            "cn-consumer-infringement-12",
            "us-udaap-5531",
            "eu-uctd-2",
            "uk-cra-62",
        ),
        excluded_liability,
    ),
    Check(
        "E03",
        Text(zh="以贷款人记录为准", en="Lender's records decide"),
        Severity.MEDIUM,
        ("cn-civilcode-497", "cn-consumer-26", "us-udaap-5531", "eu-uctd-2", "uk-cra-62"),
        records_conclusive,
    ),
    Check(
        "E04",
        Text(zh="约定贷款人所在地法院", en="Court where the lender sits"),
        Severity.MEDIUM,
        ("cn-civil-procedure-interp-31", "us-udaap-5531", "eu-uctd-2", "uk-cra-62"),
        lenders_court,
    ),
    Check(
        "E05",
        Text(zh="限制诉讼途径", en="Way to court closed"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "cn-consumer-infringement-12",
            "us-32cfr232.8-b-d",
            "us-udaap-5531",
            "eu-uctd-2",
            "uk-cra-62",
        ),
        forced_arbitration,
    ),
    Check(
        "E06",
        Text(zh="预先放弃权利", en="Rights given up in advance"),
        Severity.CRITICAL,
        (
            "cn-civilcode-497",
            "us-16cfr444.2",
            "us-32cfr232.8-b-d",
            "eu-uctd-2",
            "uk-cca-173",
            "uk-cra-62",
        ),
        rights_waived,
    ),
)
