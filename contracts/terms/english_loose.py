"""What English contracts say in other words: tried only where no first phrase names the term."""

from __future__ import annotations

import re

from contracts.model import TermName
from contracts.terms.numbers import DAY, MONEY, PERCENT, WORD_COUNT
from contracts.terms.rows import Kind, Row
from core.patterns import words_of

_GAP = r"(?:\s*\([^)\n\d%$£€]{0,90}\))?[^.;\n\d%$£€₹]{0,30}?"
_COUNT = rf"\b(?P<value>\d{{1,3}}|{WORD_COUNT}|one)(?: ?\(\d{{1,3}}\)|\))?"
_WHOM = (
    r"(?:you|me|us|him|her|the (?:borrower|debtor|obligor|member|customer|client|consumer|applicant"
    r"|purchaser|hirer|undersigned)|party [a-z]|[A-Z]\w+)"
)
_OFTEN = (
    r"(?P<per>monthly|weekly|fortnightly|bi-?weekly|daily|quarterly|(?:each|every|per|a|an|in each)"
    r" (?:calendar )?(?:month|week|fortnight|day|quarter|instal?lment))"
)
_SUM = r"(?:(?:the |a )?(?:principal |total |cash )?(?:sum|amount) of )?"
_COMPANY = (
    r"(?P<value>[A-Z][\w&.'’-]*(?:,? (?:of|and|the|&|[A-Z][\w&.'’-]*)){0,7}"
    r"(?:,? (?:Ltd|Limited|LLC|Inc|plc|PLC|LLP|Bank|N\.A|Corp(?:oration)?|Company|Co|GmbH|AG|S\.A"
    r"|DAC|Credit Union|Finance|Lending|Loans?|Capital|Credit|Association|Society)\b\.?))"
)
_LENDS = r"(?:lender|creditor|lending company|credit provider|licensee|pawnbroker|moneylender)"


def _row(name: TermName, kind: Kind, pattern: str, **fixed: str) -> Row:
    return Row(name, kind, words_of(pattern, re.IGNORECASE), **fixed)


LOOSE_ROWS: tuple[Row, ...] = (
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?:\b(?:borrow(?:s|ed|ing)?|lend(?:s|ing)?|lent)(?: you| to you| from us)?"
        rf"|\b(?:loan|credit|advance) of)[:\s]+(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"\b(?:sanctioned|approved|facility|advance|drawdown|credit|finance|agreed|borrowed|face)"
        rf" (?:loan )?(?:amount|limit|sum)\b{_GAP}(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"\b(?:borrow(?:s|ed|ing)?|lend(?:s|ing)?|lent|advance[sd]?|provides?|gives?|grants?"
        rf"|makes? available)\b(?: as a loan)?(?: (?:to|from) {_WHOM}| {_WHOM})?[ ,:]+{_SUM}"
        rf"(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"\b(?:loan|credit|advance|facility|note)\b[^.;\n\d]{{0,30}}"
        rf"\b(?:in the (?:principal )?(?:amount|sum) of|for|amounting to|totall?ing)"
        rf" ?(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"\b(?:cash (?:advanced|lent|loaned)|(?:loan|amount) requested|loan value"
        rf"|(?:principal|sum) (?:lent|loaned|advanced|borrowed))\b{_GAP}(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?P<value>{MONEY})\)? (?:loan|advance|(?:is|was) (?:lent|advanced|loaned))\b",
    ),
    _row(TermName.PRINCIPAL, Kind.MONEY, rf"amount financed\b{_GAP}(?P<value>{MONEY})"),
    _row(
        TermName.NET_PROCEEDS,
        Kind.MONEY,
        rf"\b(?:net (?:amount|sum|loan|disbursement|advance|payout)(?: (?:paid|disbursed|received"
        rf"|advanced))?|cash in hand|amount (?:received|disbursed|credited|paid out)|proceeds"
        rf"|receives? net|(?:will be|is|are) (?:paid|credited) to (?:you|your account))\b{_GAP}"
        rf"(?P<value>{MONEY})",
    ),
    _row(
        TermName.TERM,
        Kind.SPAN,
        rf"\b(?:tenure|tenor|maturity|duration|term|repayment period)\b[^.;\n\d]{{0,40}}?"
        rf"{_COUNT} (?:calendar )?(?P<unit>months?|years?|weeks?|days?)\b",
    ),
    _row(
        TermName.TERM,
        Kind.SPAN,
        r"\b(?:repa(?:y|id|yable)|paid back|pay back|due|matures?|loan)\b[^.;\n\d]{0,40}?"
        r"\b(?:over|within|in|for|after|during)(?: a (?:period|term) of)? "
        rf"{_COUNT} (?:calendar )?(?P<unit>months?|years?|weeks?)\b",
    ),
    _row(
        TermName.INSTALMENT_COUNT,
        Kind.COUNT,
        r"\b(?:number|no\.?) of (?:monthly |weekly |scheduled )?(?:instal?lments|(?:re)?payments"
        rf"|EMIs?)(?: due)?\s*[:|]?\s*{_COUNT}\b",
    ),
    _row(TermName.INSTALMENT_COUNT, Kind.COUNT, rf"{_COUNT} (?:equal )?(?:EMIs?|dues|terms)\b"),
    _row(
        TermName.INSTALMENT_COUNT,
        Kind.COUNT,
        rf"\bfor {_COUNT} (?:consecutive |successive )*(?P<per>months?|weeks?|fortnights?)\b",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"\b(?:re)?pa(?:y|ys|id|yable|ying)\b(?: back)?(?: to)?(?: us| {_WHOM})?,? ?(?:at |in )?"
        rf"{_SUM}(?P<value>{MONEY}),? (?:on the [^.;,\n]{{3,40}} )?(?:of )?{_OFTEN}",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"\b(?:EMI|equated (?P<per>monthly) instal?lments?(?: \(EMI\))?"
        rf"|amount of (?:each )?(?:(?:monthly|weekly) )?(?:payments?|instal?lments?|repayments?)"
        rf"|(?:instal?lment|payment|repayment) amount|each (?:instal?lment|payment|repayment)"
        rf"|(?P<each>monthly|weekly|fortnightly) (?:instal?lment|payment|repayment|due)s?)\b"
        rf"{_GAP}(?P<value>{MONEY})",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"\b(?:instal?lments|payments|repayments|EMIs?)\b[^.;\n\d]{{0,24}}? of (?P<value>{MONEY})"
        r"|(?!)",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"(?:sum|amount) of (?P<value>{MONEY}),? (?:each|apiece|{_OFTEN})",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"(?P<value>{MONEY}),? {_OFTEN} (?:for|over|until|starting|beginning|from|commencing)\b",
    ),
    _row(
        TermName.FIRST_PAYMENT_ON,
        Kind.DAY,
        r"\b(?:first|initial) (?:scheduled )?(?:instal?lment|(?:re)?payment|EMI|due date|monthly"
        rf" payment)\b[^.;\n\d]{{0,30}}(?P<value>{DAY})",
    ),
    _row(
        TermName.FIRST_PAYMENT_ON,
        Kind.DAY,
        r"\b(?:instal|payment|pay |repay|monthly|weekly|EMI)(?:[^.;\n]|\.\d){0,90}?"
        r"\b(?:commencing|starting|beginning|begins?|starts?|commences?|with effect)"
        rf"(?: on| from)? (?:the )?(?P<value>{DAY})",
    ),
    _row(
        TermName.FIRST_PAYMENT_ON,
        Kind.DAY,
        rf"\bthe first (?:of (?:which|these|them) )?(?:(?:falls|is|being|to be|shall be|will be)"
        rf" )?(?:due|payable|paid)?(?: and payable)?(?: on)? (?P<value>{DAY})",
    ),
    _row(
        TermName.TOTAL_PAYABLE,
        Kind.MONEY,
        rf"\b(?:total (?:(?:sum|cost|amount|of all (?:re)?payments|outlay) )?(?:to (?:be )?"
        rf"(?:re)?pa(?:id|y)|(?:re)?payable|repaid|due|repayments?)|total (?:re)?payments?"
        rf"|(?:in )?all (?:re)?payments together)\b{_GAP}(?P<value>{MONEY})",
    ),
    _row(
        TermName.TOTAL_PAYABLE,
        Kind.MONEY,
        rf"\b(?:pay|repay|pays|repays|paid|repaid|pay back)(?: back)?(?: us)?,? (?:a total of )?"
        rf"(?P<value>{MONEY})(?= (?:in (?:total|all)|altogether|overall))",
    ),
    _row(
        TermName.TOTAL_PAYABLE,
        Kind.MONEY,
        rf"\b(?:pay|repay|pays|repays|paid|repaid|pay back)(?: back)?(?: us)?,? a total of "
        rf"(?P<value>{MONEY})",
    ),
    _row(
        TermName.ALL_IN_RATE,
        Kind.RATE,
        rf"(?P<value>{PERCENT})\s*(?:\((?:fixed|variable|representative)\)\s*)?"
        r"(?:representative )?\bAPRC?\b",
        period="year",
    ),
    _row(
        TermName.ALL_IN_RATE,
        Kind.RATE,
        r"\b(?:effective (?:annual )?(?:interest )?rate|EIR|all-in rate|true cost)\b"
        rf"(?:\s*\([^)\n\d]{{0,24}}\))?{_GAP}(?P<value>{PERCENT})",
        period="year",
    ),
    _row(
        TermName.INTEREST_RATE,
        Kind.RATE,
        rf"(?P<value>{PERCENT})\s*(?P<noun>(?:per|a|every|each) (?:month|year|annum|day|week)"
        r"|monthly|yearly|annual|daily|p\.a\.|flat)[^.;\n]{0,16}\binterest",
    ),
    _row(
        TermName.LENDER,
        Kind.NAME,
        rf"\b(?:name (?:and address )?of (?:the )?{_LENDS}|{_LENDS}(?:'s)? (?:name|is)|payee"
        rf"|financier|{_LENDS})\s*[:|]\s*(?P<value>(?-i:[A-Z])[^,;\n(|]{{2,60}}?)(?=[,;.\n(|]|$)",
    ),
    _row(
        TermName.LENDER,
        Kind.NAME,
        rf"(?-i:{_COMPANY})[^.;\n]{{0,60}}?[(“\"'](?:[^)\n]{{0,40}}?)\b{_LENDS}\b",
    ),
)
