"""Who lends, what kind of lender that is, and whose law is asked: read, never guessed."""

from __future__ import annotations

import re

from contracts.model import Jurisdiction, LenderType, Term, TermName
from core.patterns import words_of
from documents.matching import Searchable

LENDER_TYPES: tuple[tuple[re.Pattern[str], LenderType], ...] = (
    (words_of("消费金融|consumer finance co", re.IGNORECASE), LenderType.CONSUMER_FINANCE),
    (words_of("汽车金融"), LenderType.AUTO_FINANCE),
    (words_of("小额贷款|小贷|microloan|micro-?credit", re.IGNORECASE), LenderType.MICROLOAN),
    (words_of("信托"), LenderType.TRUST),
    (words_of("典当"), LenderType.PAWN),
    (words_of(r"银行|信用社|\bbank\b", re.IGNORECASE), LenderType.BANK),
    (words_of(r"\bcredit union\b", re.IGNORECASE), LenderType.CREDIT_UNION),
    (words_of(r"^(?!.*(?:公司|中心|合作社|平台))[\u4e00-\u9fff]{2,4}$"), LenderType.PRIVATE),
)
JURISDICTIONS: tuple[tuple[re.Pattern[str], Jurisdiction], ...] = (
    (words_of("中华人民共和国|中国法律|人民币|民法典|RMB|CNY"), Jurisdiction.CN),
    (
        words_of(
            r"(?i:Regulation Z|Truth in Lending|Amount Financed)|United States"
            r"|State of [A-Z]|USD|US\$"
        ),
        Jurisdiction.US,
    ),
    (
        words_of(r"Consumer Credit Act|England|Scotland|Financial Conduct Authority|£|GBP"),
        Jurisdiction.UK,
    ),
    (words_of(r"2023/2225|2008/48|European Union|SECCI|€|EUR"), Jurisdiction.EU),
)


def lender_type_of(terms: tuple[Term, ...]) -> LenderType | None:
    """Return the kind of lender its name tells; None when it tells nothing."""
    for term in terms:
        if term.name is TermName.LENDER:
            for pattern, kind in LENDER_TYPES:
                if pattern.search(str(term.value)):
                    return kind
    return None


def jurisdiction_of(files: tuple[Searchable, ...]) -> Jurisdiction | None:
    """Return whose law the text names, or whose currency it counts in; None when neither."""
    for pattern, jurisdiction in JURISDICTIONS:
        if any(pattern.search(file.text) for file in files):
            return jurisdiction
    if any(file.document.language == "zh" and "元" in file.text for file in files):
        return Jurisdiction.CN
    return None
