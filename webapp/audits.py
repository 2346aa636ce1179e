"""An audit in the form of the interface as its page: findings beside the words they rest on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from contracts.checks.table import CHECKS
from contracts.phrases import bilingual
from core.money import Money
from core.text import Text, filled
from documents.model import Document
from webapp import lender_words as words
from webapp.audited_rates import rate_lines, understated
from webapp.leaving import leaving_of
from webapp.severities import filters
from webapp.views.contracts import ContractCheckPage, Disclosure
from webapp.views.documents import Basis, Finding, Quote, QuotedDocument, Severity, Span, quoted
from webapp.views.shared import Choice, Link, MoneyLine

# Where a clause begins, not where another one speaks of it.
_CLAUSE = re.compile(r"^\s*(第[一二三四五六七八九十百〇零\d]{1,4}条)", re.MULTILINE)
_TITLES = {check.code: check.title for check in CHECKS}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands around a checked contract: other forms, files to take away, the page before.

    Args:
        only: leaves out the findings of another severity.
        path: of its page, for the filters; "" shows none.
        key: what stands for it in a comparison.
        others: what it may be compared with.
        confirmed: codes of the rows of law that the lender who looks has confirmed.
    """

    siblings: tuple[Choice, ...] = ()
    downloads: tuple[Link, ...] = ()
    back: Link | None = None
    only: Severity | None = None
    path: str = ""
    key: str = ""
    others: tuple[tuple[str, Text], ...] = ()
    confirmed: Collection[str] = ()


ALONE = Beside()


def check_page(
    name: str,
    rules_of: date,
    documents: Sequence[Document],
    found: Mapping[str, Any],
    beside: Beside = ALONE,
) -> ContractCheckPage:
    """Return the page of one audit.

    Args:
        name: of the contract or package.
        rules_of: the day whose rules were asked.
        documents: the files, as they were read for the audit.
        found: the audit, in the form of the interface.
        beside: what stands around it.
    """
    shown = [one for one in found["findings"] if beside.only in {None, Severity(one["severity"])}]
    findings, spans = findings_of({"findings": shown}, documents, beside.confirmed)
    statement: Mapping[str, Any] = found["cost_statement"]
    return ContractCheckPage(
        title=_title(found),
        name=name,
        rules_of=rules_of,
        documents=tuple(_sheet(document, spans) for document in documents),
        findings=findings,
        clear=len(found["cleared"]),
        unsettled=tuple(_unsettled(entry) for entry in found["unsettled"]),
        rates=rate_lines(found),
        disclosures=tuple(
            Disclosure(words.text_of(entry["title"]), words.DISCLOSURES[entry["state"]])
            for entry in found["disclosures"]
        ),
        siblings=beside.siblings,
        downloads=beside.downloads,
        back=beside.back,
        filters=filters(found, beside.path, beside.only)
        if beside.path and found["findings"]
        else (),
        hidden_by_filter=len(found["findings"]) - len(shown),
        key=beside.key,
        others=beside.others,
        hidden=_hidden(found["hidden_cost"]),
        statement=_statement(statement),
        leaving=leaving_of(found, statement["currency"]),
        late=tuple(_contingent(charge) for charge in statement["contingent"] if charge["source"]),
    )


def rules_day(found: Mapping[str, Any], otherwise: date) -> date:
    """Return the day whose rules an audit asked: the contract's, else the one given."""
    written = found["package"]["contract_date"]
    return date.fromisoformat(written) if written else otherwise


def findings_of(
    found: Mapping[str, Any], documents: Sequence[Document], confirmed: Collection[str] = ()
) -> tuple[tuple[Finding, ...], dict[str, list[Span]]]:
    """Return the findings of an audit, and where they touch each document."""
    texts = {document.name: document for document in documents}
    spans: dict[str, list[Span]] = {document.name: [] for document in documents}
    findings: list[Finding] = []
    taken: set[str] = set()
    for entry in found["findings"]:
        told = _each_once(entry["evidence"])
        anchor = entry["id"].lower()
        if anchor in taken:
            anchor = f"{anchor}-{len(findings)}"
        taken.add(anchor)
        quotes: list[Quote] = []
        for number, evidence in enumerate(told):
            span = _span(evidence, texts, (anchor, number), Severity(entry["severity"]))
            if span is not None:
                spans[evidence["file"]].append(span)
            document = texts.get(evidence["file"])
            place = _place(evidence, document if span else None, several=len(documents) > 1)
            quotes.append(Quote(evidence["quote"], place, span.anchor if span else ""))
        findings.append(_finding(entry, anchor, tuple(quotes), confirmed))
    return tuple(findings), spans


def finding_of(entry: Mapping[str, Any], confirmed: Collection[str] = ()) -> Finding:
    """Return one finding of an audit by itself, its quotes without the document beside them."""
    quotes = tuple(
        Quote(one["quote"], _place(one, None, several=False))
        for one in _each_once(entry["evidence"])
    )
    return _finding(entry, entry["id"].lower(), quotes, confirmed)


def _each_once(evidence: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Leave out places that were told before: an arithmetic may rest on one of them twice."""
    return list({(one["file"], one["start"], one["end"]): one for one in evidence}.values())


def _span(
    evidence: Mapping[str, Any],
    texts: Mapping[str, Document],
    named: tuple[str, int],
    severity: Severity,
) -> Span | None:
    """Return where a quote stands; None where the text shown does not say it there."""
    document = texts.get(evidence["file"])
    start, end = evidence["start"], evidence["end"]
    if document is None or document.quote(start, end) != evidence["quote"]:
        return None
    finding, number = named
    anchor = f"q-{finding}-{number + 1}" if number else f"q-{finding}"
    return Span(start, end, finding, severity, anchor)


def _place(evidence: Mapping[str, Any], document: Document | None, *, several: bool) -> Text:
    page = evidence["page"]
    place = Text(f"第 {page} 页", f"page {page}")
    if document is not None:
        clauses = _CLAUSE.findall(document.text[: evidence["start"] + 8])
        if clauses:
            place = Text(clauses[-1], clauses[-1])
    if not several:
        return place
    name = evidence["file"]
    return Text(f"{name} {place.zh}", f"{name}, {place.en}")


def _finding(
    entry: Mapping[str, Any], anchor: str, quotes: tuple[Quote, ...], confirmed: Collection[str]
) -> Finding:
    return Finding(
        code=entry["id"],
        anchor=anchor,
        severity=Severity(entry["severity"]),
        title=words.text_of(entry["title"]),
        explanation=words.text_of(entry["explanation"]),
        quotes=quotes,
        computation=tuple(
            (bilingual(line["step"]), bilingual(line["value"])) for line in entry["computation"]
        ),
        basis=tuple(
            Basis(
                words.text_of(basis["citation"]),
                basis["verified"],
                basis["valid_from"] or "",
                basis["code"] in confirmed,
            )
            for basis in entry["legal_basis"]
        ),
        confidence=words.CONFIDENCE[entry["confidence"]],
        would_settle=bilingual(entry["would_settle"]) if entry["would_settle"] else None,
    )


def _sheet(document: Document, spans: Mapping[str, Sequence[Span]]) -> QuotedDocument:
    return quoted(document.name, document.text, tuple(spans[document.name]))


def _title(found: Mapping[str, Any]) -> Text:
    count = len(found["findings"])
    if not count:
        return Text("没有发现与规则不符的地方", "Nothing departs from the rules asked about")
    title = Text(f"{count} 处发现", "One finding" if count == 1 else f"{count} findings")
    rate = next((one for one in found["rates"] if understated(found, one)), None)
    if rate is None:
        return title
    points = f"{Decimal(rate['difference_pp']):.2f}"
    return Text(
        f"{title.zh}；写明的年利率低了 {points} 个百分点",
        f"{title.en}; the stated yearly rate is {points} points low",
    )


def _unsettled(entry: Mapping[str, str]) -> Text:
    title, missing = _TITLES[entry["id"]], bilingual(entry["missing"])
    return filled(words.UNSETTLED, title=title, missing=missing)


def _hidden(hidden: Mapping[str, Any] | None) -> tuple[MoneyLine, ...]:
    if hidden is None or not Decimal(hidden["amount"]):
        return ()
    currency = hidden["currency"] or "CNY"
    parts = tuple(
        MoneyLine(filled(words.OF_WHICH, name=part["name"]), Money.of(part["amount"], currency))
        for part in hidden["explained"]
    )
    rest = Money.of(hidden["unexplained"], currency)
    unexplained = (MoneyLine(words.UNEXPLAINED, rest),) if rest.minor else ()
    return (MoneyLine(words.HIDDEN, Money.of(hidden["amount"], currency)), *parts, *unexplained)


def _statement(statement: Mapping[str, Any]) -> tuple[MoneyLine, ...]:
    if not statement["payments"]:
        return ()
    currency = statement["currency"] or "CNY"

    def line(label: Text, amount: str, remark: Text | None = None) -> MoneyLine:
        return MoneyLine(label, Money.of(amount, currency), remark)

    items = tuple(
        line(words.text_of(item["name"]), item["amount"], _payee(item["payee"]))
        for item in statement["items"]
    )
    paid = filled(words.PAID, payments=str(statement["payments"]))
    return (
        line(words.PRINCIPAL, statement["principal"]),
        line(words.RECEIVED, statement["received"]),
        *items,
        line(paid, statement["paid_in_all"]),
    )


def _payee(payee: str) -> Text:
    return filled(words.PAYEE, payee=payee) if payee else words.NO_PAYEE


def _contingent(charge: Mapping[str, Any]) -> Text:
    return filled(words.CONTINGENT[charge["name"]], quote=charge["source"]["quote"])
