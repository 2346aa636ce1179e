"""`candor audit FILE…`: what a contract says, what it costs, where it departs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.dates import day_of, now, parse_day
from core.errors import CandorError, InvalidInput, ServiceMissing

if TYPE_CHECKING:
    from contracts.audit import Audit
    from documents.model import Document

_ORDER = ("critical", "high", "medium", "low")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="PDF, DOCX, HTML, Markdown or text; - is standard input; several files are "
        "one package",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="stands for the contract's day where it names none; today when left out",
    )
    parser.add_argument("--jurisdiction", choices=["cn", "us", "eu", "uk"])
    parser.add_argument(
        "--lender-type",
        metavar="TYPE",
        help="bank, consumer_finance, auto_finance, trust, microloan, pawn, private or "
        "credit_union",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json",
        action="store_true",
        help="JSON on standard output (what is done without --html and --pdf, too)",
    )
    form.add_argument("--html", metavar="OUT", type=Path, help="write a page for people")
    form.add_argument("--pdf", metavar="OUT", type=Path, help="write a PDF for people")
    parser.add_argument(
        "--language", choices=["zh", "en"], help="of the page; the contract's own when left out"
    )
    parser.add_argument(
        "--fail-on", choices=list(_ORDER), help="exit with 1 when a finding is at least this severe"
    )


def run(arguments: argparse.Namespace) -> int:
    """Audit the files as one package.

    Returns:
        0 done; 1 a finding is at or above --fail-on; 2 the input is wrong; 3 a font or
        library that makes PDF files is missing.
    """
    try:
        return _audit(arguments)
    except CandorError as refusal:
        sys.stderr.write(f"candor audit: {refusal}\n")
        return 3 if isinstance(refusal, ServiceMissing) else 2


def _audit(arguments: argparse.Namespace) -> int:
    from contracts.model import LenderType
    from contracts.service import audit

    kinds = [kind.value for kind in LenderType]
    if arguments.lender_type and arguments.lender_type not in kinds:
        raise InvalidInput("one of " + ", ".join(kinds), arguments.lender_type, "--lender-type")
    as_of = parse_day(arguments.as_of, "--as-of") if arguments.as_of else day_of(now())
    outcome = audit(
        [_read(name) for name in arguments.files],
        as_of=as_of,
        jurisdiction=arguments.jurisdiction,
        lender_type=arguments.lender_type,
    )
    _write(outcome, arguments)
    return _verdict(outcome, arguments.fail_on)


def _read(name: str) -> Document:
    from documents.reading import read

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as problem:
        raise InvalidInput("a readable file", problem.strerror or "none", name) from None
    try:
        return read(data, "standard input" if name == "-" else Path(name).name)
    except InvalidInput as refusal:
        raise InvalidInput(refusal.expected, refusal.found, name) from None


def _write(outcome: Audit, arguments: argparse.Namespace) -> None:
    if arguments.html is None and arguments.pdf is None:
        sys.stdout.write(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=2) + "\n")
        return
    from contracts.report import html_report
    from core.text import Language

    own = outcome.contract.files[0].document.language
    page = html_report(outcome, Language(arguments.language or own))
    if arguments.html is not None:
        arguments.html.write_text(page, encoding="utf-8")
        return
    from documents.rendering import pdf_from_html

    arguments.pdf.write_bytes(pdf_from_html(page))


def _verdict(outcome: Audit, fail_on: str | None) -> int:
    if fail_on is None:
        return 0
    counted = _ORDER[: _ORDER.index(fail_on) + 1]
    return int(any(finding.severity.value in counted for finding in outcome.findings))
