"""A check to take away, as JSON, page or PDF; and two versions of a form beside each other."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from contracts.comparing import compare_findings, compare_texts
from contracts.report import html_report
from contracts.reports.model import Audited
from core.access import Role
from core.dates import day_of, now
from core.errors import InvalidInput, NotFound
from core.text import Text, filled
from documents.rendering import pdf_from_html
from webapp import lender_words as words
from webapp.audits import findings_of
from webapp.auth import signed_in
from webapp.lender_packages import Opened, keyed, opened, opened_form, opened_package
from webapp.navigation import CONTRACTS
from webapp.preferences import language
from webapp.rendering import show
from webapp.views.comparison import ComparedLine, ComparisonPage
from webapp.views.documents import Finding
from webapp.views.shared import Link, Problem

blueprint = Blueprint("lender_reports", __name__)

COMPARE: Final = f"{CONTRACTS}/compare"
_TYPES: Final = {"json": "application/json", "html": "text/html", "pdf": "application/pdf"}


@blueprint.get(f"{CONTRACTS}/checks/<reference>.<any(json, html, pdf):kind>")
@signed_in(Role.COMPLIANCE)
def package(reference: str, kind: str) -> Response:
    """Hand out the audit of a package."""
    return _taken_away(opened_package(reference), kind)


@blueprint.get(f"{CONTRACTS}/forms/<uuid:form_id>.<any(json, html, pdf):kind>")
@signed_in(Role.COMPLIANCE)
def form(form_id: UUID, kind: str) -> Response:
    """Hand out the audit of a form."""
    return _taken_away(opened_form(form_id), kind)


@blueprint.get(COMPARE)
@signed_in(Role.COMPLIANCE)
def compare() -> AnyResponse:
    """Show what changed between two forms or packages: words, and findings."""
    entered = {name: request.args.get(name, "") for name in ("one", "other")}
    bare = ComparisonPage(
        action=COMPARE,
        options=keyed(),
        entered=tuple(entered.items()),
        title=words.COMPARE_TWO,
        back=Link(words.CHECK, CONTRACTS),
    )
    if not any(entered.values()):
        return make_response(show(bare))
    found: list[Opened] = []
    problems: list[Problem] = []
    for name, key in entered.items():
        try:
            found.append(opened(key))
        except NotFound:
            problems.append(Problem(name, words.CHOOSE_ONE))
    if not problems:
        try:
            return make_response(show(_compared(bare, *found)))
        except InvalidInput:
            problems.append(Problem("", words.TOO_LONG_TO_COMPARE))
    page = show(ComparisonPage(bare.action, bare.options, bare.entered, bare.title, bare.back,
                               problems=tuple(problems)))  # fmt: skip
    return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)


def _taken_away(found: Opened, kind: str) -> Response:
    answer = Response(_contents(found, kind), mimetype=_TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.key}.{kind}"'
    return answer


def _contents(found: Opened, kind: str) -> str | bytes:
    if kind == "json":
        return json.dumps(found.audit, ensure_ascii=False, indent=2)
    texts = {document.name: document.text for document in found.documents}
    page = html_report(Audited(found.audit, texts, day_of(now())), language())
    return page if kind == "html" else pdf_from_html(page, tagged=True)


def _compared(bare: ComparisonPage, one: Opened, other: Opened) -> ComparisonPage:
    """Return what changed from the one to the other.

    Raises:
        InvalidInput: they are too long to compare.
    """
    lines = compare_texts(_words(one), _words(other))
    changes = compare_findings(one.audit["findings"], other.audit["findings"])
    came, went = len(changes.appeared), len(changes.vanished)
    title = words.SAME_FINDINGS
    if came or went:
        title = filled(words.CAME_AND_WENT, came=str(came), went=str(went))
    return ComparisonPage(
        action=bare.action,
        options=bare.options,
        entered=bare.entered,
        title=title,
        back=bare.back,
        one=Link(Text(one.name, one.name), one.path),
        other=Link(Text(other.name, other.name), other.path),
        lines=tuple(
            ComparedLine(tuple((piece.change.value, piece.text) for piece in line.pieces))
            for line in lines
            if any(piece.text.strip() for piece in line.pieces)
        ),
        changed=sum(line.changed for line in lines),
        appeared=_findings({"findings": changes.appeared}, other),
        vanished=_findings({"findings": changes.vanished}, one),
        stayed=tuple(words.text_of(found["title"]) for found in changes.stayed),
    )


def _words(found: Opened) -> str:
    return "\n".join(document.text for document in found.documents)


def _findings(told: dict[str, object], found: Opened) -> tuple[Finding, ...]:
    """Return findings that stand alone: their words quoted, no anchor into a document."""
    findings, _ = findings_of(told, found.documents)
    return tuple(finding.alone() for finding in findings)
