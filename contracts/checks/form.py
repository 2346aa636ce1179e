"""Group G: what is missing, blank or hidden."""

from __future__ import annotations

import re
from datetime import date

from contracts.answers import Answer, Check, Clear, Confidence, Departure, Severity, Unsettled
from contracts.checks.asking import is_loan, step
from contracts.disclosures import State, disclosures
from contracts.model import Contract, Source
from contracts.structure.model import BlankKind, Choice, Option, Structure
from contracts.terms.passages import Clause, clauses
from core.patterns import words_of
from core.text import Text
from documents.model import MarkKind

_WEIGHTY = frozenset(
    {"cost_statement", "schedule", "principal", "finance_charge", "total_of_payments"}
)
_LATEST = date.max


def disclosure_missing(contract: Contract) -> Answer:
    """Is something left unsaid that has to be told?"""
    if contract.jurisdiction is None:
        return Unsettled("the jurisdiction")
    if not contract.files or not is_loan(contract):
        return Unsettled("the text of a loan contract")
    found = disclosures(contract, contract.day or _LATEST)
    absent = [entry.item for entry in found if entry.state is not State.PRESENT]
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


_BLANK = words_of(
    r"\[(?:APR|amount|rate|date|name|fee|term|lender|borrower|principal|insert[^\]]{0,30}"
    r"|to be (?:completed|determined|filled)[^\]]{0,20}|●|•|\.{2,}|TBD)\]"
    r"|(?<![A-Za-z\d])(?:\d\d)?X{2,}(?!-?[A-Za-z\d])"  # 20XX, and no part of a number of letters
    r"|此栏空白|待(?:定|填)(?![一-龥])|\bTBD\b|…{2,}(?=元|%|个月|期|日)",
    re.IGNORECASE,
)


def blanks_left(contract: Contract) -> Answer:
    """Are there blanks, template marks or options nobody chose?"""
    if not contract.files:
        return Unsettled("the text of the contract")
    left = tuple(
        clause.source()
        for built in contract.structures
        for clause in clauses(built.file)
        if _is_blank(built, clause)
    )
    left += tuple(_open_choice(built, one) for built in contract.structures for one in _open(built))
    if not left:
        return Clear()
    return Departure(
        Text(
            zh="合同留有空白或没有选定的选项，签字以后可以被任意填写。",
            en="Blanks or options nobody chose are left; they could be filled in after signing.",
        ),
        left,
        confidence=Confidence.HIGH,
        would_settle="the completed contract",
    )


def _is_blank(built: Structure, clause: Clause) -> bool:
    """Tell a blank from the line that waits for a signature."""
    inside = [one for one in built.blanks if clause.start <= one.start < clause.end]
    if any(one.kind is BlankKind.SIGNATURE for one in inside):
        return False
    return bool(inside) or _BLANK.search(clause.text) is not None


def _open(built: Structure) -> tuple[Option, ...]:
    return tuple(option for option in built.options if option.state is Choice.OPEN)


def _open_choice(built: Structure, option: Option) -> Source:
    document = built.file.document
    return Source(
        document.name, document.page(option.start), option.start, option.end, option.quote
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
        (
            "cn-cost-statement-2026",
            "cn-consumer-28",
            "us-regz-1026.18-a",
            "us-regz-1026.17-a-1",
            "eu-ccd2-10-11",
            "uk-cca-55A",
        ),
        disclosure_missing,
    ),
    Check(
        "G02",
        Text(zh="留有空白", en="Blanks left"),
        Severity.HIGH,
        ("cn-civilcode-498", "us-regz-1026.17-a-1", "eu-uctd-5", "uk-cra-62"),
        blanks_left,
    ),
    Check(
        "G04",
        Text(zh="修订痕迹或隐藏文字", en="Tracked changes or hidden words"),
        Severity.CRITICAL,
        (
            "cn-civilcode-496",
            "cn-contract-interp-10",
            "us-regz-1026.17-a-1",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        hidden_text,
    ),
)
