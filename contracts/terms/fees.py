"""Fees: what they are called, how much, of what, when, and who receives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType

from contracts.model import Term, TermName
from contracts.terms import chinese, english
from contracts.terms.numbers import MONEY, PERCENT, money, percent, readable
from contracts.terms.passages import Clause, negated
from contracts.terms.ranges import between
from contracts.wordings.model import says
from contracts.wordings.tied import TIED
from core.patterns import words_of

_AMOUNT = words_of(rf"(?P<money>{MONEY})|(?P<share>{PERCENT})", re.IGNORECASE)
# "12,000元的0.3%": the money is what the share is taken of.
_A_BASE = words_of(
    r"\s*(?:的|之)\s*(?:\d[\d.]*\s*[%‰]|[百千万]分之)|\s*(?:x|×|\*)\s*\d[\d.]*\s*[%‰]", re.I
)
_COMPANY = words_of(r"[\u4e00-\u9fff]{2,20}(?:公司|银行|合作社)")
_PROCEEDS = words_of(r"到账|到手|实际|实收|实得|放款金额|receive|amount financed", re.IGNORECASE)
_ALL_IN = words_of(
    r"成本|(?<!费)利率|\bAPRC?\b|percentage rate|set against|\bincluded\s*[:,]|^\s*to\s*$"
    r"|[:,] *[\w-]+ of\s*$",
    re.IGNORECASE,
)
_OF_LAWYERS = words_of(r"\s+of (?:\w+ )?(?:lawyers?|attorneys?|courts?|bailiffs?)", re.IGNORECASE)
_DENIED_INSIDE = words_of(r"^[\u4e00-\u9fff]{0,4}?(?:不[收另再含]|免[收除]?|无需?|没有)")
_YEARLY = words_of(r"年化?费?率[^,。;\d]{0,6}$|\bannual(?:ly)?[^,.;\d]{0,20}$", re.IGNORECASE)
_A_YEAR = words_of(r"\s*(?:/年|每年|a year|per year|per annum|p\.a\.)", re.IGNORECASE)
_PAYMENT_ROW = words_of(
    r"(?:本金|principal)[^。;\d]{0,6}[\d,.]+(?:元)?[^。;\d]{0,8}(?:利息|interest)[^。;\d]{0,6}\d",
    re.I,
)
# What has to be bought with the loan is a cost of it, by whatever name it goes.
_BOUGHT = words_of(
    r"(?P<name>[\u4e00-\u9fff]{0,6}(?:俱乐部|会籍|[券卡险]|商品|套餐|服务包|礼包|货品|会费)"
    r"|\b(?:[A-Za-z]+ ){0,2}(?:insurance|membership|club|card|plan|cover|package|policy|product"
    r"|subscription|voucher|joined [A-Z]\w+(?: [A-Z]\w+)?))",
    re.IGNORECASE,
)
_REACH = 48  # characters behind the name in which its amount stands
_REACH_BACK = 28


def fees(clause: Clause, words: ModuleType) -> Iterator[Term]:
    """Yield the fees a clause sets, in order; late and early-repayment charges are others."""
    text = clause.text
    if words.LENDER_PAYS.search(text):
        return
    if _PAYMENT_ROW.search(text):
        return  # parts of one payment; the clause that sets the fee is another
    names = [found for found in words.FEE_NAME.finditer(text) if _is_fee(text, found, words)]
    if not names and says(clause, TIED):
        names = list(_BOUGHT.finditer(text))[:1]
    for index, found in enumerate(names):
        left = names[index - 1].end() if index else 0
        right = names[index + 1].start() if index + 1 < len(names) else len(text)
        amount = _amount(text, found, left, right)
        if amount is None or not readable(amount.group()):
            continue
        around = text if len(names) == 1 else text[max(left, amount.start() - _REACH_BACK) : right]
        yield _term(clause, found, amount, around, words)


def _is_fee(text: str, found: re.Match[str], words: ModuleType) -> bool:
    near = text[max(0, found.start("name") - 14) : found.end("name") + 2]
    if words.FEE_ELSEWHERE.search(near):
        return False
    if _DENIED_INSIDE.match(found.group("name")) or _OF_LAWYERS.match(text, found.end()):
        return False
    return not negated(text, found.start("name"), found.end("name"))


def _amount(text: str, found: re.Match[str], left: int, right: int) -> re.Match[str] | None:
    """Return the amount behind the name, or the one just before it."""
    behind = _AMOUNT.finditer(text, found.end(), min(right, found.end() + _REACH))
    after = next((one for one in behind if not _A_BASE.match(text, one.end())), None)
    if after is not None:
        between = text[found.end() : after.start()]
        return None if _PROCEEDS.search(between) or _ALL_IN.search(between) else after
    before = list(_AMOUNT.finditer(text, max(left, found.start() - _REACH_BACK), found.end()))
    return before[-1] if before else None


def _term(
    clause: Clause,
    found: re.Match[str],
    amount: re.Match[str],
    around: str,
    words: ModuleType,
) -> Term:
    written = amount.group()
    yearly = False
    if amount.group("money"):
        value, unit = money(written)
        base = ""
    else:
        value, unit = percent(written), "percent"
        if _YEARLY.search(clause.text[: amount.start()]) or _A_YEAR.match(
            clause.text, amount.end()
        ):
            yearly = True  # however often it is collected
        base = "outstanding" if words.OUTSTANDING.search(around) else "principal"
    start = min(found.start("name"), amount.start())
    return Term(
        name=TermName.FEE,
        value=value,
        unit=unit,
        base=base,
        period="year" if yearly else _period(around, words),
        condition=_condition(around, words),
        label=words.FEE_LEAD.sub("", found.group("name")).strip() or found.group("name"),
        payee=_payee(around, words),
        source=clause.source(start, max(found.end(), amount.end())),
        between=between(clause.text, amount.start(), amount.end()),
    )


def _period(around: str, words: ModuleType) -> str:
    if words.WITHHELD.search(around) or words.WITH_THE_FIRST.search(around):
        return "once"
    if words.PER_INSTALMENT.search(around):
        return "instalment"
    return "year" if words.PER_YEAR.search(around) else "once"


def _condition(around: str, words: ModuleType) -> str:
    for name, pattern in (
        ("withheld", words.WITHHELD),
        ("included", words.INCLUDED),
        ("optional", words.OPTIONAL),
        ("first", words.WITH_THE_FIRST),
        ("upfront", words.UPFRONT),
    ):
        if pattern.search(around):
            return name
    return ""


def _payee(around: str, words: ModuleType) -> str:
    found = words.PAYEE.search(around)
    if found:
        return found.group("payee").strip()
    company = _COMPANY.search(around) if words is chinese else None
    return company.group() if company else ""


def words_for(language: str) -> ModuleType:
    """Return the phrases of a language."""
    return chinese if language == "zh" else english
