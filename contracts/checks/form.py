"""Group G: what is missing, blank, contradictory or hidden."""

from __future__ import annotations

from datetime import date

from contracts.answers import Answer, Check, Clear, Confidence, Departure, Severity, Unsettled
from contracts.checks.asking import clause_answer, is_loan, pattern, sources, step
from contracts.disclosures import State, disclosures
from contracts.model import Contract, Source, Term, TermName
from core.text import Text
from documents.model import MarkKind

_WEIGHTY = frozenset(
    {"cost_statement", "schedule", "principal", "finance_charge", "total_of_payments"}
)
_ONE_VALUE = (TermName.PRINCIPAL, TermName.ALL_IN_RATE, TermName.TOTAL_PAYABLE)
_LATEST = date.max


def disclosure_missing(contract: Contract) -> Answer:
    """Is something left unsaid that has to be told?"""
    if contract.jurisdiction is None:
        return Unsettled("the jurisdiction")
    if not contract.files or not is_loan(contract):
        return Unsettled("the text of a loan contract")
    found = disclosures(contract, contract.day or _LATEST)
    absent = [
        entry.item
        for entry in found
        if entry.state is not State.PRESENT and not entry.item.own_check
    ]
    if not absent:
        return Clear()
    weighty = any(item.code in _WEIGHTY for item in absent)
    return Departure(
        Text(
            zh="合同中没有找到：" + "、".join(item.title.zh for item in absent) + "。",
            en="Not found in the contract: " + "; ".join(item.title.en for item in absent) + ".",
        ),
        computation=tuple(
            step(item.code, "not mentioned; searched in all files") for item in absent
        ),
        confidence=Confidence.MEDIUM,
        would_settle="the pages or annexes in which these items stand",
        severity=Severity.HIGH if weighty else Severity.MEDIUM,
        basis=tuple(dict.fromkeys(item.law for item in absent if item.law)),
    )


def blanks_left(contract: Contract) -> Answer:
    """Are there blanks, template marks or options nobody chose?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"【\s*】|\[\s*\]|_{3,}|\bXX+\b|\{\{[^}]{0,40}\}\}|\$\{[^}]{0,40}\}|\[(?:APR"
                r"|amount|rate|date|name)\]|按(?:照)?第\s*[_/【\[( ]*\s*种|此栏空白"
            ),
        ),
        Text(
            zh="合同留有空白或没有选定的选项，签字以后可以被任意填写。",
            en="Blanks or options nobody chose are left; they could be filled in after signing.",
        ),
        "the completed contract",
        confidence=Confidence.HIGH,
    )


def documents_disagree(contract: Contract) -> Answer:
    """Do two places of the package state the same thing differently?"""
    for name in _ONE_VALUE:
        terms = contract.all(name)
        other = next((term for term in terms if _differs(term, terms[0])), None)
        if other is not None:
            return Departure(
                Text(
                    zh=f"同一事项前后不一致：{terms[0].value}与{other.value}。",
                    en=f"Two places disagree: {terms[0].value} and {other.value}.",
                ),
                sources(terms[0], other),
                (step("first", str(terms[0].value)), step("second", str(other.value))),
                confidence=Confidence.MEDIUM,
                would_settle="a statement which of the two holds",
            )
    return Clear() if is_loan(contract) else Unsettled("the terms of a loan")


def _differs(one: Term, other: Term) -> bool:
    return (
        one.number != other.number and one.unit == other.unit and one.condition == other.condition
    )


def hidden_text(contract: Contract) -> Answer:
    """Does a file hold words that the printed page does not show as they are?"""
    if not contract.files:
        return Unsettled("the text of the contract")
    marks = [(file, mark) for file in contract.files for mark in file.document.marks]
    pictures = [mark for _, mark in marks if mark.kind is MarkKind.NO_TEXT]
    hidden = [(file, mark) for file, mark in marks if mark.kind is not MarkKind.NO_TEXT]
    if not hidden:
        return Unsettled("the words on pages that are only pictures") if pictures else Clear()
    evidence: list[Source] = []
    for file, mark in hidden:
        document = file.document
        quote = document.quote(mark.start, mark.end)
        page = document.page(mark.start)
        evidence.append(Source(document.name, page, mark.start, mark.end, quote))
    return Departure(
        Text(
            zh="文件含有修订痕迹或隐藏文字，打印出来看不到或与看到的不同。",
            en="The file holds tracked changes or hidden words that the page does not show.",
        ),
        tuple(evidence),
        tuple(step(mark.kind.value, mark.text[:200]) for _, mark in hidden),
        would_settle="a clean copy signed by both sides",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "G01",
        Text(zh="缺少应当写明的内容", en="Something that has to be told is missing"),
        Severity.MEDIUM,
        ("cn-cost-statement-2026", "cn-consumer-28", "us-regz-1026.18-a"),
        disclosure_missing,
    ),
    Check(
        "G02",
        Text(zh="留有空白", en="Blanks left"),
        Severity.HIGH,
        ("cn-civilcode-498", "uk-cra-62"),
        blanks_left,
    ),
    Check(
        "G03",
        Text(zh="前后不一致", en="Two places disagree"),
        Severity.HIGH,
        ("cn-civilcode-498", "us-regz-1026.17-c", "uk-cra-62"),
        documents_disagree,
    ),
    Check(
        "G04",
        Text(zh="修订痕迹或隐藏文字", en="Tracked changes or hidden words"),
        Severity.CRITICAL,
        ("cn-civilcode-496", "uk-cra-62", "eu-uctd-5"),
        hidden_text,
    ),
)
