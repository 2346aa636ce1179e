"""Where English contracts say what: one row a phrase, tried on every sentence."""

from __future__ import annotations

import re

from contracts.model import TermName
from contracts.terms.numbers import DAY, MONEY, PERCENT, WORD_COUNT
from contracts.terms.rows import Kind, Row
from core.patterns import words_of

_GAP = r"(?:\s*\([^)\n\d%$£€]{0,90}\))?[^.;\n\d%$£€]{0,40}?"

# When the payments fall due, and what goes with the first: between them and the last one.
_COUNT = rf"\b(?P<value>\d{{1,3}}|{WORD_COUNT})(?: ?\(\d{{1,3}}\)|\))?"
_UNPAID = (
    r"(?! (?:are|is|have|has|remain|fall|become|unpaid|overdue|in arrears|missed|late|or more"
    r"|behind|due and))"
)
_MEANWHILE = r"(?:[^.;\n]|\.\d){0,170}?"
_ON_A_DAY = r"(?:(?:due |payable )?on [^.;,\n]{4,30}? )?"


def _row(name: TermName, kind: Kind, pattern: str, **fixed: str) -> Row:
    return Row(name, kind, words_of(pattern, re.IGNORECASE), **fixed)


ROWS: tuple[Row, ...] = (
    _row(
        TermName.NET_PROCEEDS,
        Kind.MONEY,
        rf"(?:amount financed|amount of credit provided to you(?: or on your behalf)?\)?"
        rf"|amount (?:given|paid|disbursed) (?:directly )?to (?:you"
        rf"|the borrower)|net proceeds"
        rf"|(?:you|borrower) (?:will )?(?:actually )?receives?){_GAP}(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?:principal(?! (?:and|plus|&) interest)(?: amount| sum)?|loan amount"
        rf"|amount of (?:the )?(?:loan|credit)(?! provided)|total amount of credit"
        rf"|amount borrowed|lends? (?:you|the borrower|party [a-z])){_GAP}(?P<value>{MONEY})",
    ),
    _row(
        TermName.TERM,
        Kind.SPAN,
        r"(?:term|duration|period)(?: of)?(?: the (?:loan|credit|agreement)| this agreement)?"
        rf"(?: of| is|:)?\s*{_COUNT} (?:calendar )?(?P<unit>months?|years?|weeks?|days?)",
    ),
    _row(
        TermName.INSTALMENT_COUNT,
        Kind.COUNT,
        rf"{_COUNT} (?:equal |consecutive |successive |level |regular |scheduled "
        r"|substantially )*"
        r"(?P<per>monthly |weekly |fortnightly |bi-?weekly |daily |quarterly |semi-?monthly )?"
        rf"(?:equal |consecutive |successive )*(?:instal?lments|(?:re)?payments)\b{_UNPAID}",
    ),
    _row(
        TermName.INSTALMENT_COUNT,
        Kind.COUNT,
        rf"{MONEY}[^.;\n]{{0,60}}?,? {_COUNT} times\b",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"(?:(?:(?P<per>monthly|weekly|fortnightly|bi-?weekly|daily|quarterly) )?"
        rf"(?:instal?lments|(?:re)?payments) of"
        rf"|(?P<each>each|monthly|weekly|fortnightly|bi-?weekly|daily|quarterly|regular) "
        rf"(?:instal?lment|(?:re)?payment)(?: amount)?(?: is| of|:| will be)?)"
        rf"\s*(?:approximately )?(?P<value>{MONEY})",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"(?:instal?lments|(?:re)?payments)\b[^.;\n]{{0,60}}?[:,] ?(?:\d{{1,3}}|{WORD_COUNT})"
        rf"(?: \w+)? of (?P<value>{MONEY})",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"\bpays? (?:the )?interest of (?P<value>{MONEY})"
        r"(?= (?:on the \d|each|every|a|per) ?(?:\w+ day of (?:each|every) )?)",
    ),
    _row(
        TermName.LAST_INSTALMENT,
        Kind.MONEY,
        rf"(?:(?:instal?lments|payments) of {MONEY}{_MEANWHILE}|{MONEY}|instal?lments|payments)"
        rf",? (?:each,? )?(?:and|then|plus|followed by)"
        rf" (?:then )?(?:a|one|1) (?:(?:further|final|last|monthly|weekly) )*"
        rf"(?:(?:instal?lment|(?:re)?payment) )?{_ON_A_DAY}of (?P<value>{MONEY})",
        condition="further",
    ),
    _row(
        TermName.LAST_INSTALMENT,
        Kind.MONEY,
        rf"(?:final|last) (?:(?:monthly|weekly) )?(?:instal?lment|(?:re)?payment)"
        rf"(?: {_ON_A_DAY}of |{_GAP})(?P<value>{MONEY})",
    ),
    _row(
        TermName.LAST_INSTALMENT,
        Kind.MONEY,
        rf"(?:^|\n)\s*(?:and )?(?:1|one) (?:(?:final|last) )?(?:(?:re)?payment|instal?lment) of"
        rf" (?P<value>{MONEY}),? (?:due|payable|on)\b",
    ),
    _row(
        TermName.LAST_INSTALMENT,
        Kind.MONEY,
        rf"\b(?:a|one|the) (?:further )?(?:last|final)(?: one)? of (?P<value>{MONEY})",
    ),
    _row(
        TermName.LAST_INSTALMENT,
        Kind.MONEY,
        rf"\band (?:then )?on {DAY},? (?:\w+ ){{0,3}}?(?:pays?|repays?) (?P<value>{MONEY})",
        condition="further",
    ),
    _row(
        TermName.FIRST_PAYMENT_ON,
        Kind.DAY,
        rf"(?:(?:(?:each|every) month|times|monthly),? (?:starting |beginning )?from (?:the )?"
        rf"|\b(?:one|a single) (?:re)?payment of {MONEY},?(?: which is)? (?:due|payable) (?:on )?"
        rf"|first (?:instal?lment|payment)[^.;\n]{{0,30}}?|beginning (?:on )?"
        rf"|starting (?:on )?)(?P<value>{DAY})",
    ),
    _row(
        TermName.DISBURSED_ON,
        Kind.DAY,
        rf"(?:disburse(?:d|ment)(?: date)?|advanced?|paid out"
        rf"|drawn? ?down)[^.;\n]{{0,20}}?(?P<value>{DAY})",
    ),
    _row(
        TermName.CONTRACT_DATE,
        Kind.DAY,
        rf"(?:^\s*date:|date of (?:this )?agreement|agreement date|contract date|dated|made on"
        rf"|signed on)[:\s]*(?:as of )?(?P<value>{DAY})",
    ),
    _row(
        TermName.TOTAL_PAYABLE,
        Kind.MONEY,
        rf"(?<!half the )(?<!half of the )(?<!third of the )(?<!quarter of the )"
        rf"(?:total of payments|total (?:amount )?(?:payable|repayable|repayments?)"
        rf"|total to repay|(?:amount|what) you will have paid"
        rf"[^.;\n\d]{{0,60}}?){_GAP}(?P<value>{MONEY})",
    ),
    _row(
        TermName.ALL_IN_RATE,
        Kind.RATE,
        r"(?:(?:annuali[sz]ed|annual|yearly|all-in) (?:(?:all-in|overall|total|annuali[sz]ed) )*"
        r"(?:(?:financing|borrowing|credit) )?cost(?: of (?:the )?(?:credit|financing|loan))?"
        rf"|annual percentage rate(?: of charge)?(?:\s*\(APRC?\))?"
        rf"|cost of your (?:credit|loan) as a yearly rate|\bAPRC?\b){_GAP}(?P<value>{PERCENT})",
        period="year",
    ),
    _row(
        TermName.INTEREST_RATE,
        Kind.RATE,
        rf"(?P<noun>(?<!default )(?<!late )(?:(?:annual|yearly|monthly|daily"
        rf"|borrowing|fixed|nominal) )*(?:interest )?rate(?: of interest)?(?! of charge)|interest)"
        rf"(?P<how>\([^)]{{0,24}}\))?{_GAP}(?P<value>{PERCENT})\s*(?P<after>per annum"
        rf"|a year|per year|p\.a\.|per month|a month|monthly|per day|a day|daily)?",
    ),
    _row(
        TermName.LENDER,
        Kind.NAME,
        r"(?:\blender"
        r"|\bcreditor)\s*(?:\([^)]{1,20}\))?:\s*(?P<value>[A-Z][^,;\n(]{2,60}?)(?=[,;.\n(]|$)",
    ),
    _row(
        TermName.BORROWER,
        Kind.NAME,
        r"(?:\bborrower"
        r"|\bcustomer)\s*(?:\([^)]{1,20}\))?:\s*(?P<value>[A-Z][^,;\n(]{2,60}?)(?=[,;.\n(]|$)",
    ),
    _row(TermName.COURT, Kind.NAME, r"(?P<value>[^.;\n]{0,40}courts? of [^.;\n]{2,40})"),
)

# Tried only where no phrase above names the principal.
LOOSE_ROWS: tuple[Row, ...] = (
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?:\b(?:borrow(?:s|ed|ing)?|lend(?:s|ing)?|lent)(?: you| to you| from us)?"
        rf"|\b(?:loan|credit|advance) of)[:\s]+(?P<value>{MONEY})",
    ),
)

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

FEE_NAME = words_of(
    r"(?P<name>\b(?:[A-Za-z]+ ){0,2}(?:fees?|premium|commission"
    r"|origination charge|service charge|finance charge prepaid))\b",
    re.IGNORECASE,
)
FEE_ELSEWHERE = words_of(
    r"\blate\b|overdue|default|prepay|early repay|repay early|attorney"
    r"|collection|returned|including but not limited"
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
    r"\bfrom the (?:supplier|shop|merchant|dealer|seller|trader|retailer)\b"
    r"|\bthe (?:supplier|shop|merchant|dealer|seller|trader|retailer)(?: alone)? (?:pays?|bears?)\b"
    r"|out of (?:our|its|the lender's) own (?:funds|money|pocket)",
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
    r"|unpaid when due|liquidated damages|a penalty of",
    re.I,
)
LATE_NOT = words_of(r"prepay|early repay|repay(?:ing)? early", re.I)
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
    r"|amount)|loan amount|total price|original principal",
    re.I,
)
LATE_ARREARS = words_of(
    r"overdue (?:amount|payment|instal?lment|principal)|unpaid|past[- ]due"
    r"|amount (?:in arrears|overdue|late)|arrears|the late (?:amount|payment)",
    re.I,
)
DAILY = words_of(r"per day|a day|daily|each day|for every day|for each day", re.I)
LATE_FIXED = words_of(
    rf"(?:late (?:fee|charge)[^.;\n]{{0,80}}?)(?P<value>{MONEY})(?P<per>)"
    rf"|(?:delinquency|handling|reminder|dunning|overdue)(?: \w+)? (?:fee|charge)s? (?:of )?"
    rf"(?P<third>{MONEY})"
    rf"|(?P<before>each day)[^.;\d]{{0,20}}(?P<second>{MONEY})",
    re.I,
)

PREPAY_CLAUSE = words_of(
    r"prepay|early repayment|repay(?:ing)?[^.;\n]{0,24} early|early settlement"
    r"|pay(?:ing)? off[^.;\n]{0,16} early",
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
PREPAY_CHARGE = words_of(r"penalty|fee|charge|compensation", re.I)
