"""How contracts tell what they have to tell, in legal, plain and app wordings.

A contract under Chinese law may be in English, and plain words tell as much as the law's own.
"""

from __future__ import annotations

from typing import Final

NAMED: Final = (
    r"\b(?:creditor|lender)\b[^.;\n]{0,30}(?::|\bis\b|\bmeans\b|,)"
    r"|[\"“'‘(](?:we|us|the lender|the creditor|the bank)\b[,\"”'’)]|\bwe,? (?:are|means?)\b"
    r"|\bus means\b|\bborrow(?:s|ed|ing)?\b[^.;\n]{0,40}\bfrom (?-i:[A-Z])\w+"
)
COMPANY: Final = (
    r"(?-i:(?:[A-Z][\w&'’-]+ ){1,5}(?:Ltd\b|Limited|PLC|plc|LLC|L\.L\.C|Inc\b|Bank\b|N\.A\.|GmbH"
    r"|AG\b|S\.?A\.?S?\b|B\.V\.|N\.V\.|S\.p\.A|Credit Union|Society|DAC|Co\.|Company))"
)
HAN_LENDER: Final = (
    r"[\u4e00-\u9fff]{2,}(?:银行|信用(?:合作)?社|合作社)|今(?:向|借到?)[\u4e00-\u9fff]{2,}"
    r"|[\u4e00-\u9fff]{2,}(?:小额贷款|消费金融|汽车金融|信托|财务|典当|融资租赁)[\u4e00-\u9fff]{0,6}公司"
)
AMOUNT_OF_CREDIT: Final = (
    r"(?:amount of (?:the )?(?:credit|loan|advance)|(?:loan|credit) amount|principal"
    r"|amount borrowed|(?:borrow|lend|loan)\w*\b[^.;\n]{0,24}\d)"
)
INSTALMENTS: Final = (
    r"instal?lment|(?:monthly|weekly|scheduled|single|each|\d) (?:re)?payment"
    r"|repayments? (?:of|dates?|plan|schedule)|\d+ (?:\w+ ){0,3}(?:re)?payments"
    r"|(?:pay|repay)[^.;\n]{0,30}(?:every|each|a) (?:month|week|fortnight)"
)
LATE: Final = (
    r"\blate(?:ness)?\b|overdue|past[- ]due|default|\bmiss(?:ed|ing)?\b|behind with"
    r"|not paid (?:on time|when)"
)
EARLY: Final = (
    r"prepa(?:y|id)|\bearly\b|\bearlier\b|\bsooner\b|ahead of (?:time|schedule)|in advance of"
    r"|before (?:it is|the) due|(?:re)?pay[^.;\n]{0,30}(?:at any time|before the end)"
)
