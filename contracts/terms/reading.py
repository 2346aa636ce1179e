"""A package of files to its terms: every row of phrases is tried on every clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from types import ModuleType

from contracts.model import Term, TermName, Value
from contracts.terms.charges import late_charges, prepayment_charges
from contracts.terms.fee_names import told_once
from contracts.terms.fees import fees, words_for
from contracts.terms.numbers import day, money, percent, tenths, whole
from contracts.terms.passages import Clause, clauses, negated
from contracts.terms.ranges import between
from contracts.terms.rows import Kind, Row
from contracts.terms.schedules import payment_rows
from core.patterns import words_of
from documents.matching import Searchable

_UNITS = (
    ("fortnight", words_of("双周|两周|fortnight|bi-?weekly|two weeks", re.IGNORECASE)),
    ("quarter", words_of("季|quarter", re.IGNORECASE)),
    ("month", words_of("月|期|month")),
    ("year", words_of("年|year|annum|p\\.a\\.|annual")),
    ("week", words_of("周|星期|week")),
    ("day", words_of("日|天|day|daily")),
)
# The last noun before the figure is the one that it belongs to: 利率:年利率8%.
_RATE_NOUN = words_of(r"[年月日]化?(?:利率|息|费率)|[年月日]化(?=[^,。;\d]{0,3}\d)")
_PAUSE = words_of("[,;。]")
_SIMPLE = words_of("单利|simple", re.IGNORECASE)
_COMPOUND = words_of("复利|IRR|内部收益率|compound|effective", re.IGNORECASE)
_ELSEWHERE = words_of(
    r"逾期|罚息|违约|提前|LPR|报价|\blate\b|overdue|default|prepay|\bearly\b", re.I
)
_BARE = words_of("本金|principal", re.IGNORECASE)
_PART_BEFORE = words_of(
    r"第[^,。;]{1,5}[期次]|[每各首末]期|每个?月|其中|[还付归][^,。;]{0,4}$|期[^,。;]{0,6}$"
    r"|\d[日号][^。;\d]{0,8}$|\beach\b|instal?lment|payment",
    re.IGNORECASE,
)
_INTEREST = words_of(
    r"[\s,、:|+和及]*(?:and |plus )?(?:利息|interest)[^。;\d]{0,8}\d", re.IGNORECASE
)
_NOT_LENT = words_of(
    r"\bless\b|\bpays?\b|each month|\bfee\b|principal\s*,\s*$|最高|最多|up to|as much as",
    re.IGNORECASE,
)
# A ceiling that the law or a statute sets is nobody's price.
_CEILING = words_of(
    r"(?:exceed(?:s|ing)?|more than|above|limit(?:ed)?|maximum|cap(?:ped)?|ceiling|up to)"
    r"[^.;\n]{0,60}$|(?:不超过|不高于|超过|上限|最高)[^。;\n]{0,16}$",
    re.IGNORECASE,
)
_SUPPOSED = words_of(r"\bwould\b|\bif\b|假如|如果|若按", re.IGNORECASE)
_PRICED = words_of("费|险|会员|租|息|服务|工资|收入")
_UNPAID = words_of(
    r"逾期|连续|\b(?:if|miss(?:es|ed)?|fails?|failing|unpaid|at least|after|any)\b", re.IGNORECASE
)
# A term is told as well by another that it would only repeat.
_TOLD_BY = {
    TermName.TERM: {TermName.TERM, TermName.INSTALMENT_COUNT, TermName.PAYMENT},
    TermName.INSTALMENT_COUNT: {TermName.TERM, TermName.INSTALMENT_COUNT, TermName.PAYMENT},
    TermName.INSTALMENT: {TermName.INSTALMENT, TermName.PAYMENT},
    TermName.FIRST_PAYMENT_ON: {TermName.FIRST_PAYMENT_ON, TermName.PAYMENT},
}
_RATES = frozenset({TermName.INTEREST_RATE, TermName.ALL_IN_RATE})


def read_terms(files: tuple[Searchable, ...]) -> tuple[Term, ...]:
    """Return every term that could be read, file by file in the order of the text.

    What the first phrases do not tell is looked for in other words.
    """
    found = told_once(tuple(term for file in files for term in _file_terms(file)))
    told = {term.name for term in found}
    silent = frozenset(name for name in TermName if not told & _TOLD_BY.get(name, {name}))
    loose: dict[TermName, Term] = {}
    for term in (term for file in files for term in _loose_terms(file, silent)):
        loose.setdefault(term.name, term)
    return found + tuple(loose.values())


def _loose_terms(file: Searchable, silent: frozenset[TermName]) -> Iterator[Term]:
    """Find what is silent so far in the loose phrases, row by row and so the surest first."""
    rows: tuple[Row, ...] = words_for(file.document.language).LOOSE_ROWS
    for row in rows:
        if row.name in silent:
            for clause in clauses(file):
                yield from _by_rows(clause, (row,))


def _file_terms(file: Searchable) -> Iterator[Term]:
    words = words_for(file.document.language)
    for clause in clauses(file):
        yield from _further(tuple(_by_rows(clause, words.ROWS)))
        yield from fees(clause, words)
        yield from late_charges(clause, words)
        yield from prepayment_charges(clause, words)
        yield from _methods(clause, words)
    yield from payment_rows(file)


def _further(terms: tuple[Term, ...]) -> Iterator[Term]:
    """Count a last instalment that is told beside the others: "35 of X and one of Y" are 36."""
    more = any(t.name is TermName.LAST_INSTALMENT and t.condition == "further" for t in terms)
    for term in terms:
        counted = more and term.name is TermName.INSTALMENT_COUNT
        yield replace(term, value=term.number + 1) if counted else term


_PRICE = TermName.INTEREST_RATE


def _by_rows(clause: Clause, rows: tuple[Row, ...]) -> Iterator[Term]:
    taken: set[int] = set()
    text = clause.text
    for row in rows:
        for found in row.pattern.finditer(text):
            at = found.start("value")
            if at in taken or not _belongs(row, text, found):
                continue
            term = _term(clause, row, found)
            if term is not None:
                taken.add(at)
                yield term


def _belongs(row: Row, text: str, found: re.Match[str]) -> bool:
    """Leave out rates that are for lateness or a benchmark, and what the clause denies."""
    if row.name is TermName.ALL_IN_RATE and (
        _CEILING.search(text[: found.start()][-80:]) or _SUPPOSED.search(found.group())
    ):
        return False
    if row.name in _RATES:
        return not _ELSEWHERE.search(text[max(0, found.start() - 24) : found.end()])
    between = text[found.start() : found.start("value")]
    if row.name is TermName.PRINCIPAL and (
        _part_of_payment(text, found) or _NOT_LENT.search(between)
    ):
        return False
    if row.name is TermName.INSTALMENT_COUNT and _UNPAID.search(text[: found.start()][-40:]):
        return False
    if row.name is TermName.INSTALMENT and _priced_before(text, found):
        return False
    return row.kind is Kind.NAME or not negated(text, found.start(), found.start("value"))


def _priced_before(text: str, found: re.Match[str]) -> bool:
    """Say whether a bare "每月29元" is the price of something named before it, no instalment."""
    if re.search("[还付扣]|合计|本息|pay|instal", found.group(), re.IGNORECASE):
        return False
    return bool(_PRICED.search(text[: found.start()][-24:]))


def _part_of_payment(text: str, found: re.Match[str]) -> bool:
    """Say whether "principal" here is the part of one instalment, not the loan."""
    if not _BARE.match(found.group()):
        return False
    return bool(_PART_BEFORE.search(text[: found.start()]) or _INTEREST.match(text, found.end()))


def _term(clause: Clause, row: Row, found: re.Match[str]) -> Term | None:
    try:
        value, unit, period = _value(row, found)
    except ValueError:
        return None
    tail = _PAUSE.split(clause.text[found.end() : found.end() + 14], maxsplit=1)[0]
    near = found.group() + tail
    condition = row.condition
    if row.kind is Kind.RATE:
        condition = "simple" if _SIMPLE.search(near) else ""
        condition = "compound" if _COMPOUND.search(near) else condition
    ends = between(clause.text, *found.span("value")) if row.name is _PRICE else None
    return Term(
        name=row.name,
        value=value,
        unit=unit,
        period=period,
        condition=condition,
        source=clause.source(found.start(), found.end()),
        between=ends if ends and ends[0] else None,  # a limit alone is a promise, no price
    )


def _value(row: Row, found: re.Match[str]) -> tuple[Value, str, str]:
    written = found.group("value")
    match row.kind:
        case Kind.MONEY:
            amount, currency = money(written)
            return amount, currency, _each(found)
        case Kind.RATE:
            period = row.period or _period(found)
            return _share(written, period), "percent", period
        case Kind.DAY:
            return day(written), "day", ""
        case Kind.COUNT:
            return whole(written), "", _each(found)
        case Kind.SPAN:
            return _span(whole(written), found.group("unit"))
        case Kind.NAME:
            return written.strip(), "", ""


def _share(written: str, period: str) -> Decimal:
    return tenths(written, period) if written[-1] in "分厘" else percent(written)


def _span(count: int, written: str) -> tuple[Value, str, str]:
    unit = _unit(written)
    return (count * 12, "month", "") if unit == "year" else (count, unit, "")


def _period(found: re.Match[str]) -> str:
    groups = found.groupdict()
    named = _RATE_NOUN.findall(found.group())
    said = (groups.get("after"), named[-1] if named else groups["noun"], groups.get("how"))
    return next((unit for unit in (_unit(word or "") for word in said) if unit), "")


def _each(found: re.Match[str]) -> str:
    """Return how often a payment comes, where its phrase tells; "" for each instalment."""
    groups = found.groupdict()
    written = groups.get("per") or groups.get("each") or ""
    return "" if written in {"期", "次", "each", "regular"} else _unit(written)


def _unit(written: str) -> str:
    return next((unit for unit, pattern in _UNITS if pattern.search(written)), "")


def _methods(clause: Clause, words: ModuleType) -> Iterator[Term]:
    methods: tuple[tuple[str, re.Pattern[str]], ...] = words.METHODS
    for name, pattern in methods:
        found = pattern.search(clause.text)
        if found and not negated(clause.text, found.start(), found.end()):
            yield Term(TermName.METHOD, name, source=clause.source(found.start(), found.end()))


def currency_of(terms: tuple[Term, ...]) -> str:
    """Return the currency of the principal or of the first amount; "" when there is none."""
    amounts = [
        term.unit for term in terms if isinstance(term.value, Decimal) and len(term.unit) == 3
    ]
    return next((unit for unit in amounts if unit.isupper()), "")
