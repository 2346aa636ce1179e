"""G03: whether two places or two papers of the package say different things."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from contracts.answers import (
    Answer,
    Check,
    Clear,
    Confidence,
    Departure,
    Severity,
    Step,
    Unsettled,
)
from contracts.checks.asking import is_loan, shown, step
from contracts.checks.one_word import words_against_words
from contracts.model import Contract, Jurisdiction, Source, Term, TermName
from contracts.supplied_statement import compared
from contracts.terms.passages import clauses, negated, source_of
from core.patterns import words_of
from core.text import Text

_ONE_VALUE: Final = (
    TermName.PRINCIPAL,
    TermName.ALL_IN_RATE,
    TermName.TOTAL_PAYABLE,
    TermName.INSTALMENT_COUNT,
    TermName.CONTRACT_DATE,
    TermName.FIRST_PAYMENT_ON,
)
_CIVIL_CODE: Final = date(2021, 1, 1)
_REPEALED: Final = (
    words_of(
        r"《?(?:中华人民共和国)?(?:(?<!劳动)合同法|担保法|物权法|民法通则|民法总则|侵权责任法|婚姻法|继承法)(?:》|第)"
    ),
)


def papers_disagree(contract: Contract) -> Answer:
    """Do two places of the package disagree, or does one point at what is not there?"""
    if not contract.files and not is_loan(contract):
        return Unsettled("the terms of a loan")
    for ask in (
        _two_values,
        _two_rates,
        _statement_differs,
        words_against_words,
        _dangling,
        _repealed,
    ):
        found = ask(contract)
        if found is not None:
            return found
    return Clear() if is_loan(contract) else Unsettled("the terms of a loan")


def _two_values(contract: Contract) -> Departure | None:
    for name in _ONE_VALUE:
        terms = contract.all(name)
        other = next((term for term in terms[1:] if _differs(term, terms[0])), None)
        if other is not None:
            return _departure(terms[0], other)
    return None


def _two_rates(contract: Contract) -> Departure | None:
    """Compare interest rates for the same period, paper by paper: one paper may tell several."""
    rates = [
        rate for rate in contract.all(TermName.INTEREST_RATE) if rate.source and not rate.condition
    ]
    for index, one in enumerate(rates):
        for other in rates[index + 1 :]:
            apart = one.source and other.source and one.source.file != other.source.file
            if apart and one.period == other.period and one.number != other.number:
                return _departure(one, other)
    return None


def _differs(one: Term, other: Term) -> bool:
    if (
        one.source is not None
        and other.source is not None
        and one.source.quote == other.source.quote
    ):
        return False
    alike = (one.unit, one.condition, one.period) == (other.unit, other.condition, other.period)
    return alike and one.value != other.value


def _departure(one: Term, other: Term) -> Departure:
    places = tuple(term.source for term in (one, other) if term.source is not None)
    papers = len({place.file for place in places}) > 1
    return Departure(
        Text(
            zh=f"{'两份文件' if papers else '前后两处'}对同一事项的写法不一致："
            f"{one.value}与{other.value}。",
            en=f"Two {'papers' if papers else 'places'} disagree: {one.value} and {other.value}.",
        ),
        places,
        (step("first", str(one.value)), step("second", str(other.value))),
        confidence=Confidence.MEDIUM,
        would_settle="a statement which of the two holds",
    )


def _statement_differs(contract: Contract) -> Departure | None:
    """Find a line of a supplied cost statement that the contract does not bear out."""
    apart = [line for line in compared(contract) if not line.agrees]
    if not apart:
        return None
    line = apart[0]
    return Departure(
        Text(
            zh=f"成本明示表与合同不一致：{line.item}，明示表写{_told(line.supplied, '没有')}，"
            f"合同为{_told(line.rebuilt, '没有')}。",
            en=f"The cost statement and the contract disagree on {line.item}: "
            f"{_told(line.supplied, 'nothing')} in the one, "
            f"{_told(line.rebuilt, 'nothing')} in the other.",
        ),
        tuple(one.source for one in apart if one.source is not None),
        tuple(
            step(one.item, f"{_told(one.supplied, '—')} / {_told(one.rebuilt, '—')}")
            for one in apart
        ),
        would_settle="a statement which of the two holds",
    )


def _told(value: Decimal | None, nothing: str) -> str:
    return nothing if value is None else shown(value)


def _dangling(contract: Contract) -> Departure | None:
    """Find a reference to an article that is not in the package, or is about another thing."""
    for built in contract.structures:
        for lost in built.dangling():
            place = source_of(built.file, lost.start, lost.end)
            return Departure(
                Text(
                    zh=f"这里引用了“{lost.words}”，而这些文件里没有这一条，或者那一条说的是别的事。",
                    en=f"“{lost.words}” is referred to, but it is not there or is about something "
                    "else.",
                ),
                (place,),
                (step("referred to", lost.words),),
                confidence=Confidence.MEDIUM,
                would_settle="the paper in which that article stands",
            )
    return None


def _repealed(contract: Contract) -> Departure | None:
    """Find statutes that the Civil Code replaced, in a contract made after it."""
    if contract.jurisdiction is not Jurisdiction.CN or contract.day is None:
        return None
    if contract.day < _CIVIL_CODE:
        return None
    places: list[Source] = []
    for file in contract.files:
        for clause in clauses(file):
            for pattern in _REPEALED:
                found = pattern.search(clause.text)
                if found and not negated(clause.text, found.start(), found.end()):
                    places.append(clause.source())
    if not places:
        return None
    return Departure(
        Text(
            zh="合同引用的法律自2021年1月1日起已由民法典代替。",
            en="The contract cites a statute that the Civil Code replaced on 1 January 2021.",
        ),
        tuple(places),
        (Step("in force until", "2020-12-31"),),
        confidence=Confidence.HIGH,
        would_settle="the article of the Civil Code that is meant",
        severity=Severity.MEDIUM,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "G03",
        Text(zh="前后不一致", en="Two places disagree"),
        Severity.HIGH,
        ("cn-civilcode-498", "us-regz-1026.17-c", "eu-uctd-5", "uk-cra-62"),
        papers_disagree,
    ),
)
