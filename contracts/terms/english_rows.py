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
        TermName.ALL_IN_RATE,
        Kind.RATE,
        rf"as a yearly rate[\s.:·…]{{0,60}}?(?P<value>{PERCENT})",
        period="year",
    ),
    _row(
        TermName.INTEREST_RATE,
        Kind.RATE,
        rf"(?P<noun>(?<!default )(?<!late )(?:(?:annual|yearly|monthly|daily"
        rf"|borrowing|fixed|nominal) )*(?:interest )?rate(?: of interest)?(?! of charge)|interest)"
        rf"(?P<how>\s*\([^)\d]{{0,24}}\))?{_GAP}(?P<value>{PERCENT})\)?\s*(?P<after>per annum"
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
