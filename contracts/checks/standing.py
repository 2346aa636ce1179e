"""Group E: assignment, debits, exposure, who else is liable, rules nobody was shown."""

from __future__ import annotations

from contracts.answers import Answer, Check, Clear, Departure, Severity
from contracts.checks.asking import clause_answer
from contracts.model import Contract
from contracts.wordings.model import affirmed
from contracts.wordings.parties import own_freedoms
from contracts.wordings.standing import (
    ASSIGNED,
    DEBITED,
    EXPOSED,
    INTERPRETED,
    JOINT,
    TOLD_COSIGNER,
)
from core.text import Text


def assigned_silently(contract: Contract) -> Answer:
    """May the claim be sold, or a notice count as given, without telling the borrower?"""
    return clause_answer(
        contract,
        ASSIGNED,
        Text(
            zh="债权转让不通知借款人，或者没有收到也算已经通知。",
            en="The claim may be sold without telling the borrower, or what never arrived counts "
            "as told.",
        ),
        "a duty to notify before the borrower must pay somebody else",
    )


def any_account_debited(contract: Contract) -> Answer:
    """May the lender debit any account, again and again, or without a way to stop it?"""
    return clause_answer(
        contract,
        DEBITED,
        Text(
            zh="可以从借款人的任何账户扣款、反复扣款，或者扣款授权不能撤销、不再通知。",
            en="Any account may be debited, again and again, or the authority cannot be taken "
            "back.",
        ),
        "an authority for one named account, with a limit, notice and a way to revoke it",
        hidden=own_freedoms(contract),
    )


def default_made_public(contract: Contract) -> Answer:
    """May the lender publish a default or tell relatives, friends or the employer?"""
    return clause_answer(
        contract,
        EXPOSED,
        Text(
            zh="逾期后可以公开信息，或者告知亲友、单位。",
            en="On default the lender may publish it or tell relatives, friends or the employer.",
        ),
        "a clause that limits contacts to the borrower and guarantors",
    )


def others_made_liable(contract: Contract) -> Answer:
    """Is a spouse, co-borrower or guarantor made liable without a notice of what that means?"""
    answer = clause_answer(
        contract,
        JOINT,
        Text(
            zh="配偶、共同借款人或保证人要承担连带责任，没有看到对他们的单独告知。",
            en="A spouse, co-borrower or guarantor is liable for all; no notice to them is seen.",
        ),
        "the notice each of them received and signed",
    )
    if isinstance(answer, Departure) and affirmed(contract, TOLD_COSIGNER):
        return Clear()
    return answer


def sole_interpretation(contract: Contract) -> Answer:
    """Does one side alone say what the contract means, or rules unseen prevail?"""
    return clause_answer(
        contract,
        INTERPRETED,
        Text(
            zh="解释权只归一方，或者视为已读，或者以没有附上的规则为准。",
            en="One side alone interprets, reading is taken for granted, or rules that are not "
            "attached prevail.",
        ),
        "the clause struck out and the rules attached",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "E07",
        Text(zh="转让债权不通知", en="Claim sold without notice"),
        Severity.MEDIUM,
        (
            "cn-civilcode-546",
            "cn-civilcode-555",
            "cn-civilcode-548",
            "eu-uctd-2",
            "uk-cra-62",
            "us-udaap-5531",
        ),
        assigned_silently,
    ),
    Check(
        "E08",
        Text(zh="任意账户扣款", en="Any account debited"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "cn-consumer-26",
            "us-rege-1005.10-e-1",
            "us-payments-1041",
            "eu-uctd-2",
            "uk-conc-4-6-7",
        ),
        any_account_debited,
    ),
    Check(
        "E09",
        Text(zh="公开违约信息", en="Default made public"),
        Severity.CRITICAL,
        (
            "cn-pipl-10",
            "cn-pipl-25",
            "cn-pipl-23",
            "cn-civilcode-1038",
            "cn-collection-gbt45251",
            "us-fdcpa",
            "eu-gdpr-5",
            "uk-conc-4-6-7",
            "uk-gdpr",
        ),
        default_made_public,
    ),
    Check(
        "E10",
        Text(zh="他人被连带", en="Others made liable"),
        Severity.HIGH,
        (
            "cn-civilcode-688",
            "cn-civilcode-686",
            "cn-civilcode-496",
            "us-16cfr444.3-a",
            "us-16cfr444.3-c",
            "eu-uctd-2",
            "uk-cra-62",
        ),
        others_made_liable,
    ),
    Check(
        "E11",
        Text(zh="解释权归一方", en="One side interprets"),
        Severity.MEDIUM,
        (
            "cn-civilcode-496",
            "cn-civilcode-498",
            "cn-contract-interp-10",
            "cn-consumer-infringement-12",
            "us-udaap-5531",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        sole_interpretation,
    ),
)
