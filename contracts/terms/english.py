"""How English contracts speak of methods, fees, lateness and leaving early."""

from __future__ import annotations

import re

from contracts.terms.english_loose import LOOSE_ROWS as LOOSE_ROWS
from contracts.terms.english_rows import ROWS as ROWS
from contracts.terms.numbers import MONEY, PERCENT
from core.patterns import words_of

METHODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "equal_instalments",
        words_of(
            r"equal (?:monthly |weekly |consecutive )*(?:instal?lments|payments)|level payments",
            re.I,
        ),
    ),
    ("equal_principal", words_of(r"equal principal", re.I)),
    (
        "interest_first",
        words_of(
            r"\bpays? (?:the )?interest of \S+ ?\S* (?:on the \d|each|every)"
            r"|interest[- ]only (?:payments?|period|loan|basis|instal)|pays? only (?:the )?interest"
            r"(?! (?:for the days|accrued|up to|to the))"
            r"|balloon (?:payment|loan)",
            re.I,
        ),
    ),
    ("bullet", words_of(r"single payment|one payment|lump sum at (?:maturity|the end)", re.I)),
)

# A charge, cost or due is a fee where the word before it says what it is taken for.
_TAKEN_FOR = (
    r"(?:document(?:ation|s)?|admin(?:istrati(?:on|ve))?|set-?up|investigation|servicing|service"
    r"|processing|handling|maintenance|account|origination|arrangement|application|completion"
    r"|facility|transaction|transfer|inspection|valuation|appraisal|filing|recording|monitoring"
    r"|membership|brokerage|referral|introduction|management|platform|technology|convenience"
    r"|disbursement|drawdown|acceptance|activation|registration|title|notary|booking|agency"
    r"|guarantee|insurance|protection|verification|establishment|file|credit report)"
)
FEE_NAME = words_of(
    rf"(?P<name>\b(?:[A-Za-z'’-]+ ){{0,2}}(?:fees?|premium|commission|brokerage"
    rf"|{_TAKEN_FOR} (?:charges?|costs?|dues)|stamp duty|security deposit"
    r"|(?:discount|loan|origination) points|finance charge prepaid))\b",
    re.IGNORECASE,
)
FEE_ELSEWHERE = words_of(
    r"\blate\b|overdue|default|settlement|prepay|early repay|repay early|attorney"
    r"|collection|returned|including but not limited|(?:percentage|basis) points?"
    r"|no (?:other )?fees|no charges",
    re.IGNORECASE,
)
FEE_LEAD = words_of(
    r"^(?:(?:a|an|the|our|of|and|this|that|any|with|one|pay|pays|charge|charges|monthly|each)\s+)+",
    re.I,
)
WITHHELD = words_of(
    r"(?:withheld|deducted|taken|subtracted|retained)[^.;]{0,30}(?:from"
    r"|out of)[^.;]{0,25}(?:principal|proceeds|loan|advance|amount)"
    r"|prepaid finance charge|paid out of the (?:loan|proceeds)",
    re.IGNORECASE,
)
UPFRONT = words_of(
    r"one[- ]time|up ?front|at signing|on signing|before disbursement|at disbursement|once", re.I
)
PER_INSTALMENT = words_of(
    r"each (?:instal?lment|(?:re)?payment)\b[^.;\n]{0,60}\bwith\b"
    r"|per month|a month|monthly|each month|with each|per (?:instal?lment|payment)|every month",
    re.I,
)
WITH_THE_FIRST = words_of(r"\bwith the first\b|\bwith your first\b", re.I)
PER_YEAR = words_of(r"per year|a year|annual|yearly|per annum", re.I)
INCLUDED = words_of(
    r"(?:already )?included in (?:the|each|your)|is part of (?:the|each)"
    r"|\b(?:in|of) which(?:[^.;\n]|\.\d){0,60}(?:is|are) (?:already )?included",
    re.I,
)
# What the lender pays out of its own pocket is no cost of the borrower's.
LENDER_PAYS = words_of(
    r"\b(?:we|the (?:lender|creditor|bank)) (?:will |shall |alone )?(?:pays?|bears?)"
    r" (?:it|them|him|her|this"
    r"|the (?:broker|introducer|intermediary|dealer|agent|supplier|cost|fee|commission))\b"
    r"|\b(?:with(?:holds?|held)|deducts?|takes|charges|collects?|receives)\b[^.;\n]{0,50}"
    r"\bfrom the (?:course provider|supplier|shop|merchant|dealer|seller|trader|retailer)\b"
    r"|\bthe (?:supplier|shop|merchant|dealer|seller|trader|retailer)(?: alone)?"
    r" (?:pays?|bears?|allows?|grants?)\b"
    r"|out of (?:our|its|the lender's) own (?:funds|money|pocket)"
    r"|(?:paid|borne|payable|met|settled) (?:solely |alone )?by"
    r" (?:us|the (?:lender|creditor|bank))\b",
    re.I,
)
OPTIONAL = words_of(r"optional|voluntary|if you choose", re.I)
OUTSTANDING = words_of(r"outstanding|unpaid|remaining|declining", re.I)
# What is repaid early is itself owed no longer: a charge on it falls with the balance.
PREPAID = words_of(
    r"outstanding|unpaid|remaining|declining|early repayment amount|prepaid (?:amount|principal)"
    r"|(?:amount|sum|principal|balance|credit)s? (?:being |that is |so )?"
    r"(?:prepaid|repaid|paid (?:off|early)|settled)",
    re.I,
)
PAYEE = words_of(
    r"(?:payable to|paid to|charged by"
    r"|collected by)\s+(?P<payee>[A-Z][A-Za-z&' ]{2,40}?)(?=[,.;()]|\s+(?:and|on|at|each|with)\b|$)"
)

LATE_CLAUSE = words_of(
    r"\blate\b|overdue|past due|\bdefaults?\b|default interest|arrears|breach|missed"
    r"|unpaid when due|liquidated damages|a penalty of|\bdelay|delinquen|non-?payment"
    r"|fail(?:s|ure|ing)? to (?:pay|meet)|is unpaid|not (?:been )?paid (?:on|when|by|within)"
    r"|in arrear\b",
    re.I,
)
LATE_NOT = words_of(r"prepay|early repay|repa(?:y(?:ing)?|id) early", re.I)
LATE_RATE = words_of(
    rf"(?P<lead>[^.;\n]{{0,60}}?)(?P<value>{PERCENT})(?P<tail>[^;\n]{{0,60}})", re.I
)
LATE_TIMES = words_of(
    r"(?P<times>\d(?:\.\d+)?) times the (?:contract |agreed |interest )*rate"
    r"|(?P<share>\d{3}%) of the (?:contract |agreed |interest )*rate"
    r"|rate (?:increased|plus|raised) by (?P<more>\d+(?:\.\d+)?%)",
    re.I,
)
LATE_TOTAL = words_of(
    r"(?:total|entire|full|original|whole) (?:loan|principal|contract|purchase"
    r"|amount|sum|credit|price|debt)|loan amount|total price|original principal"
    r"|original (?:amount|loan)|amount (?:of the (?:loan|credit)|borrowed|financed|lent)"
    r"|sum (?:borrowed|lent)|purchase price|what (?:you|was) borrowed",
    re.I,
)
LATE_ARREARS = words_of(
    r"overdue (?:amount|payment|instal?lment|principal|sum|balance|part|portion)|unpaid|past[- ]due"
    r"|(?:amount|sum)s? (?:in arrears|overdue|late|not paid|outstanding)|arrears"
    r"|the (?:late|missed|delinquent) (?:amount|payment|instal?lment|sum)",
    re.I,
)
DAILY = words_of(
    r"per (?:calendar )?day|per diem|\ba day\b|daily|each (?:calendar )?day|every (?:calendar )?day"
    r"|/ ?day\b",
    re.I,
)
LATE_FIXED = words_of(
    rf"(?:late (?:fee|charge)[^.;\n]{{0,80}}?"
    rf"|days late,? (?:we|you)(?: will| shall| must)?(?: be)? (?:charged?|pay|owe)(?: you)? )"
    rf"(?P<value>{MONEY})(?P<per>)"
    rf"|(?:delinquency|handling|reminder|dunning|overdue)(?: \w+)? (?:fee|charge)s? (?:of )?"
    rf"(?P<third>{MONEY})"
    rf"|(?P<fourth>{MONEY}) (?:late|default|delinquency|reminder|dunning|returned?"
    rf"|dishonou?r(?:ed)?|missed|bounced)[- ](?:payment |item |cheque |check |letter )?"
    rf"(?:fee|charge)"
    rf"|(?:charge|fee|penalty|pay|costs?|debit)s?(?: you)?(?: of)? (?P<fifth>{MONEY})"
    rf" (?:for|per|on) (?:each|every|any|a) (?:late|missed|overdue|dishonou?red|delayed|unpaid)"
    rf"|(?P<before>each day)[^.;\d]{{0,20}}(?P<second>{MONEY})",
    re.I,
)

PREPAY_CLAUSE = words_of(
    r"prepay|prepaid (?!finance)|early repayment|repa(?:y(?:ing)?|id)[^.;\n]{0,24} early"
    r"|pay(?:ing)? off[^.;\n]{0,16} early|pre-?closure"
    r"|early (?:settlement|discharge|redemption|termination|pay-?off|closure|payment)"
    r"|settl(?:e|ed|es|ing)[^.;\n]{0,24} (?:early|ahead|before)",
    re.I,
)
PREPAY_BARRED = words_of(
    r"(?:may not|must not|cannot|not (?:allowed|permitted) to) (?:prepay"
    r"|repay early|pay (?:the loan )?off early)",
    re.I,
)
PREPAY_FREE = words_of(
    r"\b(?:without|no|not (?:pay|be charged|charge"
    r"|owe))\s+(?:\w+ ){0,3}?(?:penalt(?:y|ies)|fees?|charges?|compensation)",
    re.I,
)
PREPAY_CHARGE = words_of(r"penalty|fee|charge|compensation|indemnity|break(?:age)? cost", re.I)
