"""Which side a letter stands for: 甲方 may be the lender or the borrower."""

from __future__ import annotations

import re
from dataclasses import replace

from contracts.answers import Answer, Clear, Departure
from contracts.model import Contract
from contracts.structure.model import Role
from core.patterns import words_of

_SIDE = words_of(
    r"(?P<side>[甲乙丙]方)[((]?[^。;\n:]{0,4}?(?P<role>贷款人|出借人|放款人|贷款方|出借方|债权人|借款人|借款方|债务人)"
    r"|(?P<before>贷款人|出借人|放款人|贷款方|出借方|债权人|借款人|借款方|债务人)(?:\([^)]{0,12}|[^。;\n]{0,30}?(?:以下)?简?称[\"“「]?)"
    r"(?P<named>[甲乙丙]方)"
)
_BORROWER_ZH = (
    "借款人",
    "借款方",
    "借入方",
    "客户",
    "持卡人",
    "消费者",
    "学员",
    "用户",
    "您",
    "你",
)
_BORROWS = frozenset({"借款人", "借款方", "债务人"})
_COURT_OF = words_of(r"([甲乙丙]方)(?:的)?(?:住所|所在|注册|登记|经营|主要|总部)")


def borrower_sides(contract: Contract) -> frozenset[str]:
    """Return the letters that stand for the borrower in the package; empty when none is told."""
    told = {
        word
        for built in contract.structures
        for party in built.parties
        if party.role is Role.BORROWER
        for word in party.words
    }
    return frozenset(told) | frozenset(
        found["side"] or found["named"]
        for file in contract.files
        for found in _SIDE.finditer(file.text)
        if (found["role"] or found["before"]) in _BORROWS
    )


def own_freedoms(contract: Contract) -> re.Pattern[str]:
    """Return a pattern of what the borrower may do or need not do, up to the next mark.

    A lender's power is not told where the borrower is free to change, revoke or close something.
    """
    letters = [side for side in borrower_sides(contract) if re.search(r"[\u4e00-\u9fff]", side)]
    named = "|".join(re.escape(word) for word in sorted({*letters, *_BORROWER_ZH}, key=len)[::-1])
    return words_of(
        rf"(?:{named})(?:均|也|亦|还)?(?:可以?|有权|不承担|无需承担|无须承担)(?!能)[^,。;]*"
        r"|\b(?:you|the borrower|the consumer|the customer|the debtor)"
        r" (?:may(?! not)|can(?! ?not)|(?:is|are) (?:free|entitled)|ha(?:s|ve) the right)\b[^,.;]*",
        re.IGNORECASE,
    )


def not_the_borrowers(contract: Contract, answer: Answer) -> Answer:
    """Take back evidence that names the place of the borrower, by the letter it goes by."""
    if not isinstance(answer, Departure):
        return answer
    sides = borrower_sides(contract)
    kept = tuple(
        source
        for source in answer.evidence
        if not (found := _COURT_OF.search(source.quote)) or found[1] not in sides
    )
    return replace(answer, evidence=kept) if kept else Clear()
