"""G03: whether two places or two papers of the package say different things."""

from __future__ import annotations

import re
from datetime import date
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
from contracts.checks.asking import is_loan, step
from contracts.model import Contract, Jurisdiction, Source, Term, TermName
from contracts.terms.numbers import han_number
from contracts.terms.passages import Clause, clauses, negated
from core.text import Text

_ONE_VALUE: Final = (
    TermName.PRINCIPAL,
    TermName.ALL_IN_RATE,
    TermName.TOTAL_PAYABLE,
    TermName.INSTALMENT_COUNT,
    TermName.CONTRACT_DATE,
    TermName.FIRST_PAYMENT_ON,
)
_NUMERAL: Final = r"[〇零一二三四五六七八九十百\d]{1,5}"
_HEADING_ZH: Final = re.compile(rf"(?:^|\n)\s*第({_NUMERAL})条")
_REFERENCE_ZH: Final = re.compile(
    rf"(?:本合同|本协议|依照|按照?|根据|见|上述|违反|适用|符合|依据|前述|本)(?:的)?第({_NUMERAL})条(?!例)"
)
_OTHER_LAW: Final = re.compile(r"[》法典例定释]第?$|《[^》\n]{2,40}》[^。;\n]{0,4}$")
_HEADING_EN: Final = re.compile(r"(?:^|\n)\s*(?:section|article|clause)?\s*(\d{1,2})[.)]?\s+[A-Z]")
_REFERENCE_EN: Final = re.compile(
    r"\b(?:section|clause|article|paragraph)s? (\d{1,2})\b(?!\s*\(?[a-z]?\)?\s*(?:of the|U\.?S|CFR))",
    re.I,
)
_OTHER_EN: Final = re.compile(
    r"(?:act|regulation|code|directive|law|title|CFR|FTC|part)\b[^.;\n]{0,30}$", re.I
)
_CIVIL_CODE: Final = date(2021, 1, 1)
_REPEALED: Final = (
    re.compile(
        r"《?(?:中华人民共和国)?(?:(?<!劳动)合同法|担保法|物权法|民法通则|民法总则|侵权责任法|婚姻法|继承法)(?:》|第)"
    ),
)


def papers_disagree(contract: Contract) -> Answer:
    """Do two places of the package disagree, or does one point at what is not there?"""
    if not contract.files and not is_loan(contract):
        return Unsettled("the terms of a loan")
    for ask in (_two_values, _two_rates, _dangling, _repealed):
        found = ask(contract)
        if found is not None:
            return found
    return Clear() if is_loan(contract) else Unsettled("the terms of a loan")


def _two_values(contract: Contract) -> Departure | None:
    for name in _ONE_VALUE:
        terms = contract.all(name)
        other = next((term for term in terms[1:] if _differs(term, terms[0])), None)
        if other is not None:
            return _departure(contract, terms[0], other)
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
                return _departure(contract, one, other)
    return None


def _differs(one: Term, other: Term) -> bool:
    if (
        one.source is not None
        and other.source is not None
        and one.source.quote == other.source.quote
    ):
        return False
    return one.value != other.value and one.unit == other.unit and one.condition == other.condition


def _departure(contract: Contract, one: Term, other: Term) -> Departure:
    places = tuple(term.source for term in (one, other) if term.source is not None)
    papers = len({place.file for place in places}) > 1
    return Departure(
        Text(
            zh=f"{'两份文件' if papers else '前后两处'}对同一事项的写法不一致：{one.value}与{other.value}。",
            en=f"Two {'papers' if papers else 'places'} disagree: {one.value} and {other.value}.",
        ),
        places,
        (step("first", str(one.value)), step("second", str(other.value))),
        confidence=Confidence.MEDIUM,
        would_settle="a statement which of the two holds",
    )


def _dangling(contract: Contract) -> Departure | None:
    """Find a reference to an article beyond the last of its paper."""
    for file in contract.files:
        chinese = file.document.language == "zh"
        heading, reference, law = (
            (_HEADING_ZH, _REFERENCE_ZH, _OTHER_LAW)
            if chinese
            else (_HEADING_EN, _REFERENCE_EN, _OTHER_EN)
        )
        numbers = [_number(found[1]) for found in heading.finditer(file.text)]
        if len(numbers) < 3:
            continue
        for clause in clauses(file):
            for found in reference.finditer(clause.text):
                if (
                    law.search(clause.text[: found.start()])
                    or "法" in clause.text[: found.start()][-12:]
                ):
                    continue
                if _number(found[1]) > max(numbers):
                    return _points_nowhere(clause, found[0], max(numbers))
    return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else han_number(text)


def _points_nowhere(clause: Clause, named: str, last: int) -> Departure:
    return Departure(
        Text(
            zh=f"这里引用了“{named}”，而这份文件最后一条是第{last}条。",
            en=f"“{named}” is referred to, but the last article of this paper is {last}.",
        ),
        (clause.source(),),
        (step("referred to", named), step("last article", str(last))),
        confidence=Confidence.MEDIUM,
        would_settle="the paper in which that article stands",
    )


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
