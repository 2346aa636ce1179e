"""Group C: what else default brings: costs, the whole loan, the order of payment, dearer terms."""

from __future__ import annotations

import re
from typing import Final

from contracts.answers import Answer, Check, Clear, Departure, Severity, Unsettled
from contracts.checks.asking import clause_answer, step
from contracts.model import Contract
from contracts.terms.passages import Clause, clauses, negated
from contracts.wordings.lateness import HAIR_TRIGGER, ORDER_EN, ORDER_ZH, RATE_UP, UNCAPPED
from contracts.wordings.parties import own_freedoms
from core.patterns import words_of
from core.text import Text

_ORDER: Final = words_of(
    r"顺序|依次|先(?:行)?(?:用于)?(?:扣|抵充|冲|还|抵扣|清偿|偿还|冲抵|归还|支付)|优先(?:抵扣|清偿|偿还|冲抵)|冲抵"
    r"|appl(?:y|ied)\b|in the following order|order of|allocat|goes? first"
    r"|credited|in this order|first to\b|appropriated|used first|set against|\bcredit (?:your|the)"
    r"|before it reduces|goes? to\b",
    re.IGNORECASE,
)
_PAYMENT: Final = words_of(
    r"还款|清偿|偿还|抵扣|冲抵|归还|款项|payments?|amounts? received|sums"
    r"|(?:monies|money|receipts|remittances)\b|what you pay|everything you pay",
    re.IGNORECASE,
)
_LATER: Final = {"fees", "penalty", "late_interest"}


def costs_without_limit(contract: Contract) -> Answer:
    """Does the borrower bear all costs of collection without a limit?"""
    return clause_answer(
        contract,
        UNCAPPED,
        Text(
            zh="催收、律师等费用全部由借款人承担，没有上限。",
            en="All costs of collection fall on the borrower, without a limit.",
        ),
        "a limit, or proof that the costs are necessary and reasonable",
    )


def hair_trigger(contract: Contract) -> Answer:
    """Does the whole loan fall due on the slightest lateness or on the lender's opinion?"""
    return clause_answer(
        contract,
        HAIR_TRIGGER,
        Text(
            zh="逾期一天、对别处违约，或者贷款人单方认为有风险，全部借款就立即到期。",
            en="One day late, a default elsewhere or the lender's opinion makes the whole loan due "
            "at once.",
        ),
        "a clause that gives notice and time to catch up",
        hidden=own_freedoms(contract),
    )


def principal_last(contract: Contract) -> Answer:
    """Is a payment counted against fees and penalties before interest and principal?"""
    if not contract.files:
        return Unsettled("the text of the contract")
    orders = [
        (clause, order)
        for file in contract.files
        for clause in clauses(file)
        if (order := _order(clause))
    ]
    turned = [(clause, order) for clause, order in orders if _penalties_first(tuple(order))]
    if not turned:
        return Clear()
    clause, order = turned[0]
    return Departure(
        Text(
            zh="还来的钱先抵扣费用、违约金或罚息，利息和本金排在后面，本金降得慢。比较的顺序：实现债权的费用、利息、本金。",
            en="What is paid counts first against fees or penalties; principal comes last, falls "
            "slowly. Compared with: costs of enforcement, interest, principal.",
        ),
        (clause.source(),),
        (
            step("order of this contract", " → ".join(order.values())),
            step("order compared with", "costs → interest → principal"),
        ),
        would_settle="the lender's rule for what a payment is counted against",
    )


def _order(clause: Clause) -> dict[str, str]:
    """Return what a payment is counted against with the contract's words, in order.

    Nothing where no order is told.
    """
    text = clause.text
    told = [one.span() for one in _ORDER.finditer(text)]
    if not any(not negated(text, *span) for span in told) or not _PAYMENT.search(text):
        return {}
    chinese = clause.file.document.language == "zh"
    places: list[tuple[int, str, str]] = []
    taken: list[tuple[int, int]] = []
    words = ORDER_ZH if chinese else ORDER_EN
    # The longer names first, so that "late charge" is not also read as a charge.
    for code, pattern in sorted(words, key=lambda row: row[0] not in {"penalty", "costs"}):
        for found in re.finditer(pattern, text, re.IGNORECASE):
            if any(start <= found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            places.append((found.start(), code, found.group()))
    order: dict[str, str] = {}
    for _, code, said in sorted(places):
        order.setdefault(code, said)
    return order if "principal" in order and len(order) > 1 else {}


def _penalties_first(order: tuple[str, ...]) -> bool:
    last = order.index("principal")
    interest = order.index("interest") if "interest" in order else last
    ahead = order[: max(last, interest)]
    return bool(_LATER & set(ahead))


def dearer_after_default(contract: Contract) -> Answer:
    """Does default raise the rate of the loan or shorten its term?"""
    return clause_answer(
        contract,
        RATE_UP,
        Text(
            zh="一旦违约，整笔借款的利率上调或者期限缩短。",
            en="After a default the rate of the whole loan rises, or its term is shortened.",
        ),
        "a clause that limits what default costs to the overdue amount",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "C05",
        Text(zh="催收费用无上限转嫁", en="Collection costs without limit"),
        Severity.MEDIUM,
        (
            "cn-civilcode-497",
            "cn-civilcode-561",
            "us-state-rates",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        costs_without_limit,
    ),
    Check(
        "C06",
        Text(zh="动辄宣布全部到期", en="Whole loan due on the slightest cause"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "cn-consumer-26",
            "us-regz-1026.18-i",
            "us-regz-1026.17-c-5",
            "eu-uctd-5",
            "uk-cca-87",
            "uk-cra-62",
        ),
        hair_trigger,
    ),
    Check(
        "C07",
        Text(zh="还款先抵费用和罚金", en="Payments go to fees and penalties first"),
        Severity.MEDIUM,
        (
            "cn-civilcode-561",
            "us-state-rates",
            "eu-ccd2-10-11",
            "uk-conc-4-6-7",
        ),
        principal_last,
    ),
    Check(
        "C08",
        Text(zh="违约后提高利率或缩短期限", en="Dearer or shorter after default"),
        Severity.MEDIUM,
        (
            "cn-civilcode-497",
            "cn-civilcode-585",
            "us-regz-1026.55-a",
            "eu-ccd2-23",
            "eu-uctd-annex-2",
            "uk-cca-93",
        ),
        dearer_after_default,
    ),
)
